"""What the groups of the grids are shown, and what is told of them in private."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bot.actions import binding
from bot.actions import groups as group_actions
from bot.domain.button import Press
from bot.domain.screen import Link, Screen, Tap, Value
from tests.made import NOW, demo

GRID = "格" * 40
NUMBER = 10**6 - 1
CHAT = 10**13 - 1
STAFF: list[Value] = ["欧阳" * 5] * 40
LACKS: list[Value] = [group_actions.WRITE, group_actions.PIN, group_actions.PRIVACY, group_actions.TOPIC]


def screens(language: str) -> Iterator[Screen]:
    """All of them: with every sentence that there is, and with as few as may be."""
    back = (Tap("back", Press(binding.OFFER)),)
    many = tuple((Tap(GRID, Press(binding.BIND, NUMBER), literal=True),) for _ in range(96))
    for here, free in product((None, GRID), (0, NUMBER)):
        rows = (
            (Tap("group_topic", Press(binding.BIND, NUMBER)),),
            *many,
            (Tap("group_rebind", Press(binding.REBIND)),),
        )
        yield Screen("group/bind", language, {"here": here, "free": free}, rows, thread=3)
    yield Screen("group/rebind", language, {}, (*many, back))
    move = (Tap("group_move", Press(binding.MOVE, NUMBER, CHAT, NUMBER), style="danger"),)
    for elsewhere, loses in ((True, GRID), (True, None), (False, GRID)):
        data: dict[str, Value] = {"grid": GRID, "elsewhere": elsewhere, "loses": loses}
        yield Screen("group/confirm", language, data, (move, back))
    for again, forum, topic, lacking in product((True, False), repeat=4):
        flags = {"again": again, "forum": forum, "topic": topic, "lacking": lacking}
        yield Screen("group/bound", language, {"grid": GRID, "number": NUMBER, **flags}, thread=3)
    yield Screen("group/former", language, {"grid": GRID}, unpin=True)
    yield Screen("group/unnamed", language, {"command": "c" * 32})
    yield Screen("group/unbound", language)
    buttons = ((Link("report_here", f"r{NUMBER}"), Link("mine", "m")),)
    nobody: list[Value] = []
    for on_duty, heads in ((STAFF, nobody), (nobody, STAFF), (nobody, nobody), (STAFF[:1], STAFF)):
        top: dict[str, Value] = {"community": demo().name * 10, "grid": GRID, "on_duty": on_duty, "heads": heads}
        week: list[Value] = [{"at": NOW, "names": STAFF} for _ in range(6 * bool(on_duty))]
        top |= {"week": week}
        yield Screen("group/top", language, top, buttons, pin=True)
    for view in ("trouble/group", "trouble/topic"):
        yield Screen(view, language, {"grid": GRID, "number": NUMBER})
    yield Screen("trouble/no_group", language, {"grid": GRID, "other": GRID, "number": NUMBER})
    yield Screen("trouble/group_back", language, {"grid": GRID})
    for many_lacks in (LACKS, *([lack] for lack in LACKS)):
        yield Screen("trouble/lacks", language, {"grid": GRID, "number": NUMBER, "lacks": many_lacks})
