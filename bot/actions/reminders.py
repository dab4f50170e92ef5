"""Reminders: what is to be told to somebody is kept, and told in one message when it may come to them.

What becomes due at the same time for a person is one message; what has moved on until then is not in it.
"""

from __future__ import annotations

from bot.actions import duty, leave, notices, offers, post
from bot.actions.context import Context
from bot.domain.button import MenuButton, Press
from bot.domain.calm import is_calm, next_calm
from bot.domain.case import IN_HAND, Case, category_name, public_place
from bot.domain.clocks import Clock, clocks, pace, run
from bot.domain.ladder import Rung
from bot.domain.notice import Kind
from bot.domain.permission import Look, may
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.flows.where import say
from bot.storage import cases, people, timers
from bot.storage import clocks as store
from bot.storage.clocks import OWN, Reminder
from bot.storage.timers import Timer

TIMER = "remind"
#: So many lines stand in one message; the others are counted.
MOST_LINES = 10
_IN_A_ROW = 3
_MINUTE_MS = 60_000


async def add(ctx: Context, person: Person, case: Case, clock: Clock, rung: str = OWN) -> None:
    """Keep that somebody is to be told of a case: at once in an emergency, else when they may be disturbed."""
    urgent = pace(case, ctx.community).urgent
    line = Reminder(case.case_id, clock, run(case, clock), rung, urgent, ctx.now)
    await store.remember(ctx.tx, ctx.community_id, person.person_id, line)
    at = ctx.now if urgent else next_calm(ctx.community.calendar, person.quiet, ctx.now)
    await timers.set_earlier(ctx.tx, ctx.community_id, TIMER, person.person_id, at)


async def deliver(ctx: Context, timer: Timer) -> None:
    """Tell somebody what is to be told to them; at a bad hour only what may wake them.

    After a pause of the program it waits until all that is due has been looked at: then it is one message.
    """
    if await store.any_due(ctx.tx, ctx.community_id, ctx.now):
        await timers.set_(ctx.tx, ctx.community_id, TIMER, timer.subject, ctx.now)
        return
    person = await people.by_id(ctx.tx, ctx.community_id, timer.subject)
    if person is None:
        return
    calm = is_calm(ctx.community.calendar, person.quiet, ctx.now)
    lines = await store.waiting(ctx.tx, ctx.community_id, person.person_id, urgent=not calm)
    for line in lines:
        await store.done(ctx.tx, ctx.community_id, person.person_id, line)
    told = [(line, case) for line in lines if (case := await _current(ctx, person, line)) is not None]
    if told and person.reachable and not person.is_gone:
        await _send(ctx, person, told)
    if await store.waiting(ctx.tx, ctx.community_id, person.person_id, most=1):
        at = ctx.now if calm else next_calm(ctx.community.calendar, person.quiet, ctx.now)
        await timers.set_earlier(ctx.tx, ctx.community_id, TIMER, person.person_id, at)


async def responsible(ctx: Context, case: Case, clock: Clock) -> tuple[Person, ...]:
    """Who has to do what the clock waits for, or stands in for them; the directors where that is nobody."""
    if clock is Clock.DUE and case.state in IN_HAND:
        lead, *helpers = [await present(ctx, number) for number in case.team]
        found = {one.person_id: one for one in (lead, *helpers) if one is not None}
        return tuple(found.values()) if lead else (*found.values(), *await notices.directors(ctx))
    if clock is Clock.VERIFY and case.checker is not None and case.checked is None:
        checker = await present(ctx, case.checker)
        return (checker,) if checker else await notices.directors(ctx)
    return await notices.directors(ctx)


async def present(ctx: Context, number: int | None) -> Person | None:
    """The worker of that number if a message reaches them, or who stands in; None if that is nobody."""
    worker = await people.by_id(ctx.tx, ctx.community_id, number) if number else None
    end = await leave.end_of(ctx, worker) if worker is not None and worker.is_worker else None
    return end if end is not None and end.reachable and not end.is_gone else None


