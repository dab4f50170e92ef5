"""What is reckoned from forecasts: thresholds, rises that are told, and rivers."""

from __future__ import annotations

import pytest

from bot.domain.estimate import (
    SETTLED_MS,
    Estimate,
    High,
    Told,
    expected,
    largest,
    rain_estimate,
    risen,
    river_estimate,
)
from bot.domain.source_health import Health, next_try_ms
from bot.domain.warning import Colour, Discharge, Forecast, Rain
from bot.domain.weather_plan import NATIONAL, Threshold
from tests.made import NOW

HOUR, DAY, MINUTE = 3_600_000, 86_400_000, 60_000


def hourly(*mm: float | None, begins: int = NOW, lasts: int = HOUR) -> Forecast:
    """A forecast by steps from now on."""
    return Forecast("rain", 35.5, 112.9, tuple(Rain(begins + n * lasts, lasts, one) for n, one in enumerate(mm)))


@pytest.mark.parametrize(
    ("mm", "colour", "hours"),
    [
        ([50], Colour.ORANGE, 3),
        ([49.9], None, 0),
        ([100], Colour.RED, 3),
        ([99.9], Colour.ORANGE, 3),
        ([16.7, 16.7, 16.6], Colour.ORANGE, 3),
        ([10, 10, 10, 10, 10], Colour.YELLOW, 6),
        ([12.5, 0, 0, 12.5, 0, 0, 12.5, 0, 0, 12.5], Colour.BLUE, 12),
        ([12.5, 0, 0, 0, 12.5, 0, 0, 0, 12.5, 0, 0, 0, 12.5], None, 0),  # 50 mm, in 13 hours
        ([4.2] * 24, Colour.BLUE, 12),
        ([4.1] * 24, None, 0),
        ([0] * 10 + [40, 40, 40], Colour.RED, 3),
        ([25, None, 25], Colour.ORANGE, 3),  # what is not known counts as nothing
        ([None, None], None, 0),
        ([], None, 0),
    ],
)
def test_the_national_thresholds(mm: list[float | None], colour: Colour | None, hours: int) -> None:
    found = rain_estimate(hourly(*mm), NATIONAL, NOW)
    assert (found and found.colour, found.hours if found else 0) == (colour, hours)


def test_when_it_begins_and_how_much_it_is() -> None:
    assert rain_estimate(hourly(0, 0, 30, 30, 1), NATIONAL, NOW) == Estimate(Colour.ORANGE, NOW + HOUR, 60.0, 3)


def test_local_standards_are_another_table() -> None:
    dongcheng = [Threshold(Colour.BLUE, 50, 6)]
    found = rain_estimate(hourly(10, 10, 10, 10, 10), dongcheng, NOW)
    assert found is not None and found.colour is Colour.BLUE
    assert rain_estimate(hourly(*[4.2] * 12), dongcheng, NOW) is None


def test_what_is_over_is_over_and_what_has_begun_counts() -> None:
    assert rain_estimate(hourly(60, begins=NOW - 4 * HOUR), NATIONAL, NOW) is None
    assert rain_estimate(hourly(60, 0, 0, 0, 0, 1, begins=NOW - 4 * HOUR), NATIONAL, NOW) is not None
    assert rain_estimate(hourly(30, 0, 30, begins=NOW - 2 * HOUR), NATIONAL, NOW) is not None


def test_small_steps() -> None:
    quarters = hourly(*[4.2] * 12, lasts=15 * MINUTE)
    found = rain_estimate(quarters, NATIONAL, NOW)
    assert found is not None and (found.colour, found.mm) == (Colour.ORANGE, 50.4)


def test_the_rain_of_the_next_hours() -> None:
    assert expected(hourly(1, 2, 3, 4), NOW, 3) == 6
    assert expected(hourly(2, 2, begins=NOW - HOUR // 2), NOW, 1) == 2, "half of the one and half of the other"
    assert expected(hourly(None, None), NOW, 3) is None
    assert expected(hourly(5, begins=NOW - 3 * HOUR), NOW, 3) is None, "a forecast that has ended says nothing"


def test_a_rise_is_told_once_and_a_swing_is_none() -> None:
    told = Told()
    heard = []
    steps = [(0, 0), (1, 1), (2, 2), (3, 0), (4, 2), (5, 3), (6, 2), (13, 2), (14, 3)]
    for hour, rank in steps:
        rises, told = risen(told, rank, NOW + hour * HOUR)
        heard += [(hour, rank)] if rises else []
    assert heard == [(1, 1), (2, 2), (5, 3), (14, 3)]


def test_after_a_quiet_time_the_next_rise_is_a_new_one() -> None:
    _, told = risen(Told(), 2, NOW)
    _, told = risen(told, 0, NOW + HOUR)
    assert risen(told, 2, NOW + HOUR + SETTLED_MS - 1)[0] is False
    assert risen(told, 2, NOW + HOUR + SETTLED_MS)[0] is False, "it was lower for long only if that was seen"
    _, told = risen(told, 0, NOW + HOUR + SETTLED_MS)
    assert risen(told, 2, NOW + HOUR + SETTLED_MS + 1)[0] is True


# --- rivers ---


def river(*values: float | None, past: int = 60) -> Discharge:
    """A river that had about ten cubic metres for so many days, and then these."""
    midnight = NOW // DAY * DAY
    before = [10.0 + n % 5 for n in range(past)]
    return Discharge("river", 1, 2, tuple((midnight + (n - past) * DAY, v) for n, v in enumerate([*before, *values])))


def test_a_river_is_compared_with_its_own_past() -> None:
    assert river_estimate(river(12, 30, 90.5, 40), NOW) == High(NOW // DAY * DAY + 2 * DAY, 90.5, 14.0)
    assert river_estimate(river(12, 14, 15), NOW) is None
    assert river_estimate(river(None, None), NOW) is None
    assert river_estimate(river(90, past=29), NOW) is None, "too little is known of its past"


def test_the_cell_with_the_most_water_is_the_river() -> None:
    small, great = river(past=0), river(5, 6, past=0)
    assert largest([small, great]) is great
    assert largest([]) is None


# --- the health of a source ---


def health(read_at: int | None, failures: int, told_at: int | None = None) -> Health:
    """A source that was first asked two days ago."""
    since = NOW - MINUTE if failures else None
    return Health("cma", NOW - 2 * DAY, NOW, read_at, failures, since, told_at)


@pytest.mark.parametrize(
    ("state", "stale", "tell"),
    [
        (health(NOW, 0), False, False),
        (health(NOW - 3 * DAY, 0), False, False),  # old, but the last try was good: nobody has asked since
        (health(NOW - 14 * MINUTE, 14), False, False),
        (health(NOW - 15 * MINUTE, 15), True, True),
        (health(None, 1), True, True),  # never read, and first asked two days ago
        (health(NOW - DAY, 9, NOW - DAY + 1), True, False),
        (health(NOW - 2 * DAY, 9, NOW - DAY), True, True),
    ],
)
def test_when_a_source_is_stale(state: Health, stale: bool, tell: bool) -> None:
    assert state.is_stale(15 * MINUTE, NOW) is stale
    assert state.is_due_to_tell(15 * MINUTE, NOW) is tell


def test_a_source_that_fails_is_asked_sooner_and_then_less_often() -> None:
    assert [next_try_ms(15 * MINUTE, n) // MINUTE for n in range(6)] == [15, 2, 4, 8, 15, 15]
    assert next_try_ms(MINUTE, 5) == MINUTE
