"""Pages in stories: a night on which somebody is on duty, and somebody is called."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.actions import pages
from bot.actions.context import Context
from bot.domain.page import Matter
from bot.domain.person import Role
from tests.stories.duties import act, stands
from tests.stories.listening import Listening
from tests.town import Neighbour, Town, open_town


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


async def call(town: Town, matter: Matter = Matter.WARNING, **how: object) -> int:
    """Somebody is called about number 7 of a matter."""

    async def do(ctx: Context) -> int:
        return await pages.call(ctx, matter, 7, {}, **how)  # type: ignore[arg-type]

    return await act(town, do)


async def events(town: Town, what: str) -> int:
    """How often something was written into the audit."""

    async def count(ctx: Context) -> int:
        rows = await ctx.tx.rows("audit_page", community=ctx.community_id, after=0, most=1_000)
        return sum(row["act"] == what for row in rows)

    return await act(town, count)
