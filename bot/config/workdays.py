"""``[calendar]``: service hours, and what the community knows better than the library of holidays.

The library (holidays) has the days off by law of every year, and the State Council's arrangement with its make-up days
(调休) of those years for which it was published before the library was. It comes out about a month before the year
begins; docs/decisions/2026-11-26-working-days.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays
from holidays.constants import HOLIDAY_NAME_DELIMITER

from bot.config.table import FIRST_YEAR, LAST_YEAR, Table
from bot.config.unique import Unique
from bot.domain.workdays import USUAL_HOURS, Calendar, Holiday

_SPAN = re.compile(r"([0-9]{2}):([0-9]{2})\s*[-–]\s*([0-9]{2}):([0-9]{2})")
_YEARS = range(2020, 2051)
_WEEKEND = frozenset({5, 6})
_A_DAY = timedelta(days=1)
_LONGEST_RUN = 31
_NAMELESS = Holiday("", "")


def read_calendar(table: Table, timezone: ZoneInfo) -> Calendar:
    """The calendar of a community: what the library knows, and what the file says instead."""
    hours, years = _hours(table), _years(table)
    seen = Unique("duplicate_day")
    usual_off, usual_on = _usual()
    holidays = dict(_holidays(table, seen, usual_off))
    workdays = frozenset(_workdays(table, seen))
    table.close()
    off = {day: holiday for day, holiday in usual_off.items() if day.year not in years and day not in workdays}
    on = {day for day in usual_on if day.year not in years and day not in holidays}
    known = _known_years() | years
    return Calendar(timezone, hours, _WEEKEND, off | holidays, frozenset(on | workdays), known)


def _hours(table: Table) -> tuple[tuple[int, int], ...]:
    """Service hours as minutes of the day."""
    texts = table.texts("hours")
    spans = [_minutes(table, at, text) for at, text in enumerate(texts)]
    found = tuple(span for span in spans if span)
    for at, (before, after) in enumerate(pairwise(found), start=1):
        if after[0] <= before[1]:
            table.problem("hours_disorder", "hours", at, value=texts[at])
            return USUAL_HOURS
    return found or USUAL_HOURS


def _minutes(table: Table, at: int, text: str) -> tuple[int, int] | None:
    written = _SPAN.fullmatch(text)
    if written:
        h1, m1, h2, m2 = (int(part) for part in written.groups())
        start, end = 60 * h1 + m1, 60 * h2 + m2
        if max(m1, m2) < 60 and start < end <= 24 * 60:
            return start, end
    table.problem("bad_hours", "hours", at, value=text)
    return None


def _years(table: Table) -> frozenset[int]:
    """The years of which the file knows all days off; the library is not asked about them."""
    return frozenset(table.integers("years", FIRST_YEAR, LAST_YEAR))


def _holidays(table: Table, seen: Unique, usual: Mapping[date, Holiday]) -> Iterator[tuple[date, Holiday]]:
    """The days off that the file names; one without a name is called as the library calls it."""
    for first, entry in table.days("holidays"):
        name = entry.text("name", required=False)
        name_en = entry.text("name_en", required=False) or name
        for day in _run(entry, first):
            if seen.add(day, entry, "day"):
                yield day, Holiday(name, name_en) if name else usual.get(day, _NAMELESS)
        entry.close()


def _workdays(table: Table, seen: Unique) -> Iterator[date]:
    for day, entry in table.days("workdays"):
        if seen.add(day, entry, "day"):
            yield day
        entry.close()


def _run(entry: Table, first: date) -> list[date]:
    """The days from the first to ``until``, which is the first itself where it is not given."""
    last = entry.day("until", required=False) or first
    if not first <= last <= first + (_LONGEST_RUN - 1) * _A_DAY:
        entry.problem("bad_run", "until", first=first, last=last, most=_LONGEST_RUN)
        return [first]
    return [first + n * _A_DAY for n in range((last - first).days + 1)]


def _library(language: str) -> HolidayBase:
    return country_holidays("CN", years=_YEARS, language=language)


@cache
def _known_years() -> frozenset[int]:
    """The years whose arrangement with its make-up days the library has."""
    return frozenset(year for year in _library("zh_CN").special_public_holidays if year in _YEARS)


@cache
def _usual() -> tuple[dict[date, Holiday], frozenset[date]]:
    """The days off with their names, and the weekend days that are worked, as the library has them."""
    zh, en = _library("zh_CN"), _library("en_US")
    made_up = frozenset(day for day in zh.weekend_workdays if day.year in _YEARS)
    named = {day: holiday for day in zh if (holiday := _festival(zh, en, day))}
    off: dict[date, Holiday] = {}
    for run in _runs(sorted(zh), made_up):
        names = Counter(named[day] for day in run if day in named)
        main = names.most_common(1)[0][0] if names else _NAMELESS
        off |= dict.fromkeys(run, main)
    return off, made_up


def _festival(zh: HolidayBase, en: HolidayBase, day: date) -> Holiday | None:
    """What is celebrated on the day; None of one that is off only because another day is not."""
    marks = (zh.observed_label.replace("%s", ""), zh.substituted_label.partition("%s")[0])
    if any(mark in zh[day] for mark in marks):
        return None
    return Holiday(*(names[day].partition(HOLIDAY_NAME_DELIMITER)[0] for names in (zh, en)))


def _runs(days: Iterable[date], made_up: frozenset[date]) -> Iterator[tuple[date, ...]]:
    """Days off in a row, the weekends at both ends and in between among them: as the arrangement announces them."""

    def is_off(day: date) -> bool:
        return day in listed or (day.weekday() in _WEEKEND and day not in made_up)

    listed, done = set(days), date.min
    for day in sorted(listed):
        if day <= done:
            continue
        while is_off(day - _A_DAY):
            day -= _A_DAY
        first = day
        while is_off(day + _A_DAY):
            day += _A_DAY
        done = day
        yield tuple(first + n * _A_DAY for n in range((done - first).days + 1))
