"""Entering a warning: four taps, words only if there are any, and nothing but what was offered."""

from __future__ import annotations

import pytest

from bot.domain.matrix import advice
from bot.domain.warning import Colour, Hazard
from bot.flows import warn
from bot.flows.engine import BACK, Choice, Done, Words
from bot.render import LANGUAGES
from tests.flows.walk import Walk
from tests.made import NOW


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_warning_takes_five_taps(language: str) -> None:
    walk = Walk(warn.WARN, language=language).tap("h.rainstorm").tap("c.red").tap("u.6").tap("skip").tap("submit")
    assert walk.end == Done(
        "submit", {"hazard": "rainstorm", "colour": "red", "until": NOW + 6 * 3_600_000, "note": ""}
    )


def test_every_offer_can_be_taken() -> None:
    for hazard in warn.HAZARDS:
        for colour in warn.COLOURS:
            walk = Walk(warn.WARN).tap(f"h.{hazard}").tap(f"c.{colour}").tap("u.24").give(Words(" 有大雨 "))
            assert walk.step == "sure"
            assert walk.question().data["advice"] == advice(Hazard(hazard), Colour(colour))
            assert walk.answers["note"] == "有大雨"


def test_a_change_keeps_its_hazard() -> None:
    walk = Walk(warn.WARN, {"replaces": 3, "hazard": "flood"})
    assert walk.step == "colour"
    walk.tap("c.blue").give(Choice(BACK))
    assert (walk.step, walk.answers) == ("colour", {"replaces": 3, "hazard": "flood"})


def test_going_back_asks_again_what_was_answered() -> None:
    walk = Walk(warn.WARN).tap("h.flood").tap("c.blue").tap("u.3").tap("skip")
    for step in ("words", "until", "colour", "hazard"):
        walk.give(Choice(BACK))
        assert walk.step == step
    assert walk.answers == {}


@pytest.mark.parametrize(
    "given", [Choice("h.green"), Choice("c.unknown"), Choice("u.5"), Choice("submit"), Words("暴雨")]
)
def test_nothing_else_is_taken(given: Choice | Words) -> None:
    for known in ({}, {"hazard": "flood"}, {"hazard": "flood", "colour": "red"}):
        walk = Walk(warn.WARN, dict(known))
        before = (walk.step, dict(walk.answers))
        walk.give(given)
        assert (walk.step, walk.answers, walk.problem) == (*before, "use_buttons")
    walk = Walk(warn.WARN, {"hazard": "flood", "colour": "red", "until": NOW})
    assert walk.give(Choice("c.red")).problem == "warn_words"
