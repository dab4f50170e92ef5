"""What is wrong with the roster, found before the shift: nobody there, one person twice, somebody who cannot come."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from bot.domain.absence import Absence
from bot.domain.roster import Shift

HOUR_MS, DAY_MS = 3_600_000, 86_400_000


class Flaw(StrEnum):
    """What is wrong."""

    GAP = "gap"  # nobody stands there (缺班)
    TWICE = "twice"  # one person on two posts at a time (重班)
    AWAY = "away"  # they are on leave then
    UNREACHABLE = "unreachable"  # no message reaches them
    LEFT = "left"  # they may not stand a shift any more


class Ahead(StrEnum):
    """How long before it is told; each once."""

    WEEK = "week"
    DAY = "day"
    HOURS = "hours"


AHEAD_MS: dict[Ahead, int] = {Ahead.WEEK: 7 * DAY_MS, Ahead.DAY: DAY_MS, Ahead.HOURS: 2 * HOUR_MS}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something is wrong at a post from an instant until another; ``person`` is whom it concerns."""

    flaw: Flaw
    post: str
    from_at: int
    until_at: int
    person: int | None = None


def faults(
    shifts: Sequence[Shift],
    now: int,
    until: int,
    absences: Iterable[Absence],
    unreachable: Container[int],
    staff: Container[int],
) -> list[Fault]:
    """All that is wrong from now until an instant, the earliest first.

    A post that has no shift at all is not manned by the roster, and lacks nobody.
    """
    known = [shift for shift in shifts if shift.until_at > now]
    found = [*_gaps(shifts, now, until), *_twice(known)]
    leaves = tuple(absences)
    for shift in known:
        if shift.from_at < until:
            flaw = _of_person(shift, leaves, unreachable, staff)
            found += [Fault(flaw, shift.post, shift.from_at, shift.until_at, shift.person)] if flaw else []
    return sorted(found, key=lambda one: (one.from_at, one.post, one.flaw))


def stage(fault: Fault, now: int) -> Ahead | None:
    """As which of the three times it is told now; None: it is too far away."""
    left = fault.from_at - now
    return next((ahead for ahead in reversed(Ahead) if left <= AHEAD_MS[ahead]), None)


def lately_manned(shifts: Iterable[Shift], now: int) -> set[str]:
    """The posts on which somebody stood within the last day, or stands now."""
    return {shift.post for shift in shifts if shift.seat == 1 and shift.from_at <= now < shift.until_at + DAY_MS}


def _gaps(shifts: Iterable[Shift], now: int, until: int) -> list[Fault]:
    """Between two shifts, and after the last one. Where nobody has stood for a day, the roster has been given up."""
    found = []
    seats = sorted((one for one in shifts if one.seat == 1), key=lambda one: (one.post, one.from_at))
    for post, several in groupby(seats, key=lambda one: one.post):
        at: int | None = None
        for shift in several:
            if at is not None and shift.from_at > max(at, now):
                found.append(Fault(Flaw.GAP, post, at, shift.from_at))
            at = max(at or 0, shift.until_at)
        if at is not None and now - DAY_MS < at < until:
            found.append(Fault(Flaw.GAP, post, at, until))
    return [one for one in found if one.from_at < until]


def _twice(shifts: Iterable[Shift]) -> list[Fault]:
    found = []
    mine = sorted(shifts, key=lambda one: (one.person, one.from_at))
    for person, several in groupby(mine, key=lambda one: one.person):
        before = None
        for shift in several:
            if before is not None and shift.from_at < before.until_at:
                until = min(before.until_at, shift.until_at)
                found.append(Fault(Flaw.TWICE, shift.post, shift.from_at, until, person))
            before = shift if before is None or shift.until_at > before.until_at else before
    return found


def _of_person(
    shift: Shift, absences: Iterable[Absence], unreachable: Container[int], staff: Container[int]
) -> Flaw | None:
    if shift.person not in staff:
        return Flaw.LEFT
    if shift.accepted_at is not None:
        return None  # they are there
    if any(
        one.person == shift.person and one.from_at < shift.until_at and one.until_at > shift.from_at for one in absences
    ):
        return Flaw.AWAY
    return Flaw.UNREACHABLE if shift.person in unreachable else None
