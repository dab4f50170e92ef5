"""The screens of the duty with the greatest plausible values: pages and shifts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from bot.actions import page_cards, shift_cards
from bot.domain.button import Press
from bot.domain.distress import Need
from bot.domain.duty_log import Event
from bot.domain.page import Rung, State
from bot.domain.roster import PostKind
from bot.domain.roster_check import Flaw
from bot.domain.rotation import Days, Length
from bot.domain.screen import Screen, Tap, Value
from tests.made import NOW
from tests.messages import greatest_response, greatest_warnings

LARGEST = 10**9
NAME = "欧阳" * 5
HAVE = ((Tap("page_have", Press(page_cards.HAVE, LARGEST, LARGEST), style="primary"),),)
ACCEPT = ((Tap("shift_accept", Press(shift_cards.ACCEPT, LARGEST), style="primary"),),)
WEEK = (
    *((Tap("roster_fill", Press("roster.fill", LARGEST, LARGEST), data={"at": NOW}),),) * 8,
    (Tap("roster_shift", Press("roster.shift", LARGEST), data={"at": NOW}),) * 2,
    (Tap("roster_week_before", Press("roster.week", LARGEST)), Tap("roster_week_next", Press("roster.week", LARGEST))),
    (Tap("roster_post_before", Press("roster.week", LARGEST)), Tap("roster_post_next", Press("roster.week", LARGEST))),
    (Tap("roster_plan", Press("roster.plan", LARGEST)),),
)
CANDIDATE = (
    (Tap("roster_person", Press("roster.give", LARGEST, LARGEST), data={"name": NAME, "title": "full_time"}),),
    (Tap("rota_person", Press("roster.give"), data={"name": NAME, "title": "full_time", "place": 30}),),
)
COVER = ((Tap("cover_take", Press("cover.take", LARGEST)), Tap("cover_cannot", Press("cover.cannot", LARGEST))),)
#: The answers of the dialog in which a post is manned by turns.
ROTA: dict[str, Any] = {
    "key": "leader",
    "post": {"kind": "grid", "grid": "格" * 40},
    "people": [{"id": LARGEST + n, "name": NAME, "title": "full_time"} for n in range(30)],
    "chosen": [LARGEST + n for n in range(30)],
    "on": "off",
    "length": "whole",
    "since": "2026-07-01",
    "ends": "2026-10-01",
}
POSTS: list[Value] = [{"kind": kind.value, "grid": "格" * 40} for kind in PostKind for _ in range(7)]
#: What each matter says besides who is called.
MATTERS: list[tuple[str, dict[str, Value]]] = [
    *(("page/warning", one) for one in greatest_warnings.pages()),
    ("page/help", greatest_response.asked(Need.TRAPPED)),
    ("page/empty", {"posts": POSTS}),
]
WARNED: dict[str, Value] = {"hazard": "rainstorm", "colour": "red", "event": ""}
#: What the entries of the log say besides.
FACTS: dict[str, Value] = {
    **WARNED,
    "called": "",
    "what": "raised",
    "matter": "empty",
    "point": "点" * 40,
    "done": 40,
    "bad": 40,
    "photos": 200,
    "left": "点" * 300,
}
_AS = [rung for rung in Rung if rung not in (Rung.AGAIN, Rung.LAST)]


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    for view, data in MATTERS:
        for why, state, much in product(_AS, State, (True, False)):
            yield Screen(view, language, {**data, "page": _page(why, state, much=much)}, HAVE)
    yield from _shifts(language)
    yield from _roster(language)
    yield from _overdue(language)
    yield from _log(language)
    yield from _patrol(language)
    yield from _well(language)


def _shifts(language: str) -> Iterator[Screen]:
    posts: list[Value] = [{"kind": kind.value, "grid": "格" * 40} for kind in PostKind]
    numbers: list[Value] = [LARGEST] * 10
    flood: dict[str, Value] = {"move": "raise", "level": "1", "number": LARGEST, "state": "withdrawn"}
    event: dict[str, Value] = {"say": "event", "at": NOW, "name": NAME, "words": "言" * 100, **flood}
    lines: list[Value] = [
        *(
            {"say": "warning", "hazard": "thunderstorm", "colour": "orange", "event": event}
            for event in ("", "事" * 40)
        ),
        {"say": "help", "number": LARGEST, "need": Need.TRAPPED.value, "name": NAME},
        {"say": "help", "number": LARGEST, "need": Need.UNSAID.value, "name": ""},
        {"say": "help_more", "many": LARGEST},
        {"say": "cases", "many": LARGEST, "late": LARGEST},
        {"say": "overdue", "numbers": numbers, "more": 1},
        {"say": "warning", **WARNED},
        {"say": "patrols", "many": LARGEST, "left": []},
        {"say": "patrols", "many": LARGEST, "left": ["点" * 40] * 10},
        *({**event, **FACTS, "kind": one.value} for one in Event),
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


def _overdue(language: str) -> Iterator[Screen]:
    for holder, place in ((NAME, "处" * 40), ("", None)):
        line: dict[str, Value] = {"number": LARGEST, "category": "类" * 40, "grid": "格" * 40, "place": place}
        line |= {"holder": holder, "state": "handling", "minutes": LARGEST}
        taps = (Tap("overdue_remind", Press("overdue.remind", LARGEST), data={"number": LARGEST}),) * 2
        yield Screen("duty/overdue", language, {"lines": [line] * 8, "many": LARGEST, "now": NOW}, (taps,))
    yield Screen("duty/overdue", language, {"lines": [], "many": 0, "now": NOW})


def _log(language: str) -> Iterator[Screen]:
    post: Value = {"kind": PostKind.GRID.value, "grid": "格" * 40}
    flood: dict[str, Value] = {"move": "raise", "level": "1", "number": LARGEST, "state": "withdrawn"}
    entry: dict[str, Value] = {"at": NOW, "name": NAME, "words": "言" * 500, "post": post, **FACTS, **flood}
    yield Screen("patrol/photos", language, {"day": NOW, "more": LARGEST})
    for many in (0, 1):
        each = (*Event, *[Event.WORDS] * (24 - len(Event)))
        lines: list[Value] = [{**entry, "kind": one.value} for one in each * many]
        taps = ((Tap("log_file", Press("log.file", LARGEST)),), (Tap("log_before", Press("log.day", LARGEST)),))
        yield Screen("duty/log", language, {"day": NOW, "lines": lines, "more": LARGEST * many}, taps)
    yield Screen("duty/file", language, {"day": NOW})


def _patrol(language: str) -> Iterator[Screen]:
    post: Value = {"kind": PostKind.GRID.value, "grid": "格" * 40}
    for found, ended in product(("", "good", "bad"), (None, NOW)):
        line: dict[str, Value] = {"name": "点" * 40, "kind": "underpass", "found": found, "at": NOW, "photos": 5}
        line |= {"spot": True, "case": LARGEST}
        data: dict[str, Value] = {"post": post, "started_at": NOW, "ended_at": ended, "left": 40 if ended else 0}
        taps = (Tap("patrol_point", Press("patrol.point", LARGEST, 40), data={"name": "点" * 40, "found": found}),) * 2
        rows = ((taps,) * 20) + ((Tap("patrol_finish", Press("patrol.finish", LARGEST)),),)
        yield Screen("patrol/round", language, {**data, "lines": [line] * 40}, rows)
    about: dict[str, Value] = {"name": "点" * 40, "kind": "underpass", "photos": 5, "spot": True, "most": 5}
    for found in ("", "good", "bad"):
        known: dict[str, Value] = {**about, "found": found, "problem": None, "details": {}}
        yield Screen("patrol/point", language, known)
        yield Screen("patrol/proof", language, known)
    yield Screen("patrol/noted", language, about)


def _well(language: str) -> Iterator[Screen]:
    taps = (
        Tap("all_well", Press("all_well.well", LARGEST)),
        Tap("all_well_trouble", Press("all_well.trouble", LARGEST)),
    )
    for state in ("ask", "again", "well", "trouble", "over"):
        yield Screen("well/ask", language, {"state": state, "at": NOW}, (taps,))
    post: Value = {"kind": PostKind.GRID.value, "grid": "格" * 40}
    line: dict[str, Value] = {"name": NAME, "post": post, "reachable": True, "at": None, "word": ""}
    yield Screen("well/silent", language, {"lines": [line, {**line, "post": None}] * 10, "asked_at": NOW})
    yield Screen("well/trouble", language, {"name": NAME, "post": post, "at": NOW})


def _roster(language: str) -> Iterator[Screen]:
    post: Value = {"kind": PostKind.GRID.value, "grid": "格" * 40}
    span: dict[str, Value] = {"from_at": NOW, "until_at": NOW}
    line: dict[str, Value] = {**span, "post": post, "name": NAME, "planned": NAME, "taken": True, "late": True}
    line |= {"next": NAME, "next_at": NOW}
    duty: dict[str, Value] = {"lines": [line] * 24, "mine": [line] * 3, "now": NOW, "more": LARGEST}
    yield Screen("roster/duty", language, duty, ((Tap("cover_ask", Press("cover.ask", LARGEST), data={"at": NOW}),),))
    yield Screen("roster/duty", language, {"lines": [], "mine": [], "now": NOW, "more": 0})
    season: Value = {"first": NOW, "last": NOW, "now": True}
    for many in (0, 1):
        names: list[Value] = [NAME for _ in range(12 * many)]
        lines: list[Value] = [line for _ in range(14 * many)]
        yield Screen("roster/resident", language, {"names": names, "office": "0" * 40})
        yield Screen("roster/week", language, {"post": post, "lines": lines, "first": NOW, "season": season}, WEEK)
    yield Screen("roster/shift", language, {"post": post, "line": line}, CANDIDATE)
    yield Screen("roster/shift", language, {"post": post, "line": {**line, "name": ""}}, CANDIDATE)
    for given in (True, False):
        yield Screen("roster/given", language, {**span, "post": post, "given": given, "name": NAME})
    yield Screen("roster/take", language, {}, ((Tap("duty_post", Press("duty.take", LARGEST), data={"post": post}),),))
    for state in ("open", "mine", "taken", "declined", "over", "withdrawn", "covered", "nobody"):
        told: dict[str, Value] = {**span, "post": post, "name": NAME, "state": state, "taker": NAME}
        yield Screen("roster/cover", language, told, COVER)
        yield Screen("roster/cover_told", language, told)
        for many in (0, LARGEST):
            yield Screen("roster/covering", language, {**told, "many": many}, COVER)
    faults: list[Value] = [{"flaw": flaw.value, "post": post, "from_at": NOW, "name": NAME} for flaw in Flaw]
    yield Screen("roster/faults", language, {"lines": [*faults, *faults], "more": LARGEST})
    given_up: dict[str, Value] = {"name": NAME, "lines": [line] * 12, "more": LARGEST, "turns": [post] * 9}
    again = ((Tap("roster_replan", Press("roster.plan", LARGEST), data={"post": post}),),) * 8
    yield Screen("roster/open", language, given_up, (WEEK[8],) * 4 + again)
    yield Screen("roster/on_leave", language, {"lines": [line] * 12, "more": LARGEST})
    rota: dict[str, Value] = {"post": post, "chosen": [NAME] * 30, "problem": None, "details": {}}
    rota |= {"change": "08:00", "night": "20:00"}
    for view in (
        "roster/rota_people",
        "roster/rota_days",
        "roster/rota_length",
        "roster/rota_from",
        "roster/rota_until",
    ):
        yield Screen(view, language, rota, CANDIDATE)
    for length, on in product(Length, Days):
        yield Screen(
            "roster/rota_sure", language, {**rota, "on": on.value, "length": length.value, "at": NOW, "until": NOW}
        )
    yield Screen("roster/rota_done", language, {"post": post, "days": LARGEST})


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
