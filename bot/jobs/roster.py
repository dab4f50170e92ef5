"""The roster of the next weeks: patterns become shifts, and what is wrong is found."""

from __future__ import annotations

from bot.actions import roster_check, rotations
from bot.actions.context import Context


async def run(ctx: Context) -> None:
    """Make the shifts that are lacking, and look at the next week."""
    await rotations.fill(ctx)
    await roster_check.run(ctx)
