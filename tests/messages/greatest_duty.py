"""The screens of the duty with the greatest plausible values: pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bot.actions import page_cards
from bot.domain.button import Press
from bot.domain.page import Rung, State
from bot.domain.screen import Screen, Tap, Value
from tests.made import NOW

LARGEST = 10**9
NAME = "欧阳" * 5
HAVE = ((Tap("page_have", Press(page_cards.HAVE, LARGEST, LARGEST), style="primary"),),)
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
