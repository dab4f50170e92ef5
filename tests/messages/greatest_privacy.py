"""The screens of the notice on data."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.screen import Screen, Value
from tests.made import NOW


def screens(language: str) -> Iterator[Screen]:
    """All of them, with the longest names that a community may have."""
    days = {"cases_days": 3_650, "media_days": 3_650}
    data: dict[str, Value] = {"community": "社" * 40, "office": "0" * 40, "version": 10**6, "at": NOW, **days}
    for view in ("privacy/notice", "privacy/full", "privacy/agreed", "privacy/declined"):
        yield Screen(view, language, data)
    yield Screen("mydata/about", language)
    yield Screen("mydata/kept", language)
    yield Screen("mydata/gone", language, {"office": "0" * 40})
    yield Screen("mydata/gone", language, {"office": ""})
    cases: list[Value] = [{"number": 10**6, "category": "类" * 40}] * 10
    yield Screen("mydata/erase", language, {"many": 10**3, "cases": cases, "more": 10**3})
    yield Screen("mydata/erase", language, {"many": 0, "cases": [], "more": 0})
