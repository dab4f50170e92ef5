"""Dates as people write them in a sentence: "周五前", "下周三", "明天上午", "12月5日", "月底", "三天内".

What is found is proposed and confirmed with a tap, so what could as well be a house, a case or a number is left alone:
"5号楼", "3号线", "12号案件", "5-3". "Before Friday" includes Friday, as deadlines are spoken of.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.chinese_number import number
from bot.domain.date_words import PATTERNS, RELATIVE, WEEKDAYS
from bot.domain.workdays import Calendar

#: A promise is not for later than that.
MOST_DAYS = 365
#: A day without a year is the next such day, if that is not too far away to be meant.
MOST_DAYS_WITHOUT_YEAR = 183
_NOON, _EARLIEST_NOON_BREAK = 720, 690
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The instant that is meant, and the words that say so."""

    at: int
    words: str


@dataclass(frozen=True, slots=True)
class _Now:
    """What a date is relative to."""

    calendar: Calendar
    at: int
    today: date

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    def last_workday(self, first: date, last: date) -> date:
        """The last working day of a period that is not over; its last day, if there is none."""
        days = (last - n * _A_DAY for n in range((last - max(first, self.today)).days + 1))
        ahead = (d for d in days if self.calendar.is_workday(d) and self.calendar.end_of_workday(d) > self.at)
        return next(ahead, last)


#: What a match means: a day, or None if the words mean none.
_Meaning = Callable[[re.Match[str], _Now], date | None]


def find(text: str, now: int, calendar: Calendar) -> Spoken | None:
    """The first date in the text that lies ahead, at most a year away; None if there is none.

    It ends with service on the day meant: in the middle of the day where the morning is said, at midnight where the
    evening is, or where service has already ended today.
    """
    known = _Now(calendar, now, calendar.day_of(now))
    for match, meaning in _matches(unicodedata.normalize("NFKC", text)):
        day = meaning(match, known)
        if day is None or not known.today <= day <= known.today + timedelta(days=MOST_DAYS):
            continue
        at = _instant(day, match.groupdict().get("daytime"), known)
        if at is not None:
            return Spoken(at, match[0])
    return None


def written_day(text: str, today: date, most_days: int) -> date | None:
    """The day that a text is, which is nothing but a date in figures: 12-01, 12/1, 12月1日, with a year or without.

    Without a year it is the next such day; if that is more than ``most_days`` away, the one of this year.
    """
    match = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    year, month, day = match[1], int(match[2]), int(match[3])
    if year:
        return _date(int(year), month, day)
    return _next_such_day(month, day, today, most_days) or _date(today.year, month, day)


_WRITTEN = re.compile(r"(?:([0-9]{4})[^0-9]{1,2})?([0-9]{1,2})[^0-9]{1,2}([0-9]{1,2})[^0-9]{0,2}")


def _matches(text: str) -> Iterator[tuple[re.Match[str], _Meaning]]:
    """What looks like a date, from left to right; where two overlap the one that begins first, or is longer."""
    found = [(match, _MEANINGS[name]) for name, pattern in PATTERNS.items() for match in pattern.finditer(text)]
    end = 0
    for match, meaning in sorted(found, key=lambda one: (one[0].start(), -one[0].end())):
        if match.start() >= end:
            end = match.end()
            yield match, meaning


def _instant(day: date, daytime: str | None, known: _Now) -> int | None:
    """When that day, or the part of it, is over; None if it is past."""
    calendar = known.calendar
    end = calendar.end_of_workday(day)
    last_moment = calendar.instant(day + _A_DAY, 0) - 1
    if daytime is None:
        at = end if end > known.at else last_moment
    elif daytime[0] in "傍晚夜":
        at = last_moment
    elif daytime in ("下午", "午后"):
        at = max(end, calendar.instant(day, _NOON + 60))
    else:
        at = calendar.instant(day, _noon(calendar))
    return at if at > known.at else None


def _noon(calendar: Calendar) -> int:
    """The minute at which the morning's service ends."""
    ends = [end for _, end in calendar.hours if _EARLIEST_NOON_BREAK <= end <= _NOON + 60]
    return ends[-1] if ends else _NOON


# --- what the words mean ---


def _nothing(_match: re.Match[str], _known: _Now) -> date | None:
    return None


def _full_date(match: re.Match[str], known: _Now) -> date | None:
    month, day = number(match["month"]), number(match["day"])
    if not month or not day:
        return None
    if match["year"]:
        return _date(_year(match["year"], known.today), month, day)
    found = _next_such_day(month, day, known.today, MOST_DAYS_WITHOUT_YEAR)
    return found if found and _is_near(found, known.today) else None


