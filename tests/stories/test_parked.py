"""The list of parked cases: everybody may see it, and sees of each case what a neighbour may know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.actions import pauses
from bot.actions.cases import open_part
from bot.actions.context import Context
from bot.domain.case import Place
from bot.domain.person import Role
from bot.storage import people
from bot.storage.cases import Report
from tests.stories.scenes import answers, files_report, fills, newcomer, resident
from tests.town import Town, labels, open_town, said


async def parks(town: Town, number: int, days: str = "30天") -> None:
    """The secretary parks a case."""
    await fills(town.secretary, number, "挂账", days, "等大修资金", "确定挂账", behind=True)


async def test_everybody_sees_what_is_parked_and_no_private_place(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        person, outsider = resident(town), await newcomer(town, 3009, "孙路人", grid=None)
        await outsider.starts()
        await outsider.says("/parked")
        assert "现在没有挂账的事" in said(await outsider.last())
        await files_report(person, "三单元的灯坏了")
        await files_report(person, "楼上每天半夜搬家具", kind="噪音扰民", house="2号楼")
        await parks(town, 1)
        await parks(town, 2, "60天")
        for who in (outsider, resident(town, 2), town.secretary):
            await who.says("/parked")
            shown = said(await who.last())
            assert "共 2 件" in shown
            assert "1号 路灯不亮 · 第一网格 1号楼" in shown and "2号 噪音扰民 · 第一网格 ·" in shown
            assert not [word for word in ("2号楼", "三单元", "搬家具", person.name, "大修") if word in shown]
        await outsider.says("/language")
        await outsider.says("/parked")
        assert "2 in all" in said(await outsider.last()) and "No. 1 Lamp out" in said(await outsider.last())
        async with answers(outsider) as by_link:
            await outsider.starts("k")
        assert "No. 1" in said(by_link[0])


async def test_the_group_leads_there(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        shown = await town.messages(town.groups[1], town.secretary.user_id)
        assert any("挂账清单" in labels(message) for message in shown)


async def test_the_directors_go_from_there_to_the_cases(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person, "三单元的灯坏了")
        await parks(town, 1)
        for who in (secretary, person):
            await who.says("/parked")
        assert labels(await person.last()) == [] and labels(await secretary.last()) == ["1号"]
        async with answers(secretary) as shown:
            await secretary.taps_on("挂账清单", "1号")
        assert said(shown[0]).startswith("1号 · 路灯不亮") and labels(shown[0])[0] == "取消挂账"


async def test_it_has_pages(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts()

        async def work(tx: Any) -> None:
            ctx = Context(tx, town.community, town.app.community_id, town.app.clock.now())
            known = await people.by_user(tx, ctx.community_id, person.user_id)
            boss = await people.by_user(tx, ctx.community_id, town.secretary.user_id)
            assert known and boss
            place = Place(building=town.community.grids[0].buildings[0].key)
            for n in range(23):
                report = Report(1, "fac.light", "x", place, known.person_id, 1_000 + n)
                case = await open_part(ctx, boss, report)
                await pauses.park(ctx, boss, case.case_id, ctx.now + (n + 1) * 86_400_000, "x")

        await town.app.store.write(work)
        await town.wind(minutes=10)
        await person.says("/parked")
        assert labels(await person.sees("第 1/3 页")) == ["下一页 ▶"]
        for _ in range(2):
            await person.taps("下一页")
        card = await person.sees("第 3/3 页")
        assert said(card).count("路灯不亮") == 5 and labels(card) == ["◀ 上一页"]
        await person.taps_data(card["message_id"], "p:parked.page:999999:0:0")
        await person.sees("第 3/3 页")


async def test_on_its_day_the_directors_decide_and_it_can_be_parked_longer(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        await parks(town, 1)
        await town.wind(days=31)
        card = await secretary.sees("1号 ·", "已挂账")
        assert {"取消挂账", "再挂一段时间"} <= set(labels(card))
        await person.says("/parked")
        before = said(await person.last())
        await fills(secretary, 1, "再挂一段时间", "90天", "还在排队", "确定挂账")
        await person.says("/parked")
        assert said(await person.last()) != before
        assert "1号" in said(await person.last())
        await secretary.taps_on("1号 ·", "取消挂账")
        await person.says("/parked")
        assert "现在没有挂账的事" in said(await person.last())
        for who in (person, town.staff(Role.GRID_HEAD, 1)):
            await who.starts()
            assert "不归您办理" in await who.taps_data((await who.last())["message_id"], "p:form.park:1:0:0")
