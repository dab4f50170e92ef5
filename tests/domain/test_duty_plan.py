"""The flood season: of which year it is."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.duty_plan import Season, clock

FLOOD = Season((6, 1), (9, 30))
WINTER = Season((11, 15), (3, 15))


@pytest.mark.parametrize(
    ("season", "day", "first", "end"),
    [
        (FLOOD, date(2026, 1, 1), date(2026, 6, 1), date(2026, 10, 1)),
        (FLOOD, date(2026, 6, 1), date(2026, 6, 1), date(2026, 10, 1)),
        (FLOOD, date(2026, 9, 30), date(2026, 6, 1), date(2026, 10, 1)),
        (FLOOD, date(2026, 10, 1), date(2027, 6, 1), date(2027, 10, 1)),
        (WINTER, date(2026, 1, 1), date(2025, 11, 15), date(2026, 3, 16)),
        (WINTER, date(2026, 12, 31), date(2026, 11, 15), date(2027, 3, 16)),
        (WINTER, date(2026, 7, 1), date(2026, 11, 15), date(2027, 3, 16)),
        (Season((6, 1), (12, 31)), date(2026, 12, 31), date(2026, 6, 1), date(2027, 1, 1)),
    ],
)
def test_the_season_that_is_now_or_comes_next(season: Season, day: date, first: date, end: date) -> None:
    assert season.span(day) == (first, end)
    assert season.holds(day) is (first <= day)


def test_minutes_as_clocks_show_them() -> None:
    assert (clock(0), clock(485), clock(1439)) == ("00:00", "08:05", "23:59")
