"""The screens of the staff's desk, of handing cases over, and of leave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.actions.cards import worker_data
from bot.domain.button import DialogButton, Press
from bot.domain.person import STAFF, Role
from bot.domain.screen import Screen, Tap, Value
from bot.flows import leave as flow
from bot.flows.engine import World
from tests.made import NOW, demo, person

LARGEST = 10**9
NAME = "欧阳" * 20  # the longest that a staff list may hold
PLACE = "处" * 140
POSTS: list[Value] = [
    {"role": role.value, "grid": "格" * 40, "unit": "部" * 60, "since": NOW} for role in list(Role)[:6]
]
CASE: dict[str, Value] = {"number": LARGEST, "category": "类" * 40, "place": PLACE, "due_at": NOW}
COLLEAGUES = [
    {"id": n, "name": NAME, "title": "liaison", "away": n % 2 == 0, "reachable": False, "circle": []}
    for n in range(200)
]


def screens(language: str) -> Iterator[Screen]:
    """All of them, with the longest names and the fullest pages."""
    yield from _desk(language)
    yield from _handing(language)
    yield from _leave(language)


def _desk(language: str) -> Iterator[Screen]:
    roles: list[Value] = [{"role": role.value, "many": LARGEST} for role in STAFF]
    for many in (0, LARGEST):
        desk: dict[str, Value] = {"total": many, "roles": roles, "unreachable": many, "away": many, "waiting": many}
        rows = ((Tap("staff_waiting", Press("hand.list"), data={"many": many}),),)
        yield Screen("staff/desk", language, desk, rows)
        ended: dict[str, Value] = {"name": NAME, "roles": POSTS, "many": many, "load": many, "rest": not many}
        yield Screen("staff/confirm", language, ended)
        yield Screen("staff/ended", language, ended)
        yield Screen("staff/revoked", language, ended)
    one: dict[str, Value] = {"name": NAME, "posts": POSTS[:3], "reachable": False, "away": True}
    yield Screen("staff/list", language, {"people": [one] * 8, "total": LARGEST, "page": LARGEST})
    page: dict[str, Value] = {"name": NAME, "roles": POSTS, "reachable": False, "until": NOW, "load": LARGEST}
    post: dict[str, Value] = {"role": "liaison", "grid": "格" * 40, "unit": "部" * 60}
    ends = ((Tap("staff_end", Press("staff.ask", LARGEST, 2**32 - 1), data=post),),)
    yield Screen("staff/person", language, {**page, "phone": "138****8000"}, ends)
    unknown: Value = None
    yield Screen("staff/person", language, {**page, "phone": None, "until": unknown, "reachable": True})
    yield Screen("staff/phone", language, {"name": NAME, "phone": "1" * 20})


def _handing(language: str) -> Iterator[Screen]:
    line: dict[str, Value] = {**CASE, "name": NAME, "left": True, "asked": NAME}
    bare: dict[str, Value] = {**line, "left": False, "asked": None, "due_at": None}
    worker = person(LARGEST, Role.AUXILIARY, name=NAME, reachable=False)
    pages: list[list[Value]] = [[line] * 8, [bare], []]
    for lines in pages:
        yield Screen("staff/waiting", language, {"lines": lines, "total": LARGEST})
    for away in ({LARGEST}, set[int]()):
        tap = Tap("worker", Press("hand.offer", LARGEST, LARGEST), data=worker_data(worker, {LARGEST: 99}, away))
        for asked, many in ((NAME, 1), (None, 40), (None, 0)):
            yield Screen("staff/receivers", language, {**CASE, "asked": asked, "many": many}, ((tap,),))
    for answer in ("asked", "accepted", "declined", "withdrawn"):
        yield Screen("staff/request", language, {**CASE, "answer": answer})
        yield Screen("staff/request", language, {**CASE, "answer": answer, "due_at": None})
    for accepted in (True, False):
        yield Screen("staff/answer", language, {**CASE, "name": NAME, "accepted": accepted})
    for again in (True, False):
        yield Screen("case/handed", language, {"number": LARGEST, "again": again})
        yield Screen("case/past", language, {"offer": again})


def _leave(language: str) -> Iterator[Screen]:
    for deputy in (NAME, None):
        told: dict[str, Value] = {"name": NAME, "until": NOW, "deputy": deputy}
        yield Screen("leave/set", language, told)
        yield Screen("leave/told", language, told)
    yield Screen("leave/asked", language, {"name": NAME, "until": NOW, "deputy": NAME})
    for view in ("declined", "back", "over"):
        yield Screen(f"leave/{view}", language, {"name": NAME})
    for mine in (True, False):
        yield Screen("leave/alone", language, {"name": NAME, "deputy": NAME, "mine": mine})
    yield from _questions(language)


def _questions(language: str) -> Iterator[Screen]:
    world = World(demo(), person(5, language=language), NOW)
    problems: dict[str, dict[str, Any]] = {
        "leave_date_how": {},
        "leave_past": {},
        "leave_too_long": {"most": 90},
        "leave_cycle": {"names": [NAME] * 40},
    }
    for step in flow.LEAVE.steps:
        for colleagues in (COLLEAGUES, []):
            question = step.ask({"until": NOW, "colleagues": colleagues, "page": 7}, world)
            rows = tuple(
                tuple(Tap(o.label, DialogButton(LARGEST, LARGEST, o.key), o.literal, o.style, o.data) for o in row)
                for row in question.rows
            )
            for problem, details in problems.items():
                data: dict[str, Value] = {**question.data, "problem": problem, "details": details}
                yield Screen(question.view, language, data, rows)
