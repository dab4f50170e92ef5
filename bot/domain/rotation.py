"""Patterns of the roster (排班): people take turns on a post, in shifts of wall-clock time.

A shift begins when the clocks on the wall show it and lasts until just before the next one: across the change to
summer time it has 23 or 25 hours, and neither gap nor overlap. The turn goes on by the shifts that the pattern has,
counted from its first day, so it is the same whenever it is reckoned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.workdays import Calendar

_A_DAY = timedelta(days=1)
MOST_PEOPLE = 30


class Length(StrEnum):
    """How long a shift is."""

    WHOLE = "whole"  # 24 hours
    HALVES = "halves"  # 白班 and 夜班


class Days(StrEnum):
    """On which days the pattern stands: the others are another pattern's."""

    ALL = "all"
    WORK = "work"  # working days, make-up days among them
    OFF = "off"  # weekends and holidays


@dataclass(frozen=True, slots=True)
class Pattern:
    """People (person ids) take turns on a post. ``until`` is the first day on which it does not stand any more.

    ``change`` and ``night`` are minutes of the day at which a (day) shift and a night shift begin.
    """

    pattern_id: int
    post: str
    people: tuple[int, ...]
    length: Length
    days: Days
    since: date
    until: date | None = None
    change: int = 8 * 60
    night: int = 20 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """Somebody's turn: from and until in ms UTC, half-open."""

    person: int
    from_at: int
    until_at: int


def spans(pattern: Pattern, first: date, end: date, calendar: Calendar) -> Iterator[Span]:
    """The shifts that begin on days from ``first`` until just before ``end``."""
    turn, day = 0, pattern.since
    last = min(end, pattern.until) if pattern.until else end
    while day < last:
        if _stands(pattern, day, calendar):
            for begin, finish in _shifts(pattern, day, calendar):
                if day >= first:
                    yield Span(pattern.people[turn % len(pattern.people)], begin, finish)
                turn += 1
        day += _A_DAY


def contradict(old: Pattern, new: Pattern) -> bool:
    """Whether the two would put somebody on the same post on the same day."""
    apart = (old.until is not None and old.until <= new.since) or (new.until is not None and new.until <= old.since)
    return old.post == new.post and (old.days is new.days or Days.ALL in (old.days, new.days)) and not apart


def left_over(old: Pattern, new: Pattern, calendar: Calendar) -> list[Pattern]:
    """What goes on of a pattern that a new one contradicts: on other days than the new one's, and after its end.

    The turns go on where they were when the new one began.
    """
    kept = []
    if old.days is Days.ALL and new.days is not Days.ALL:
        other = Days.OFF if new.days is Days.WORK else Days.WORK
        ends = [end for end in (old.until, new.until) if end is not None]
        kept.append(replace(old, days=other, since=max(old.since, new.since), until=min(ends, default=None)))
    if new.until is not None:
        kept.append(replace(old, since=max(old.since, new.until)))
    turn = sum(1 for _ in spans(old, old.since, new.since, calendar)) % len(old.people)
    people = old.people[turn:] + old.people[:turn]
    return [replace(one, people=people) for one in kept if one.until is None or one.since < one.until]


def _stands(pattern: Pattern, day: date, calendar: Calendar) -> bool:
    return pattern.days is Days.ALL or calendar.is_workday(day) == (pattern.days is Days.WORK)


def _shifts(pattern: Pattern, day: date, calendar: Calendar) -> tuple[tuple[int, int], ...]:
    begin, end = _instant(day, pattern.change, calendar), _instant(day + _A_DAY, pattern.change, calendar)
    if pattern.length is Length.WHOLE:
        return ((begin, end),)
    night = _instant(day, pattern.night, calendar)
    return ((begin, night), (night, end))


def _instant(day: date, minute: int, calendar: Calendar) -> int:
    """When the clocks on the wall show that minute of the day; one that is skipped comes when they have gone on."""
    shown = datetime.combine(day, time(minute // 60, minute % 60), calendar.timezone)
    return round(shown.timestamp() * 1000)
