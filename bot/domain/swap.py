"""Swapping shifts (换班): which of the colleagues' shifts somebody can have for one of theirs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from bot.domain.absence import Absence
from bot.domain.roster import Origin, PostKind, Shift


def choices(
    mine: Shift,
    shifts: Iterable[Shift],
    kinds: Mapping[str, PostKind],
    absences: Iterable[Absence],
    able: Container[int],
    now: int,
) -> list[Shift]:
    """The shifts for which ``mine`` can be swapped, the earliest first.

    ``kinds`` are the posts' kinds by their key; ``able`` are the people who can stand a shift and whom messages reach.
    """
    known, leaves = tuple(shifts), tuple(absences)
    found = [one for one in known if fits(mine, one, known, kinds, leaves, now) and one.person in able]
    return sorted(found, key=lambda one: (one.from_at, one.post, one.shift_id))


def fits(
    mine: Shift,
    other: Shift,
    shifts: Iterable[Shift],
    kinds: Mapping[str, PostKind],
    absences: Iterable[Absence],
    now: int,
) -> bool:
    """Whether two shifts can be swapped: the same kind of post, both still to come, and neither person is elsewhere."""
    known, leaves = tuple(shifts), tuple(absences)
    return (
        mine.person != other.person
        and mine.post in kinds
        and kinds.get(other.post) is kinds[mine.post]
        and _is_to_come(mine, now)
        and _is_to_come(other, now)
        and is_free(mine.person, other, known, leaves, instead_of=mine.shift_id)
        and is_free(other.person, mine, known, leaves, instead_of=other.shift_id)
    )


def is_free(
    person: int, shift: Shift, shifts: Iterable[Shift], absences: Iterable[Absence], *, instead_of: int | None = None
) -> bool:
    """Whether somebody neither stands elsewhere nor is on leave during a shift, once they are rid of ``instead_of``."""
    elsewhere = any(
        one.person == person and one.shift_id not in (shift.shift_id, instead_of) and _overlap(one, shift)
        for one in shifts
    )
    return not elsewhere and not any(one.person == person and _overlap(one, shift) for one in absences)


def _overlap(one: Shift | Absence, shift: Shift) -> bool:
    return one.from_at < shift.until_at and one.until_at > shift.from_at


def _is_to_come(shift: Shift, now: int) -> bool:
    """Nobody has taken it over, and it does not belong to a response level, which ends when that ends."""
    return shift.from_at > now and shift.accepted_at is None and shift.origin is not Origin.RESPONSE
