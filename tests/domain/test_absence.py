"""Leave: to whom work goes, circles, who can stand in for whom, and who decides about cases; tables and anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.absence import Absence, away, can_stand_in, check_deputy, circle, deciding, deputies, deputy_of
from bot.domain.case import IN_HAND, State, hand_over
from bot.domain.person import STAFF, Person, Role
from bot.domain.suggestions import suggestions
from bot.errors import Refused, Stale
from tests.made import NOW, PAUSED, case, demo, person


def gone(chain: dict[int, int | None], until: int = NOW + 1) -> tuple[Absence, ...]:
    """Those people are away, with those deputies."""
    return tuple(Absence(who, deputy, NOW, until) for who, deputy in chain.items())


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ({}, 1),
        ({1: 2}, 2),
        ({1: 2, 2: 3}, 3),
        ({1: 2, 2: 3, 3: 4, 9: 1}, 4),
        ({1: None}, None),
        ({1: 2, 2: None}, None),
        ({2: 3}, 1),  # somebody else is away
        ({1: 2, 2: 1}, None),  # cannot be named; must not go on for ever all the same
        ({1: 2, 2: 3, 3: 2}, None),
    ],
)
def test_work_goes_to_the_end_of_the_chain(chain: dict[int, int | None], expected: int | None) -> None:
    assert deputy_of(1, gone(chain), NOW) == expected


def test_a_leave_holds_from_its_beginning_until_its_end() -> None:
    leave = Absence(1, 2, NOW, NOW + 10)
    assert [leave.holds(at) for at in (NOW - 1, NOW, NOW + 9, NOW + 10)] == [False, True, True, False]
    assert [deputy_of(1, (leave,), at) for at in (NOW - 1, NOW, NOW + 10)] == [1, 2, 1]
    assert away((leave, Absence(3, None, NOW + 5, NOW + 6)), NOW) == {1: leave}


@pytest.mark.parametrize(
    ("chain", "deputy", "expected"),
    [
        ({}, 2, ()),
        ({2: 3}, 2, ()),
        ({2: None}, 2, ()),
        ({2: 1}, 2, (1, 2)),
        ({2: 3, 3: 1}, 2, (1, 2, 3)),
        ({2: 3, 3: 4, 4: 1}, 2, (1, 2, 3, 4)),
        ({}, 1, (1,)),
    ],
)
def test_a_circle_is_named(chain: dict[int, int | None], deputy: int, expected: tuple[int, ...]) -> None:
    assert circle(1, deputy, gone(chain), NOW) == expected
    assert circle(1, deputy, gone(chain, until=NOW), NOW) == (expected if deputy == 1 else ()), "it is over"


def test_a_circle_is_refused_with_its_people() -> None:
    first, second = person(1, Role.FULL_TIME), person(2, Role.AUXILIARY)
    check_deputy(first, second, gone({2: 3}), NOW)
    with pytest.raises(Refused) as refused:
        check_deputy(first, second, gone({2: 3, 3: 1}), NOW)
    assert (refused.value.code, refused.value.data) == ("leave.cycle", {"people": (1, 2, 3)})


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8) | st.none()), max_size=30))
def test_however_people_name_deputies_work_comes_to_an_end(wishes: list[tuple[int, int | None]]) -> None:
    chain: dict[int, int | None] = {}
    for who, deputy in wishes:
        if deputy is None or not circle(who, deputy, gone({k: v for k, v in chain.items() if k != who}), NOW):
            chain[who] = deputy
    for who in range(1, 9):
        end, walked = deputy_of(who, gone(chain), NOW), who
        for _ in range(9):
            walked = (chain[walked] or walked) if walked in chain else walked
        assert end == (None if walked in chain else walked), "what was taken has no circle, and ends where one walks"


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("other", [*STAFF, Role.RESIDENT])
def test_who_can_stand_in_for_whom(role: Role, other: Role) -> None:
    directors = {Role.SECRETARY, Role.DEPUTY}
    workers = {Role.GRID_HEAD, Role.FULL_TIME, Role.SPECIALIST, Role.AUXILIARY}
    if role in directors:
        expected = other in directors
    elif role in workers:
        expected = other in workers
    else:
        expected = other is not Role.RESIDENT
    assert can_stand_in(person(1, role), person(2, other)) is expected


def test_nobody_stands_in_for_themselves_and_nobody_who_was_forgotten() -> None:
    worker = person(1, Role.FULL_TIME)
    forgotten = Person(2, 0, "", "zh", worker.appointments, reachable=False)
    assert not can_stand_in(worker, worker) and not can_stand_in(worker, forgotten)
    with pytest.raises(Refused, match=r"leave\.no_deputy"):
        check_deputy(worker, forgotten, (), NOW)


def test_those_of_the_grid_who_are_there_are_offered_first() -> None:
    staff = (
        person(1, Role.FULL_TIME, grid=1),
        person(2, Role.FULL_TIME, grid=2),
        person(3, Role.AUXILIARY, grid=2),
        person(4, Role.AUXILIARY, grid=1),
        person(5, Role.FULL_TIME, grid=1),
        person(6, Role.FULL_TIME, grid=1, reachable=False),
        person(7, Role.FULL_TIME, grid=1),
        person(8, Role.SECRETARY),
    )
    found = deputies(staff[0], staff, gone({7: 5}), NOW)
    assert [one.person_id for one in found] == [5, 4, 2, 3, 6, 7]


SECRETARY, SECOND = person(1, Role.SECRETARY), person(2, Role.SECRETARY)
DEPUTY, OTHER = person(3, Role.DEPUTY, grid=None), person(4, Role.DEPUTY, grid=None)
FAR = person(5, Role.DEPUTY, grid=None, reachable=False)
WORKER = person(6, Role.FULL_TIME)


@pytest.mark.parametrize(
    ("staff", "chain", "expected"),
    [
        ((SECRETARY, DEPUTY, WORKER), {}, {1}),
        ((SECRETARY, SECOND, DEPUTY), {}, {1, 2}),
        ((DEPUTY, OTHER, WORKER), {}, {3, 4}),
        ((DEPUTY, OTHER), {3: None}, {4}),
        ((DEPUTY,), {3: None}, {3}),
        ((SECRETARY, DEPUTY, OTHER), {1: 3}, {3}),
        ((SECRETARY, DEPUTY, OTHER), {1: 3, 3: 4}, {4}),
        ((SECRETARY, DEPUTY, OTHER), {1: None}, {3, 4}),
        ((SECRETARY, DEPUTY, OTHER), {1: 3, 3: None}, {4}),
        ((SECRETARY, DEPUTY), {1: 3, 3: None}, {1}),
        ((SECRETARY, SECOND), {1: None}, {2}),
        ((SECRETARY, SECOND), {1: 2}, {2}),
        ((SECRETARY, WORKER), {1: None}, {1}),
        ((SECRETARY, DEPUTY, WORKER), {1: 6}, {3}),  # who stood in has lost the role since
        ((SECRETARY, FAR, DEPUTY), {1: 5}, {3}),  # who cannot be reached does not count while another can
        ((SECRETARY, FAR), {1: 5}, {1}),
        ((SECRETARY, FAR), {1: None}, {1}),
        ((WORKER,), {}, set()),
    ],
)
def test_who_decides_now(staff: tuple[Person, ...], chain: dict[int, int | None], expected: set[int]) -> None:
    assert {one.person_id for one in deciding(staff, gone(chain), NOW)} == expected


@given(st.dictionaries(st.integers(1, 6), st.integers(1, 6) | st.none()), st.integers(0, 31))
def test_there_is_always_somebody_who_decides(chain: dict[int, int | None], who: int) -> None:
    known = [one for bit, one in enumerate((SECRETARY, SECOND, DEPUTY, OTHER, FAR)) if who >> bit & 1]
    found = deciding((*known, WORKER), gone(chain), NOW)
    assert bool(found) is bool(known) and set(found) <= set(known)


# --- the case that goes to another ---


@pytest.mark.parametrize("state", State)
def test_a_case_in_hand_goes_to_another_and_stays_where_it_is(state: State) -> None:
    receiver = person(9, Role.AUXILIARY)
    known = case(state, version=4)
    if state in (*IN_HAND, *PAUSED):
        given_ = hand_over(known, receiver, NOW + 5)
        assert (given_.lead, given_.version, given_.state, given_.changed_at) == (9, 5, state, NOW + 5)
    else:
        with pytest.raises(Stale):
            hand_over(known, receiver, NOW)


def test_a_case_goes_to_somebody_else_who_may_work() -> None:
    with pytest.raises(Stale):
        hand_over(case(State.HANDLING), person(2, Role.FULL_TIME), NOW)  # who has it
    with pytest.raises(Refused, match=r"case\.no_worker"):
        hand_over(case(State.HANDLING), person(9, Role.DUTY), NOW)


def test_who_is_away_is_suggested_last() -> None:
    staff = (person(3, Role.AUXILIARY, grid=1), person(4, Role.AUXILIARY, grid=2), person(5, Role.FULL_TIME, grid=1))
    ranked = suggestions(staff, case(category="fac.light"), demo(), {}, frozenset({3}))
    assert [one.person_id for one in ranked] == [5, 4, 3]
