"""What a reader returns: what it has found, and what it could not read. Nothing of both is never an answer.

A reader never raises, whatever the document is, and asks for nothing outside of it. What it could not read is a
:class:`Problem` that names the field, so that an unreadable warning is told to somebody and never taken for none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import orjson

from bot.domain.warning import Discharge, Forecast, WeatherWarning

#: The largest document that is read, in bytes.
LARGEST = 5 * 1024 * 1024
#: What of one document is told at most; the rest is the same fault again.
MOST_PROBLEMS = 50
_LONGEST_TEXT = 4_000
_FIRST_YEAR, _LAST_YEAR = 1950, 2150
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


class Why(StrEnum):
    """What is the matter with a field."""

    TOO_LARGE = "too_large"  # more than is read: bytes, depth, elements
    NOT_XML = "not_xml"
    DOCTYPE = "doctype"  # a document type, which could hold entities: refused
    NOT_JSON = "not_json"
    NOT_THIS = "not_this"  # XML or JSON, but no such document
    REFUSED = "refused"  # the service itself says that something is wrong
    MISSING = "missing"
    BAD_TIME = "bad_time"
    BAD_VALUE = "bad_value"
    UNREACHABLE = "unreachable"  # the line, or a folder that is not there
    NO_KEY = "no_key"  # the service answers only to who has one
    BROKEN = "broken"  # a fault of this program


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read and is lost; ``item`` says of which message, ``link`` where that is."""

    field: str
    why: Why
    detail: str = ""
    item: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The warnings of a document. ``passed`` are the messages that are none: answers between services (Ack, Error)."""

    warnings: tuple[WeatherWarning, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecasts of a document: one for each place that was asked for."""

    forecasts: tuple[Forecast, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Waters:
    """The discharges of a document: one for each cell that was asked for."""

    discharges: tuple[Discharge, ...] = ()
    problems: tuple[Problem, ...] = ()


class Unreadable(Exception):
    """Inside a reader: this field cannot be read, and what needs it is lost."""

    def __init__(self, field: str, why: Why, detail: object = "") -> None:
        super().__init__(field)
        self.problem = Problem(field, why, shown(detail))


def shown(value: object) -> str:
    """A value as it may stand in a report: short and on one line."""
    return " ".join(_CONTROL.sub("", str(value)[:80]).split())[:60]


def clean(text: object, most: int = _LONGEST_TEXT) -> str:
    """A text without control characters and blanks around it, shortened; "" of what is no text."""
    if not isinstance(text, str):
        return ""
    return _CONTROL.sub("", text[: most * 2]).strip()[:most]


def instant(field: str, text: object) -> int:
    """A time with its offset as milliseconds UTC; Unreadable if it is none."""
    if text is None or text == "":
        raise Unreadable(field, Why.MISSING)
    found = maybe_instant(text)
    if found is None:
        raise Unreadable(field, Why.BAD_TIME, text)
    return found


def maybe_instant(text: object) -> int | None:
    """The same, or None of what is no time in these two centuries: what is mistyped must not order messages."""
    if not isinstance(text, str):
        return None
    try:
        at = datetime.fromisoformat(text.strip())
        return int(at.timestamp() * 1000) if at.tzinfo is not None and _FIRST_YEAR <= at.year <= _LAST_YEAR else None
    except (ValueError, OverflowError):
        return None


def number(value: object) -> float | None:
    """A finite number, also one that was written as a text; None of anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def json_of(document: bytes) -> object:
    """The value of a JSON document; Unreadable if it is too large or none."""
    if len(document) > LARGEST:
        raise Unreadable("document", Why.TOO_LARGE, len(document))
    try:
        value: object = orjson.loads(document.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise Unreadable("document", Why.NOT_JSON, error) from None
    return value


def table(field: str, value: object) -> Mapping[str, object]:
    """An object of JSON; Unreadable if it is none."""
    if value is None:
        raise Unreadable(field, Why.MISSING)
    if not isinstance(value, dict):
        raise Unreadable(field, Why.BAD_VALUE, value)
    return value


def listed(field: str, value: object) -> Sequence[object]:
    """A list of JSON; Unreadable if it is none."""
    if value is None:
        raise Unreadable(field, Why.MISSING)
    if not isinstance(value, list):
        raise Unreadable(field, Why.BAD_VALUE, value)
    return value
