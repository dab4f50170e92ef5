"""Keeping somebody from reporting, and objecting to it: every step with every kind of answer."""

from __future__ import annotations

import pytest

from bot.actions.ends import FLOWS
from bot.domain.block import MOST_APPEAL, MOST_WORDS
from bot.flows.engine import BACK, Answers, Choice, Done, Files, Input, Spot, Words
from tests.flows.walk import Walk
from tests.made import photo

WHO: Answers = {"person": 5, "name": "某人", "number": 7}
OTHER: Answers = {**WHO, "reason": "other"}
PLACES: dict[str, Answers] = {
    "reason": WHO,
    "words": OTHER,
    "span": {**OTHER, "words": "总是报假的"},
    "sure": {**OTHER, "words": "总是报假的", "days": 0},
}
PHOTO, SPOT = Files((photo(1),), "看"), Spot(35.5, 112.8)
STEPS: list[tuple[str, Input, str, str | None]] = [
    ("reason", Choice("r.false"), "span", None),
    ("reason", Choice("r.other"), "words", None),
    ("reason", Choice("r.nothing"), "reason", "use_buttons"),
    ("reason", Words("总是报假的"), "span", None),
    ("reason", Words(" "), "reason", "block_words"),
    ("reason", PHOTO, "reason", "use_buttons"),
    ("words", Words("总是报假的"), "span", None),
    ("words", Words("字" * (MOST_WORDS + 1)), "words", "too_long"),
    ("words", Choice("r.false"), "words", "block_words"),
    ("words", SPOT, "words", "block_words"),
    ("span", Choice("s.7"), "sure", None),
    ("span", Choice("s.0"), "sure", None),
    ("span", Choice("s.8"), "span", "use_buttons"),
    ("span", Words("永远"), "span", "use_buttons"),
    ("sure", Choice("s.7"), "sure", "use_buttons"),
    ("sure", Words("对"), "sure", "use_buttons"),
]


@pytest.mark.parametrize(("step", "given", "to", "problem"), STEPS)
def test_every_step_of_a_block(step: str, given: Input, to: str, problem: str | None) -> None:
    walk = Walk(FLOWS["block"], PLACES[step], step=step).give(given)
    assert (walk.step, walk.problem, walk.end) == (to, problem, None)


def test_the_end_says_who_why_and_for_how_long() -> None:
    walk = Walk(FLOWS["block"], WHO).tap("r.flood").tap("s.30").tap("submit")
    assert walk.end == Done("submit", {**WHO, "reason": "flood", "days": 30}) and walk.taps == 3
    changed = Walk(FLOWS["block"], WHO).give(Words("词")).give(Choice(BACK)).give(Choice(BACK))
    assert changed.step == "reason"
    assert changed.tap("r.abuse").answers == {**WHO, "reason": "abuse"}, "words of another reason do not stay"


def test_an_appeal_is_one_text() -> None:
    walk = Walk(FLOWS["appeal"], {"block": 3})
    for wrong, problem in (
        (PHOTO, "appeal_words"),
        (Choice("submit"), "appeal_words"),
        (Words(" "), "appeal_words"),
        (Words("字" * (MOST_APPEAL + 1)), "too_long"),
    ):
        assert walk.give(wrong).problem == problem and walk.end is None
    assert walk.give(Words(" 弄错了 ")).end == Done("submit", {"block": 3, "text": "弄错了"})
