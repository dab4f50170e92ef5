"""The screens of pages with the greatest plausible values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bot.actions import page_cards
from bot.domain.button import Press
from bot.domain.page import Rung, State
from bot.domain.roster import PostKind
from bot.domain.screen import Screen, Tap, Value
from tests.made import NOW

LARGEST = 10**9
NAME = "欧阳" * 5
HAVE = ((Tap("page_have", Press(page_cards.HAVE, LARGEST, LARGEST), style="primary"),),)
POSTS: list[Value] = [{"kind": kind.value, "grid": "格" * 40} for kind in PostKind for _ in range(7)]
#: What each matter says besides who is called.
MATTERS: dict[str, dict[str, Value]] = {"page/warning": {}, "page/help": {}, "page/empty": {"posts": POSTS}}
_AS = [rung for rung in Rung if rung not in (Rung.AGAIN, Rung.LAST)]


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    for view, data in MATTERS.items():
        for why, state, much in product(_AS, State, (True, False)):
            yield Screen(view, language, {**data, "page": _page(why, state, much=much)}, HAVE)


def _page(why: Rung, state: State, *, much: bool) -> dict[str, Value]:
    calls: list[Value] = [
        {"name": NAME, "at": NOW if n % 2 else None, "reachable": n % 3 > 0, "relieved": n % 4 == 0} for n in range(20)
    ]
    names: list[Value] = [NAME] * 3
    return {
        "state": state.value,
        "must_all": much,
        "mine": NOW if state is State.ANSWERED and much else 0,
        "waits": state is not State.ANSWERED or not much,
        "why": why.value,
        "again": much,
        "called_at": NOW,
        "manned": much,
        "silent": names,
        "silent_at": NOW,
        "lost": names if much else [],
        "bare": names,
        "relieved": names,
        "calls": calls,
        "more": LARGEST,
        "answers": LARGEST,
        "many": LARGEST,
    }
