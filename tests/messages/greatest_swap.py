"""The screens of a swap of shifts with the greatest plausible values."""

from __future__ import annotations

from collections.abc import Iterator

from bot.actions import swap_cards
from bot.domain.button import Press
from bot.domain.roster import PostKind
from bot.domain.screen import Screen, Tap, Value
from tests.made import NOW

LARGEST = 10**9
NAME = "欧阳" * 5
_LINE: Value = {"post": {"kind": PostKind.GRID.value, "grid": "格" * 40}, "from_at": NOW, "until_at": NOW}
_FOR: dict[str, Value] = {"name": NAME, "post": {"kind": PostKind.GRID.value, "grid": "格" * 40}, "at": NOW}
_CHOOSE = ((Tap("swap_for", Press(swap_cards.ASK, LARGEST, LARGEST), data=_FOR),),) * 8
_ANSWER = (
    (Tap("swap_agree", Press(swap_cards.AGREE, LARGEST)), Tap("swap_decline", Press(swap_cards.DECLINE, LARGEST))),
    (Tap("swap_offer", Press(swap_cards.OFFER, LARGEST), data={"at": NOW}),),
    (Tap("swap_withdraw", Press(swap_cards.WITHDRAW, LARGEST)),),
)


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    for many in (0, LARGEST):
        yield Screen("swap/choose", language, {"mine": _LINE, "many": many}, _CHOOSE)
    for state in ("open", "agreed", "declined", "withdrawn", "over"):
        data: dict[str, Value] = {"name": NAME, "theirs": _LINE, "yours": _LINE, "state": state}
        yield Screen("swap/asked", language, data, _ANSWER)
        yield Screen("swap/asking", language, data, _ANSWER)
    line: Value = {"shift": _LINE, "name": NAME, "before": NAME}
    yield Screen("swap/told", language, {"lines": [line, line]})
