"""The overdue cases, for who is on duty, twice a day."""

from __future__ import annotations

from bot.actions import overdue_list
from bot.actions.context import Context


async def run(ctx: Context) -> None:
    """Send the lists."""
    await overdue_list.send_all(ctx)
