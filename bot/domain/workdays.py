"""Working days (工作日) and service hours: which days count, when somebody is there, and when a deadline ends.

The Civil Code (民法典) says how a period in days is counted. Article 201: the day on which it begins is not counted.
Article 203: a last day that is a day off moves to the day after it; the last day ends when business ends. Counting
working days only, every day off moves on, not the last one alone; that, and the make-up workdays (调休), is how the
urban management standard (GB/T 30428) counts. That a report outside service begins on the next working day is our own
rule: nobody could have seen it before.

Days are dates of the calendar's time zone, instants milliseconds UTC, minutes count from midnight (1440: its end).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

#: Where nothing else is said: 08:30 to 12:00 and 14:00 to 18:00.
USUAL_HOURS = ((510, 720), (840, 1080))
MINUTES_A_DAY = 1440
#: How far the longest usual deadline reaches: 30 working days with a long holiday among them.
LOOK_AHEAD = timedelta(days=60)

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """Why a day is off, in both languages; "" where nobody gave it a name."""

    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a community works. ValueError unless there is service, in order and without overlap, on some weekday.

    ``hours``: from and to, in minutes of the day; ``weekend``: as ``date.weekday`` counts, Monday is 0; ``workdays``:
    days that are worked though they are weekend or holiday; ``years``: those whose make-up days are known.
    """

    timezone: ZoneInfo
    hours: tuple[tuple[int, int], ...] = USUAL_HOURS
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: Mapping[date, Holiday] = field(default_factory=dict, hash=False)
    workdays: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Check the hours and the week: with neither, a deadline would never end."""
        ends = [minute for span in self.hours for minute in span]
        if not ends or ends[0] < 0 or ends[-1] > MINUTES_A_DAY or ends != sorted(set(ends)):
            raise ValueError(f"hours must follow each other: {self.hours}")
        if self.weekend >= set(range(7)):
            raise ValueError("a week needs a day of work")

    def day_of(self, at: int) -> date:
        """The local day of an instant."""
        return datetime.fromtimestamp(at / 1000, self.timezone).date()

    def instant(self, day: date, minute: int) -> int:
        """When the clocks of the community show that minute of the day.

        The first time, of an hour that comes twice; in an hour that is skipped the instant at which it is skipped.
        """
        wall = datetime.combine(day, time.min) + timedelta(minutes=minute)
        first, second = (_stamp(wall.replace(tzinfo=self.timezone, fold=fold)) for fold in (0, 1))
        return first if first <= second else self._skipped(wall, second, first)

    def _skipped(self, wall: datetime, before: int, after: int) -> int:
        """The first instant in between whose clocks show ``wall`` or later."""
        while before < after:
            middle = (before + after) // 2
            shown = datetime.fromtimestamp(middle / 1000, self.timezone).replace(tzinfo=None)
            before, after = (before, middle) if shown >= wall else (middle + 1, after)
        return before

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked: make-up days are, holidays and other weekend days are not."""
        return day in self.workdays or (day not in self.holidays and day.weekday() not in self.weekend)

    def end_of_workday(self, day: date) -> int:
        """When service ends on the day, or would, if the day is off."""
        return self.instant(day, self.hours[-1][1])

    def in_service(self, at: int) -> bool:
        """Whether somebody is there. At the very minute at which service ends nobody is."""
        return any(start <= at < end for start, end in self._spans(self.day_of(at)))

    def next_service(self, at: int) -> int:
        """The same instant in service hours, else when they next begin."""
        return max(at, next(start for start, end in self._onward(at) if end > at))

    def workdays_from(self, day: date) -> Iterator[date]:
        """The working days from the day on, itself among them; they do not end before the calendar does."""
        while True:
            if self.is_workday(day):
                yield day
            day += _A_DAY

    def after_days(self, at: int, n: int) -> int:
        """The end of service on the n-th working day.

        The first is the working day after the one on which service was there for it: the day of ``at`` itself, or the
        next working day if ``at`` lies on a day off or after service. With n = 0 it ends on that day itself.
        """
        return self.end_of_workday(self.counted(at, n)[-1])

    def counted(self, at: int, n: int) -> tuple[date, ...]:
        """The working day from which is counted, and the n that are."""
        days = self.workdays_from(self.day_of(self.next_service(at)))
        return tuple(day for _, day in zip(range(n + 1), days, strict=False))

    def plus(self, at: int, service_ms: int) -> int:
        """When so much service time will have passed, at the earliest; ``at`` itself for nothing."""
        left = service_ms
        if left <= 0:
            return at
        for start, end in self._onward(at):
            begin = max(start, at)
            if end - begin >= left:
                return begin + left
            left -= max(0, end - begin)
        raise AssertionError("service never ends")

    def between(self, earlier: int, later: int) -> int:
        """The service time from one instant to the other, in milliseconds; 0 if they are the other way round."""
        spans = takewhile(lambda span: span[0] < later, self._onward(earlier))
        return sum(max(0, min(end, later) - max(start, earlier)) for start, end in spans)

    def resumed(self, due_at: int, paused_at: int, now: int) -> int:
        """When a clock ends that stood still from ``paused_at`` until now; what had run out before stays so."""
        return due_at if due_at <= paused_at else self.plus(now, self.between(paused_at, due_at))

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years from the one day to the other whose make-up days nobody has told."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)

    def unknown_soon(self, now: int) -> tuple[int, ...]:
        """The years in which a deadline that is set now may end, and whose make-up days nobody has told."""
        today = self.day_of(now)
        return self.unknown_years(today, today + LOOK_AHEAD)

    def _spans(self, day: date) -> tuple[tuple[int, int], ...]:
        """The service hours of a day as instants; none on a day off."""
        if not self.is_workday(day):
            return ()
        spans = ((self.instant(day, start), self.instant(day, end)) for start, end in self.hours)
        return tuple((start, end) for start, end in spans if start < end)

    def _onward(self, at: int) -> Iterator[tuple[int, int]]:
        """The service hours from the day of ``at`` on, its earlier ones among them."""
        for day in self.workdays_from(self.day_of(at)):
            yield from self._spans(day)


def _stamp(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
