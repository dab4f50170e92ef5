"""The screens of the notice on data."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.screen import Screen
from tests.made import NOW


def screens(language: str) -> Iterator[Screen]:
    """All of them, with the longest names that a community may have."""
    data = {"community": "社" * 40, "office": "0" * 40, "version": 10**6, "at": NOW}
    for view in ("privacy/notice", "privacy/full", "privacy/agreed", "privacy/declined"):
        yield Screen(view, language, data)
