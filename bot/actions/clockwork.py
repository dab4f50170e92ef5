"""What happens by itself when its time has come."""

from __future__ import annotations

from bot.actions import cases as case_actions
from bot.actions import leave, notices, post
from bot.actions.context import Context
from bot.domain.case import ENDED, Case, State, category_name
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.screen import Screen, Value
from bot.errors import Stale
from bot.flows.where import say
from bot.storage import audit, cases, people
from bot.storage.timers import Timer


async def deadline(ctx: Context, timer: Timer) -> None:
    """A case has reached its deadline: who has it is reminded, and who stands in for them.

    The secretaries are, while nobody has it or can be told.
    """
    case = await cases.by_id(ctx.tx, ctx.community_id, timer.subject)
    if case is None or case.state in ENDED or case.due_at != timer.due_at:
        return
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "case.overdue", case.case_id)
    for person in await _responsible(ctx, case):
        data: dict[str, Value] = {
            "number": case.case_id,
            "category": category_name(case, ctx.community, person.language),
            "place": say(case.place, case.grid, ctx.community),
            "state": case.state.value,
            "due_at": case.due_at,
            "stands_in": person.person_id != case.lead and person.is_worker and not person.is_director,
        }
        screen = Screen("notice/deadline", person.language, data)
        await post.send(ctx, person, Kind.REMINDER, screen, urgent=notices.is_urgent(ctx, case))


async def archive(ctx: Context, timer: Timer) -> None:
    """A closed case has waited long enough: it goes to the archive, unless somebody was faster."""
    try:
        await case_actions.archive(ctx, None, timer.subject)
    except Stale:
        return


async def _responsible(ctx: Context, case: Case) -> tuple[Person, ...]:
    lead = await people.by_id(ctx.tx, ctx.community_id, case.lead) if case.lead else None
    if lead is None or not lead.is_worker or case.state in (State.FED_BACK, State.VERIFIED):
        return await notices.directors(ctx)
    end = await leave.end_of(ctx, lead)
    told = {one.person_id: one for one in (lead, end) if one is not None and one.reachable}
    if end is None or not end.reachable:
        told |= {one.person_id: one for one in await notices.directors(ctx)}
    return tuple(told.values())
