"""What the groups see of a flood response: one message a grid, and the round in which the residents say they are safe.

No name, phone or place stands in them, and nobody sees how many ask for help: where few people live, a number names
somebody.
"""

from __future__ import annotations

from collections import Counter

from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.distress import RollCall
from bot.domain.notice import Kind
from bot.domain.response import Measures, Move, Response
from bot.domain.screen import Buttons, Link, Screen, Tap, Value
from bot.storage import distress, groups, outbox, responses
from bot.storage.groups import GridGroup

#: The start payload of the way to report where water stands: w<grid>.
WATER = "w"
SAFE, HELP = "roll.safe", "roll.help"


def slot(response: Response) -> str:
    """The name of a response's message in the groups."""
    return f"response:{response.response_id}"


async def follow(ctx: Context, response: Response, measures: Measures | None, done: Move) -> None:
    """Say in all groups what holds now: as a new message where it was started, raised or ended, else by an edit."""
    for group in await _reachable(ctx):
        if measures is None:
            await _end(ctx, response, group)
        else:
            await show(ctx, response, group, fresh=done in (Move.START, Move.RAISE))


async def show(ctx: Context, response: Response, group: GridGroup, *, fresh: bool = False) -> None:
    """The message of a grid as it is now."""
    measures = ctx.community.response.measures[response.level]
    asks = measures.situation and bool(ctx.community.response.category)
    buttons: Buttons = ((Link("water_here", f"{WATER}{group.grid}"),),) if asks else ()
    screen = Screen("response/group", "zh", await _data(ctx, response, group, asks), buttons, thread=group.thread)
    kind = Kind.WARNING if fresh else Kind.CARD
    await outbox.show(ctx.tx, ctx.community_id, group.chat_id, kind, slot(response), screen, ctx.now, fresh=fresh)


async def _data(ctx: Context, response: Response, group: GridGroup, asks: bool) -> dict[str, Value]:
    points = await responses.water(ctx.tx, ctx.community_id, response.response_id)
    many = Counter(one.grid for one in points)
    return {
        "level": str(response.level),
        "since": response.started_at,
        "asks": asks,
        "water": many[group.grid],
        "ended_at": response.ended_at,
    }


async def _end(ctx: Context, response: Response, group: GridGroup) -> None:
    """The message loses its button, and a short one says that it is over."""
    data = await _data(ctx, response, group, asks=False)
    screen = Screen("response/group", "zh", data, thread=group.thread)
    if await outbox.is_shown(ctx.tx, ctx.community_id, group.chat_id, slot(response)):
        await outbox.show(ctx.tx, ctx.community_id, group.chat_id, Kind.CARD, slot(response), screen, ctx.now)
    over = Screen("response/group_over", "zh", data, thread=group.thread)
    await outbox.send(ctx.tx, ctx.community_id, group.chat_id, Kind.WARNING, over, ctx.now)


async def refresh(ctx: Context, response: Response, grid: int) -> None:
    """Bring the message of one grid up to date."""
    group = await groups.of_grid(ctx.tx, ctx.community_id, grid)
    if group is not None and group.reachable:
        await show(ctx, response, group)


# --- the roll call ---


async def show_roll_call(ctx: Context, call: RollCall, grid: int | None = None, *, fresh: bool = False) -> None:
    """The round in the groups, or in that of one grid: two buttons while it is open, and how many are safe."""
    for group in await _reachable(ctx):
        if grid is None or group.grid == grid:
            await _show_round(ctx, call, group, fresh=fresh)


async def _show_round(ctx: Context, call: RollCall, group: GridGroup, *, fresh: bool) -> None:
    number = call.roll_call_id
    data: dict[str, Value] = {
        "at": call.started_at,
        "safe": await distress.safe_in(ctx.tx, ctx.community_id, number, group.grid),
        "open": call.ended_at is None,
    }
    safe = Tap("roll_safe", Press(SAFE, number), style="success")
    buttons = ((safe,), (Tap("roll_help", Press(HELP, number), style="danger"),)) if data["open"] else ()
    screen = Screen("response/roll_call", "zh", data, buttons, thread=group.thread)
    kind = Kind.WARNING if fresh else Kind.CARD
    await outbox.show(ctx.tx, ctx.community_id, group.chat_id, kind, f"roll:{number}", screen, ctx.now, fresh=fresh)


async def _reachable(ctx: Context) -> list[GridGroup]:
    return [group for group in await groups.every(ctx.tx, ctx.community_id) if group.reachable]
