"""When those who have something to do are reminded: at half time, the working day before, at the deadline, then daily.

"The working day before" and "daily" are when service begins: so what falls into one morning is one message.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.case import Case
from bot.domain.clocks import REMINDS, Clock, Pace, limit, run
from bot.domain.workdays import Calendar

_A_DAY = timedelta(days=1)


def next_reminder(case: Case, after: int, pace: Pace) -> int:
    """When who has the case is reminded next; always later than ``after``, and never never while it is open."""
    clock = REMINDS.get(case.state, Clock.DUE)
    due = run(case, clock) if clock is Clock.DUE else limit(case, clock, pace)
    planned = reminders(case.due_from or case.reported_at, due, pace) if clock is Clock.DUE else (due,)
    return next((at for at in planned if at > after), None) or daily(max(after, due), pace)


def reminders(opened: int, due: int, pace: Pace) -> tuple[int, ...]:
    """The reminders of a deadline that runs from one instant to the other, in order; the last is the deadline.

    The one at half time is left out where it would come on the day of the one before the deadline.
    """
    half = _half(opened, due, pace)
    before = None if pace.urgent else _before(due, pace.calendar)
    if before is not None and pace.calendar.day_of(half) == pace.calendar.day_of(before):
        half = due
    found = {at for at in (half, before, due) if at is not None and opened < at <= due}
    return tuple(sorted(found | {due}))


def daily(after: int, pace: Pace) -> int:
    """When service next begins after an instant; in an emergency on days off as well, at the same minute."""
    calendar, day = pace.calendar, pace.calendar.day_of(after)
    while True:
        begins = calendar.instant(day, calendar.hours[0][0])
        if begins > after and (pace.urgent or calendar.is_workday(day)):
            return begins
        day += _A_DAY


def _half(opened: int, due: int, pace: Pace) -> int:
    if pace.urgent:
        return (opened + due) // 2
    return pace.calendar.plus(opened, pace.calendar.between(opened, due) // 2)


def _before(due: int, calendar: Calendar) -> int:
    """When service begins on the last working day before the one of the deadline."""
    day: date = calendar.day_of(due) - _A_DAY
    while not calendar.is_workday(day):
        day -= _A_DAY
    return calendar.instant(day, calendar.hours[0][0])
