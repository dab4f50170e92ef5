"""The reporter's choice at the review, and the short dialogs around a question and a phone number, as tables."""

from __future__ import annotations

import pytest

from bot.actions.ends import FLOWS
from bot.domain.media import MediaKind
from bot.flows.engine import Answers, Choice, Contact, Done, Files, Input, Spot, Unusable, Words
from bot.flows.report import is_anonymous
from tests.flows.walk import Walk, walk
from tests.made import PRIVATE, PUBLIC, demo, person, photo

OWN = person(5).user_id
PHOTO, VOICE = Files((photo(1),), "左边"), Files((photo(2, MediaKind.VOICE),))
ASK: Answers = {"case_id": 7}
ANSWER: Answers = {"case_id": 7, "relay_id": 3, "question": "哪一盏？"}


def review(category: str) -> Walk:
    """Somebody at the last look at their report."""
    return walk("report", grid=1, category=category, text="灯", photos_done=True, place={"words": "门口"}, similar=[])


@pytest.mark.parametrize(("category", "hidden"), [(PUBLIC, False), (PRIVATE, True), ("gone.from.config", True)])
def test_what_is_private_is_anonymous_unless_chosen(category: str, hidden: bool) -> None:
    assert is_anonymous({"category": category}, demo()) is hidden
    assert is_anonymous({"category": category, "anonymous": True}, demo()) is True
    assert is_anonymous({"category": category, "anonymous": False}, demo()) is False


@pytest.mark.parametrize(("category", "key", "back"), [(PUBLIC, "w.hide", "w.show"), (PRIVATE, "w.show", "w.hide")])
def test_the_choice_is_a_button_that_turns_round(category: str, key: str, back: str) -> None:
    here = review(category)
    assert key in here.options() and back not in here.options()
    here.tap(key)
    assert here.step == "review" and back in here.options() and key not in here.options()
    here.tap("e.group").give(Choice("g.disp")).give(Choice("c.disp.neigh"))
    assert here.step == "review" and back in here.options(), "it stays whatever the kind is"
    end = here.tap("submit").end
    assert isinstance(end, Done) and end.answers["anonymous"] is (key == "w.hide")


TAKEN: list[tuple[str, Answers, Input, str | None]] = [
    (flow, known, given, problem)
    for flow, known in (("ask", ASK), ("answer", ANSWER))
    for given, problem in (
        (Words("左边那盏"), None),
        (Words("字" * 500), None),
        (Words("字" * 501), "too_long"),
        (Words("  "), "words_please"),
        (Spot(35.5, 112.8), "words_please"),
        (PHOTO, "words_only"),
        (VOICE, "words_only"),
        (Contact("1", OWN), "kind_unusable"),
        (Unusable("file_too_big"), "file_too_big"),
    )
]


@pytest.mark.parametrize(("flow", "known", "given", "problem"), TAKEN)
def test_only_words_are_passed_on(flow: str, known: Answers, given: Input, problem: str | None) -> None:
    here = Walk(FLOWS[flow], known).give(given)
    if problem:
        assert (here.end, here.problem) == (None, problem)
    else:
        assert isinstance(given, Words)
        assert here.end == Done("said", {**known, "words": given.text})


PHONES: list[tuple[Input, str | None, str | None]] = [
    (Contact("13800135678", OWN), None, "13800135678"),
    (Contact("+86 138 0013 5678", OWN), None, "13800135678"),
    (Contact("+44 20 7946 0018", OWN), None, "442079460018"),
    (Contact("13800135678", OWN + 1), "contact_not_yours", None),
    (Contact("13800135678", 0), "contact_not_yours", None),
    (Words("13800135678"), "contact_please", None),
    (PHOTO, "contact_please", None),
    (Unusable("kind_unusable"), "kind_unusable", None),
]


@pytest.mark.parametrize(("given", "problem", "kept"), PHONES)
def test_only_ones_own_contact_is_a_number(given: Input, problem: str | None, kept: str | None) -> None:
    here = walk("phone")
    assert here.question().keys == "contact" and here.options() == []
    here.give(given)
    assert here.problem == problem
    assert here.end == (Done("keep", {"phone": kept}) if kept else None)


@pytest.mark.parametrize("step", ["grid", "text", "review"])
def test_a_contact_is_nothing_to_a_report(step: str) -> None:
    here = (
        review(PUBLIC)
        if step == "review"
        else walk("report", **({} if step == "grid" else {"grid": 1, "category": PUBLIC}))
    )
    assert here.step == step
    assert here.give(Contact("1", OWN)).problem == "kind_unusable"
