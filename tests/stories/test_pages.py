"""Whoever is on duty is called until somebody has it: the next ones, each told why, and nobody for nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.actions import pages
from bot.actions.context import Context
from bot.domain.page import Matter
from bot.domain.person import Role
from bot.storage import audit
from tests.stories.clocks import restart_after
from tests.stories.duties import act, stands
from tests.stories.listening import Listening
from tests.town import Neighbour, Town, labels, open_town

HAVE = "收到"
ASK = "请点“收到”"


@dataclass
class Night:
    """Who is on duty in grid 1, and who comes after them."""

    town: Town
    leader: Neighbour
    officer: Neighbour
    reserve: Neighbour
    head: Neighbour
    ear: Listening


@asynccontextmanager
async def night(folder: Path) -> AsyncIterator[Night]:
    """Everybody is there, and the roster is full."""
    async with open_town(folder, log=True) as town:
        found = [one for one in town.community.staff if one.role is Role.FULL_TIME]
        leader, officer, reserve = (Neighbour(town, one.user_id, one.name) for one in found[:3])
        await stands(town, leader, "leader")
        await stands(town, officer, "g1")
        await stands(town, reserve, "reserve")
        yield Night(town, leader, officer, reserve, town.staff(Role.GRID_HEAD, 1), Listening(town))


async def call(town: Town, **how: object) -> int:
    """Somebody is called about warning 7."""

    async def do(ctx: Context) -> int:
        return await pages.call(ctx, Matter.WARNING, 7, {}, **how)  # type: ignore[arg-type]

    return await act(town, do)


async def test_one_answer_is_enough_and_everybody_sees_it(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,))
        n.ear.only([(n.leader, (ASK, "您在值班", HAVE)), (n.officer, (ASK, "您在值班", "0/2 人收到"))])
        assert await n.officer.taps(HAVE) == {"text": "好，已记下您收到了。", "show_alert": False, "url": None}
        n.ear.only(edited=[(n.officer, ("已收到", "1/2 人收到")), (n.leader, ("已有人收到", n.officer.name))])
        assert labels(await n.leader.last()) == []
        await n.town.wind(hours=2)
        n.ear.nothing()


async def test_nobody_answers_and_the_next_ones_are_called_each_told_why(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,))
        n.ear.forget()
        await n.town.wind(minutes=3)
        n.ear.only([(n.leader, (ASK, "您在值班")), (n.officer, (ASK, "您在值班"))])
        await n.town.wind(minutes=3)
        silent = f"{n.leader.name}、{n.officer.name}还没有收到，所以找您（备班）"
        n.ear.only([(n.reserve, silent)], edited=[(n.leader, n.reserve.name), (n.officer, n.reserve.name)])
        await n.town.wind(minutes=3)
        silent = silent.replace("（备班）", "。")
        n.ear.only([(n.head, silent)], edited=[(who, n.head.name) for who in (n.leader, n.officer, n.reserve)])
        await n.town.wind(minutes=3)
        called = [n.leader, n.officer, n.reserve, n.head]
        n.ear.only([(n.town.secretary, silent)], edited=[(who, n.town.secretary.name) for who in called])
        await n.town.wind(minutes=10)
        n.ear.only([(who, ASK) for who in (*called, n.town.secretary)])
        await n.reserve.taps(HAVE)
        n.ear.forget()
        await n.town.wind(hours=5)
        n.ear.nothing()


async def test_who_blocked_the_bot_is_passed_over_at_once(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        for who in (n.leader, n.officer):
            await n.town.fault("sendMessage", "403", chat_id=who.user_id, times=9)
        await call(n.town, grids=(1,))
        await n.reserve.sees(ASK, f"{n.leader.name}、{n.officer.name}联系不上，所以找您（备班）", "❌")
        assert ASK not in "".join(await n.head.reads())


async def test_nobody_is_on_the_roster_and_the_secretary_is_called_at_once(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        ear = Listening(town)
        await call(town)
        ear.only([(town.secretary, (ASK, "值班表上现在没有人，所以找您"))])
        await town.wind(minutes=10)
        ear.only([(town.secretary, ASK)])
        await town.secretary.taps(HAVE)
        ear.forget()
        await town.wind(hours=3)
        ear.nothing()


async def test_where_all_must_answer_the_list_shows_who_has(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,), must_all=True)
        await n.leader.taps(HAVE)
        card = await n.officer.sees("1/2 人收到", "⏳ " + n.officer.name, "✅ " + n.leader.name)
        assert HAVE in labels(card), "the other one has to answer all the same"
        n.ear.forget()
        await n.town.wind(minutes=3)
        n.ear.only([(n.officer, ASK)])
        await n.town.wind(minutes=3)
        n.ear.only([(n.reserve, f"{n.officer.name}还没有收到")], edited=[(n.leader, "1/3"), (n.officer, "1/3")])
        await n.officer.taps(HAVE)
        n.ear.forget()
        await n.town.wind(hours=2)
        n.ear.nothing()


async def test_it_has_grown_and_everybody_answers_anew(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        number = await call(n.town, grids=(1,))
        await n.officer.taps(HAVE)
        n.ear.forget()
        assert await call(n.town, grids=(1,)) == number
        n.ear.nothing()  # the same again: nobody is told twice
        assert await call(n.town, grids=(1,), again=True) == number
        n.ear.only([(n.leader, ASK), (n.officer, ASK)])
        old = (await n.town.from_bot(n.leader.user_id, n.leader.user_id))[0]
        assert (
            await n.leader.taps_data(old["message_id"], f"p:page.have:{number}:1:0") == "有新的情况，请看下面的新消息。"
        )


async def test_no_answer_is_needed_any_more(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        number = await call(n.town, grids=(1,))
        message = await n.officer.last()

        async def done(ctx: Context) -> None:
            await pages.over(ctx, Matter.WARNING, 7)

        n.ear.forget()
        await act(n.town, done)
        n.ear.only(edited=[(n.leader, "不用再答复了"), (n.officer, "不用再答复了")])
        assert await n.officer.taps_data(message["message_id"], f"p:page.have:{number}:1:0") == "这件事不用再答复了。"
        await n.town.wind(hours=2)
        n.ear.nothing()


async def test_the_bot_was_dead_between_two_rungs(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,))
        n.ear.forget()
        await restart_after(n.town, minutes=4)
        n.ear.only([(n.leader, ASK), (n.officer, ASK)])
        await restart_after(n.town, minutes=7)
        n.ear.only([(n.reserve, ASK), (n.head, ASK)], edited=[(who, n.head.name) for who in (n.leader, n.officer)])


async def test_many_taps_at_once_have_one_effect(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        number = await call(n.town, grids=(1,))
        message = await n.officer.last()
        taps = [n.officer.taps_data(message["message_id"], f"p:page.have:{number}:1:0") for _ in range(20)]
        answers = await asyncio.gather(*taps)
        assert sorted(answers, key=len) == ["好，已记下您收到了。", *["您已经点过“收到”了。"] * 19]

        async def events(ctx: Context) -> int:
            rows = await ctx.tx.rows("audit_page", community=ctx.community_id, after=0, most=1_000)
            return sum(row["act"] == "page.answered" for row in rows)

        assert await act(n.town, events) == 1
        assert (await n.town.app.store.read(lambda tx: audit.verify(tx, n.town.app.community_id))).broken_at is None


@pytest.mark.parametrize("forged", ["p:page.have:1:1:0", "p:page.have:99:1:0"])
async def test_who_was_not_called_cannot_answer(tmp_path: Path, forged: str) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,))
        stranger = await n.town.person(9001, "路人")
        await stranger.starts()
        message = await stranger.last()
        assert await stranger.taps_data(message["message_id"], forged) == "这是发给值班人员的。"
