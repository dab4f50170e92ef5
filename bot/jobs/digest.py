"""The evening digest: what the day brought to each grid, for its group."""

from __future__ import annotations

from bot.actions import digests
from bot.actions.context import Context


async def run(ctx: Context) -> None:
    """Tell each group in numbers; a group of a grid in which nothing happened hears nothing."""
    await digests.send_all(ctx)


async def late(ctx: Context) -> None:
    """The same about yesterday, after an evening on which the program was down."""
    await digests.send_late(ctx)
