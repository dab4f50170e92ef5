"""The evening digest for the group of a grid: numbers, and nothing that names a person or points at a door."""

from __future__ import annotations

from datetime import date, timedelta

from bot.actions.context import Context
from bot.domain.notice import Kind
from bot.domain.screen import Screen, Value
from bot.storage import boards, groups, outbox, timers
from bot.storage.groups import GridGroup
from bot.storage.timers import Timer

#: The timer of yesterday's digest, for which it was too early when the program was back.
LATE = "digest.late"


async def send_all(ctx: Context) -> None:
    """Tell each group that can be reached what happened in its grid today; nothing if nothing did."""
    await _send(ctx, ctx.community.calendar.day_of(ctx.now))


async def send_late(ctx: Context) -> None:
    """Nobody was told last evening: each group is told in the morning what happened yesterday.

    At most one day back. If this evening has come meanwhile, it tells what happened today.
    """
    morning = _today(ctx, ctx.community.policy.board_at)
    if ctx.now >= _today(ctx, ctx.community.policy.digest_at):
        await send_all(ctx)
    elif ctx.now < morning:
        await timers.set_(ctx.tx, ctx.community_id, LATE, 0, morning)
    else:
        await _send_yesterday(ctx)


async def send_in_the_morning(ctx: Context, timer: Timer) -> None:
    """What was put off in the night, unless its day or evening has passed meanwhile: then it is old, or was told."""
    calendar = ctx.community.calendar
    same_day = calendar.day_of(timer.due_at) == calendar.day_of(ctx.now)
    if same_day and ctx.now < _today(ctx, ctx.community.policy.digest_at):
        await _send_yesterday(ctx)


async def _send_yesterday(ctx: Context) -> None:
    await _send(ctx, ctx.community.calendar.day_of(ctx.now) - timedelta(days=1))


async def _send(ctx: Context, day: date) -> None:
    for group in await groups.every(ctx.tx, ctx.community_id):
        screen = await of_grid(ctx, group, day) if group.reachable else None
        if screen is not None:
            await outbox.send(ctx.tx, ctx.community_id, group.chat_id, Kind.BOARD, screen, ctx.now)


async def of_grid(ctx: Context, group: GridGroup, day: date) -> Screen | None:
    """What a day brought to a grid: how many were opened and closed; and how many are in hand and late now."""
    calendar = ctx.community.calendar
    span = calendar.instant(day, 0), calendar.instant(day + timedelta(days=1), 0)
    opened = await boards.reported_between(ctx.tx, ctx.community_id, group.grid, *span)
    closed = await boards.closed_between(ctx.tx, ctx.community_id, group.grid, *span)
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
        "yesterday": day != calendar.day_of(ctx.now),
        "day": span[0],
        "now": ctx.now,
    }
    return Screen("group/digest", "zh", data, thread=group.thread)


def _today(ctx: Context, at: str) -> int:
    """The instant of today that a time of the configuration ("18:00") names."""
    hour, minute = at.split(":")
    calendar = ctx.community.calendar
    return calendar.instant(calendar.day_of(ctx.now), int(hour) * 60 + int(minute))
