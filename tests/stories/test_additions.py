"""What comes to a case later: its reporter or a director answers the card, a neighbour has photos of the same thing."""

from __future__ import annotations

from pathlib import Path

from tests.stories.scenes import LAMP, answers, assigned, closed, files_report, newcomer, resident
from tests.town import labels, open_town, picture, said


async def test_the_reporter_answers_the_card(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person, "灯坏了")
        worker = await assigned(town, 1)
        card = (await person.sees("您上报的 1号"))["message_id"]
        async with answers(worker), answers(person) as told:
            await person.says("晚上特别黑", reply_to=card)
        assert "已经加到 1号里了" in said(told[0])
        await worker.sees("1号 ·", "灯坏了\n晚上特别黑")
        async with answers(worker), answers(person):
            await person.says(album=[picture(1), picture(2), picture(3)], reply_to=card)
        await worker.sees("1号 ·", "照片 3 张")
        async with answers(worker, 0):
            await person.says("长" * 1_995, reply_to=card)
        assert "加不下了" in said(await person.last())
        assert "晚上特别黑" not in "".join(await person.reads(chat=town.groups[1]))


async def test_the_secretary_answers_the_card(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), "灯坏了")
        worker = await assigned(town, 1)
        card = (await town.secretary.sees("1号 ·"))["message_id"]
        async with answers(worker):
            await town.secretary.says(photo=picture(1), caption="灯杆号 17", reply_to=card)
        await worker.sees("1号 ·", "灯杆号 17", "照片 1 张")


async def test_nothing_is_added_to_what_is_closed_or_not_ones_own(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, other = resident(town), await newcomer(town)
        await files_report(person, "灯坏了")
        await other.starts()
        await other.taps("我也关注", chat=town.groups[1])
        await other.says("我也觉得黑", reply_to=(await other.sees("您关注的 1号"))["message_id"])
        assert "我也觉得黑" not in said(await town.secretary.sees("1号 ·"))
        await closed(town, 1)
        await person.says("还是黑", reply_to=(await person.sees("您上报的 1号 ·"))["message_id"])
        assert "往下走了" in said(await person.last())
        assert "还是黑" not in said(await town.secretary.sees("1号 ·"))


async def test_photos_of_the_same_thing_belong_to_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, other = resident(town), await newcomer(town)
        await files_report(person, "灯坏了")
        await other.starts("r1")
        await other.taps(LAMP)
        await other.says("灯不亮")
        await other.says(photo=picture(5))
        await other.taps("下一步")
        await other.taps("1号楼")
        await other.taps("同一件事")
        await other.sees("您关注的 1号")
        await town.secretary.sees("1号 ·", "照片 1 张")
        assert "看照片" in labels(await town.secretary.sees("1号 ·"))
        await other.says("/mine")
        assert "我关注的\n1号 路灯不亮 · 1号楼" in said(await other.last())
