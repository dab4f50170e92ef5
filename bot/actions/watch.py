"""Sees that a case has the due times that its state needs, and no others."""

from __future__ import annotations

from bot.actions.context import Context
from bot.domain import watch
from bot.domain.case import Case
from bot.domain.clocks import pace
from bot.storage import clocks, timers


async def over(ctx: Context, case: Case) -> dict[str, int]:
    """Set the timers of a case anew, by kind; doing it twice does no harm."""
    wanted = await needed(ctx, case)
    for kind in await clocks.timers_of(ctx.tx, ctx.community_id, case.case_id) - wanted.keys():
        await timers.clear(ctx.tx, ctx.community_id, kind, case.case_id)
    for kind, due_at in wanted.items():
        await timers.set_(ctx.tx, ctx.community_id, kind, case.case_id, due_at)
    return wanted


async def needed(ctx: Context, case: Case) -> dict[str, int]:
    """The timers that the case must have now, by kind."""
    told = await clocks.taken(ctx.tx, ctx.community_id, case)
    return watch.timers(case, pace(case, ctx.community), ctx.now, told)
