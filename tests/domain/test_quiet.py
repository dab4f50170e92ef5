"""When it is quiet: over midnight and not, at the edges, never, and where the clocks are changed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.quiet import BEGINS, ENDS, NEVER, USUAL, is_offered, is_quiet

SHANGHAI, BERLIN, KATHMANDU = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu")
NIGHT, NOON = (22 * 60, 7 * 60), (12 * 60, 14 * 60)

#: The hours, an instant (UTC), the zone, and whether it is quiet then.
TABLE = [
    (NIGHT, "2026-11-23 13:59:59", SHANGHAI, False),  # 21:59:59 there
    (NIGHT, "2026-11-23 14:00:00", SHANGHAI, True),
    (NIGHT, "2026-11-23 16:00:00", SHANGHAI, True),  # midnight
    (NIGHT, "2026-11-23 22:59:59", SHANGHAI, True),
    (NIGHT, "2026-11-23 23:00:00", SHANGHAI, False),
    (NIGHT, "2026-11-23 04:00:00", SHANGHAI, False),
    (NOON, "2026-11-23 03:59:00", SHANGHAI, False),
    (NOON, "2026-11-23 04:00:00", SHANGHAI, True),
    (NOON, "2026-11-23 06:00:00", SHANGHAI, False),
    (NEVER, "2026-11-23 16:00:00", SHANGHAI, False),
    ((5 * 60, 5 * 60), "2026-11-22 21:00:00", SHANGHAI, False),
    (NIGHT, "2026-11-23 16:14:00", KATHMANDU, False),  # 21:59: a zone of a quarter of an hour
    (NIGHT, "2026-11-23 16:15:00", KATHMANDU, True),
    # The clock goes from 2:00 to 3:00 (1:00 UTC): what ends at 7 ends an hour earlier by UTC than the day before.
    (NIGHT, "2026-03-28 05:30:00", BERLIN, True),
    (NIGHT, "2026-03-29 05:30:00", BERLIN, False),
    # And back from 3:00 to 2:00: half past two comes twice, quiet both times.
    ((2 * 60, 3 * 60), "2026-10-25 00:30:00", BERLIN, True),
    ((2 * 60, 3 * 60), "2026-10-25 01:30:00", BERLIN, True),
    ((2 * 60, 3 * 60), "2026-10-25 02:00:00", BERLIN, False),
]


@pytest.mark.parametrize(("hours", "at", "zone", "quiet"), TABLE)
def test_the_table_of_quiet(hours: tuple[int, int], at: str, zone: ZoneInfo, quiet: bool) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("UTC"))
    assert is_quiet(hours, round(now.timestamp() * 1000), zone) is quiet


def test_only_what_a_button_offers_can_be_chosen() -> None:
    offered = {NEVER, *USUAL, *((begins, ends) for begins in BEGINS for ends in ENDS)}
    for begins in range(0, 24 * 60, 30):
        for ends in range(0, 24 * 60, 30):
            assert is_offered((begins, ends)) is ((begins, ends) in offered)
    assert not is_offered((10**14, 420))
    assert all(begins not in ENDS for begins in BEGINS), "no choice of one's own means never by accident"
