"""The situation in a flood as a list, for the directors and who is on duty: water, help, doors."""

from __future__ import annotations

from bot.actions import duty, help_cards
from bot.actions.context import Context
from bot.actions.home import answer
from bot.domain.button import Press
from bot.domain.distress import Help
from bot.domain.permission import Look
from bot.domain.person import Person
from bot.domain.screen import Screen, Tap, Value
from bot.errors import Stale
from bot.storage import distress, people, responses
from bot.storage.responses import WaterPoint

#: So many are listed; the oldest requests and the newest water first.
_MOST_HELP, _MOST_WATER = 8, 12
OPEN = "help.open"


async def show(ctx: Context, person: Person) -> None:
    """All that is open now, with the ways to it; Stale where no response holds."""
    await duty.allow(ctx, person, Look.SITUATION)
    response = await responses.now_open(ctx.tx, ctx.community_id)
    if response is None:
        raise Stale("response.none")
    helps = await distress.open_help(ctx.tx, ctx.community_id)
    points = await responses.water(ctx.tx, ctx.community_id, response.response_id)
    data: dict[str, Value] = {
        "level": str(response.level),
        "helps": [await _help(ctx, one) for one in helps[:_MOST_HELP]],
        "helps_more": max(0, len(helps) - _MOST_HELP),
        "water": [_water(ctx, one) for one in reversed(points[-_MOST_WATER:])],
        "water_more": max(0, len(points) - _MOST_WATER),
    }
    taps = [Tap("help_open", Press(OPEN, one.help_id), data={"number": one.help_id}) for one in helps[:_MOST_HELP]]
    rows = [tuple(taps[i : i + 4]) for i in range(0, len(taps), 4)]
    await answer(ctx, person, Screen("response/situation", person.language, data, tuple(rows)))


async def _help(ctx: Context, found: Help) -> dict[str, Value]:
    taker = await people.by_id(ctx.tx, ctx.community_id, found.taken_by) if found.taken_by else None
    return {**await help_cards.data(ctx, found), "taker": taker.called if taker else None}


def _water(ctx: Context, point: WaterPoint) -> dict[str, Value]:
    grid = ctx.community.grid(point.grid)
    return {
        "number": point.case_id,
        "grid": grid.name if grid else str(point.grid),
        "depth": point.depth.value if point.depth else None,
        "state": point.state.value,
    }
