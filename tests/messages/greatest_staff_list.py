"""The screens of the staff list in the chat, with as many people, grids and problems as there may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.actions.staff_list import DROP, GIVE, MOST_SHOWN, TAKE
from bot.domain.button import Press
from bot.domain.person import STAFF, Role
from bot.domain.screen import Screen, Tap, Value
from bot.domain.staff_list import PROBLEMS
from bot.domain.staff_plan import SHOWN
from bot.papers.unreadable import CODES

MARK = "<b>&amp;\"'{{x}}"
NAME = (MARK + "名" * 40)[:40]
UNIT = (MARK + "组" * 60)[:60]
CELL = (MARK + "格" * 30)[:30]
MANY = 10**6
NAMED = 40
HELD: dict[str, Value] = {"role": Role.AUXILIARY.value, "grid": "格" * 40, "unit": UNIT}
#: What a problem may be filled with, the greatest of each.
FILLED: dict[str, Value] = {
    "row": 2_000,
    "column": CELL,
    "letter": "AX",
    "other": CELL,
    "name": CELL,
    "value": CELL,
    "guess": "党支部党小组",
    "first": 2_000,
    "phone": "138****0000",
    "role": Role.AUXILIARY.value,
    "grid": 99,
    "known": list(range(1, 100)),
    "missing": ["name", "phone", "role", "grid", "unit"],
    "found": [CELL] * 50,
    "within": 30,
    "most": MANY,
}


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    yield from _of_the_secretary(language)
    yield from _previews(language)
    yield from _problems(language)
    yield from _of_the_others(language)


def _of_the_secretary(language: str) -> Iterator[Screen]:
    give = ((Tap("list_give", Press(GIVE)),),)
    hub: dict[str, Value] = {"listed": MANY, "places": MANY, "many": MANY, "waiting": [NAME] * NAMED}
    yield Screen("staff_list/hub", language, hub, give)
    yield Screen("staff_list/hub", language, {**hub, "many": 0, "waiting": []}, give)
    yield Screen("staff_list/hub", language, {"listed": 0, "places": 0, "many": 0, "waiting": []})
    yield Screen("staff_list/reading", language)
    yield Screen("staff_list/lost", language)
    for some in (0, MANY):
        taken: dict[str, Value] = {"many": MANY, "added": MANY, "appointed": some, "waiting": some}
        yield Screen("staff_list/taken", language, taken)
        yield Screen("staff_list/sheet", language, {"places": MANY, "claimed": MANY, "without": some})
        yield Screen("staff_list/dropped", language, {"newer": bool(some)})


def _previews(language: str) -> Iterator[Screen]:
    take = (
        (Tap("list_take", Press(TAKE, 10**9, 2**32 - 1), style="primary"),),
        (Tap("list_drop", Press(DROP, 10**9)),),
    )
    data: dict[str, Value] = {
        "many": MANY,
        "places": MANY,
        "roles": [{"role": role.value, "many": MANY} for role in STAFF],
        "grids": [{"grid": grid, "many": MANY} for grid in (None, *["格" * 40] * 99)],
        "same": MANY,
    }
    member: dict[str, Value] = {"name": NAME, "before": NAME, "posts": [HELD] * 3}
    groups: list[Value] = [{"name": name, "many": MANY, "members": [member] * NAMED} for name in SHOWN]
    yield Screen("staff_list/preview", language, {**data, "groups": groups}, take)
    few: dict[str, Value] = {"name": "王伟", "before": "", "posts": [{**HELD, "unit": "", "grid": None}]}
    yield Screen("staff_list/preview", language, {**data, "same": 0, "groups": _some("new", few)}, take)
    yield Screen("staff_list/preview", language, {**data, "groups": []}, take)
    yield Screen("staff_list/preview", language, {**data, "groups": _some("renamed", {**few, "posts": []})}, take)


def _some(name: str, *members: Mapping[str, Value]) -> list[Value]:
    return [{"name": name, "many": len(members), "members": list(members)}]


def _problems(language: str) -> Iterator[Screen]:
    for code in PROBLEMS:
        problem: dict[str, Value] = {"code": code, "values": FILLED}
        for many in (1, MOST_SHOWN):
            data: dict[str, Value] = {"many": MANY, "listed": 50, "problems": [problem] * many, "file": many > 1}
            yield Screen("staff_list/problems", language, data)
    for many in (MOST_SHOWN, MANY):
        yield Screen("staff_list/complete", language, {"many": many, "listed": MOST_SHOWN})
    for code in CODES:
        yield Screen("staff_list/unreadable", language, {"code": code, "values": FILLED})


def _of_the_others(language: str) -> Iterator[Screen]:
    yield Screen("staff_list/ask", language, keys="contact")
    for posts in ([HELD], [HELD] * 20):
        data: dict[str, Value] = {"name": NAME, "posts": list[Value](posts)}
        for view in ("staff_list/appointed", "staff_list/claimed"):
            yield Screen(view, language, data)
        for title in Role:
            yield Screen("staff_list/welcome", language, {**data, "title": title.value}, keys="remove")
    for code in ("not_own", "not_listed", "somebody_else", "already", "too_often"):
        yield Screen("staff_list/not_claimed", language, {"code": code}, keys="remove")
    account = (MARK + "名" * 200)[:129]  # Telegram: two names of 64 and a space
    yield Screen("staff_list/claimed_twice", language, {"name": NAME, "phone": "138****0000", "account": account})
