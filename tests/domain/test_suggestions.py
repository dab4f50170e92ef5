"""To whom a case may go, the most fitting first; and how the kinds of notice are handled."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.notice import POLICY, Doubt, Kind
from bot.domain.person import WORKERS, Appointment, Person, Role
from bot.domain.suggestions import suggestions
from tests.made import case, demo, person

LIGHT = case(category="fac.light", grid=1)  # goes to auxiliary workers, then to full-time ones


def numbers(workers: tuple[Person, ...]) -> list[int]:
    """Who, in order."""
    return [worker.person_id for worker in workers]


def test_those_of_the_grid_then_the_wanted_roles_then_the_idle() -> None:
    staff = (
        person(1, Role.SECRETARY),
        person(2, Role.AUXILIARY, grid=2),
        person(3, Role.GRID_HEAD, grid=1),
        person(4, Role.AUXILIARY, grid=1),
        person(5, Role.AUXILIARY, grid=1),
        person(6, Role.FULL_TIME, grid=1),
        person(7, Role.SPECIALIST, grid=None),  # of the whole community: of this grid too
        person(8),
    )
    load = {4: 3, 5: 1, 3: 0}
    assert numbers(suggestions(staff, LIGHT, demo(), load)) == [5, 4, 6, 3, 7, 2]


def test_a_category_that_the_configuration_lost_wants_nobody_in_particular() -> None:
    staff = (person(3, Role.GRID_HEAD), person(4, Role.AUXILIARY))
    assert numbers(suggestions(staff, case(category="gone"), demo(), {3: 1})) == [4, 3]


roles = st.sampled_from(Role)
appointments = st.lists(st.tuples(roles, st.sampled_from([1, 2, None])), max_size=3)


@given(st.lists(appointments, max_size=8), st.dictionaries(st.integers(1, 8), st.integers(0, 3)), st.randoms())
def test_the_order_is_a_rule_and_not_a_chance(
    held: list[list[tuple[Role, int | None]]], load: dict[int, int], chance: random.Random
) -> None:
    staff = [
        Person(n, n, f"P{n}", "zh", tuple(Appointment(*one) for one in every), reachable=True)
        for n, every in enumerate(held, start=1)
    ]
    found = suggestions(tuple(staff), LIGHT, demo(), load)
    chance.shuffle(staff)
    assert found == suggestions(tuple(staff), LIGHT, demo(), load)
    assert {p.person_id for p in found} == {
        p.person_id for p in staff if any(a.role in WORKERS for a in p.appointments)
    }
    here = [any(a.grid in (1, None) for a in p.appointments) for p in found]
    assert here == sorted(here, reverse=True)


def test_the_highest_role_is_the_title() -> None:
    assert person(1, Role.AUXILIARY, Role.GRID_HEAD).title is Role.GRID_HEAD
    assert person(1, Role.FULL_TIME, Role.SECRETARY).title is Role.SECRETARY
    assert person(1).title is Role.RESIDENT


def test_what_must_arrive_is_repeated_and_what_comes_again_is_not() -> None:
    dropped = {Kind.REMINDER, Kind.BOARD}
    assert {kind for kind in Kind if POLICY[kind].doubt is Doubt.DROP} == dropped
    assert {kind for kind in Kind if POLICY[kind].doubt is Doubt.REPEAT} == set(Kind) - dropped
    assert {kind for kind in Kind if not POLICY[kind].limited} == {Kind.ANSWER}
    first = sorted(POLICY, key=lambda kind: POLICY[kind].priority)
    assert set(first[:2]) == {Kind.PAGE, Kind.WARNING} and first[2] is Kind.ANSWER, "a warning outranks everything"
    assert all(0 <= handling.priority <= 9 for handling in POLICY.values())
