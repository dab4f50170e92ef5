"""Who is asked whether a closed case is solved, and until when; and what watches over that."""

from __future__ import annotations

import pytest

from bot.domain import verdict, watch
from bot.domain.case import Outcome, State
from bot.domain.clocks import pace
from bot.domain.person import Role
from bot.domain.petition import REOPEN_WITHIN_MS
from bot.domain.verdict import CONFIRM_WITHIN_MS, is_asked, judges, was_closed
from bot.errors import Refused, Stale
from tests.made import NOW, case, demo, person

REPORTER = person(5)
CLOSED = case(State.CLOSED, outcome=Outcome.SOLVED)
ARCHIVED = [
    (case(State.ARCHIVED, outcome=Outcome.PARTLY), True),
    (case(State.ARCHIVED, outcome=None), False),  # it was split
    (case(State.ARCHIVED, outcome=Outcome.NOT_OURS, lead=None), False),  # it was rejected
    (case(State.ARCHIVED, outcome=None, same_as=3), False),
]


@pytest.mark.parametrize(("known", "closed"), ARCHIVED)
def test_in_the_archive_it_is_known_what_was_closed(known: object, closed: bool) -> None:
    assert was_closed(known) is closed  # type: ignore[arg-type]


@pytest.mark.parametrize("state", State)
def test_only_what_was_closed_is_asked_about(state: State) -> None:
    known = case(state, outcome=Outcome.SOLVED)
    assert is_asked(known, REPORTER, NOW) is (state in (State.CLOSED, State.ARCHIVED))


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        (person(5), True),
        (person(6), False),
        (person(5, Role.SECRETARY), False),
        (person(5, Role.DEPUTY), False),
        (person(5, Role.AUXILIARY), True),
    ],
)
def test_the_reporter_is_asked_and_nobody_about_their_own_work(who: object, asked: bool) -> None:
    assert judges(CLOSED, who) is asked  # type: ignore[arg-type]


@pytest.mark.parametrize(("lead", "helpers"), [(5, ()), (2, (5,))])
def test_who_handled_it_does_not_judge(lead: int, helpers: tuple[int, ...]) -> None:
    known = case(State.CLOSED, outcome=Outcome.SOLVED, lead=lead, helpers=helpers)
    with pytest.raises(Refused) as refused:
        verdict.check(known, REPORTER, NOW, 0)
    assert refused.value.code == "verdict.own_work"


@pytest.mark.parametrize(("later", "asked"), [(0, True), (CONFIRM_WITHIN_MS - 1, True), (CONFIRM_WITHIN_MS, False)])
def test_the_time_is_72_hours(later: int, asked: bool) -> None:
    assert is_asked(CLOSED, REPORTER, NOW + later) is asked
    if not asked:
        with pytest.raises(Refused) as refused:
            verdict.check(CLOSED, REPORTER, NOW + later, 0)
        assert refused.value.code == "verdict.late"


def test_a_button_of_another_closing_does_nothing() -> None:
    with pytest.raises(Stale):
        verdict.check(CLOSED, REPORTER, NOW, 1)
    verdict.check(case(State.CLOSED, outcome=Outcome.SOLVED, reopened=1), REPORTER, NOW, 1)


WATCHED = [
    (0, CONFIRM_WITHIN_MS),
    (CONFIRM_WITHIN_MS - 1, CONFIRM_WITHIN_MS),
    (CONFIRM_WITHIN_MS, REOPEN_WITHIN_MS + 1),
    (REOPEN_WITHIN_MS, REOPEN_WITHIN_MS + 1),
    (REOPEN_WITHIN_MS + 1, None),
]


PACE = pace(case(), demo())


@pytest.mark.parametrize(("later", "due"), WATCHED)
@pytest.mark.parametrize("state", [State.CLOSED, State.ARCHIVED])
def test_the_buttons_of_a_closed_case_change_twice(state: State, later: int, due: int | None) -> None:
    known = case(state, outcome=Outcome.SOLVED)
    found = watch.timers(known, PACE, NOW + later, {})
    assert found.get(watch.CONFIRM) == (None if due is None else NOW + due)
    assert (watch.ARCHIVE in found) is (state is State.CLOSED)


@pytest.mark.parametrize("state", [state for state in State if state not in (State.CLOSED, State.ARCHIVED)])
def test_nothing_else_waits_for_the_reporter(state: State) -> None:
    assert watch.CONFIRM not in watch.timers(case(state, due_at=NOW + 9), PACE, NOW, {})
