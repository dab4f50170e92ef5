"""Does every day what the table in bot/domain/retention.py says: anonymises, deletes, forgets."""

from __future__ import annotations

from bot.actions import retention
from bot.actions.context import Context


async def run(ctx: Context) -> None:
    """Begin; what is more than one batch goes on by itself."""
    await retention.tidy(ctx)
