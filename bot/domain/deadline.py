"""Deadlines (时限) as values: working days, service hours, or hours of the clock where nothing can wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice, takewhile

from bot.domain.reckoning import Reckoning, explain, explain_service
from bot.domain.workdays import Calendar


class Unit(StrEnum):
    """What a deadline counts."""

    DAYS = "days"  # working days: it ends with service on the last of them
    SERVICE = "service"  # milliseconds of service time
    REAL = "real"  # milliseconds, at night and on holidays too: emergencies


@dataclass(frozen=True, slots=True)
class Deadline:
    """So many working days, or so many milliseconds; ValueError below 0."""

    unit: Unit
    amount: int

    def __post_init__(self) -> None:
        """A deadline is not over before it begins."""
        if self.amount < 0:
            raise ValueError(f"a deadline of {self.amount} {self.unit}")

    def due(self, calendar: Calendar, now: int) -> int:
        """The instant at which it ends if it begins now."""
        match self.unit:
            case Unit.DAYS:
                return calendar.after_days(now, self.amount)
            case Unit.SERVICE:
                return calendar.plus(now, self.amount)
            case Unit.REAL:
                return now + self.amount

    def resumed(self, calendar: Calendar, due_at: int, paused_at: int, now: int) -> int:
        """When it ends after its clock stood still from ``paused_at`` until now; an end that was past stays so.

        One that counts days has as many working days from the day on which the pause ends as were left on the day on
        which it began, whatever the hour: a pause within one day changes nothing.
        """
        if due_at <= paused_at:
            return due_at
        match self.unit:
            case Unit.DAYS:
                begun, ended = _pause(calendar, paused_at, now)
                end = _carried(calendar, due_at, begun, ended) if ended > begun else due_at
                # What was due on the day on which it stood still until after service is not late by that.
                return end if end > now else calendar.after_days(now, 0)
            case Unit.SERVICE:
                return calendar.resumed(due_at, paused_at, now)
            case Unit.REAL:
                return now + due_at - paused_at

    def as_stopped(self, calendar: Calendar, due_at: int, paused_at: int, now: int) -> int:
        """The end of a clock that stands still since ``paused_at`` which is ``due_at`` if it goes on now.

        The other way round than :meth:`resumed`.
        """
        match self.unit:
            case Unit.DAYS:
                begun, ended = _pause(calendar, paused_at, now)
                return _carried(calendar, due_at, ended, begun) if ended > begun else due_at
            case Unit.SERVICE:
                return calendar.plus(paused_at, calendar.between(now, due_at))
            case Unit.REAL:
                return paused_at + due_at - now

    def explain(self, calendar: Calendar, at: int) -> Reckoning | None:
        """How ``due(calendar, at)`` comes about; None where simply the clock runs."""
        match self.unit:
            case Unit.DAYS:
                return explain(calendar, at, self.amount)
            case Unit.SERVICE:
                return explain_service(calendar, at, self.amount)
            case Unit.REAL:
                return None


def _pause(calendar: Calendar, paused_at: int, now: int) -> tuple[date, date]:
    """The working days on which a pause begins and ends.

    What comes on a day off or after service begins on the next working day, as a report does; it ends on its day.
    """
    begun = calendar.day_of(calendar.next_service(paused_at))
    return begun, next(calendar.workdays_from(calendar.day_of(now)))


def _carried(calendar: Calendar, due_at: int, from_day: date, to_day: date) -> int:
    """The end of service so many working days after the one day as the deadline is after the other."""
    last = calendar.day_of(due_at)
    left = sum(1 for day in takewhile(lambda day: day <= last, calendar.workdays_from(from_day)) if day > from_day)
    return calendar.end_of_workday(next(islice(calendar.workdays_from(to_day), left, None)))


def days(n: int) -> Deadline:
    """So many working days; 0 ends with service today, or on the next working day if it is over."""
    return Deadline(Unit.DAYS, n)


def service(ms: int) -> Deadline:
    """So many milliseconds of service time."""
    return Deadline(Unit.SERVICE, ms)


def real(ms: int) -> Deadline:
    """So many milliseconds at any hour."""
    return Deadline(Unit.REAL, ms)


#: What a secretary is offered: today, and so many working days.
CHOICES = (days(0), days(3), days(7), days(30))


@dataclass(frozen=True, slots=True)
class Offer:
    """A deadline to choose, and the instant at which it would end."""

    deadline: Deadline
    due_at: int


def offers(calendar: Calendar, now: int) -> tuple[Offer, ...]:
    """The deadlines that can be chosen now, the nearest first. None of them is past."""
    return tuple(Offer(one, one.due(calendar, now)) for one in CHOICES)
