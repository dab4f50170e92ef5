"""The daily self-check: is every open case watched, and did everything arrive?"""

from __future__ import annotations

from bot.actions import selfcheck
from bot.actions.context import Context


async def run(ctx: Context) -> None:
    """Put right what can be, and tell who directs the cases if there was anything."""
    await selfcheck.run(ctx)
