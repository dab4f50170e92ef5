"""The screens of the clocks with the greatest plausible values: reminders, boards, explanations, bulk actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.actions import bulk, reminders, tasks
from bot.domain.button import Press
from bot.domain.case import Act, State
from bot.domain.clocks import Clock
from bot.domain.person import Person, Role
from bot.domain.screen import Screen, Tap, Value
from tests.made import ENDED, NOW, case, person

LARGEST = 10**9
NAME = "欧阳" * 5
CATEGORY, PLACE, UNIT = "类" * 40, "<b>&amp;\"'{{x}}" + "处" * 80, "部" * 40
LINES: list[Value] = [{"state": s.value, "many": LARGEST, "overdue": LARGEST} for s in State if s not in ENDED]


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    yield from _reminders(language)
    yield from _boards(language)
    yield from _why(language)
    yield from _bulk(language)
    numbers: list[Value] = [LARGEST] * 10
    counts = {"unwatched_many": LARGEST, "late_many": LARGEST, "failed": LARGEST, "stuck": LARGEST, "failing": LARGEST}
    yield Screen("notice/selfcheck", language, {"unwatched": numbers, "late": numbers, **counts})
    digest: dict[str, Value] = {"opened": LARGEST, "closed": LARGEST, "open": LARGEST, "overdue": LARGEST, "now": NOW}
    for yesterday in (True, False):
        about: dict[str, Value] = {"grid": "格" * 40, "yesterday": yesterday, "day": NOW}
        yield Screen("group/digest", language, {**about, **digest}, thread=3)


def _reminders(language: str) -> Iterator[Screen]:
    director = person(9, Role.SECRETARY, language=language)
    numbers = tuple(range(LARGEST, LARGEST + reminders.MOST_LINES))
    for clock in Clock:
        for mine in (True, False):
            for name in (NAME, None):
                line: dict[str, Value] = {
                    "number": LARGEST,
                    "category": CATEGORY,
                    "place": PLACE,
                    "why": clock.value,
                    "asked": mine,
                    "mine": mine,
                    "stands_in": False,
                    "name": name,
                    "due_at": NOW,
                    "late": True,
                    "minutes": LARGEST,
                    "urgent": True,
                    "department": UNIT if mine else None,
                }
                early: dict[str, Value] = {**line, "late": False, "stands_in": not mine, "due_at": None, "minutes": 59}
                lines: list[Value] = [line, early]
                lines *= reminders.MOST_LINES // 2
                data: dict[str, Value] = {"lines": lines, "more": LARGEST, "now": NOW}
                yield Screen("notice/reminders", language, data, reminders.buttons(director, numbers, more=True))


def _boards(language: str) -> Iterator[Screen]:
    one: dict[str, Value] = {"many": LARGEST, "unaccepted": LARGEST, "overdue": LARGEST}
    people: list[Value] = [{**one, "name": name} for name in (*[NAME] * 7, "")]
    totals: dict[str, Value] = {"total": LARGEST, "today": LARGEST, "overdue": LARGEST, "now": NOW}
    ways = (
        Tap("bulk_overdue", Press(bulk.OPEN), data={"many": LARGEST}),
        Tap("bulk_unassigned", Press(bulk.OPEN, 1), data={"many": LARGEST}),
    )
    yield Screen("home/board", language, {"lines": LINES, "people": people, **totals}, (ways,))
    shown: dict[str, Value] = {
        "number": LARGEST,
        "category": CATEGORY,
        "place": PLACE,
        "state": State.FED_BACK.value,
        "due_at": NOW,
        "late": True,
    }
    grid: dict[str, Value] = {"name": "格" * 40, "lines": LINES, "total": LARGEST, "overdue": LARGEST}
    taps = tasks.buttons([case(State.HANDLING, number=LARGEST + n) for n in range(20)])
    for many in (0, 20):
        cases: list[Value] = [shown, {**shown, "due_at": None, "late": False}] * (many // 2)
        grids: list[Value] = [grid] * (many // 10)
        yield Screen("home/tasks", language, {"cases": cases, "grids": grids, **totals}, taps if many else ())


def _why(language: str) -> Iterator[Screen]:
    off: list[Value] = [
        {"first": NOW, "last": NOW if n % 2 else None, "reason": "holiday", "name": "国庆节、中秋节" if n % 2 else ""}
        for n in range(8)
    ]
    plain: dict[str, Value] = {"from_day": None, "off": [], "made_up": []}
    long: dict[str, Value] = {"from_day": NOW, "off": off, "made_up": [NOW] * 8}
    for unit in ("days", "service", "real"):
        for how in (plain, long):
            reckoning: dict[str, Value] = {"unit": unit, "amount": "999", **how}
            step: dict[str, Value] = {
                "at": NOW,
                "due_at": NOW,
                "since": None,
                "pause": None,
                "reason": "因" * 500,
                "reckoning": None,
            }
            pause: dict[str, Value] = {**step, "act": "need_info", "pause": "need_info", "since": NOW}
            acts: list[Value] = [{**step, "act": act.value} for act in (Act.ASSIGN, Act.EXTEND, Act.UNDO, Act.EXTEND)]
            steps: list[Value] = [
                {**step, "act": "open", "reckoning": reckoning},
                {**step, "act": "reopen", "reckoning": reckoning},
                *acts,
                pause,
                pause,
            ]
            for paused in ("need_info", "refer", "park", None):
                data: dict[str, Value] = {"number": LARGEST, "category": CATEGORY, "due_at": NOW, "late": True}
                yield Screen(
                    "case/why",
                    language,
                    {**data, "steps": steps, "paused": paused, "paused_at": NOW if paused else None},
                )


def _bulk(language: str) -> Iterator[Screen]:
    director = person(9, Role.SECRETARY, language=language)
    found = [case(State.HANDLING, number=LARGEST + n, due_at=NOW) for n in range(7)]
    shown: dict[str, Value] = {
        "number": LARGEST,
        "category": CATEGORY,
        "place": PLACE,
        "state": State.FED_BACK.value,
        "due_at": NOW,
        "late": True,
    }
    for which in (bulk.OVERDUE, bulk.UNASSIGNED):
        for picked in ((), tuple(one.case_id for one in found)):
            cases: list[Value] = [shown, {**shown, "due_at": None}] * 3
            data: dict[str, Value] = {"which": which, "cases": cases, "picked": len(picked), "now": NOW}
            yield Screen("bulk/list", language, data, bulk.rows(which, LARGEST, found, picked))
        yield Screen("bulk/list", language, {"which": which, "cases": [], "picked": 0, "now": NOW})
    for what, rows in (("who", bulk.workers([_worker(n) for n in range(12)], {}, ())), ("days", bulk.spans())):
        yield bulk.question(director, what, tuple(range(30)), rows, 1, LARGEST)
    failed: list[Value] = [{"number": LARGEST, "code": "case.worker_away"}] * 30
    for what in ("supervise", "remind", "assign", "extend"):
        yield Screen("bulk/done", language, {"what": what, "done": [LARGEST] * 30, "failed": []})
        yield Screen("bulk/done", language, {"what": what, "done": [], "failed": failed})


def _worker(number: int) -> Person:
    return replace(person(number + 20, Role.AUXILIARY), name=NAME, reachable=False)
