"""The evening digest for the group of a grid: numbers, and nothing that names a person or points at a door."""

from __future__ import annotations

from bot.actions.context import Context
from bot.domain.notice import Kind
from bot.domain.screen import Screen, Value
from bot.storage import boards, groups, outbox
from bot.storage.groups import GridGroup


async def send_all(ctx: Context) -> None:
    """Tell each group that can be reached what happened in its grid today; nothing if nothing did."""
    for group in await groups.every(ctx.tx, ctx.community_id):
        screen = await of_grid(ctx, group) if group.reachable else None
        if screen is not None:
            await outbox.send(ctx.tx, ctx.community_id, group.chat_id, Kind.BOARD, screen, ctx.now)


async def of_grid(ctx: Context, group: GridGroup) -> Screen | None:
    """What the day brought to a grid: how many were opened and closed, are in hand, and are late."""
    calendar = ctx.community.calendar
    since = calendar.instant(calendar.day_of(ctx.now), 0)
    opened = await boards.reported_since(ctx.tx, ctx.community_id, group.grid, since)
    closed = await boards.closed_since(ctx.tx, ctx.community_id, group.grid, since)
    if not opened and not closed:
        return None
    lines = await boards.of_grid(ctx.tx, ctx.community_id, group.grid, ctx.now)
    grid = ctx.community.grid(group.grid)
    data: dict[str, Value] = {
        "grid": grid.name if grid else str(group.grid),
        "opened": opened,
        "closed": closed,
        "open": sum(one.many for one in lines),
        "overdue": sum(one.overdue for one in lines),
        "now": ctx.now,
    }
    return Screen("group/digest", "zh", data, thread=group.thread)
