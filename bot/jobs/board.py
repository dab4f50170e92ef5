"""The morning boards: for each of the staff what is theirs, on working days."""

from __future__ import annotations

from bot.actions import boards
from bot.actions.context import Context


async def run(ctx: Context) -> None:
    """Send the boards, if somebody works today."""
    calendar = ctx.community.calendar
    if calendar.is_workday(calendar.day_of(ctx.now)):
        await boards.send_all(ctx)
