"""For which shifts one can be swapped, as a table."""

from __future__ import annotations

import pytest

from bot.domain.absence import Absence
from bot.domain.roster import Origin, PostKind, Shift
from bot.domain.swap import choices

HOUR = 3_600_000
NOW = 1_800_000_000_000
KINDS = {"leader": PostKind.LEADER, "g1": PostKind.GRID, "g2": PostKind.GRID}


def shift(number: int, post: str, person: int, begin: int, end: int, **how: object) -> Shift:
    """Hours from now."""
    values = {"origin": Origin.HAND, "accepted_at": None, **how}
    return Shift(number, post, 1, person, person, NOW + begin * HOUR, NOW + end * HOUR, **values)  # type: ignore[arg-type]


MINE = shift(1, "g1", 1, 10, 20)
THEIRS = shift(2, "g2", 2, 30, 40)


def found(
    *others: Shift, leave: tuple[int, int, int] | None = None, able: frozenset[int] = frozenset({1, 2, 3})
) -> list[int]:
    away = [Absence(leave[0], None, NOW + leave[1] * HOUR, NOW + leave[2] * HOUR)] if leave else []
    return [one.shift_id for one in choices(MINE, [MINE, *others], KINDS, away, able, NOW)]


def test_the_earliest_comes_first() -> None:
    assert found(shift(3, "g1", 3, 50, 60), THEIRS) == [2, 3]


def test_two_shifts_at_the_same_time_are_swapped_as_well() -> None:
    assert found(shift(2, "g2", 2, 10, 20)) == [2]
    assert found(shift(2, "g1", 2, 20, 30)) == [2], "one after the other"


@pytest.mark.parametrize(
    "other",
    [
        shift(2, "leader", 2, 30, 40),
        shift(2, "g1", 1, 30, 40),
        shift(2, "nowhere", 2, 30, 40),
        shift(2, "g2", 2, -1, 40),
        shift(2, "g2", 2, 0, 40),
        shift(2, "g2", 2, 30, 40, accepted_at=NOW),
        shift(2, "g2", 2, 30, 40, origin=Origin.RESPONSE),
        shift(2, "g2", 4, 30, 40),
    ],
    ids=["another kind", "my own", "no post", "begun", "begins now", "taken over", "second seat", "unreachable"],
)
def test_what_cannot_be_had(other: Shift) -> None:
    assert found(other) == []


def test_nobody_stands_in_two_places() -> None:
    assert found(THEIRS, shift(3, "leader", 1, 39, 45)) == [], "I am elsewhere then"
    assert found(THEIRS, shift(3, "leader", 2, 5, 11)) == [], "they are"
    assert found(THEIRS, shift(3, "leader", 2, 5, 10)) == [2]


def test_nobody_is_called_back_from_leave() -> None:
    assert found(THEIRS, leave=(1, 39, 99)) == [] and found(THEIRS, leave=(2, 0, 11)) == []
    assert found(THEIRS, leave=(1, 40, 99)) == [2] and found(THEIRS, leave=(3, 0, 99)) == [2]
