"""By what a case is found, and who may look through what."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import findable
from bot.domain.case import Case, Place, State
from bot.domain.findable import Clause, Within, clauses, entries, fingerprint
from bot.domain.finding import Filter, Query
from bot.domain.permission import Look, may
from bot.domain.person import Appointment, Person, Role
from tests.made import PRIVATE, PUBLIC, case, demo, person

HOUSE = demo().grids[0].buildings[2]
SETS = {Within.REPORTED: 5, Within.FOLLOWED: 6}


def reaches(who: Person, query: Query, known: Case, *, follows: bool = False) -> bool:
    """Whether one of the ways leads the person to the case, by a reckoning of our own."""
    stands = entries(known, demo())
    sets = {
        Within.REPORTED: known.reporter == who.person_id,
        Within.FOLLOWED: follows,
        Within.OVERDUE: known.due_at is not None,
    }
    return any(
        all(set(group) & stands for group in way.groups) and all(sets[one] for one in way.within)
        for way in clauses(who, query, demo())
    )


def told(category: str, **more: object) -> Case:
    """A case of somebody else's, with words that only its sheet has."""
    given = {"category": category, "text": "王阿姨家漏水", "place": Place(building=HOUSE.key), **more}
    return case(State.OPENED, 7, **given)


WORDS = Query(words=("漏水",))
KIND = Query(words=("路灯",))
THERE = Query(places=((1, HOUSE.key),))
NUMBERED = Query(words=(HOUSE.name,))


def test_the_words_of_the_reporter_stand_on_the_sheet_only() -> None:
    for category in (PUBLIC, PRIVATE):
        stands = entries(told(category), demo())
        assert "s:漏水" in stands
        assert "p:漏水" not in stands
    public, private = entries(told(PUBLIC), demo()), entries(told(PRIVATE), demo())
    assert {"p:路灯", "p:号楼", f"pb:1/{HOUSE.key}"} <= public
    assert not [entry for entry in private if entry.startswith("pb:") or entry == "p:号楼"]
    assert f"sb:1/{HOUSE.key}" in private


LOOKS = [
    # who, what they ask, the category, whether it is found
    (person(9, Role.SECRETARY), WORDS, PRIVATE, True),
    (person(9, Role.DEPUTY, grid=None), WORDS, PRIVATE, True),
    (person(9, Role.GRID_HEAD), WORDS, PRIVATE, True),
    (person(9, Role.GRID_HEAD, grid=2), WORDS, PUBLIC, False),
    (person(9, Role.FULL_TIME), WORDS, PUBLIC, False),
    (person(9, Role.FULL_TIME), WORDS, PRIVATE, False),
    (person(9, Role.FULL_TIME), KIND, PUBLIC, True),
    (person(9, Role.FULL_TIME), THERE, PUBLIC, True),
    (person(9, Role.FULL_TIME), NUMBERED, PUBLIC, True),
    (person(9, Role.FULL_TIME), THERE, PRIVATE, False),
    (person(9, Role.FULL_TIME), NUMBERED, PRIVATE, False),
    (person(9, Role.FULL_TIME, grid=2), KIND, PUBLIC, False),
    (person(9, Role.SPECIALIST, grid=None), KIND, PUBLIC, True),
    (person(9, Role.RED_TEAM), KIND, PUBLIC, False),
    (person(9, Role.RESIDENT), KIND, PUBLIC, False),
    (person(5), WORDS, PRIVATE, True),  # the reporter
    (person(9), WORDS, PUBLIC, False),
    (person(9), KIND, PUBLIC, False),
]


@pytest.mark.parametrize(("who", "query", "category", "found"), LOOKS)
def test_who_finds_what(who: Person, query: Query, category: str, found: bool) -> None:
    assert reaches(who, query, told(category)) is found


def test_who_has_a_case_finds_its_words() -> None:
    known = told(PRIVATE, lead=9)
    assert reaches(person(9, Role.FULL_TIME, grid=2), WORDS, replace(known, state=State.ASSIGNED))
    assert not reaches(person(9), WORDS, known), "who was dismissed is no worker"


def test_a_department_finds_what_it_has() -> None:
    liaison = replace(person(9), appointments=(Appointment(Role.LIAISON, None, "城管"),))
    assert reaches(liaison, WORDS, told(PUBLIC, referred_to="城管"))
    assert not reaches(liaison, WORDS, told(PUBLIC, referred_to="消防"))
    assert not reaches(liaison, WORDS, told(PUBLIC))


