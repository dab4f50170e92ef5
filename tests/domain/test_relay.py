"""Who can be asked what, when a department has a case, and who is still called by a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.actions import cards
from bot.actions.cards import Dossier
from bot.domain.case import State
from bot.domain.person import Person, Role
from bot.domain.relay import MOST_OPEN, Relay, check_answer, check_ask
from bot.errors import Refused, Stale
from tests.made import NOW, case, demo, person

REPORTER = person(5)
GONE = replace(REPORTER, name="", user_id=0)
ASKED: list[tuple[State, Person, Person, int, str | None]] = [
    (State.HANDLING, REPORTER, person(2), 0, None),
    (State.OPENED, REPORTER, person(2), MOST_OPEN - 1, None),
    (State.HANDLING, REPORTER, person(2), MOST_OPEN, "relay.too_many"),
    (State.HANDLING, replace(REPORTER, reachable=False), person(2), 0, "relay.unreachable"),
    (State.HANDLING, GONE, person(2), 0, "relay.unreachable"),
    (State.HANDLING, REPORTER, REPORTER, 0, "relay.self"),
    (State.CLOSED, REPORTER, person(2), 0, "relay.closed"),
    (State.ARCHIVED, GONE, person(2), 9, "relay.closed"),
]


@pytest.mark.parametrize(("state", "reporter", "asker", "waiting", "code"), ASKED)
def test_what_can_be_asked(state: State, reporter: Person, asker: Person, waiting: int, code: str | None) -> None:
    if code is None:
        check_ask(case(state), reporter, asker, waiting)
        return
    with pytest.raises(Refused) as refused:
        check_ask(case(state), reporter, asker, waiting)
    assert refused.value.code == code


@pytest.mark.parametrize("answer", ["left", None])
def test_a_question_is_answered_once(answer: str | None) -> None:
    asked = Relay(1, 7, 2, "which?", NOW)
    check_answer(asked)
    with pytest.raises(Stale):
        check_answer(replace(asked, answer=answer, answered_at=NOW))


def test_who_was_forgotten_is_named_and_asked_nowhere() -> None:
    file = Dossier(case(State.HANDLING, anonymous=False), replace(GONE, phone="13800135678"), person(2, Role.FULL_TIME))
    for viewer in (person(9, Role.SECRETARY), person(2, Role.FULL_TIME)):
        card = cards.duty_card(file, viewer, demo())
        assert card.data["reporter"] == ""
        assert "relay_ask" not in {tap.label for row in card.buttons for tap in row}


def test_a_worker_knows_the_reporter_only_where_they_are_named() -> None:
    reporter = replace(REPORTER, phone="13800135678")
    for hidden in (True, False):
        file = Dossier(case(State.HANDLING, anonymous=hidden), reporter, person(2, Role.FULL_TIME))
        worker = cards.duty_card(file, person(2, Role.FULL_TIME), demo())
        shown = {tap.label for row in worker.buttons for tap in row}
        assert ("reporter" in worker.data, "phone" in worker.data, "phone_show" in shown) == (not hidden,) * 3
        assert "13800135678" not in str(worker.data)
        head = cards.duty_card(file, person(3, Role.GRID_HEAD), demo())
        assert head.view == "case/liaison" and not {"reporter", "phone"} & head.data.keys()
