"""The screens of finding cases."""

from __future__ import annotations

from collections.abc import Iterator

from bot.actions import finding
from bot.domain.case import State
from bot.domain.finding import MOST_WORDS, Filter
from bot.domain.screen import Screen, Value
from bot.flows import find
from bot.flows.engine import World
from tests.made import NOW, case, demo, person

LARGEST = 10**9
MARK = "<b>&amp;\"'{{x}}"
LONG = (MARK + "找" * 300)[:200]


def screens(language: str) -> Iterator[Screen]:
    """All of them, with all that may be asked for and a whole page of it."""
    asked: dict[str, Value] = {
        "words": [LONG] * MOST_WORDS,
        "states": [state.value for state in State],
        "filters": [one.value for one in Filter],
        "grids": ["格" * 40] * MOST_WORDS,
        "places": ["楼" * 40] * MOST_WORDS,
        "leads": ["欧阳" * 5] * MOST_WORDS,
        "since": "2026-11-01",
        "until": "2026-11-30",
    }
    nothing: dict[str, Value] = {name: [] if isinstance(value, list) else None for name, value in asked.items()}
    line: dict[str, Value] = {
        "number": LARGEST,
        "category": "类" * 40,
        "place": LONG[:100],
        "state": State.FED_BACK.value,
        "overdue": True,
    }
    found = [case(number=LARGEST + n) for n in range(finding.A_PAGE)]
    for known in (asked, nothing, {**asked, "until": "2026-11-01"}):
        for at_least, flag in ((True, True), (False, False)):
            data: dict[str, Value] = {**known, "many": 100, "at_least": at_least, "page": LARGEST, "pages": 13}
            data |= {"growing": flag, "own": flag, "vague": False}
            taps = finding.buttons(found, LARGEST, LARGEST, more=True)
            yield Screen("find/list", language, {**data, "cases": [line, {**line, "place": None}] * 4}, taps)
            for vague in (True, False):
                yield Screen("find/list", language, {**data, "cases": [], "vague": vague})
    yield Screen("find/asked", language, {"text": LONG})
    card: dict[str, Value] = {"number": LARGEST, "category": "类" * 40, "state": State.HANDLING.value, "step": 4}
    for place, holder, due in (("楼" * 40, "欧阳" * 5, NOW), (None, None, None)):
        more: dict[str, Value] = {"grid": "格" * 40, "place": place, "holder": holder, "due_at": due}
        yield Screen("find/case", language, {**card, **more})
    question = find.FIND.steps[0].ask({}, World(demo(), person(5, language=language), NOW))
    yield Screen("find/ask", language, {**question.data, "staff": True, "problem": "find_words", "details": {}})
