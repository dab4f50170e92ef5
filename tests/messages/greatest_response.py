"""The screens of a flood response with the greatest plausible values; its dialogs are walked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bot.actions import closing_report, door_cards, help_cards, households, response_cards, response_groups
from bot.domain.button import Press
from bot.domain.distress import Depth, Found, HelpState, Need
from bot.domain.response import LEVELS, Move
from bot.domain.screen import Link, Screen, Tap, Value
from tests.made import NOW
from tests.papers.floods import great

LARGEST = 10**9
MARK = "<b>&amp;\"'{{x}}"
NAME = "欧阳" * 5
ASKER = (MARK + "名" * 200)[:129]
LABEL = (MARK + "户" * 40)[:40]
MIND = (MARK + "注" * 120)[:120]
PLACE = (MARK + "处" * 100)[:100]
OFFICE = "0" * 20
PLACES: dict[str, Value] = {"grid": "第" * 20, "building": "楼" * 20}


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    yield from _levels(language)
    yield from _groups(language)
    yield from _help(language)
    yield from _doors(language)
    yield from _households(language)
    yield Screen("response/report_gone", language)
    yield Screen("response/closing", language, closing_report.summary(great()))


def _levels(language: str) -> Iterator[Screen]:
    for level, lacking, doors in product((None, *map(str, LEVELS)), (0, 9), (0, LARGEST)):
        data: dict[str, Value] = {
            "level": level,
            "since": NOW,
            "seats": 2,
            "lacking": ["g1"] * lacking,
            "check_in": 999,
            "all_well": 999 if lacking else None,
            "water": LARGEST,
            "helps": LARGEST,
            "waiting": lacking,
            "round": lacking,
            "safe": LARGEST,
            "roll_call": not lacking,
            "doors": doors,
            "doors_done": doors,
            "doors_open": doors,
        }
        go = Tap("response_go", Press(response_cards.GO, 1, LARGEST), data={"level": "3", "start": level is None})
        taps = [
            go,
            *(Tap(label, Press(response_cards.LIST)) for label in ("situation_list", "roll_start", "doors_open")),
        ]
        end = Tap("response_end", Press(response_cards.ASK))
        yield Screen("response/card", language, data, (tuple(taps), (end,)))
    for level, holds in (("0", "1"), ("1", "0"), ("1", "3")):
        sure = Tap("response_sure", Press(response_cards.GO, 1, LARGEST), data={"level": level})
        yield Screen("response/sure", language, {"level": level, "holds": holds}, ((sure,),))
    for outcome, held in product(("", "taken", "declined", "replaced"), (None, "4")):
        told: dict[str, Value] = {"level": "1", "holds": held, "warning": True, "outcome": outcome, "at": NOW}
        yield Screen("response/proposal", language, told, ((Tap("response_no", Press(response_cards.NO)),),))
    for move, well in product(Move, (None, 999)):
        yield Screen("response/duty", language, {"move": move.value, "level": "3", "check_in": 99, "all_well": well})
    seats: list[Value] = [
        {"post": "grid", "grid": "第" * 20, "taker": NAME if n else None, "own": n == 2, "until": NOW} for n in range(9)
    ]
    take = Tap("seat_take", Press("seat.take", LARGEST, 9), data={"post": "grid", "grid": "第七网格"})
    for open_ in (True, False):
        yield Screen("response/seat", language, {"level": "1", "seats": seats, "open": open_}, ((take,),))
    yield Screen("response/seat_over", language)


def _groups(language: str) -> Iterator[Screen]:
    for level, ended in product(LEVELS, (None, NOW)):
        data: dict[str, Value] = {
            "level": str(level),
            "since": NOW,
            "asks": ended is None,
            "water": LARGEST,
            "ended_at": ended,
        }
        yield Screen("response/group", language, data, ((Link("water_here", f"{response_groups.WATER}{LARGEST}"),),))
    yield Screen("response/group_over", language, {"ended_at": NOW, "water": LARGEST})
    for open_ in (True, False):
        taps = (Tap("roll_safe", Press(response_groups.SAFE)), Tap("roll_help", Press(response_groups.HELP)))
        shown: dict[str, Value] = {"at": NOW, "safe": LARGEST, "open": open_}
        yield Screen("response/roll_call", language, shown, (taps,))
    for many in (0, 1):
        helps: list[Value] = [{**asked(need), "taker": NAME if n % 2 else None} for n, need in enumerate(Need)]
        water: list[Value] = [
            {"number": LARGEST, "grid": "第" * 20, "depth": depth, "state": "handling"}
            for depth in (*(one.value for one in Depth), None)
        ]
        listed: dict[str, Value] = {
            "level": "1",
            "helps": helps * many,
            "helps_more": LARGEST * many,
            "water": water * 2 * many,
            "water_more": LARGEST * many,
        }
        tap = Tap("help_open", Press("help.open", LARGEST), data={"number": LARGEST})
        yield Screen("response/situation", language, listed, ((tap,),))


def asked(need: Need) -> dict[str, Value]:
    """A request for help as who is called reads it."""
    return {
        "number": LARGEST,
        "name": ASKER,
        **PLACES,
        "place": PLACE,
        "phone": "1" * 15,
        "need": need.value,
        "mind": MIND,
        "door": False,
        "asked_at": NOW,
        "reached": False,
    }


def _help(language: str) -> Iterator[Screen]:
    for need, bare in product(Need, (True, False)):
        data = asked(need) if not bare else {**asked(need), "phone": "", "mind": "", "name": "", "building": ""}
        for state, own in product(HelpState, (True, False)):
            shown = {**data, "state": state.value, "taker": NAME, "own": own, "reminds": own}
            taps = (
                Tap("help_take", Press(help_cards.TAKE, LARGEST)),
                Tap("help_done", Press(help_cards.DONE, LARGEST)),
                Tap("help_passed", Press(help_cards.PASSED, LARGEST)),
            )
            yield Screen("distress/card", language, shown, (taps,))
    for state, office in product((HelpState.TAKEN, HelpState.DONE, HelpState.PASSED), ("", OFFICE)):
        yield Screen("distress/asker", language, {"state": state.value, "name": NAME, "office": office})
        yield Screen("distress/told", language, {"office": office})


def _line(found: Found | None, worker: str | None = NAME) -> dict[str, Value]:
    return {
        "label": LABEL,
        **PLACES,
        "mind": MIND,
        "phone": "1" * 15,
        "worker": worker,
        "found": found.value if found else None,
        "at": NOW if found else None,
    }


def _doors(language: str) -> Iterator[Screen]:
    lines: list[Value] = [
        *(_line(found) for found in (None, *Found, None, *Found)),
        _line(None, None),
        _line(None, None),
    ]
    ticks = tuple(
        Tap(label, Press(what, LARGEST), data={"place": 10})
        for label, what in (
            ("door_safe", door_cards.SAFE),
            ("door_help", door_cards.HELP),
            ("door_nobody", door_cards.NOBODY),
        )
    )
    for over, more in product((True, False), (0, LARGEST)):
        data: dict[str, Value] = {
            "doors": lines,
            "more": more,
            "done": 1,
            "many": LARGEST,
            "reminds": not over,
            "over": over,
        }
        yield Screen("response/doors", language, data, (ticks,) * 10)
    share = (Tap("door_share", Press(door_cards.SHARE)), Tap("door_pick", Press(door_cards.PICK), data={"place": 10}))
    for known in (lines, []):
        listed: dict[str, Value] = {"doors": known, "more": LARGEST, "many": LARGEST, "given": LARGEST, "done": 1}
        yield Screen("response/door_list", language, listed, (share,))
    for many in (0, 8):
        yield Screen("response/door_pick", language, {"door": _line(None, None), "many": many})
    yield Screen("response/door_late", language, {"name": NAME, "many": LARGEST})
    yield Screen("response/doors_freed", language, {"name": NAME, "many": LARGEST})
    yield Screen("response/doors_gone", language)
    yield Screen("distress/gone", language, {"number": LARGEST})


def _households(language: str) -> Iterator[Screen]:
    taps = (
        Tap("household_add", Press(households.ADD)),
        Tap("household_drop", Press(households.DROP, LARGEST, 99), data={"place": 8}),
    )
    eight: list[Value] = [_line(None, None) for _ in range(8)]
    for known in (eight, []):
        data: dict[str, Value] = {"households": known, "many": LARGEST, "page": 99, "pages": 99}
        yield Screen("household/list", language, data, (taps,))
    sure = Tap("household_sure", Press(households.SURE, LARGEST, 99))
    yield Screen("household/sure", language, {"household": _line(None, None)}, ((sure,),))
