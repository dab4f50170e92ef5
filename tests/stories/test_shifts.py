"""A shift: reminded of, taken over and signed for; and what happens when nobody comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.actions import duty, pages
from bot.actions.context import Context
from bot.domain.page import Matter
from bot.domain.person import Role
from tests.stories.clocks import restart_after
from tests.stories.duties import act, stands
from tests.stories.listening import Listening
from tests.stories.warned import red
from tests.town import Neighbour, Town, labels, open_town

TAKE, STAND_IN = "接班", "我来顶"


@dataclass
class Watch:
    """Somebody is on duty in grid 1, somebody follows in two hours, and there is a reserve."""

    town: Town
    first: Neighbour
    second: Neighbour
    reserve: Neighbour
    head: Neighbour
    ear: Listening
    shift: int


@asynccontextmanager
async def watch(folder: Path) -> AsyncIterator[Watch]:
    async with open_town(folder, log=True) as town:
        found = [one for one in town.community.staff if one.role is Role.FULL_TIME]
        first, second, reserve = (Neighbour(town, one.user_id, one.name) for one in found[:3])
        await stands(town, reserve, "reserve", 48)
        before = await stands(town, first, "g1", 2 + 1 / 60)
        shift = await stands(town, second, "g1", follows=before, accepted=False)
        yield Watch(town, first, second, reserve, town.staff(Role.GRID_HEAD, 1), Listening(town), shift.shift_id)


async def answers(town: Town, grid: int = 1) -> list[str]:
    """Who answers for a grid now."""

    async def look(ctx: Context) -> list[str]:
        return [one.name for one in await duty.on_duty(ctx, grid)]

    return await act(town, look)


async def test_it_is_taken_over_in_time_and_signed_for(tmp_path: Path) -> None:
    async with watch(tmp_path) as w:
        await w.town.wind(minutes=61)
        w.ear.only([(w.second, ("快到您值班了", TAKE))])
        await w.town.wind(minutes=30)
        w.ear.only([(w.first, ("交班内容", "要补充几句，请回复这条消息"))])
        note = await w.first.last()
        await w.first.says("3号楼地下室钥匙在物业", reply_to=note["message_id"])
        w.ear.only(edited=[(w.first, "3号楼地下室钥匙在物业")])
        await w.town.wind(minutes=29)
        asked = ("该您值班了", f"{w.first.name}交给您的", "3号楼地下室钥匙在物业", TAKE)
        w.ear.only([(w.second, asked)], edited=[(w.town.groups[1], f"值班：{w.first.name}")])
        assert await answers(w.town) == [w.first.name]
        await w.second.taps(TAKE)
        w.ear.only(
            [(w.first, f"{w.second.name}已接第一网格值班的班，您可以下班了")],
            edited=[
                (w.second, "您已接班"),
                (w.first, f"{w.second.name}已看过并接班"),
                (w.town.groups[1], f"值班：{w.second.name}"),
            ],
        )
        assert await answers(w.town) == [w.second.name]
        await w.town.wind(hours=12)
        w.ear.nothing()


async def test_taken_over_early_it_begins_when_it_begins(tmp_path: Path) -> None:
    async with watch(tmp_path) as w:
        await w.town.wind(minutes=70)
        await w.second.taps(TAKE)
        await w.first.sees(f"{w.second.name}已接第一网格值班的班", "换班")
        assert await answers(w.town) == [w.first.name]
        w.ear.forget()
        await w.town.wind(minutes=51)
        w.ear.only(edited=[(w.town.groups[1], f"值班：{w.second.name}")])
        assert await answers(w.town) == [w.second.name]


async def test_nobody_comes_and_one_after_the_other_is_told(tmp_path: Path) -> None:
    async with watch(tmp_path) as w:
        await w.town.wind(minutes=121)
        w.ear.forget()
        await w.town.wind(minutes=15)
        w.ear.only([(w.second, "您还没有接班"), (w.first, f"{w.second.name}还没有来接班，请您继续值班")])
        assert await answers(w.town) == [w.first.name], "who was there stays responsible"
        await w.town.wind(minutes=5)
        w.ear.only([(w.reserve, ("没有人接班", "您是备班", STAND_IN))])
        await w.town.wind(minutes=5)
        w.ear.only([(w.head, ("没有人接班", "您是网格长", STAND_IN))])
        await w.town.wind(minutes=5)
        w.ear.only([(w.town.secretary, ("没有人接班", "请您安排", STAND_IN))])
        await w.reserve.taps(STAND_IN)
        done = f"{w.reserve.name}已接班"
        w.ear.only(
            [
                (w.second, f"{w.reserve.name}替{w.second.name}接了第一网格值班的班"),
                (w.town.secretary, f"{w.reserve.name}替{w.second.name}接了第一网格值班的班"),
                (w.first, "您可以下班了"),
                (w.reserve, "您已接班"),
            ],
            edited=[
                *((who, done) for who in (w.first, w.head, w.reserve, w.town.secretary)),
                (w.town.groups[1], f"值班：{w.reserve.name}"),
            ],
        )
        assert await answers(w.town) == [w.reserve.name]
        await w.town.wind(hours=8)
        w.ear.nothing()


async def test_who_comes_late_has_it_and_a_second_tap_does_nothing(tmp_path: Path) -> None:
    async with watch(tmp_path) as w:
        await w.town.wind(minutes=150)
        card = await w.second.sees("您还没有接班")
        data = f"p:shift.accept:{w.shift}:0:0"
        taps = [w.second.taps_data(card["message_id"], data) for _ in range(10)]
        told = sorted(await asyncio.gather(*taps))
        assert told == sorted(["已接班，辛苦您了。", *["这一班已经有人接了。"] * 9])
        late = await w.reserve.sees(f"{w.second.name}已接班")
        assert labels(late) == []
        assert (
            await w.reserve.taps_data(late["message_id"], f"p:shift.stand_in:{w.shift}:0:0") == "这一班已经有人接了。"
        )


async def test_what_waits_for_an_answer_is_handed_on(tmp_path: Path) -> None:
    async with watch(tmp_path) as w:
        await w.town.wind(minutes=121)

        async def call(ctx: Context) -> int:
            return await pages.call(ctx, Matter.WARNING, 1, red(ctx, 1), grids=(1,))

        await act(w.town, call)
        w.ear.forget()
        await w.second.taps(TAKE)
        await w.second.sees("请点“收到”", "您刚接班")


async def test_the_bot_was_dead_at_the_change(tmp_path: Path) -> None:
    async with watch(tmp_path) as w:
        await restart_after(w.town, minutes=122)
        w.ear.only([(w.second, ("该您值班了", TAKE))], edited=[(w.town.groups[1], f"值班：{w.first.name}")])
        await restart_after(w.town, minutes=1)
        w.ear.nothing()


async def test_who_has_nothing_to_do_with_it_cannot_take_it(tmp_path: Path) -> None:
    async with watch(tmp_path) as w:
        await w.town.wind(minutes=121)
        card = await w.head.last()
        assert await w.head.taps_data(card["message_id"], f"p:shift.accept:{w.shift}:0:0") == "这一班不是您的。"
        stranger = await w.town.person(9001, "路人")
        await stranger.starts()
        menu = await stranger.last()
        for forged in (f"p:shift.accept:{w.shift}:0:0", f"p:shift.stand_in:{w.shift}:0:0", "p:shift.accept:99:0:0"):
            assert await stranger.taps_data(menu["message_id"], forged) in (
                "这一班不是您的。",
                "只有书记可以这样做。",
                "没有找到，或者不归您办理。",
            )
        assert await answers(w.town) == [w.first.name]
