"""What can be asked for when, by whom it is decided, and when it has no meaning any more: tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.case import Case, Outcome, State
from bot.domain.loop import PAUSED, UNDER_WAY
from bot.domain.person import Role
from bot.domain.petition import (
    REOPEN_WITHIN_MS,
    Petition,
    Wish,
    check_ask,
    check_decide,
    is_moot,
    may_decide,
    open_one,
)
from bot.errors import Refused, Stale
from tests.made import NOW, case, person

#: In which states each wish has a meaning, by hand; paused cases go on with it.
STATES = {
    Wish.EXTEND: {State.OPENED, State.ASSIGNED, State.ACCEPTED, State.HANDLING},
    Wish.REOPEN: {State.CLOSED, State.ARCHIVED},
    Wish.OBJECT: {State.REJECTED},
}


def wish(kind: Wish, **more: object) -> Petition:
    """A petition of person 2, who leads the cases of the tests."""
    later = NOW + 9 if kind is Wish.EXTEND else None
    return replace(Petition(1, 7, kind, 2, "why", NOW, later), **more)  # type: ignore[arg-type]


def stands(state: State) -> Case:
    """A case that stands there."""
    return case(state, outcome=Outcome.SOLVED, lead=2)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", Wish)
def test_each_wish_can_be_asked_where_it_has_a_meaning(kind: Wish, state: State) -> None:
    if state in STATES[kind]:
        check_ask(stands(state), kind, (), NOW, NOW + 9)
        return
    with pytest.raises(Stale):
        check_ask(stands(state), kind, (), NOW, NOW + 9)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", Wish)
def test_a_wish_is_moot_where_it_has_none(kind: Wish, state: State) -> None:
    meant = STATES[kind] | (set(PAUSED) if kind is Wish.EXTEND else set())
    assert is_moot(stands(state), wish(kind)) is (state not in meant)
    assert set(UNDER_WAY) == STATES[Wish.EXTEND]


def test_more_time_for_who_has_it_no_more_is_moot() -> None:
    assert is_moot(case(State.HANDLING, lead=3), wish(Wish.EXTEND))
    assert not is_moot(case(State.HANDLING, lead=3, helpers=(2,)), wish(Wish.EXTEND))


@pytest.mark.parametrize(("later", "allowed"), [(0, True), (REOPEN_WITHIN_MS, True), (REOPEN_WITHIN_MS + 1, False)])
def test_reopening_is_asked_for_within_seven_days(later: int, allowed: bool) -> None:
    if allowed:
        check_ask(stands(State.CLOSED), Wish.REOPEN, (), NOW + later)
        return
    with pytest.raises(Refused) as refused:
        check_ask(stands(State.CLOSED), Wish.REOPEN, (), NOW + later)
    assert refused.value.code == "petition.too_late"


def test_one_of_a_kind_waits_and_one_objects_once() -> None:
    for kind in Wish:
        with pytest.raises(Refused) as refused:
            check_ask(stands(next(iter(STATES[kind]))), kind, [wish(kind)], NOW, NOW + 9)
        assert refused.value.code == "petition.asked"
    check_ask(stands(State.REJECTED), Wish.OBJECT, [wish(Wish.OBJECT, granted=False)], NOW)  # void: nobody decided it
    decided = wish(Wish.OBJECT, granted=False, decided_by=9)
    with pytest.raises(Refused) as refused:
        check_ask(stands(State.REJECTED), Wish.OBJECT, [decided], NOW)
    assert refused.value.code == "petition.once"
    check_ask(stands(State.CLOSED), Wish.REOPEN, [wish(Wish.REOPEN, granted=False)], NOW)
    assert open_one([decided]) is None and open_one([decided, wish(Wish.REOPEN)]) == wish(Wish.REOPEN)


DECIDERS = [
    # kind, asked by, the lead, the decider, may
    (Wish.EXTEND, 2, 2, 9, True),
    (Wish.EXTEND, 9, 9, 9, False),
    (Wish.EXTEND, 2, 9, 9, False),  # who works at it gives no more time for it
    (Wish.REOPEN, 5, 2, 9, True),
    (Wish.REOPEN, 5, 9, 9, False),
    (Wish.REOPEN, 9, 2, 9, False),
    (Wish.OBJECT, 5, None, 9, True),
    (Wish.OBJECT, 9, None, 9, False),
]


@pytest.mark.parametrize(("kind", "asker", "lead", "decider", "may"), DECIDERS)
def test_nobody_decides_about_themselves(kind: Wish, asker: int, lead: int | None, decider: int, may: bool) -> None:
    known = case(State.CLOSED, outcome=Outcome.SOLVED, lead=lead)
    asked = wish(kind, asked_by=asker)
    who = person(decider, Role.SECRETARY)
    assert may_decide(known, asked, who) is may
    if may:
        check_decide(known, asked, who)
        with pytest.raises(Stale) as stale:
            check_decide(known, replace(asked, granted=True), who)
        assert stale.value.code == "petition.decided"
        return
    with pytest.raises(Refused) as refused:
        check_decide(known, asked, who)
    assert refused.value.code == "petition.own"
    # Where there is no other director they give more time, and nothing else.
    assert may_decide(known, asked, who, alone=True) is (kind is Wish.EXTEND)
