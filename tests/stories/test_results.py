"""What came of the cases of the last 30 days: counts that stand beside each other, and nothing made of them."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.stories.scenes import closed, fed_back, files_report, fills, resident
from tests.town import labels, open_town, said


async def test_every_outcome_and_every_answer_is_counted_by_itself(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        for house in ("1号楼", "2号楼", "4号楼"):
            await files_report(person, house=house)
        await closed(town, 1)
        await person.taps_on("您上报的 1号", "解决了")
        await person.taps_on("您上报的 1号", "5分")
        await fed_back(town, 2)
        await secretary.taps_on("2号", "核查通过")
        await secretary.taps_on("2号", "其他结果")
        await secretary.taps_on("2号", "无法解决，结案")
        assert "无法解决" in said(await person.sees("您上报的 2号")), "and it is not said to be solved"
        assert "结果：无法解决" in said(await secretary.sees("2号 ·", chat=town.groups[1]))
        await fills(secretary, 3, "不予受理", "不归社区管", "确定不予受理", behind=True)
        await secretary.says("/board")
        await secretary.taps("近30天结果")
        shown = said(await secretary.last())
        for line in (
            "已解决：1 件",
            "部分解决：0 件",
            "无法解决：1 件",
            "不属社区职责：1 件",
            "不予受理：0 件",
            "解决了：1 件",
            "没解决：0 件",
            "未评价：0 件",
            "还能评价：1 件",
            "5分 1 人，4分 0 人，3分 0 人，2分 0 人，1分 0 人",
        ):
            assert line in shown, line
        assert "%" not in shown and "满意率" not in shown and "平均" not in shown
        await town.wind(hours=73)
        await secretary.taps("近30天结果")
        assert "未评价：1 件" in said(await secretary.last())
        await town.wind(days=30)
        await secretary.says("/board")
        await secretary.taps("近30天结果")
        assert "已解决：0 件" in said(await secretary.last())


async def test_it_is_for_who_directs(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        for who in (resident(town), town.staff(Role.GRID_HEAD, 1)):
            await who.starts()
            place = await who.last()
            assert "近30天结果" not in labels(place)
            assert await who.taps_data(place["message_id"], "p:results:0:0:0")
            assert "已解决" not in "".join(await who.reads())
