"""What a staff list changes in the one that there is."""

from __future__ import annotations

import pytest

from bot.domain.person import Appointment, Role
from bot.domain.staff_list import Line
from bot.domain.staff_plan import Listed, Plan, count, held, line_of, plan

A, B, C = "13900000001", "13900000002", "13900000003"
HEAD, DUTY = Appointment(Role.GRID_HEAD, 1), Appointment(Role.DUTY, None)
HEAD_2 = Appointment(Role.GRID_HEAD, 2)


def line(phone: str = A, post: Appointment = HEAD, name: str = "王伟") -> Line:
    """A line of a file."""
    return Line(2, name, phone, post.role, post.grid, post.unit)


def place(phone: str = A, post: Appointment = HEAD, name: str = "王伟", person: int | None = None) -> Listed:
    """A place on the list."""
    return Listed(1, name, phone, post, person)


def told(made: Plan) -> dict[str, list[tuple[str, tuple[Appointment, ...]]]]:
    """The groups of a plan that are not empty."""
    groups = ("new", "known", "added", "same", "renamed", "untouched")
    found = {name: [(one.phone, one.posts) for one in getattr(made, name)] for name in groups}
    return {name: members for name, members in found.items() if members}


CASES = {
    "nothing": ([], [], {}, {}),
    "somebody new": ([line()], [], {}, {"new": [(A, (HEAD,))]}),
    "somebody new with two places": ([line(), line(post=DUTY)], [], {}, {"new": [(A, (HEAD, DUTY))]}),
    "somebody known": ([line()], [], {A: 7}, {"known": [(A, (HEAD,))]}),
    "the same again": ([line()], [place()], {}, {"same": [(A, (HEAD,))]}),
    "the same again, claimed": ([line()], [place(person=7)], {A: 7}, {"same": [(A, (HEAD,))]}),
    "one place more": ([line(), line(post=DUTY)], [place()], {}, {"added": [(A, (DUTY,))]}),
    "another grid": ([line(post=HEAD_2)], [place()], {}, {"added": [(A, (HEAD_2,))], "untouched": [(A, (HEAD,))]}),
    "another name": ([line(name="王玮")], [place()], {}, {"same": [(A, (HEAD,))], "renamed": [(A, ())]}),
    "a name with a space": ([line(name="王 伟")], [place()], {}, {"same": [(A, (HEAD,))]}),
    "another name and more": (
        [line(post=DUTY, name="王玮"), line(name="王玮")],
        [place()],
        {},
        {"added": [(A, (DUTY,))], "renamed": [(A, ())]},
    ),
    "who is not in the file": (
        [line(B)],
        [place(), place(post=DUTY), place(C)],
        {C: 7},
        {"new": [(B, (HEAD,))], "untouched": [(A, (HEAD, DUTY)), (C, (HEAD,))]},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_plan_tells_everybody_once(name: str) -> None:
    lines, present, owners, expected = CASES[name]
    made = plan(lines, present, owners)
    assert told(made) == expected
    assert made.many == len({one.phone for one in lines})


def test_a_renamed_one_is_told_with_both_names() -> None:
    (renamed,) = plan([line(name="王玮")], [place()], {}).renamed
    assert (renamed.before, renamed.name) == ("王伟", "王玮")


def test_the_mark_tells_plans_apart() -> None:
    plans = [plan(lines, present, owners) for lines, present, owners, _ in CASES.values()]
    same = {made.mark for made in plans}
    assert len(same) == len({repr(made) for made in plans}) >= 10
    assert plan([line()], [], {}).mark == plan([line()], [], {}).mark < 10**15


def test_the_counts_are_in_the_order_of_the_roles_and_grids() -> None:
    lines = [line(post=DUTY), line(post=HEAD_2), line(B), line()]
    roles, grids = count(lines)
    assert list(roles.items()) == [(Role.GRID_HEAD, 3), (Role.DUTY, 1)]
    assert list(grids.items()) == [(None, 1), (1, 2), (2, 1)]


def test_a_line_and_its_place_say_the_same() -> None:
    liaison = Appointment(Role.LIAISON, None, "城管中队")
    assert held(line_of(place(post=liaison))) == liaison == held(line(post=liaison))
