"""Flood response levels."""

from __future__ import annotations

from bot.actions.context import Context
from bot.storage import audit


async def propose(ctx: Context, level: int, warning: int) -> None:
    """Ask whether to start a level."""
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "response.proposed", level=level, warning=warning)
