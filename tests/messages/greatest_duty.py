"""The screens of the duty with the greatest plausible values: pages and shifts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bot.actions import page_cards, shift_cards
from bot.domain.button import Press
from bot.domain.duty_log import Event
from bot.domain.page import Rung, State
from bot.domain.roster import PostKind
from bot.domain.screen import Screen, Tap, Value
from tests.made import NOW

LARGEST = 10**9
NAME = "欧阳" * 5
HAVE = ((Tap("page_have", Press(page_cards.HAVE, LARGEST, LARGEST), style="primary"),),)
ACCEPT = ((Tap("shift_accept", Press(shift_cards.ACCEPT, LARGEST), style="primary"),),)
#: What each matter says besides who is called.
MATTERS: dict[str, dict[str, Value]] = {"page/warning": {}, "page/help": {}}


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    calls: list[Value] = [{"name": NAME, "at": NOW if n % 2 else None, "reachable": n % 3 > 0} for n in range(20)]
    for view, data in MATTERS.items():
        for why, state, reached in product(Rung, State, (True, False)):
            values: dict[str, Value] = {
                **data,
                "why": why.value,
                "silent": [NAME] * 3,
                "reached": reached,
                "roster": why is not Rung.SECRETARY or reached,
                "state": state.value,
                "mine": NOW if state is State.ANSWERED and reached else None,
                "must_all": reached,
                "calls": calls,
                "more": LARGEST,
                "answers": LARGEST,
                "many": LARGEST,
            }
            yield Screen(view, language, values, HAVE)
    yield from _shifts(language)


def _shifts(language: str) -> Iterator[Screen]:
    posts: list[Value] = [{"kind": kind.value, "grid": "格" * 40} for kind in PostKind]
    numbers: list[Value] = [LARGEST] * 10
    event: dict[str, Value] = {"say": "event", "at": NOW, "name": NAME, "words": "言" * 100}
    lines: list[Value] = [
        {"say": "cases", "many": LARGEST, "late": LARGEST},
        {"say": "overdue", "numbers": numbers, "more": 1},
        *({**event, "kind": one.value} for one in Event),
    ]
    for post in posts:
        data: dict[str, Value] = {"post": post, "from_at": NOW, "until_at": NOW, "now": NOW, "name": NAME}
        for state in ("evening", "hour", "begin", "late", "on", "over"):
            more: dict[str, Value] = {"state": state, "before": NAME, "lines": lines, "words": "言" * 500}
            yield Screen("duty/shift", language, {**data, **more}, ACCEPT)
        for why in ("predecessor", "reserve", "head", "secretary"):
            for done in ("", NAME):
                yield Screen("duty/late", language, {**data, "why": why, "done": done}, ACCEPT)
        for signed in (None, NOW):
            yield Screen("duty/note", language, {**data, "lines": lines, "words": "言" * 500, "signed_at": signed})
        yield Screen("duty/relieved", language, {**data, "early": True})
        yield Screen("duty/stood_in", language, {**data, "missing": NAME})
