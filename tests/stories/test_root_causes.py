"""The third case of one kind in one building within 30 days: the directors are asked whether to look for the cause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.actions import moves
from bot.actions.context import Context
from bot.domain.case import Act, reopen
from bot.domain.person import Role
from bot.storage import cases, people
from tests.stories.duties import act
from tests.stories.scenes import answers, assigned, closed, files_report, newcomer, resident
from tests.town import Neighbour, Town, labels, open_town, said

LIFT = "电梯故障"
NOT_YOURS = "没有找到，或者不归您办理。"


async def third(town: Town, person: Neighbour) -> None:
    """Three reports of one kind in one building."""
    for _ in range(3):
        await files_report(person, "电梯停了", kind=LIFT, house="3号楼")


async def states(town: Town, *numbers: int) -> list[tuple[str, int | None]]:
    """Where cases stand, and which other one goes on for them."""

    async def work(tx: Any) -> list[tuple[str, int | None]]:
        found = [await cases.by_id(tx, town.app.community_id, number) for number in numbers]
        return [(one.state.value, one.same_as) for one in found if one]

    found: list[tuple[str, int | None]] = await town.app.store.read(work)
    return found


async def test_the_third_proposes_and_one_tap_makes_one_case_of_them(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, other, secretary = resident(town), await newcomer(town, 3001, "赵邻居"), town.secretary
        await other.starts()
        await files_report(person, "电梯停了", kind=LIFT, house="3号楼")
        await closed(town, 1)
        await files_report(other, "电梯又停了", kind=LIFT, house="3号楼")
        await assigned(town, 2)
        assert "建议并为一件" not in "".join(await secretary.reads())
        async with answers(secretary, 2) as told:
            await files_report(person, "电梯还是停", kind=LIFT, house="3号楼")
        card = told[-1]
        assert f"3号楼 30 天内第 3 件“{LIFT}”" in said(card) and "建议并为一件" in said(card)
        assert labels(card) == ["并到3号，查根本原因", "不用"]
        assert not [t for t in await secretary.reads(chat=town.groups[1]) if "根本原因" in t], "the group is not asked"
        await secretary.taps("并到3号")
        assert await states(town, 1, 2, 3) == [("closed", None), ("merged", 3), ("opened", None)]
        await secretary.sees("3号 ·", "并入的：2号", "查根本原因，以前办过的：1号")
        assert labels(await secretary.sees("已并到 3号")) == []
        # Whose report was merged sees where it goes on, and hears of it.
        mine = await other.sees("您上报的 2号", "已并案", f"3号 · {LIFT}")
        assert "电梯还是停" not in said(mine)
        await other.sees("您关注的 3号")
        await assigned(town, 3)
        async with answers(other) as news:
            await town.staff(Role.FULL_TIME, 1).taps_on("3号 ·", "接单")
        assert "3号" in said(news[0]) and "已接单" in said(news[0])


async def test_it_is_proposed_once_in_thirty_days(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await third(town, person)
        await secretary.taps("不用")
        await secretary.sees("不并案")
        async with answers(secretary):  # its own card and nothing else
            await files_report(person, "电梯停了", kind=LIFT, house="3号楼")
        assert await states(town, 1, 2, 3) == [("opened", None)] * 3
        await town.wind(days=31)
        await third(town, person)
        await secretary.sees("天内第 3 件", "建议并为一件")


async def test_another_building_another_kind_or_too_long_ago_do_not_count(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person, "电梯停了", kind=LIFT, house="3号楼")
        await town.wind(days=31)
        await files_report(person, "电梯停了", kind=LIFT, house="3号楼")
        await files_report(person, "灯坏了", house="3号楼")
        await files_report(person, "电梯停了", kind=LIFT, house="4号楼")
        assert "建议并为一件" not in "".join(await secretary.reads())
        await files_report(person, "电梯停了", kind=LIFT, house="3号楼")
        assert "建议并为一件" not in "".join(await secretary.reads()), "the first is too long ago"
        await files_report(person, "电梯停了", kind=LIFT, house="3号楼")
        await secretary.sees("建议并为一件")


async def test_nobody_else_decides_and_nothing_is_decided_twice(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await third(town, person)
        place = (await person.last())["message_id"]
        for payload in ("p:root.make:1:0:0", "p:root.leave:1:0:0"):
            assert await person.taps_data(place, payload) != ""
        assert await states(town, 1) == [("opened", None)]
        card = await secretary.sees("建议并为一件")
        assert await secretary.taps_data(card["message_id"], "p:root.make:77:0:0") == NOT_YOURS
        await secretary.taps("并到3号")
        assert await secretary.taps_data(card["message_id"], "p:root.leave:1:0:0") == "这条建议已经有人定了。"
        assert await states(town, 1, 2, 3) == [("merged", 3), ("merged", 3), ("opened", None)]


async def test_when_all_have_ended_there_is_nothing_to_merge(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await third(town, person)
        card = await secretary.sees("建议并为一件")
        for number in (1, 2, 3):
            await town.wind(seconds=2)  # else there are more messages than Telegram takes in a second
            await closed(town, number)
        assert "没有可以并的" in await secretary.taps_data(card["message_id"], "p:root.make:1:0:0")
        await secretary.taps_data(card["message_id"], "p:root.leave:1:0:0")
        await secretary.sees("不并案")


async def test_the_card_follows_a_former_case_that_goes_on_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person, "电梯停了", kind=LIFT, house="3号楼")
        await closed(town, 1)
        await files_report(person, "电梯又停了", kind=LIFT, house="3号楼")
        await files_report(person, "电梯还是停", kind=LIFT, house="3号楼")
        await secretary.taps("并到3号")
        await secretary.sees("3号 ·", "以前办过的：1号")

        async def goes_on(ctx: Context) -> None:
            case = await cases.by_id(ctx.tx, ctx.community_id, 1)
            director = await people.by_user(ctx.tx, ctx.community_id, secretary.user_id)
            assert case is not None and director is not None
            await moves.keep(ctx, director, Act.REOPEN, case, reopen(case, director, ctx.now, ctx.now + 86_400_000))

        await act(town, goes_on)
        assert "以前办过的" not in said(await secretary.sees("3号 ·", "并入的：2号"))
