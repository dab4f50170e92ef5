"""Days as people write them: today, last week, a month, a date, or from one to another."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

_FULL = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_SHORT = re.compile(r"(\d{1,2})-(?:(\d{1,2}))?")


class Span(StrEnum):
    """Days that are named by how they lie to today."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """The words for days. ``months`` are named months; ``signs`` stand behind a year, a month and a day written in
    digits; ``to`` stands between two days.
    """

    spans: Mapping[str, Span] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    year: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    to: tuple[str, ...] = ("..",)


def parse(text: str, words: PeriodWords, today: date) -> Period | None:
    """The days that a text names; None if it names none. A month without a year is the last one that has begun."""
    one = _one(text, words, today)
    if one is not None:
        return one
    for joint in words.to:
        left, found, right = text.partition(joint)
        first, last = (_one(left, words, today), _one(right, words, today)) if found else (None, None)
        if first is not None and last is not None and first.first <= last.last:
            return Period(first.first, last.last)
    return None


def _one(text: str, words: PeriodWords, today: date) -> Period | None:
    if text in words.spans:
        return _SPANS[words.spans[text]](today)
    if text in words.months:
        return _month(_year_of(words.months[text], 1, today), words.months[text])
    return _written(text, words, today)


def _written(text: str, words: PeriodWords, today: date) -> Period | None:
    """A date in digits: with hyphens from the year on, or with the signs of the language."""
    made = text
    for sign in (*words.year, *words.month):
        made = made.replace(sign, "-")
    for sign in words.day:
        made = made.removesuffix(sign)
    if full := _FULL.fullmatch(made.removesuffix("-") if made != text else made):
        year, month, day = int(full[1]), int(full[2]), full[3]
        return _day(year, month, int(day)) if day else _month(year, month)
    if made != text and (short := _SHORT.fullmatch(made)):
        month, day = int(short[1]), short[2]
        year = _year_of(month, int(day or 1), today)
        return _day(year, month, int(day)) if day else _month(year, month)
    return None


def _year_of(month: int, day: int, today: date) -> int:
    """The year of the last such day that is not in the future."""
    return today.year if (month, day) <= (today.month, today.day) else today.year - 1


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Period(found, found)


def _month(year: int, month: int) -> Period | None:
    if not (1 <= month <= 12 and date.min.year <= year < date.max.year):
        return None
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _week(monday: date) -> Period:
    return Period(monday, monday + timedelta(days=6))


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _whole_month(day: date) -> Period:
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def _whole_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


_SPANS: Mapping[Span, Callable[[date], Period]] = {
    Span.TODAY: lambda today: Period(today, today),
    Span.YESTERDAY: lambda today: Period(today - timedelta(days=1), today - timedelta(days=1)),
    Span.THIS_WEEK: lambda today: _week(_monday(today)),
    Span.LAST_WEEK: lambda today: _week(_monday(today) - timedelta(days=7)),
    Span.THIS_MONTH: _whole_month,
    Span.LAST_MONTH: lambda today: _whole_month(today.replace(day=1) - timedelta(days=1)),
    Span.THIS_YEAR: lambda today: _whole_year(today.year),
    Span.LAST_YEAR: lambda today: _whole_year(today.year - 1),
}
