"""One table of a TOML file, read key by key.

A wrong value becomes a problem and a stand-in, so that reading goes on and finds the other problems.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from bot.config.document import Document
from bot.config.lines import Path

E = TypeVar("E", bound=StrEnum)

LONGEST_NAME = 40
LONGEST_DAYS = 366
#: Between these a date can be meant.
FIRST_YEAR, LAST_YEAR = 2000, 2099
UNITS = {"m": 60_000, "h": 3_600_000, "d": 86_400_000}

_CONTROL = frozenset({"Cc", "Zl", "Zp"})
_DURATION = re.compile(r"([0-9]{1,6})([mhd])")


def _as_date(value: object) -> date | None:
    if isinstance(value, str):
        with suppress(ValueError):
            return date.fromisoformat(value.strip())
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def guess(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), None)


class Table:
    """A table and its place in the file. A method reads one key; ``close`` reports keys nobody asked for."""

    def __init__(self, document: Document, data: Mapping[str, object], path: Path = ()) -> None:
        self.document = document
        self.data = data
        self.path = path
        self._asked: set[str] = set()

    def problem(self, code: str, *keys: str | int, **data: object) -> None:
        """Adds a problem with this table, or with what stands under ``keys`` in it."""
        self.document.problem((*self.path, *keys), code, **data)

    def line(self, *keys: str | int) -> int:
        """The line of this table, or of what stands under ``keys`` in it."""
        return self.document.line((*self.path, *keys))

    def close(self) -> None:
        """Reports the keys that mean nothing here."""
        for key in [key for key in self.data if key not in self._asked]:
            meant = guess(key, self._asked)
            if meant:
                self.problem("unknown_key_guess", key, key=key, guess=meant)
            else:
                self.problem("unknown_key", key, key=key, known=", ".join(sorted(self._asked)))

    def text(self, key: str, *, required: bool = True, most: int = LONGEST_NAME) -> str:
        """A text without blanks around it; "" when there is none."""
        value = self._take(key, required)
        return "" if value is None else self._clean(value, most, key)

    def matching(self, key: str, pattern: re.Pattern[str], code: str, *, required: bool = True) -> str:
        """A text of the given form; "" when there is none."""
        value = self.text(key, required=required)
        if not value or pattern.fullmatch(value):
            return value
        self.problem(code, key, value=value)
        return ""

    def integer(self, key: str, least: int, most: int, *, required: bool = True) -> int | None:
        """A whole number within the bounds, both included."""
        value = self._take(key, required)
        return None if value is None else self._bounded(value, least, most, key)

    def integers(self, key: str, least: int, most: int) -> tuple[int, ...]:
        """A list of whole numbers within the bounds, possibly empty."""
        found = [self._bounded(value, least, most, key, at) for at, value in self._elements(key, some=False)]
        return tuple(number for number in found if number is not None)

    def degrees(self, key: str, most: int) -> float | None:
        """A latitude or longitude, if given."""
        value = self._take(key, required=False)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.problem("not_number", key)
            return None
        if not -most <= value <= most:
            self.problem("bad_coordinate", key, value=value, most=most)
            return None
        return float(value)

    def flag(self, key: str) -> bool:
        """Yes or no; no when absent."""
        value = self._take(key, required=False)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.problem("not_flag", key)
        return False

    def duration(self, key: str, default_ms: int | None = None) -> int:
        """A time span such as "90m", "24h" or "3d" in milliseconds; required when there is no default."""
        return self.span(key, default_ms)[0]

    def span(self, key: str, default_ms: int | None = None) -> tuple[int, str]:
        """The same, with the unit that was written; "" where none could be read."""
        value = self._take(key, required=default_ms is None)
        if value is None:
            return default_ms or 0, ""
        found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
        span = int(found[1]) * UNITS[found[2]] if found else 0
        if not 0 < span <= LONGEST_DAYS * UNITS["d"]:
            self.problem("bad_duration", key, value=value)
        return span, found[2] if found else ""

    def choice(self, key: str, allowed: Sequence[E], default: E | None = None) -> E:
        """One of the allowed words; required when there is no default."""
        value = self._take(key, required=default is None)
        chosen = self._one_of(value, allowed, key) if value is not None else None
        return chosen or default or allowed[0]

    def choices(self, key: str, allowed: Sequence[E], default: tuple[E, ...]) -> tuple[E, ...]:
        """Several of the allowed words, each once."""
        found = [
            (position, self._one_of(value, allowed, key, position))
            for position, value in self._elements(key, some=False)
        ]
        for position, word in found:
            if word and any(word is before for at, before in found if at < position):
                self.problem("listed_twice", key, position, value=word)
        return tuple(word for _, word in found if word) or default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, possibly empty."""
        found = self._elements(key, some=False)
        return tuple(self._clean(value, LONGEST_NAME, key, position) for position, value in found)

    def days(self, key: str) -> list[tuple[date, Table]]:
        """A list of days: each a date, or a table with ``day`` and what else is to be said of it."""
        found = [
            (at, value if isinstance(value, dict) else {"day": value}) for at, value in self._elements(key, some=False)
        ]
        tables = [Table(self.document, value, (*self.path, key, at)) for at, value in found]
        return [(day, table) for table in tables if (day := table.day("day")) is not None]

    def day(self, key: str, *, required: bool = True) -> date | None:
        """A date, as TOML writes it or as a text of that form."""
        value = self._take(key, required)
        if value is None:
            return None
        day = _as_date(value)
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.problem("bad_date", key, value=value, first=FIRST_YEAR, last=LAST_YEAR)
            return None
        return day

    def table(self, key: str) -> Table:
        """The table under the key; an empty one when there is none."""
        value = self._take(key, required=False)
        if value is not None and not isinstance(value, dict):
            self.problem("not_table", key, key=key)
        return Table(self.document, value if isinstance(value, dict) else {}, (*self.path, key))

    def tables(self, key: str, *, some: bool = True) -> list[Table]:
        """The tables of ``[[key]]``, at least one unless not ``some``."""
        name = ".".join((*(part for part in self.path if isinstance(part, str)), key))
        if key not in self.data:
            self._asked.add(key)
            if some:
                self.problem("missing_tables", key=name)
        elif isinstance(self.data[key], dict):
            self._asked.add(key)
            self.problem("single_brackets", key, key=name)
            return []
        return self._as_tables(self._elements(key), "not_table", key)

    def tables_or_names(self, key: str) -> list[Table]:
        """A list whose elements are tables, or names that stand for a table with nothing but a name."""
        self._take(key, required=True)
        found = self._elements(key)
        named = [(at, {"name": value} if isinstance(value, str) else value) for at, value in found]
        return self._as_tables(named, "not_place", key)

    def _take(self, key: str, required: bool) -> object | None:
        self._asked.add(key)
        value = self.data.get(key)
        if value is None and required:
            self.problem("missing_key", key=key)
        return value

    def _elements(self, key: str, *, some: bool = True) -> list[tuple[int, object]]:
        """The elements of a list with their positions; an empty list is a problem when there must be some."""
        value = self._take(key, required=False)
        if value is not None and not isinstance(value, list):
            self.problem("not_list", key)
        elif value == [] and some:
            self.problem("empty_list", key)
        return list(enumerate(value)) if isinstance(value, list) else []

    def _as_tables(self, found: Iterable[tuple[int, object]], code: str, key: str) -> list[Table]:
        tables = []
        for position, value in found:
            if isinstance(value, dict):
                tables.append(Table(self.document, value, (*self.path, key, position)))
            else:
                self.problem(code, key, position, key=key)
        return tables

    def _clean(self, value: object, most: int, *keys: str | int) -> str:
        if not isinstance(value, str):
            self.problem("not_text", *keys)
            return ""
        text = value.strip()
        if not text:
            self.problem("empty_text", *keys)
        elif any(unicodedata.category(sign) in _CONTROL for sign in text):
            self.problem("control_signs", *keys)
        elif len(text) > most:
            self.problem("too_long", *keys, length=len(text), most=most)
        return text

    def _bounded(self, value: object, least: int, most: int, *keys: str | int) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int):
            self.problem("not_integer", *keys)
            return None
        if not least <= value <= most:
            self.problem("out_of_range", *keys, value=value, least=least, most=most)
            return None
        return value

    def _one_of(self, value: object, allowed: Sequence[E], *keys: str | int) -> E | None:
        word = next((word for word in allowed if word == value), None)
        if word is not None:
            return word
        listed = ", ".join(allowed)
        meant = guess(value, allowed) if isinstance(value, str) else None
        if meant:
            self.problem("unknown_value_guess", *keys, value=value, guess=meant, allowed=listed)
        else:
            self.problem("unknown_value", *keys, value=value, allowed=listed)
        return None
