"""Residents are who is in the group of a grid; nobody else learns of anybody's case, and everybody can report."""

from __future__ import annotations

from pathlib import Path

from bot.domain.button import CaseMenu, encode
from bot.domain.person import Person
from bot.storage import people
from tests.stories.scenes import LAMP, answers, files_report, newcomer, resident
from tests.stories.test_similar import asks_for_the_same
from tests.town import Neighbour, Town, labels, open_town, said

SAME = "同一件事，我也关注"


async def homes(town: Town, who: Neighbour) -> list[int | None] | None:
    """Of which grids somebody is a resident; None if the bot does not know them."""
    found = await town.app.store.read(lambda tx: people.by_user(tx, town.app.community_id, who.user_id))
    return [held.grid for held in found.appointments] if isinstance(found, Person) else None


async def stranger(town: Town, user_id: int = 3009) -> Neighbour:
    """Somebody who is in no group."""
    return await newcomer(town, user_id, "外人", grid=None)


async def members(town: Town, grid: int, **change: list[int]) -> None:
    """People come into the group of a grid or leave it."""
    await town.post(f"/api/chats/{town.groups[grid]}/members", change)
    await town.quiet()


async def test_a_member_is_found_while_they_type(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        body = {"add": [3001]}
        town.agreed = False
        second = await town.person(3001, "新邻居")
        await town.post(f"/api/chats/{town.groups[1]}/members", body)
        await town.quiet()
        assert await homes(town, second) is None, "who only joins stays unknown"
        await second.starts("r1")
        await second.taps("同意，继续")
        assert await homes(town, second) == [1]
        await second.taps(LAMP)
        await second.says("灯不亮")
        await second.taps("没有照片")
        await second.taps("1号楼")
        assert SAME in labels(await second.last())


async def test_an_outsider_learns_nothing_and_can_report(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), "我家门口的灯坏了")
        outsider = await stranger(town)
        await asks_for_the_same(outsider)
        assert "提交" in labels(await outsider.last()), "no similar case is shown"
        await outsider.taps("提交")
        await outsider.sees("您上报的 2号")
        async with answers(outsider) as told:
            await outsider.starts("f1")
        unknown = said(told[0])
        async with answers(outsider) as told:
            await outsider.starts("f77")
        assert said(told[0]) == unknown and "没有找到" in unknown
        follow = encode(CaseMenu("follow", 1))
        assert "没有找到" in await outsider.taps_data((await outsider.last())["message_id"], follow)
        assert await homes(town, outsider) == []
        await asks_for_the_same(outsider)
        assert "2号" in said(await outsider.last()) and SAME in labels(await outsider.last()), (
            "their own case they know"
        )


async def test_who_comes_and_goes(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        person = await stranger(town)
        await person.starts()
        assert await homes(town, person) == []
        await members(town, 2, add=[person.user_id])
        assert await homes(town, person) == [2]
        await members(town, 1, add=[person.user_id])
        assert await homes(town, person) == [1, 2]
        await members(town, 1, remove=[person.user_id])
        assert await homes(town, person) == [2]
        await members(town, 2, remove=[person.user_id])
        assert await homes(town, person) == []


async def test_what_was_found_counts_for_a_week(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        person = await newcomer(town)
        await person.starts("r1")
        assert await homes(town, person) == [1]
        group = town.sandbox.world.chats[town.groups[1]]
        del group.members[person.user_id]  # they went while the bot was out, so nobody said so
        await town.wind(days=6)
        await person.says("/mine")
        assert await homes(town, person) == [1]
        await town.wind(days=2)
        await person.says("/mine")
        assert await homes(town, person) == []


async def test_another_grids_button_is_looked_into_at_once(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        person = await stranger(town)
        await person.starts("r1")
        world = town.sandbox.world
        group = world.chats[town.groups[2]]
        group.members[person.user_id] = group.members[1001]  # in the group, and nobody has said so
        await person.says("/mine")
        assert await homes(town, person) == [], "asked a moment ago"
        await person.starts("r2")
        assert await homes(town, person) == [2]


async def test_when_telegram_does_not_say_nothing_changes(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await newcomer(town)
        await town.fault("getChatMember", "500", times=2)
        await person.starts("r1")
        await person.taps(LAMP)
        assert await homes(town, person) == [1], "as they came into the group"
        await town.wind(minutes=5)
        assert await homes(town, person) == [1]
        await town.post(f"/api/chats/{town.groups[1]}/members", {"remove": [town.sandbox.world.bot.id], "as": 1001})
        await town.wind(days=8)
        await person.says("/mine")
        assert await homes(town, person) == [1], "where the bot cannot look, what is known stays"
