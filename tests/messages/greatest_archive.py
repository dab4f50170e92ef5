"""The screens around the proof file of a case."""

from __future__ import annotations

from collections.abc import Iterator

from bot.actions.case_files import MONTH
from bot.domain.button import Press
from bot.domain.screen import Screen, Tap, Value

LARGEST = 10**9


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    months = tuple(Tap("month", Press(MONTH, month), data={"month": "2026-11"}) for month in (202611, 202610, 202609))
    yield Screen("archive/menu", language, {"month": "2026-11"}, (months,))
    yield Screen("archive/making", language)
    yield Screen("archive/empty", language, {"month": "2026-11"})
    yield Screen("archive/gone", language)
    for what in ("pdf", "zip", "month"):
        for parts in (1, 99):
            month = "2026-11" if what == "month" else None
            data: dict[str, Value] = {"number": LARGEST, "month": month, "what": what, "part": 1, "parts": parts}
            yield Screen("archive/file", language, {**data, "sha256": "a" * 64}, photo="as a file's caption")
    pair: dict[str, Value] = {"number": LARGEST, "category": "类" * 40}
    yield Screen("archive/pair", language, pair, photo="below the picture")
    yield Screen("archive/pair_later", language, pair)