def _of_this_month(match: re.Match[str], known: _Now) -> date | None:
    """The 5th: of the month that is said, else the next one."""
    day = number(match["day"])
    if not day:
        return None
    said = match.groupdict().get("month") or ""
    first = known.today.replace(day=1)
    following = _next_month(first)
    if said:
        month = following if said.startswith("下") else first
        return _date(month.year, month.month, day)
    this = _date(first.year, first.month, day)
    return this if this and this >= known.today else _date(following.year, following.month, day)


def _weekday(match: re.Match[str], known: _Now) -> date | None:
    at, said = WEEKDAYS[match["weekday"]], match["which"] or ""
    if said:
        return known.monday + timedelta(days=at + 7 * said.count("下"))
    day = known.monday + timedelta(days=at)
    over = day < known.today or (day == known.today and _instant(day, match["daytime"], known) is None)
    late = day == known.today and match["daytime"] is None and known.calendar.end_of_workday(day) <= known.at
    return day + timedelta(days=7) if over or late else day


def _relative(match: re.Match[str], known: _Now) -> date | None:
    return known.today + timedelta(days=RELATIVE[match["relative"]])


def _within(match: re.Match[str], known: _Now) -> date | None:
    """Three days, two weeks, a month, ten working days from today."""
    many = number(match["many"])
    if not many:
        return None
    match match["unit"].removeprefix("个"):
        case "工作日":
            return known.calendar.counted(known.at, many)[-1]
        case "月":
            return _months_on(known.today, many)
        case "天" | "日":
            return known.today + timedelta(days=many)
    return known.today + timedelta(days=7 * many)


def _half_a_month(_match: re.Match[str], known: _Now) -> date | None:
    return known.today + timedelta(days=15)


def _this_week(match: re.Match[str], known: _Now) -> date | None:
    monday = known.monday + timedelta(days=7 * match["which"].count("下"))
    return known.last_workday(monday, monday + timedelta(days=6))


def _end_of_month(match: re.Match[str], known: _Now) -> date | None:
    said, first = match["month"] or "", known.today.replace(day=1)
    if said.startswith("下"):
        first = _next_month(first)
    return known.last_workday(first, _last_of_month(first))


def _end_of_a_month(match: re.Match[str], known: _Now) -> date | None:
    """The end of December: of the year that is said, else the next one."""
    month, today = number(match["month"]) or 0, known.today
    year = _year(match["year"], today) if match["year"] else today.year + (month < today.month)
    first = _date(year, month, 1)
    if first is None or not (match["year"] or _is_near(first, today)):
        return None
    return known.last_workday(first, _last_of_month(first))


def _end_of_year(_match: re.Match[str], known: _Now) -> date | None:
    first = known.today.replace(month=12, day=1)
    return known.last_workday(first, _last_of_month(first))


def _year(said: str, today: date) -> int:
    return {"今年": today.year, "明年": today.year + 1}.get(said) or int(said.rstrip("年-/."))


def _is_near(day: date, today: date) -> bool:
    return (day - today).days <= MOST_DAYS_WITHOUT_YEAR


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next_such_day(month: int, day: int, today: date, most_days: int) -> date | None:
    days = (_date(year, month, day) for year in (today.year, today.year + 1))
    return next((d for d in days if d and today <= d and (d.year == today.year or (d - today).days <= most_days)), None)


def _last_of_month(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _next_month(first: date) -> date:
    return _last_of_month(first) + _A_DAY


def _months_on(day: date, many: int) -> date | None:
    """The same day, many months later; the last of that month, if it is shorter (Civil Code, article 202)."""
    years, month = divmod(day.month - 1 + many, 12)
    first = _date(day.year + years, month + 1, 1)
    return min(first + (day.day - 1) * _A_DAY, _last_of_month(first)) if first else None


_MEANINGS: dict[str, _Meaning] = {
    "nothing": _nothing,
    "full_date": _full_date,
    "figures": _full_date,
    "month_and_day": _full_date,
    "month_and_day_until": _full_date,
    "this_or_next_month": _of_this_month,
    "day_until": _of_this_month,
    "by_day": _of_this_month,
    "weekday": _weekday,
    "this_week": _this_week,
    "tomorrow": _relative,
    "day_after": _relative,
    "today": _relative,
    "part_of_today": _relative,
    "within": _within,
    "half_a_month": _half_a_month,
    "end_of_month": _end_of_month,
    "end_of_a_month": _end_of_a_month,
    "end_of_year": _end_of_year,
}
