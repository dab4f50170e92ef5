"""What happens around a shift, and when: reminders, the check-in (接班), and who is told when nobody comes.

Everything is a mark that is set once for a shift and its person, whatever the clock does: after a leap over several of
them, what has lost its sense (an "in an hour" after it has begun) is passed over. Instants are milliseconds UTC.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.roster import Shift

HOUR_MS, MINUTE_MS = 3_600_000, 60_000
CHECK_IN_MS = 15 * MINUTE_MS
#: How long each rung waits for who comes after it.
STEP_MS = 5 * MINUTE_MS
#: The predecessor is shown what they hand over so long before the end.
NOTE_MS = 30 * MINUTE_MS
_EVENING = time(18, 0)


class Mark(StrEnum):
    """What has been done about a shift."""

    EVENING = "evening"  # reminded the evening before
    HOUR = "hour"  # reminded an hour before; from then on the shift can be taken over
    BEGIN = "begin"  # asked to take over
    CHANGE = "change"  # its time has come: whoever took over before answers now, and the groups read that
    LATE = "late"  # asked again; the predecessor is told that they are still responsible
    RESERVE = "reserve"  # the reserve is asked to stand in
    HEAD = "head"  # the head of the grid is told
    SECRETARY = "secretary"  # the directors are told
    NOTE = "note"  # the one on duty is shown what they hand over
    END = "end"  # it is over


#: Who is told that a shift was not taken over, one after another.
LADDER = (Mark.LATE, Mark.RESERVE, Mark.HEAD, Mark.SECRETARY)


@dataclass(frozen=True, slots=True)
class Due:
    """A mark and its time."""

    mark: Mark
    at: int


def evening_before(shift: Shift, timezone: ZoneInfo) -> int:
    """18:00 of the day before the shift begins, as the clocks on the wall show it."""
    begin = datetime.fromtimestamp(shift.from_at / 1000, timezone).date()
    return round(datetime.combine(begin - timedelta(days=1), _EVENING, timezone).timestamp() * 1000)


def times(shift: Shift, timezone: ZoneInfo, check_in_ms: int = CHECK_IN_MS) -> tuple[Due, ...]:
    """The times of all marks of a shift, the earliest first; those of who comes too late as if nobody came."""
    late = shift.from_at + check_in_ms
    found = [
        Due(Mark.EVENING, evening_before(shift, timezone)),
        Due(Mark.HOUR, shift.from_at - HOUR_MS),
        Due(Mark.BEGIN, shift.from_at),
        Due(Mark.CHANGE, shift.from_at),
        *(Due(mark, late + n * STEP_MS) for n, mark in enumerate(LADDER)),
        Due(Mark.NOTE, max(shift.from_at, shift.until_at - NOTE_MS)),
        Due(Mark.END, shift.until_at),
    ]
    return tuple(sorted(found, key=lambda due: due.at))


def pending(
    shift: Shift, marks: Collection[Mark], now: int, timezone: ZoneInfo, check_in_ms: int = CHECK_IN_MS
) -> tuple[Due, ...]:
    """The marks that are still to be set, the earliest first, without those that have lost their sense."""
    return tuple(
        due for due in times(shift, timezone, check_in_ms) if due.mark not in marks and _has_sense(due, shift, now)
    )


def can_accept(shift: Shift, now: int) -> bool:
    """Whether the shift can be taken over now: from an hour before until its end, once."""
    return shift.accepted_at is None and shift.from_at - HOUR_MS <= now < shift.until_at


def _has_sense(due: Due, shift: Shift, now: int) -> bool:
    match due.mark:
        case Mark.EVENING:
            return now < shift.from_at - HOUR_MS
        case Mark.HOUR:
            return now < shift.from_at
        case Mark.NOTE:
            return shift.accepted_at is not None and now < shift.until_at
        case Mark.CHANGE:
            return now < shift.until_at
        case Mark.END:
            return True
    return shift.accepted_at is None and now < shift.until_at and due.at < shift.until_at
