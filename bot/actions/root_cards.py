"""The card of a case that carries out the search for a root cause names the others that have ended: it follows them."""

from __future__ import annotations

from bot.actions import notices
from bot.actions.context import Context
from bot.domain import root_cause as rules
from bot.domain.case import Case
from bot.domain.loop import ENDED
from bot.storage import cases
from bot.storage import root_causes as causes


async def follow(ctx: Context, before: Case, after: Case) -> None:
    """A case has ended, or goes on, or was filed away: the cards that may name it are drawn anew, without a sound."""
    spot = rules.spot_of(after)
    if spot is None or before.state == after.state or not {before.state, after.state} & ENDED:
        return
    for number in await causes.carriers(ctx.tx, ctx.community_id, spot):
        carrier = await cases.by_id(ctx.tx, ctx.community_id, number) if number != after.case_id else None
        if carrier is not None and carrier.is_open:
            await notices.refresh(ctx, carrier)