def test_a_follower_finds_what_a_neighbour_may_know() -> None:
    known, neighbour = told(PUBLIC), person(9, Role.RESIDENT)
    assert reaches(neighbour, KIND, known, follows=True)
    assert not reaches(neighbour, WORDS, known, follows=True)
    assert not reaches(person(9, Role.RESIDENT, grid=2), KIND, known, follows=True), "who has moved away"


def test_ones_own_are_only_those() -> None:
    mine = Query(filters=frozenset({Filter.MINE}))
    secretary = person(9, Role.SECRETARY)
    assert not reaches(secretary, mine, told(PUBLIC))
    assert reaches(secretary, mine, told(PUBLIC, reporter=9))
    assert reaches(secretary, mine, told(PUBLIC), follows=True)


FILTERS = [
    (Query(filters=frozenset({Filter.OPEN})), True),
    (Query(filters=frozenset({Filter.ENDED})), False),
    (Query(filters=frozenset({Filter.OVERDUE})), True),
    (Query(filters=frozenset({Filter.OWN_GRID})), True),
    (Query(states=(State.OPENED, State.CLOSED)), True),
    (Query(states=(State.CLOSED,)), False),
    (Query(grids=(1, 2)), True),
    (Query(grids=(2,)), False),
    (Query(leads=(2,)), False),
]


@pytest.mark.parametrize(("query", "found"), FILTERS)
def test_the_facts_narrow_it(query: Query, found: bool) -> None:
    assert reaches(person(9, Role.GRID_HEAD), query, told(PUBLIC, due_at=1)) is found


def test_a_case_that_is_named_is_looked_at_by_those_whom_a_way_leads_there() -> None:
    for held, follows, category in product([(), *product(Role)], (True, False), (PUBLIC, PRIVATE)):
        who, known = person(9, *held), told(category)
        assert findable.is_in_reach(who, known, follows=follows) is (
            reaches(who, Query(grids=(1,)), known, follows=follows)
            and (may(who, Look.SHEET, known) or may(who, Look.PUBLIC, known))
        ), held


def test_my_grid_is_none_where_nobody_knows_it() -> None:
    asked = Query(filters=frozenset({Filter.OWN_GRID}))
    assert clauses(person(9, Role.SECRETARY), asked, demo()) == ()
    came_from = replace(person(9, Role.SECRETARY), grid=3)
    assert Clause((("g:3",),)) in clauses(came_from, asked, demo())
    assert clauses(replace(came_from, user_id=0), Query(), demo()) == (), "who was forgotten looks through nothing"


people = st.builds(
    lambda roles, number: replace(person(number), appointments=tuple(roles)),
    st.lists(
        st.builds(
            lambda role, grid: Appointment(role, grid, "城管" if role is Role.LIAISON else ""),
            st.sampled_from(Role),
            st.none() | st.sampled_from([1, 2]),
        ),
        max_size=3,
    ),
    st.sampled_from([2, 5, 9]),
)


@given(people, st.sampled_from([PUBLIC, PRIVATE]), st.sampled_from(State), st.none() | st.just("城管"))
def test_nobody_is_led_by_words_to_what_they_may_not_read(
    who: Person, category: str, state: State, unit: str | None
) -> None:
    known = case(state, category=category, text="王阿姨家漏水", referred_to=unit)
    if reaches(who, WORDS, known):
        assert may(who, Look.SHEET, known)
    if reaches(who, Query(grids=(1,)), known):
        assert may(who, Look.SHEET, known) or may(who, Look.PUBLIC, known)


def test_who_may_read_the_sheet_is_led_to_it() -> None:
    roles = [(), *product(Role), (Role.FULL_TIME, Role.LIAISON)]
    for held, number in product(roles, (2, 5, 9)):
        appointments = tuple(Appointment(role, 1, "城管") for role in held)
        who = replace(person(number), appointments=appointments)
        for more in ({}, {"helpers": (9,)}, {"checker": 9}):
            given = {"category": PRIVATE, "text": "王阿姨家漏水", "referred_to": "城管", **more}
            known = case(State.HANDLING, 7, **given)
            assert reaches(who, WORDS, known) is may(who, Look.SHEET, known), (held, more)


def test_the_index_is_made_anew_when_names_change() -> None:
    one = demo()
    grid = replace(one.grids[0], buildings=(replace(HOUSE, name="三号楼"), *one.grids[0].buildings[1:]))
    assert fingerprint(one) == fingerprint(one)
    assert fingerprint(replace(one, grids=(grid, *one.grids[1:]))) != fingerprint(one)


def test_a_long_text_has_its_limit() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(5_000))
    assert len(entries(case(text=text), demo())) < findable._MOST_WORDS + 50
