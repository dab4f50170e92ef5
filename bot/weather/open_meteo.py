"""Reads Open-Meteo: rain by the hour or the quarter of an hour, and the discharge of rivers by the day.

Times are local without an offset, values may be null, several places make a list. A value belongs to the hour (or
quarter) before its time. In China the quarters are made from the hours, so the hours are taken where there are both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from bot.domain.warning import Discharge, Forecast, Rain
from bot.weather.reading import (
    MOST_PROBLEMS,
    Outlook,
    Problem,
    Unreadable,
    Waters,
    Why,
    json_of,
    listed,
    number,
    shown,
    table,
)

_BLOCKS = {"hourly": 3_600_000, "minutely_15": 900_000}
#: In one answer in all; what is asked for here is a hundredth of it.
_MOST_STEPS, _MOST_PLACES = 50_000, 200
_MOST_MM, _MOST_DISCHARGE = 500.0, 1_000_000.0
#: Its licence wants to be named where its data are shown.
ATTRIBUTION = "Open-Meteo.com, CC BY 4.0"
_LARGEST_OFFSET = 18 * 3_600
T = TypeVar("T")


def read_forecast(source: str, document: bytes) -> Outlook:
    """The rain that is expected at each place."""
    found, problems = _each(document, lambda answer: _forecast(source, answer))
    return Outlook(tuple(found), tuple(problems))


def read_flood(source: str, document: bytes) -> Waters:
    """The discharge of each cell."""
    found, problems = _each(document, lambda answer: _discharge(source, answer))
    return Waters(tuple(found), tuple(problems))


def _each(document: bytes, read: Callable[[Mapping[str, object]], T]) -> tuple[list[T], list[Problem]]:
    """One answer or a list of them: each that can be read, and what is wrong with the others."""
    try:
        value = json_of(document)
        answers = value if isinstance(value, list) else [value]
        if not 0 < len(answers) <= _MOST_PLACES:
            raise Unreadable("document", Why.TOO_LARGE if answers else Why.MISSING, len(answers))
    except Unreadable as error:
        return [], [error.problem]
    found, problems, steps = list[T](), list[Problem](), 0
    for at, answer in enumerate(answers):
        try:
            steps += _steps(answer)
            found.append(read(_answer(answer, steps)))
        except Unreadable as error:
            place = f"[{at}]." if isinstance(value, list) else ""
            problem = error.problem
            problems.append(Problem(place + problem.field, problem.why, problem.detail))
    return found, problems[:MOST_PROBLEMS]


def _steps(answer: object) -> int:
    """How many times the longest block of an answer has; 0 of what is no answer."""
    blocks = list(answer.values()) if isinstance(answer, dict) else []
    times = [block.get("time") for block in blocks if isinstance(block, dict)]
    return max((len(one) for one in times if isinstance(one, list)), default=0)


def _answer(value: object, steps: int) -> Mapping[str, object]:
    """An answer that is none of an error; ``steps`` are those of the whole document so far."""
    answer = table("document", value)
    if steps > _MOST_STEPS:
        raise Unreadable("time", Why.TOO_LARGE, steps)
    if answer.get("error"):
        raise Unreadable("error", Why.REFUSED, answer.get("reason", ""))
    return answer


def _forecast(source: str, answer: Mapping[str, object]) -> Forecast:
    lat, lon, offset = _place(answer)
    wanted = next((name for name in _BLOCKS if answer.get(name) is not None), None)
    if wanted is None:
        raise Unreadable("hourly", Why.MISSING)
    block, lasts = table(wanted, answer[wanted]), _BLOCKS[wanted]
    times = _times(f"{wanted}.time", block.get("time"), offset)
    values = _values(f"{wanted}.precipitation", block.get("precipitation"), len(times), _MOST_MM)
    rain = tuple(Rain(at - lasts, lasts, mm) for at, mm in zip(times, values, strict=True))
    return Forecast(source, lat, lon, rain, attributions=(ATTRIBUTION,))


def _discharge(source: str, answer: Mapping[str, object]) -> Discharge:
    lat, lon, offset = _place(answer)
    block = table("daily", answer.get("daily"))
    times = _times("daily.time", block.get("time"), offset)
    values = _values("daily.river_discharge", block.get("river_discharge"), len(times), _MOST_DISCHARGE)
    return Discharge(source, lat, lon, tuple(zip(times, values, strict=True)))


def _place(answer: Mapping[str, object]) -> tuple[float, float, int]:
    """Latitude, longitude, and the seconds by which local time is ahead of UTC."""
    found = []
    for field, most in (("latitude", 90), ("longitude", 180), ("utc_offset_seconds", _LARGEST_OFFSET)):
        value = answer.get(field)
        known = None if isinstance(value, str) else number(value)
        if known is None or not -most <= known <= most:
            raise Unreadable(field, Why.MISSING if value is None else Why.BAD_VALUE, value)
        found.append(known)
    return found[0], found[1], int(found[2])


def _times(field: str, value: object, offset: int) -> list[int]:
    """Local times without an offset as instants, the earliest first; whatever else they are is a mistake."""
    texts = listed(field, value)
    if not texts:
        raise Unreadable(field, Why.MISSING)
    times = list[int]()
    for text in texts:
        at = _as_if_utc(text) if isinstance(text, str) else None
        if at is None:
            place = f"{field}[{len(times)}]"
            raise Unreadable(place, Why.BAD_TIME if text is not None else Why.MISSING, shown(text))
        times.append(at - offset * 1000)
    for before, after in pairwise(times):
        if after <= before:
            raise Unreadable(field, Why.BAD_VALUE, "order")
    return times


@lru_cache(maxsize=10_000)
def _as_if_utc(text: str) -> int | None:
    """A local time as if it were UTC; None of what is none. The places of an answer have the same times."""
    try:
        at = datetime.fromisoformat(text)
        return int(at.replace(tzinfo=UTC).timestamp()) * 1000 if at.tzinfo is None else None
    except (ValueError, OverflowError):
        return None


def _values(field: str, value: object, many: int, most: float) -> list[float | None]:
    """As many values as there are times, nulls among them but not only nulls."""
    values = listed(field, value)
    if len(values) != many:
        raise Unreadable(field, Why.BAD_VALUE, f"{len(values)} != {many}")
    found = list[float | None]()
    for one in values:
        known = None if isinstance(one, str) else number(one)
        if one is not None and (known is None or not 0 <= known <= most):
            raise Unreadable(f"{field}[{len(found)}]", Why.BAD_VALUE, one)
        found.append(known)
    if all(one is None for one in found):
        raise Unreadable(field, Why.MISSING)
    return found
