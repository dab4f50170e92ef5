"""Where nobody stands, as shifts that somebody can be given."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.domain.roster import Origin, Shift
from bot.domain.roster_gaps import open_spans
from bot.domain.workdays import Calendar

HOUR = 3_600_000
HERE = Calendar(ZoneInfo("Asia/Shanghai"))
#: 1 July 2026, 08:00.
NOW = 1_782_864_000_000


def shift(begin: int, end: int, post: str = "g1", seat: int = 1) -> Shift:
    """Hours from now."""
    return Shift(begin + 100, post, seat, 1, 1, NOW + begin * HOUR, NOW + end * HOUR, Origin.HAND)


def found(*shifts: Shift, begin: int = 0, end: int = 168) -> list[tuple[int, int]]:
    spans = open_spans(shifts, "g1", (NOW + begin * HOUR, NOW + end * HOUR), 8 * 60, HERE)
    return [((one - NOW) // HOUR, (two - NOW) // HOUR) for one, two in spans]


def test_a_gap_is_cut_where_shifts_change() -> None:
    assert found(shift(0, 24), shift(72, 168)) == [(24, 48), (48, 72)]
    assert found(shift(0, 30), shift(50, 168)) == [(30, 48), (48, 50)]


def test_where_somebody_stands_there_is_none() -> None:
    assert found(shift(0, 168)) == [] and found() == []
    assert found(shift(0, 168), shift(0, 24, "g2")) == [], "another post"
    assert found(shift(0, 24), shift(24, 48, seat=2), shift(48, 168)) == [(24, 48)], "the second seat is not the first"


def test_one_that_has_begun_keeps_its_beginning() -> None:
    assert found(shift(-30, -2), shift(10, 168)) == [(-2, 0), (0, 10)][1:], "what is over is not filled"
    assert found(shift(-24, 2), shift(20, 168), begin=5) == [(2, 20)]
