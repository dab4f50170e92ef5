"""The days of a roster as the street writes them: 2026-12-01, 12月1日, 12/1, 1日 under "2026年12月值班表", or 1."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.roster_words import RosterWords
from bot.domain.sheet import Row

_HALF_A_YEAR = 183


@dataclass(frozen=True, slots=True)
class Month:
    """What the lines above the heading say of the month; None where they do not."""

    year: int | None = None
    month: int | None = None


class Days:
    """Reads days; ``today`` decides the year where none is written: that of the nearest such day."""

    def __init__(self, words: RosterWords, today: date, above: Iterable[Row] = ()) -> None:
        year, month, day, weekday = (_any(signs) for signs in (words.year, words.month, words.day, words.weekday))
        self._today = today
        self._ending = re.compile(rf"\(?(?:{weekday})\w?\)?$")
        self._full = re.compile(
            rf"(20[0-9]{{2}})(?:[-/.]|{year})([0-9]{{1,2}})(?:[-/.]|{month})([0-9]{{1,2}})(?:{day})?"
        )
        self._short = re.compile(rf"([0-9]{{1,2}})(?:[-/.]|{month})([0-9]{{1,2}})(?:{day})?")
        self._only = re.compile(rf"([0-9]{{1,2}})(?:{day})?")
        self._title = re.compile(rf"(?:(20[0-9]{{2}})(?:{year}|[-/.]))?([0-9]{{1,2}})(?:{month})")
        self._title_full = re.compile(r"(20[0-9]{2})[-/.]([0-9]{1,2})(?![0-9])")
        self.above = self._month(above)

    def is_day(self, text: str) -> bool:
        """Whether the text looks like a day, of whatever month."""
        plain = self._plain(text)
        return any(one.fullmatch(plain) for one in (self._full, self._short, self._only))

    def day(self, text: str) -> date | None:
        """The day; None if it is none, or nobody can know of which month."""
        plain = self._plain(text)
        if found := self._full.fullmatch(plain):
            return _date(int(found[1]), int(found[2]), int(found[3]))
        if found := self._short.fullmatch(plain):
            return self._nearest(int(found[1]), int(found[2]))
        found = self._only.fullmatch(plain)
        return self._nearest(self.above.month, int(found[1])) if found and self.above.month else None

    def _nearest(self, month: int, day: int) -> date | None:
        if self.above.year is not None:
            year = self.above.year
            turns = self.above.month == 12 and month == 1  # the sheet of December goes on into January
            return _date(year + turns, month, day)
        found = [_date(self._today.year + n, month, day) for n in (-1, 0, 1)]
        near = [one for one in found if one and abs((one - self._today).days) <= _HALF_A_YEAR]
        return near[0] if near else None

    def _plain(self, text: str) -> str:
        plain = "".join(unicodedata.normalize("NFKC", text).lower().split())
        plain = re.sub(r"[ t]?00:00:00$", "", plain)
        return self._ending.sub("", plain)

    def _month(self, above: Iterable[Row]) -> Month:
        for row in above:
            for cell in row.cells:
                plain = "".join(unicodedata.normalize("NFKC", cell.text).split())
                found = self._title.search(plain) or self._title_full.search(plain)
                if found and 1 <= int(found[2]) <= 12:
                    return Month(int(found[1]) if found[1] else None, int(found[2]))
        return Month()


def _any(signs: Iterable[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(signs, key=len, reverse=True))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
