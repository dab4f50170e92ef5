"""Sees that a case has the due times that its state needs, and no others."""

from __future__ import annotations

from bot.actions.context import Context
from bot.domain import watch
from bot.domain.case import Case
from bot.storage import timers


async def over(ctx: Context, case: Case) -> None:
    """Set the timers of a case anew; doing it twice does no harm."""
    wanted = watch.timers(case, ctx.community.policy, ctx.now)
    for kind in watch.KINDS:
        if kind in wanted:
            await timers.set_(ctx.tx, ctx.community_id, kind, case.case_id, wanted[kind])
        else:
            await timers.clear(ctx.tx, ctx.community_id, kind, case.case_id)
