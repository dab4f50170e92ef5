"""What happens by itself when its time has come."""

from __future__ import annotations

from bot.actions import cases as case_actions
from bot.actions import leave, notices, pauses, petition_cards, post, relays
from bot.actions.context import Context
from bot.domain.case import Case, State, category_name
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.screen import Screen, Value
from bot.errors import Stale
from bot.flows.where import say
from bot.storage import audit, cases, people, timers
from bot.storage.timers import Timer

_DAY_MS = 86_400_000


async def deadline(ctx: Context, timer: Timer) -> None:
    """A case has reached its deadline: who has it is reminded, and who stands in for them.

    The secretaries are, while nobody has it or can be told.
    """
    case = await cases.by_id(ctx.tx, ctx.community_id, timer.subject)
    if case is None or not case.is_open or case.is_paused or case.due_at != timer.due_at:
        return
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "case.overdue", case.case_id)
    for person in await _responsible(ctx, case):
        stands_in = person.person_id != case.lead and person.is_worker and not person.is_director
        data = {**_about(ctx, case, person), "due_at": case.due_at, "stands_in": stands_in}
        screen = Screen("notice/deadline", person.language, data)
        await post.send(ctx, person, Kind.REMINDER, screen, urgent=notices.is_urgent(ctx, case))


async def come_back(ctx: Context, timer: Timer) -> None:
    """A paused case is due: without an answer of the reporter it goes on; about the others the directors are asked.

    They are asked every day until they have decided, so that nothing that is paused can be forgotten.
    """
    case = await cases.by_id(ctx.tx, ctx.community_id, timer.subject)
    if case is None or not case.is_paused or (case.return_at or 0) > ctx.now:
        return
    if case.state is State.NEED_INFO:
        await relays.silent(ctx, await pauses.inform(ctx, None, case.case_id))
        return
    await timers.set_(ctx.tx, ctx.community_id, timer.kind, timer.subject, ctx.now + _DAY_MS)
    file = await notices.dossier(ctx, case)
    for director in await notices.directors(ctx):
        data = {**_about(ctx, case, director), "department": case.referred_to, "return_at": case.return_at}
        screen = Screen("notice/return", director.language, data)
        await post.send(ctx, director, Kind.REMINDER, screen, urgent=notices.is_urgent(ctx, case))
        await notices.show_card(ctx, file, director, fresh=True)


async def archive(ctx: Context, timer: Timer) -> None:
    """An ended case has waited long enough: it goes to the archive, unless somebody was faster.

    While the directors have to decide whether it is opened again, it waits another day.
    """
    if await petition_cards.waiting_on(ctx, timer.subject) is not None:
        await timers.set_(ctx.tx, ctx.community_id, timer.kind, timer.subject, ctx.now + _DAY_MS)
        return
    try:
        await case_actions.archive(ctx, None, timer.subject)
    except Stale:
        return


def _about(ctx: Context, case: Case, viewer: Person) -> dict[str, Value]:
    return {
        "number": case.case_id,
        "category": category_name(case, ctx.community, viewer.language),
        "place": say(case.place, case.grid, ctx.community),
        "state": case.state.value,
    }


async def _responsible(ctx: Context, case: Case) -> tuple[Person, ...]:
    lead = await people.by_id(ctx.tx, ctx.community_id, case.lead) if case.lead else None
    if lead is None or not lead.is_worker or case.state in (State.FED_BACK, State.VERIFIED):
        return await notices.directors(ctx)
    end = await leave.end_of(ctx, lead)
    told = {one.person_id: one for one in (lead, end) if one is not None and one.reachable}
    if end is None or not end.reachable:
        told |= {one.person_id: one for one in await notices.directors(ctx)}
    return tuple(told.values())
