"""The hours in which somebody wishes for quiet: what comes then comes without a sound."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def is_quiet(hours: tuple[int, int], now: int, timezone: ZoneInfo) -> bool:
    """Whether ``now`` (milliseconds UTC) lies in the hours: minutes of the local day from and to, perhaps over
    midnight. The same minute twice means never.
    """
    local = datetime.fromtimestamp(now / 1000, timezone)
    minute, (begins, ends) = local.hour * 60 + local.minute, hours
    if begins <= ends:
        return begins <= minute < ends
    return minute >= begins or minute < ends
