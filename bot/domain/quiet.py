"""The hours in which somebody wishes for quiet: what comes then comes without a sound."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

Hours = tuple[int, int]

#: No quiet at all: the same minute twice.
NEVER: Hours = (0, 0)
#: What is offered first, in minutes of the day.
USUAL: tuple[Hours, ...] = ((22 * 60, 7 * 60), (21 * 60, 8 * 60))
#: What can be put together by oneself.
BEGINS = tuple(hour * 60 for hour in (19, 20, 21, 22, 23))
ENDS = tuple(hour * 60 for hour in (5, 6, 7, 8, 9))


def is_quiet(hours: Hours, now: int, timezone: ZoneInfo) -> bool:
    """Whether ``now`` (milliseconds UTC) lies in the hours: minutes of the local day from and to, perhaps over
    midnight. The same minute twice means never.
    """
    local = datetime.fromtimestamp(now / 1000, timezone)
    minute, (begins, ends) = local.hour * 60 + local.minute, hours
    if begins <= ends:
        return begins <= minute < ends
    return minute >= begins or minute < ends


def is_offered(hours: Hours) -> bool:
    """Whether these hours are among those that can be chosen."""
    return hours in (NEVER, *USUAL) or (hours[0] in BEGINS and hours[1] in ENDS)
