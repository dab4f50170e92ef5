"""How a community plans its duty: when shifts change, and its flood season (汛期)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Season:
    """A part of every year, from one month and day until another, both included; it may go on over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def span(self, day: date) -> tuple[date, date]:
        """The season that the day is in, or the next one: its first day, and the first day after it."""
        for year in (day.year - 1, day.year):
            found = self._of(year)
            if day < found[1]:
                return found
        return self._of(day.year + 1)

    def holds(self, day: date) -> bool:
        """Whether the day is in it."""
        return self.span(day)[0] <= day

    def _of(self, year: int) -> tuple[date, date]:
        """The season that begins in a year."""
        return date(year, *self.first), date(year + (self.last < self.first), *self.last) + _A_DAY


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """``change`` and ``night`` are minutes of the day at which a (day) shift and a night shift begin."""

    change: int = 8 * 60
    night: int = 20 * 60
    season: Season | None = None


def clock(minute: int) -> str:
    """A minute of the day as clocks show it: "08:00"."""
    return f"{minute // 60:02}:{minute % 60:02}"
