"""What is wrong with a roster, as a table."""

from __future__ import annotations

from collections.abc import Container, Iterable

import pytest

from bot.domain.absence import Absence
from bot.domain.roster import Origin, Shift
from bot.domain.roster_check import DAY_MS, HOUR_MS, Ahead, Fault, Flaw, faults, stage

NOW = 1_800_000_000_000
WEEK = NOW + 7 * DAY_MS


def shift(number: int, post: str, person: int, begin: int, end: int, *, accepted: bool = False) -> Shift:
    """Hours from now."""
    span = (NOW + begin * HOUR_MS, NOW + end * HOUR_MS)
    return Shift(number, post, 1, person, person, *span, Origin.HAND, NOW if accepted else None)


def found(
    *shifts: Shift,
    absences: Iterable[Absence] = (),
    unreachable: Container[int] = (),
    staff: Container[int] = range(1, 10),
) -> list[tuple[Flaw, str, int, int | None]]:
    known = faults(shifts, NOW, WEEK, absences, unreachable, staff)
    return [(one.flaw, one.post, (one.from_at - NOW) // HOUR_MS, one.person) for one in known]


def test_a_roster_that_is_full_is_silent() -> None:
    assert found(shift(1, "g1", 1, -5, 100), shift(2, "g1", 2, 100, 200)) == []
    assert found() == [], "a community without a roster lacks nobody"


def test_nobody_stands_there() -> None:
    assert found(shift(1, "g1", 1, -5, 10), shift(2, "g1", 2, 12, 200)) == [(Flaw.GAP, "g1", 10, None)]


def test_the_roster_runs_out() -> None:
    assert found(shift(1, "g1", 1, -5, 10)) == [(Flaw.GAP, "g1", 10, None)]
    assert found(shift(1, "g1", 1, -40, -30)) == [], "it was given up long ago"
    assert found(shift(1, "g1", 1, -40, -3)) == [(Flaw.GAP, "g1", -3, None)]


def test_one_person_on_two_posts() -> None:
    full = shift(1, "g1", 1, -5, 200), shift(2, "leader", 1, 3, 200)
    assert found(*full) == [(Flaw.TWICE, "leader", 3, 1)]
    assert found(shift(1, "g1", 1, -5, 10), shift(2, "g1", 2, 10, 200), shift(3, "g2", 1, 10, 200)) == []


def test_who_cannot_come() -> None:
    known = shift(1, "g1", 1, 20, 200)
    leave = Absence(1, None, NOW + 30 * HOUR_MS, NOW + 40 * HOUR_MS)
    assert found(known, absences=(leave,)) == [(Flaw.AWAY, "g1", 20, 1)]
    assert found(known, absences=(Absence(1, None, NOW, NOW + 20 * HOUR_MS),)) == [], "they are back by then"
    assert found(known, unreachable={1}) == [(Flaw.UNREACHABLE, "g1", 20, 1)]
    assert found(known, staff=()) == [(Flaw.LEFT, "g1", 20, 1)]
    assert found(shift(1, "g1", 1, -1, 200, accepted=True), unreachable={1}) == [], "they are there"
    assert found(shift(1, "g1", 1, -1, 200, accepted=True), staff=()) == [(Flaw.LEFT, "g1", -1, 1)]


@pytest.mark.parametrize(
    ("hours", "ahead"),
    [
        (170, None),
        (168, Ahead.WEEK),
        (25, Ahead.WEEK),
        (24, Ahead.DAY),
        (3, Ahead.DAY),
        (2, Ahead.HOURS),
        (-1, Ahead.HOURS),
    ],
)
def test_when_it_is_told(hours: int, ahead: Ahead | None) -> None:
    assert stage(Fault(Flaw.GAP, "g1", NOW + hours * HOUR_MS, WEEK), NOW) is ahead
