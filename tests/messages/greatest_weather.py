"""The screens of the weather with the greatest plausible values."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.screen import Screen, Value
from bot.domain.weather_plan import SourceKind
from bot.weather.reading import Why
from tests.made import NOW

TITLE = "<b>&amp;\"'{{x}}" + "题" * 80
LINK = "https://weather.example/" + "a" * 500
KEY = "k" * 16
ESTIMATE: dict[str, Value] = {"colour": "orange", "at": NOW, "mm": 1234.5, "hours": 72}


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    for kind in SourceKind:
        source: dict[str, Value] = {"kind": kind.value, "key": KEY}
        for read_at in (NOW, None):
            yield Screen("weather/back", language, {**source, "since": read_at})
            for why in Why:
                stale = {"warns": kind.warns, "read_at": read_at, "why": why.value, "item": TITLE if read_at else None}
                yield Screen("weather/stale", language, {**source, **stale})
        line: dict[str, Value] = {"item": TITLE, "field": "alerts[999]." + "f" * 60, "why": "bad_value", "link": LINK}
        lines: list[Value] = [line] * 4
        yield Screen("weather/unread", language, {**source, "lines": lines, "more": 999})
        yield Screen("weather/unread", language, {**source, "lines": [{**line, "item": None, "link": None}], "more": 0})
    yield Screen("weather/estimate", language, {"estimate": ESTIMATE})
    yield Screen("weather/river", language, {"at": NOW, "peak": 123456.7, "usual": 98765.4})
    yield from _now(language)


def _now(language: str) -> Iterator[Screen]:
    spans: list[Value] = [{"hours": hours, "mm": 1234.5 if hours > 3 else None} for hours in (3, 12, 24)]
    rain: dict[str, Value] = {
        "kind": "open_meteo",
        "read_at": NOW,
        "summary": TITLE,
        "spans": spans,
        "estimate": ESTIMATE,
        "attributions": ["https://developer.qweather.com/" + "a" * 80] * 3,
    }
    river: dict[str, Value] = {"kind": "open_meteo_flood", "read_at": NOW, "at": NOW, "peak": 123456.7}
    sources: list[Value] = [
        {"kind": kind.value, "key": KEY, "read_at": NOW if stale else None, "failing": True, "stale": stale}
        for kind in SourceKind
        for stale in (True, False)
    ]
    full: dict[str, Value] = {"rain": [rain, rain], "rivers": [river], "sources": sources, "now": NOW}
    calm = {**rain, "summary": None, "estimate": None, "attributions": []}
    empty: dict[str, Value] = {
        "rain": [calm],
        "rivers": [{**river, "peak": None, "at": None}],
        "sources": [],
        "now": NOW,
    }
    yield Screen("weather/now", language, full)
    yield Screen("weather/now", language, empty)
    yield Screen("weather/now", language, {**empty, "rain": [], "rivers": []})
