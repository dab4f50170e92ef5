"""Looking on site before a case is verified (现场核查): who is sent, what they found, and that nobody forgets it."""

from __future__ import annotations

from bot.actions import leave, moves, notices, nudges, release
from bot.actions.context import Context
from bot.actions.notices import Standing
from bot.domain import case as rules
from bot.domain import check
from bot.domain.case import Act, Case, State, category_name
from bot.domain.note import NoteKind
from bot.domain.permission import Deed, permit
from bot.domain.person import Person
from bot.domain.screen import Screen, Value
from bot.errors import Refused
from bot.flows.where import say
from bot.storage import audit, cases, notes, people, timers
from bot.storage.timers import Timer

GOOD, BAD, WAIVE = "check.good", "check.bad", "check.waive"
TIMER = "check"


async def is_wanted(ctx: Context, case: Case) -> bool:
    """Whether somebody has to look on site: always in an emergency, else of a share that is drawn.

    It is drawn by the newest hash of the audit, which is what the event of the feedback names as the one before it.
    """
    if notices.is_urgent(ctx, case):
        return True
    seed = await audit.newest(ctx.tx, ctx.community_id)
    return check.is_drawn(seed, case, ctx.community.policy.check_share)


async def choose(ctx: Context, case: Case) -> Person | None:
    """Who looks; None if nobody can."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    load = await cases.load(ctx.tx, ctx.community_id)
    for person, many in (await cases.checks_load(ctx.tx, ctx.community_id)).items():
        load[person] = load.get(person, 0) + many
    return check.choose(case, staff, load, await leave.away(ctx))


async def begin(ctx: Context, case: Case, wanted: bool) -> None:
    """A case was fed back: who looks has a while; where nobody can, it stands in the record that nobody did."""
    if case.checker is not None:
        await timers.set_(ctx.tx, ctx.community_id, TIMER, case.case_id, _first_look(ctx, case))
    elif wanted:
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "check.nobody", case.case_id)


async def report(
    ctx: Context, actor: Person, case_id: int, good: bool, words: str = "", version: int | None = None
) -> Case:
    """Who was sent says what they found; the directors are told."""
    before = permit(actor, Deed.CHECK, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    rules.check(before, Act.VERIFY, version)
    after = await cases.change(ctx.tx, ctx.community_id, before, rules.report_check(before, good, ctx.now))
    act = GOOD if good else BAD
    facts = {"version": after.version}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, act, case_id, **facts)
    if words:
        await notes.add(ctx.tx, ctx.community_id, case_id, actor.person_id, NoteKind.CHECK, words, ctx.now)
    await timers.clear(ctx.tx, ctx.community_id, TIMER, case_id)
    await notices.refresh(ctx, after, sounds=Standing.DIRECTOR, doer=actor.person_id)
    return after


async def check_reportable(ctx: Context, actor: Person, case_id: int, version: int) -> None:
    """Refused or Stale unless the actor can say now what they found."""
    case = permit(actor, Deed.CHECK, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    rules.check(case, Act.VERIFY, version)
    rules.report_check(case, False, ctx.now)


async def waive(ctx: Context, actor: Person, case_id: int, version: int) -> Case:
    """A director verifies without; it is in the record. Refused where they handled the case themselves."""
    before = await moves.load(ctx, actor, Act.VERIFY, case_id, version)
    if actor.person_id in before.team:
        raise Refused("case.own_work", number=case_id)
    former = await people.by_id(ctx.tx, ctx.community_id, before.checker) if before.checker else None
    after = await cases.change(ctx.tx, ctx.community_id, before, rules.waive_check(before, ctx.now))
    facts = {"version": after.version}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, WAIVE, case_id, **facts)
    await timers.clear(ctx.tx, ctx.community_id, TIMER, case_id)
    await notices.refresh(ctx, after, doer=actor.person_id)
    if former is not None and not former.is_gone:
        await release.from_case(ctx, await notices.dossier(ctx, after), former)
    return after


async def remind(ctx: Context, timer: Timer) -> None:
    """Nobody has looked yet: who was sent is reminded, and the directors hear that it waits; again every day."""
    case = await cases.by_id(ctx.tx, ctx.community_id, timer.subject)
    if case is None or case.state is not State.FED_BACK or case.checker is None or case.checked is not None:
        return
    urgent, again = notices.is_urgent(ctx, case), ctx.now + check.REMIND_MS
    due_at = again if urgent else ctx.community.calendar.next_service(again)
    await timers.set_(ctx.tx, ctx.community_id, TIMER, case.case_id, due_at)
    checker = await people.by_id(ctx.tx, ctx.community_id, case.checker)
    able = checker is not None and check.can_look(case, checker)
    if checker is not None and able:
        await nudges.nudge(ctx, checker, _slot(case), Screen("check/due", checker.language, _about(ctx, case, checker)))
    name = checker.called if checker else ""
    for director in await notices.directors(ctx):
        data = {**_about(ctx, case, director), "name": name, "able": able}
        await nudges.nudge(ctx, director, _slot(case), Screen("check/late", director.language, data), urgent=urgent)


def _first_look(ctx: Context, case: Case) -> int:
    """When who looks is reminded first: at any hour in an emergency, else in the hours of service."""
    due_at = ctx.now + _while(ctx, case)
    return due_at if notices.is_urgent(ctx, case) else ctx.community.calendar.next_service(due_at)


def _while(ctx: Context, case: Case) -> int:
    return check.REMIND_URGENT_MS if notices.is_urgent(ctx, case) else check.REMIND_MS


def _slot(case: Case) -> str:
    return f"check:{case.case_id}"


def _about(ctx: Context, case: Case, viewer: Person) -> dict[str, Value]:
    return {
        "number": case.case_id,
        "category": category_name(case, ctx.community, viewer.language),
        "place": say(case.place, case.grid, ctx.community),
    }
