"""The screens of the weather warnings with the greatest plausible values."""

from __future__ import annotations

from collections.abc import Iterator

from bot.actions import warning_desk
from bot.domain.button import Press
from bot.domain.matrix import advice, duty
from bot.domain.screen import Screen, Tap, Value
from bot.domain.warning import Colour, Hazard
from bot.domain.warning_chains import State
from tests.made import NOW

LARGEST = 10**9
MARK = "<b>&amp;\"'{{x}}"
CALLED: list[dict[str, Value]] = [
    {"hazard": hazard.value, "colour": colour.value, "event": event}
    for hazard, colour, event in (
        (Hazard.RESERVOIR, Colour.ORANGE, ""),
        (Hazard.THUNDERSTORM, Colour.RED, ""),
        (Hazard.OTHER, Colour.UNKNOWN, ""),
        (Hazard.OTHER, Colour.RED, (MARK + "事" * 200)[:150]),
        (Hazard.OTHER, Colour.UNKNOWN, "事" * 200),
    )
]


def data(called: dict[str, Value], state: State, *, long: bool) -> dict[str, Value]:
    """What a message about a warning says."""
    hazard, colour = Hazard(str(called["hazard"])), Colour(str(called["colour"]))
    text = (MARK + "雨" * 3_000)[:2_000] if long else ""
    attributions: list[Value] = [text[:500]] * 6 if long else []
    remaining: list[Value] = [*CALLED] if long else []
    return {
        "number": LARGEST,
        **called,
        "state": state.value,
        "was": Colour.YELLOW.value if long else None,
        "rose": colour is Colour.RED,
        "sender": text[:200],
        "by_hand": not long and colour is Colour.RED,
        "sent_at": NOW,
        "begun_at": NOW,
        "until": NOW if long else None,
        "over_at": NOW if long else None,
        "text": text,
        "lift": text,
        "instruction": text,
        "advice": advice(hazard, colour),
        "duty": duty(hazard, colour),
        "attributions": attributions,
        "remaining": remaining,
    }


def pages() -> Iterator[dict[str, Value]]:
    """What pages about warnings say."""
    for called in CALLED:
        for long in (True, False):
            for state in State:
                yield data(called, state, long=long)


def screens(language: str) -> Iterator[Screen]:
    """All of them."""
    for called in CALLED:
        for long in (True, False):
            for state in State:
                for view in ("warning/group", "warning/staff"):
                    yield Screen(view, language, data(called, state, long=long), thread=3)
            sure = Tap("warning_lift_sure", Press(warning_desk.LIFT, LARGEST, 1), style="danger")
            rows = ((sure,), (Tap("back", Press(warning_desk.SHOW)),))
            yield Screen("warning/lift", language, data(called, State.IN_FORCE, long=long), rows)
        yield Screen("warning/exercise", language, data(called, State.IN_FORCE, long=True))
        what: dict[str, Value] = {"hazard": called["hazard"], "colour": called["colour"]}
        yield Screen("warn/done", language, what)
    yield from _lists(language)


def _lists(language: str) -> Iterator[Screen]:
    names: list[Value] = ["欧阳" * 5] * 40
    lines: list[Value] = []
    for number in range(8):
        called = CALLED[number % len(CALLED)]
        line = data(called, State.IN_FORCE, long=True)
        more: dict[str, Value] = {"for_staff": True, "answered": names, "silent": names, "sources": ["s" * 40] * 8}
        lines.append({**line, **more, "by_hand": True})
    buttons = tuple(
        (
            Tap("warning_change", Press(warning_desk.CHANGE, LARGEST), data=CALLED[0]),
            Tap("warning_lift", Press(warning_desk.LIFT, LARGEST), data=CALLED[0]),
        )
        for _ in range(8)
    )
    last = ((Tap("warning_enter", Press(warning_desk.ENTER)),),)
    values: dict[str, Value] = {"now": NOW, "office": "0" * 40}
    yield Screen("warning/list", language, {**values, "lines": lines}, (*buttons, *last))
    plain: dict[str, Value] = {"for_staff": False, "answered": [], "silent": [], "sources": []}
    one = {**data(CALLED[0], State.IN_FORCE, long=False), **plain}
    yield Screen("warning/list", language, {**values, "lines": [one]})
    for office in ("", "0" * 40):
        yield Screen("warning/list", language, {**values, "office": office, "lines": []})
