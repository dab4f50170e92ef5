"""The 24-hour duty roster (24小时值班, 值班表): posts, shifts, and who answers for a post at an instant.

A shift lasts from ``from_at`` until just before ``until_at`` (half-open, ms UTC). Who is on duty stays responsible
until the successor has accepted (交接班).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: A predecessor who was never relieved does not stay responsible for ever: then it is who stands on the roster.
LONGEST_OVERRUN_MS = 48 * 3_600_000


class PostKind(StrEnum):
    """What somebody on duty is there for."""

    LEADER = "leader"  # 带班领导: the community's duty leader
    GRID = "grid"  # 网格值班: one for each grid
    RESERVE = "reserve"  # 备班: called when nobody else answers


@dataclass(frozen=True, slots=True)
class Post:
    """A post that is manned. ``key`` names it in the database: "leader", "g3", "reserve"."""

    key: str
    kind: PostKind
    grid: int | None = None


class Origin(StrEnum):
    """How a shift came onto the roster. What a person has set is not taken back by a pattern."""

    PATTERN = "pattern"
    LIST = "list"  # taken over from the street's list
    HAND = "hand"  # set, swapped or covered by hand
    RESPONSE = "response"  # added by a flood response level


@dataclass(frozen=True, slots=True)
class Shift:
    """One person on one post for a while. ``seat`` 2 is the second place of a post that is doubled.

    ``planned`` stood there first, before a swap or a cover; ``accepted_at`` is when ``person`` has taken over.
    """

    shift_id: int
    post: str
    seat: int
    person: int
    planned: int
    from_at: int
    until_at: int
    origin: Origin
    accepted_at: int | None = None

    def covers(self, now: int) -> bool:
        """Whether it is this shift's time."""
        return self.from_at <= now < self.until_at


def current(shifts: Iterable[Shift], now: int) -> Shift | None:
    """The shift of one seat whose time it is."""
    return next((shift for shift in shifts if shift.covers(now)), None)


def answering(shifts: Iterable[Shift], now: int) -> Shift | None:
    """The shift of one seat whose person answers now: the one whose time it is, or the one that it has not relieved.

    None: nobody stands on the roster now (缺班).
    """
    known = sorted((shift for shift in shifts if shift.from_at <= now), key=lambda one: one.from_at)
    due = current(known, now)
    if due is None or due.accepted_at is not None:
        return due
    taken = [one for one in known if one.accepted_at is not None and one.until_at <= due.from_at]
    last = taken[-1] if taken else None
    unbroken = last is not None and _unbroken([one for one in known if one.from_at >= last.until_at], last.until_at)
    return last if last is not None and unbroken and now - last.until_at < LONGEST_OVERRUN_MS else due


def _unbroken(shifts: Iterable[Shift], at: int) -> bool:
    """Whether the shifts follow each other from that instant without a gap: over a gap nobody hands anything over."""
    for shift in shifts:
        if shift.from_at != at:
            return False
        at = shift.until_at
    return True
