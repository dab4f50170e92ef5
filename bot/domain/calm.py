"""When a reminder may come to somebody: in service hours, and not while they wish for quiet."""

from __future__ import annotations

from bot.domain.quiet import Hours, is_quiet
from bot.domain.workdays import Calendar

#: So long after service a reminder still comes: one that is due when service ends does not wait for the morning.
GRACE_MS = 30 * 60_000
#: Quiet begins and ends on full hours; this is fine enough for every time zone.
_STEP_MS = 15 * 60_000
_MOST_STEPS = 4_000


def is_calm(calendar: Calendar, quiet: Hours, at: int) -> bool:
    """Whether a reminder may come at that instant."""
    there = calendar.in_service(at) or calendar.in_service(at - GRACE_MS)
    return there and not is_quiet(quiet, at, calendar.timezone)


def next_calm(calendar: Calendar, quiet: Hours, at: int) -> int:
    """The same instant if a reminder may come then, else the next at which it may.

    Who wishes for quiet whenever there is service gets it when service begins.
    """
    if is_calm(calendar, quiet, at):
        return at
    found = calendar.next_service(at)
    for _ in range(_MOST_STEPS):
        if not is_quiet(quiet, found, calendar.timezone):
            return found
        found = calendar.next_service((found // _STEP_MS + 1) * _STEP_MS)
    return calendar.next_service(at)
