"""What the flood response level that holds now asks for: the door through which shifts and others ask."""

from __future__ import annotations

from bot.actions.context import Context
from bot.domain.response import Measures
from bot.storage import responses


async def holding(ctx: Context) -> Measures | None:
    """The measures of the level that holds now; None where none does."""
    response = await responses.now_open(ctx.tx, ctx.community_id)
    return ctx.community.response.measures[response.level] if response else None


async def check_in_ms(ctx: Context, usual: int) -> int:
    """Within which time a successor has to take over: as ``usual``, or sooner while a response holds."""
    measures = await holding(ctx)
    return min(usual, measures.check_in_ms) if measures else usual
