"""The screens of the roster's papers with the greatest plausible values: its import, its files, its links."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.button import Press
from bot.domain.roster_feed import Scope
from bot.domain.roster_list import MOST_LINES, MOST_PROBLEMS, PROBLEMS
from bot.domain.screen import Screen, Tap, Value
from tests.made import NOW

LARGEST = 10**9
NAME = "欧阳" * 5
POST: Value = {"kind": "grid", "grid": "格" * 40}
TAKE = ((Tap("roster_take_list", Press("roster.take", LARGEST, LARGEST)),), (Tap("roster_drop_list", Press("x", 1)),))
FILES = (
    tuple(Tap("roster_picture", Press("roster.picture", n), data={"month": 12}) for n in (0, 1)),
    tuple(Tap("roster_sheet", Press("roster.sheet", n), data={"month": 12}) for n in (0, 1)),
    (Tap("roster_link", Press("roster.link")), Tap("roster_papers", Press("roster.papers"))),
)


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    for plans in (True, False):
        yield Screen("roster/papers", language, {"plans": plans}, FILES)
        yield Screen("roster/month", language, {"year": 2026, "month": 12, "picture": plans})
    for many in (0, 1):
        yield from _import(language, many)
        yield from _links(language, many)
    yield Screen("roster/list_dropped", language)
    values: dict[str, Value] = {"row": LARGEST, "column": "列" * 40, "letter": "CV", "value": "字" * 30, "guess": NAME}
    values |= {"most": 2, "first": LARGEST, "month": False}
    for code in PROBLEMS:
        problems: list[Value] = [{"code": code, "values": values}] * 20
        yield Screen("roster/list_problems", language, {"many": MOST_PROBLEMS, "problems": problems, "file": True})


def _import(language: str, many: int) -> Iterator[Screen]:
    line: dict[str, Value] = {"post": POST, "other": POST, "from_at": NOW, "until_at": NOW, "name": NAME}
    counts: dict[str, Value] = dict.fromkeys(("added", "same", "past", "held", "removed", "changed"), MOST_LINES * many)
    data: dict[str, Value] = {**counts, "many": MOST_LINES, "from_at": NOW, "until_at": NOW}
    data |= {"posts": [{"post": POST, "many": MOST_LINES}] * 40, "unreachable": [NAME for _ in range(40 * many)]}
    data |= {"changes": [{**line, "before": NAME} for _ in range(12 * many)]}
    data |= {"clashes": [line for _ in range(12 * many)]}
    yield Screen("roster/list_preview", language, data, TAKE)
    yield Screen("roster/list_taken", language, {**counts, "told": LARGEST * many})
    mine: list[Value] = [line for _ in range(6 * many)]
    gone: list[Value] = [line for _ in range(6 * (1 - many))]
    told: dict[str, Value] = {"mine": mine, "gone": gone, "more": LARGEST * many, "gone_more": LARGEST}
    yield Screen("roster/list_told", language, told)


def _links(language: str, many: int) -> Iterator[Screen]:
    address = "https://" + "x" * 60 + "/roster/" + "s" * 32 + ".ics"
    for scope in Scope:
        taps = Tap(f"roster_link_{scope.value}", Press("roster.link_make", 1), data={"again": bool(many)})
        link: Value = {"scope": scope.value, "made_at": NOW, "read_at": NOW if many else None}
        known: list[Value] = [link for _ in range(many)]
        data: dict[str, Value] = {"links": known, "address": address * many, "scope": scope.value}
        yield Screen("roster/links", language, data, ((taps, Tap("roster_link_revoke", Press("roster.x", 1))),))