async def _current(ctx: Context, person: Person, line: Reminder) -> Case | None:
    """The case of a line, if that is still so and theirs to know."""
    case = await cases.by_id(ctx.tx, ctx.community_id, line.case_id)
    if case is None or line.clock not in clocks(case) or run(case, line.clock) != line.run:
        return None
    if may(person, Look.SHEET, case) or await _stands_in(ctx, person, case):
        return case
    return case if line.rung == Rung.DUTY and await duty.may(ctx, person, Look.OVERDUE) else None


async def _stands_in(ctx: Context, person: Person, case: Case) -> bool:
    """Whether the person does the work of somebody who has the case, and is away; they have no card of it."""
    found = [await present(ctx, number) for number in (*case.team, case.checker)]
    return person.person_id in {one.person_id for one in found if one} - {*case.team, case.checker}


async def _send(ctx: Context, person: Person, told: list[tuple[Reminder, Case]]) -> None:
    shown = told[:MOST_LINES]
    lines: list[Value] = [await _line(ctx, person, line, case) for line, case in shown]
    data: dict[str, Value] = {"lines": lines, "more": len(told) - len(shown), "now": ctx.now}
    numbers = dict.fromkeys(case.case_id for _, case in shown if may(person, Look.SHEET, case))
    screen = Screen("notice/reminders", person.language, data, buttons(person, tuple(numbers), len(told) > MOST_LINES))
    urgent = any(line.urgent for line, _ in told)
    once = urgent or any(_comes_once(line) for line, _ in told)
    await post.send(ctx, person, Kind.ASSIGNMENT if once else Kind.REMINDER, screen, urgent=urgent)


def _comes_once(line: Reminder) -> bool:
    """Whether it must arrive: what stands on a rung is told once, but those who have the case are reminded daily."""
    return line.rung != OWN and not (line.clock is Clock.DUE and line.rung in (Rung.WORKERS, Rung.LEAD))


async def _line(ctx: Context, person: Person, line: Reminder, case: Case) -> dict[str, Value]:
    lead = await people.by_id(ctx.tx, ctx.community_id, case.lead) if case.lead else None
    mine = person.person_id in (*case.team, case.checker)
    stands_in = not mine and await _stands_in(ctx, person, case)
    whole = stands_in or may(person, Look.SHEET, case)  # who is on duty may know no more than a neighbour
    grid = ctx.community.grid(case.grid)
    public = public_place(case, ctx.community) or (grid.name if grid else str(case.grid))
    since = case.since if line.clock is not Clock.DUE else (case.due_at or case.reported_at)
    return {
        "number": case.case_id,
        "category": category_name(case, ctx.community, person.language),
        "place": say(case.place, case.grid, ctx.community) if whole else public,
        "why": line.clock.value,
        "asked": line.rung == store.ASKED,
        "mine": mine,
        "stands_in": stands_in,
        "name": lead.called if lead and case.state in IN_HAND else None,
        "due_at": case.return_at if line.clock is Clock.RETURN else case.due_at,
        "late": since < ctx.now,
        "minutes": max(0, ctx.now - since) // _MINUTE_MS,
        "urgent": line.urgent,
        "department": case.referred_to,
    }


def buttons(person: Person, numbers: tuple[int, ...], more: bool) -> Buttons:
    """The ways to the cards of those cases, and where there is ``more``, to all of them."""
    taps = [Tap("case_show", Press(offers.SHOW, number), data={"number": number}) for number in numbers]
    rows = [tuple(taps[i : i + _IN_A_ROW]) for i in range(0, len(taps), _IN_A_ROW)]
    if not more:
        return tuple(rows)
    board = may(person, Look.BOARD)
    return (*rows, (Tap("board" if board else "tasks", MenuButton("board" if board else "tasks")),))
