"""What happens by itself when its time has come."""

from __future__ import annotations

from bot.actions import cases as case_actions
from bot.actions import pauses, petition_cards, relays, reminders, watch
from bot.actions.context import Context
from bot.domain.case import State
from bot.domain.clocks import REMINDS, Clock
from bot.domain.retention import DAY_MS
from bot.errors import Stale
from bot.storage import audit, cases, timers
from bot.storage.timers import Timer


async def deadline(ctx: Context, timer: Timer) -> None:
    """A reminder of a case is due, and the next one is set: who has it is told, or who stands in for them."""
    case = await cases.by_id(ctx.tx, ctx.community_id, timer.subject)
    if case is None or not case.is_open:
        return
    clock = REMINDS[case.state]
    if clock is not Clock.RETURN:
        for person in await reminders.responsible(ctx, case, clock):
            await reminders.add(ctx, person, case, clock)
    if clock is Clock.DUE and timer.due_at <= (case.due_at or 0) <= ctx.now:
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "case.overdue", case.case_id)
    await watch.over(ctx, case)


async def come_back(ctx: Context, timer: Timer) -> None:
    """A paused case is due: without an answer of the reporter it goes on; about the others the directors are asked.

    They are asked every day until they have decided, so that nothing that is paused can be forgotten.
    """
    case = await cases.by_id(ctx.tx, ctx.community_id, timer.subject)
    if case is None or not case.is_paused:
        return
    if (case.return_at or 0) <= ctx.now:
        if case.state is State.NEED_INFO:
            await relays.silent(ctx, await pauses.inform(ctx, None, case.case_id))
            return
        for person in await reminders.responsible(ctx, case, Clock.RETURN):
            await reminders.add(ctx, person, case, Clock.RETURN)
    await watch.over(ctx, case)


async def archive(ctx: Context, timer: Timer) -> None:
    """An ended case has waited long enough: it goes to the archive, unless somebody was faster.

    While the directors have to decide whether it is opened again, it waits another day.
    """
    if await petition_cards.waiting_on(ctx, timer.subject) is not None:
        await timers.set_(ctx.tx, ctx.community_id, timer.kind, timer.subject, ctx.now + DAY_MS)
        return
    try:
        await case_actions.archive(ctx, None, timer.subject)
    except Stale:
        return
