"""The invitation dialog: its paths through roles, and that it survives whatever is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.community import Grid
from bot.domain.invitation import check
from bot.domain.person import STAFF, Appointment, Role
from bot.flows.engine import Choice, Done, Files, Input, Spot, Words
from bot.flows.invite import INVITE, MOST_UNIT, offer
from tests.flows.walk import Walk, walk
from tests.made import demo, photo

GRIDS = frozenset(grid.number for grid in demo().grids)
PATHS = {
    Role.SECRETARY: ("days", "sure"),
    Role.DEPUTY: ("days",),
    Role.GRID_HEAD: ("grid", "most", "days"),
    Role.FULL_TIME: ("grid", "most", "days"),
    Role.SPECIALIST: ("grid", "most", "days"),
    Role.AUXILIARY: ("grid", "most", "days"),
    Role.DUTY: ("grid", "most", "days"),
    Role.RED_TEAM: ("grid", "unit", "most", "days"),
    Role.LIAISON: ("unit", "most", "days"),
}


@pytest.mark.parametrize("role", STAFF)
def test_each_role_is_asked_what_it_needs_and_no_more(role: Role) -> None:
    asked = walk("invite").tap(role.value)
    steps = []
    while asked.end is None:
        steps.append(asked.step)
        asked.tap(asked.options()[0])
    assert tuple(steps) == PATHS[role]
    assert isinstance(asked.end, Done)
    made = offer(asked.end.answers)
    check(made, GRIDS)
    assert made.held.role is role and (made.most, made.days) == (1, 1)


def test_only_roles_that_may_be_anywhere_are_offered_the_whole_community() -> None:
    for role in STAFF:
        asked = walk("invite").tap(role.value)
        if asked.step == "grid":
            may = role in (Role.SPECIALIST, Role.DUTY, Role.RED_TEAM)
            assert ("whole" in asked.options()) is may
            assert (asked.give(Choice("whole")).step == "grid") is not may


def test_a_department_is_tapped_or_written() -> None:
    asked = walk("invite").tap("liaison")
    assert len(asked.options()) == len(demo().departments)
    assert asked.give(Words("字" * (MOST_UNIT + 1))).problem == "unit_too_long"
    assert asked.give(Words(" ")).problem == "unit_too_long"
    assert asked.give(Spot(1, 1)).problem == "unit_how"
    assert asked.give(Choice("none")).problem == "unit_how", "a liaison is of some department"
    asked.give(Words("  和风\n物业 ")).tap("10").tap("30")
    assert isinstance(asked.end, Done)
    assert offer(asked.end.answers).held == Appointment(Role.LIAISON, None, "和风 物业")


def test_another_role_forgets_what_belonged_to_the_first() -> None:
    asked = walk("invite").tap("red_team").tap("1").give(Words("一组"))
    for _ in range(3):
        asked.give(Choice("back"))
    asked.tap("deputy").tap("3")
    assert isinstance(asked.end, Done)
    assert offer(asked.end.answers).held == Appointment(Role.DEPUTY, None)


def test_many_grids_are_leafed_through() -> None:
    place = demo().grids[0].buildings
    large = replace(demo(), grids=tuple(Grid(number, f"网格{number}", place) for number in range(1, 61)))
    asked = Walk(INVITE, {"role": "grid_head"}, community=large)
    seen: list[str] = []
    while True:
        seen += [key for key in asked.options() if key.isdecimal()]
        turn = [key for key in asked.options() if key.startswith("p.")]
        if len(turn) == 1 and len(seen) > 24:
            break
        asked.tap(turn[-1])
    assert seen == [str(number) for number in range(1, 61)]
    assert asked.tap("60").step == "most"


KEYS = [*STAFF, *map(str, (0, 1, 3, 7, 8, 10, 30, 50)), "whole", "none", "yes", "d.0", "d.99", "d.", "p.1", "p.9999"]
inputs: st.SearchStrategy[Input] = st.one_of(
    st.builds(Choice, st.sampled_from([str(key) for key in KEYS])),
    st.builds(Choice, st.sampled_from([str(key) for key in KEYS])),
    st.builds(Choice, st.sampled_from(["back", "²", "9" * 40, ""])),
    st.builds(Choice, st.text(max_size=12)),
    st.builds(Words, st.text(st.characters(exclude_categories=["Cs"]), max_size=50)),
    st.just(Files((photo(),), "words")),
    st.just(Spot(1, 1)),
)


@given(st.lists(inputs, max_size=25))
@settings(max_examples=300, deadline=None)
def test_whatever_is_sent_what_comes_out_can_be_offered(given: list[Input]) -> None:
    asked = walk("invite")
    for one in given:
        asked.give(one)
    while asked.end is None:
        asked.tap(asked.options()[0])
    assert isinstance(asked.end, Done)
    check(offer(asked.end.answers), GRIDS)
