"""Duty in stories: who stands on the roster, and what a page is about."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.actions import duty, pages
from bot.actions.context import Context
from bot.domain.page import Matter
from bot.domain.person import Role
from bot.domain.roster import Origin, Shift
from bot.domain.screen import Value
from bot.storage import people, roster
from bot.storage.store import Tx
from tests.stories.clocks import now_in
from tests.stories.listening import Listening
from tests.stories.warned import red
from tests.town import Neighbour, Town, open_town

HOUR = 3_600_000
T = TypeVar("T")


async def act(town: Town, do: Callable[[Context], Awaitable[T]]) -> T:
    """Do something as the program does it, and wait for what comes of it."""

    async def work(tx: Tx) -> T:
        return await do(Context(tx, town.community, town.app.community_id, now_in(town)))

    done = await town.app.store.write(work)
    await town.quiet()
    return done


async def stands(
    town: Town,
    who: Neighbour,
    post: str,
    hours: float = 24,
    *,
    begins: float = 0,
    follows: Shift | None = None,
    accepted: bool = True,
) -> Shift:
    """Somebody is on the roster for so many hours: from now, in so many hours, or after another shift."""
    begin = follows.until_at if follows else now_in(town) + round(begins * HOUR) - (0 if begins else 60_000)

    async def put(ctx: Context) -> Shift:
        person = await people.by_user(ctx.tx, ctx.community_id, who.user_id)
        assert person is not None
        span = (begin, begin + round(hours * HOUR))
        shift = await roster.add(ctx.tx, ctx.community_id, post, 1, person.person_id, span, Origin.HAND)
        assert shift is not None
        if accepted:
            await roster.accept(ctx.tx, ctx.community_id, shift.shift_id, person.person_id, ctx.now)
        await duty.changed(ctx)
        return shift

    return await act(town, put)


@dataclass
class Night:
    """Who is on duty in grid 1, and who comes after them."""

    town: Town
    leader: Neighbour
    officer: Neighbour
    reserve: Neighbour
    head: Neighbour
    others: list[Neighbour]
    ear: Listening


@asynccontextmanager
async def night(folder: Path) -> AsyncIterator[Night]:
    """Everybody is there, and of the roster the leader, the first grid and the reserve."""
    async with open_town(folder, log=True) as town:
        found = [one for one in town.community.staff if one.role is Role.FULL_TIME]
        leader, officer, reserve, *others = (Neighbour(town, one.user_id, one.name) for one in found)
        await stands(town, leader, "leader")
        await stands(town, officer, "g1")
        await stands(town, reserve, "reserve")
        yield Night(town, leader, officer, reserve, town.staff(Role.GRID_HEAD, 1), others, Listening(town))


def _said(ctx: Context, matter: Matter) -> dict[str, Value]:
    """What a page about number 7 of a matter says."""
    if matter is Matter.WARNING:
        return red(ctx, 7)
    grid = ctx.community.grids[0]
    asked: dict[str, Value] = {"number": 7, "name": "某人", "grid": grid.name, "building": "", "place": "二单元"}
    return {**asked, "phone": "", "need": "trapped", "mind": "", "door": False, "asked_at": ctx.now, "reached": True}


async def call(town: Town, matter: Matter = Matter.WARNING, **how: object) -> int:
    """Somebody is called about number 7 of a matter."""

    async def do(ctx: Context) -> int:
        return await pages.call(ctx, matter, 7, _said(ctx, matter), **how)  # type: ignore[arg-type]

    return await act(town, do)


async def events(town: Town, what: str) -> int:
    """How often something was written into the audit."""

    async def count(ctx: Context) -> int:
        rows = await ctx.tx.rows("audit_page", community=ctx.community_id, after=0, most=1_000)
        return sum(row["act"] == what for row in rows)

    return await act(town, count)
