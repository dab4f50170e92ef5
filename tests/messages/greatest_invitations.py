"""The screens of invitations, with the longest names that they may hold."""

from __future__ import annotations

from collections.abc import Iterator

from bot.actions import home
from bot.actions.invitations import NEW, REVOKE, SHOW_LIST
from bot.domain.button import Press
from bot.domain.person import STAFF, Role
from bot.domain.screen import Screen, Tap, Value
from tests.made import NOW, person

NAME = "名" * 129
LARGEST = 10**9
UNIT = "组" * 40
PLACE = "格" * 40


def screens(language: str) -> Iterator[Screen]:
    """All of them; the questions of the dialog are walked elsewhere."""
    head = person(2, Role.GRID_HEAD)
    for role in STAFF:
        for place, unit in ((PLACE, UNIT), (None, "")):
            gives: dict[str, Value] = {"role": role.value, "place": place, "unit": unit}
            made: dict[str, Value] = {**gives, "community": PLACE, "payload": "i" + "A" * 22, "until": NOW}
            menu: dict[str, Value] = {"name": NAME, "community": PLACE, "grid": place, "title": role.value}
            buttons = ((Tap("invite_revoke", Press(REVOKE, LARGEST)), Tap("invite_list", Press(SHOW_LIST))),)
            yield from (Screen("invite/made", language, {**made, "most": most}, buttons) for most in (1, 50))
            for why in ("used_up", "revoked"):
                yield Screen("invite/void", language, {**gives, "why": why, "number": LARGEST})
            yield from (Screen("invite/joined", language, {**gives, "name": NAME, "left": left}) for left in (0, 49))
            yield Screen("invite/welcome", language, {**menu, **gives}, home.menu(head))
            line: dict[str, Value] = {**gives, "number": LARGEST, "left": 50, "until": NOW, "setup": place is None}
            rows = [(Tap("invite_revoke_one", Press(REVOKE, LARGEST, 1, 9_999), data={"number": LARGEST}),)] * 8
            new = (Tap("invite_new", Press(NEW)),)
            yield Screen("invite/list", language, {"lines": [line] * 8}, (*rows, new))
    yield Screen("invite/list", language, {"lines": []}, (new,))
    yield Screen("group/invitation", language, {})
