"""Why a deadline ends when it ends (为什么是这个时间): what one message needs to explain it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.workdays import Calendar, Holiday


class Reason(StrEnum):
    """Why a day was not counted."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Days off in a row, for one reason; ``holiday`` says which, where it is one."""

    first: date
    last: date
    reason: Reason
    holiday: Holiday | None = None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a deadline was reckoned: from ``from_day``, which is not counted itself, over the ``counted`` days.

    ``from_day`` is another than that of ``from_at`` where that instant was after service or on a day off.
    ``left_out``: the days off from ``from_at`` to the end. ``made_up``: weekend days among the counted, worked as
    make-up days (调休). ``unknown_years``: touched, and their make-up days are not known yet.
    """

    from_at: int
    from_day: date
    counted: tuple[date, ...]
    left_out: tuple[LeftOut, ...]
    made_up: tuple[date, ...]
    unknown_years: tuple[int, ...]
    due_at: int


def explain(calendar: Calendar, at: int, n: int) -> Reckoning:
    """How ``calendar.after_days(at, n)`` comes about."""
    from_day, *counted = calendar.counted(at, n)
    return _reckoning(calendar, at, from_day, tuple(counted), calendar.after_days(at, n))


def explain_service(calendar: Calendar, at: int, service_ms: int) -> Reckoning:
    """How ``calendar.plus(at, service_ms)`` comes about; every day on which such time passed is counted."""
    due = calendar.plus(at, service_ms)
    from_day = calendar.day_of(calendar.next_service(at))
    days = _days(from_day, calendar.day_of(due))
    return _reckoning(calendar, at, from_day, tuple(day for day in days if calendar.is_workday(day)), due)


def _reckoning(calendar: Calendar, at: int, from_day: date, counted: tuple[date, ...], due: int) -> Reckoning:
    first, last = calendar.day_of(at), calendar.day_of(due)
    off = [day for day in _days(first, last) if not calendar.is_workday(day)]
    return Reckoning(
        from_at=at,
        from_day=from_day,
        counted=counted,
        left_out=_in_rows(calendar, off),
        made_up=tuple(day for day in counted if day.weekday() in calendar.weekend),
        unknown_years=calendar.unknown_years(first, last),
        due_at=due,
    )


def _days(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def _in_rows(calendar: Calendar, days: list[date]) -> tuple[LeftOut, ...]:
    rows: list[LeftOut] = []
    for day in days:
        holiday = calendar.holidays.get(day)
        reason = Reason.HOLIDAY if holiday else Reason.WEEKEND
        before = rows.pop() if rows else None
        if before and before.last + timedelta(days=1) == day and (before.reason, before.holiday) == (reason, holiday):
            rows.append(LeftOut(before.first, day, reason, holiday))
        else:
            rows += [*([before] if before else []), LeftOut(day, day, reason, holiday)]
    return tuple(rows)
