"""Turns on a post: tables of weeks, and that shifts tile the time whatever the clocks on the wall do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rotation import Days, Length, Pattern, contradict, left_over, spans
from bot.domain.workdays import Calendar

HERE = Calendar(ZoneInfo("Asia/Shanghai"))
PATTERN = Pattern(1, "leader", (1, 2, 3), Length.WHOLE, Days.ALL, date(2026, 7, 1))
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu")


def wall(at: int, zone: ZoneInfo = HERE.timezone) -> str:
    return f"{datetime.fromtimestamp(at / 1000, zone):%m-%d %H:%M}"


def test_three_people_take_turns_by_the_day() -> None:
    found = list(spans(PATTERN, date(2026, 7, 1), date(2026, 7, 5), HERE))
    assert [one.person for one in found] == [1, 2, 3, 1]
    assert (wall(found[0].from_at), wall(found[0].until_at)) == ("07-01 08:00", "07-02 08:00")


def test_by_day_and_by_night() -> None:
    halves = replace(PATTERN, length=Length.HALVES, people=(1, 2, 3))
    found = list(spans(halves, date(2026, 7, 1), date(2026, 7, 3), HERE))
    assert [(one.person, wall(one.from_at)) for one in found] == [
        (1, "07-01 08:00"),
        (2, "07-01 20:00"),
        (3, "07-02 08:00"),
        (1, "07-02 20:00"),
    ]


def test_days_off_are_another_patterns() -> None:
    """1 July 2026 is a Wednesday; Saturday and Sunday are off."""
    week = date(2026, 7, 1), date(2026, 7, 8)
    work = [one.from_at for one in spans(replace(PATTERN, days=Days.WORK), *week, HERE)]
    off = [one.from_at for one in spans(replace(PATTERN, days=Days.OFF), *week, HERE)]
    assert [wall(at) for at in off] == ["07-04 08:00", "07-05 08:00"] and len(work) == 5


def test_it_ends_on_its_day() -> None:
    season = replace(PATTERN, since=date(2026, 6, 1), until=date(2026, 6, 3))
    assert len(list(spans(season, date(2026, 5, 1), date(2026, 7, 1), HERE))) == 2


@pytest.mark.parametrize(("zone", "day", "hours"), [("America/New_York", 7, 23), ("Europe/Berlin", 28, 23)])
def test_a_night_in_which_the_clocks_go_forward_is_shorter(zone: str, day: int, hours: int) -> None:
    calendar = Calendar(ZoneInfo(zone))
    found = next(spans(replace(PATTERN, since=date(2026, 3, day)), date(2026, 3, day), date(2026, 4, 1), calendar))
    assert found.until_at - found.from_at == hours * 3_600_000


@given(
    st.sampled_from(ZONES),
    st.sampled_from(Length),
    st.integers(0, 700),
    st.integers(1, 40),
    st.integers(0, 720),
    st.lists(st.integers(1, 9), min_size=1, max_size=7),
)
def test_shifts_tile_the_time(zone: str, length: Length, day: int, many: int, change: int, people: list[int]) -> None:
    calendar, first = Calendar(ZoneInfo(zone)), date(2026, 1, 1) + timedelta(days=day)
    pattern = replace(PATTERN, people=tuple(people), length=length, since=first, change=change, night=change + 719)
    found = list(spans(pattern, first, first + timedelta(days=many), calendar))
    assert len(found) == many * (2 if length is Length.HALVES else 1)
    assert all(one.until_at == after.from_at for one, after in pairwise(found))
    assert all(one.from_at < one.until_at for one in found)
    assert [one.person for one in found] == [people[n % len(people)] for n in range(len(found))]


@given(st.integers(0, 300), st.integers(1, 60), st.sampled_from(Days), st.sampled_from(Length))
def test_whenever_it_is_reckoned_it_is_the_same(skip: int, many: int, days: Days, length: Length) -> None:
    pattern = replace(PATTERN, days=days, length=length)
    begin, end = PATTERN.since, PATTERN.since + timedelta(days=skip + many)
    later = begin + timedelta(days=skip)
    whole = list(spans(pattern, begin, end, HERE))
    edge = HERE.instant(later, 0)
    assert list(spans(pattern, later, end, HERE)) == [one for one in whole if one.from_at >= edge]


def test_after_a_season_the_turns_go_on_where_they_were() -> None:
    season = replace(PATTERN, pattern_id=2, people=(7, 8), since=date(2026, 7, 5), until=date(2026, 7, 8))
    assert contradict(PATTERN, season)
    (after,) = left_over(PATTERN, season, HERE)
    assert (after.since, after.until, after.people) == (date(2026, 7, 8), None, (2, 3, 1)), "four turns were had"


def test_beside_working_days_the_others_go_on() -> None:
    work = replace(PATTERN, pattern_id=2, people=(7,), days=Days.WORK, since=date(2026, 7, 5), until=date(2026, 7, 8))
    (beside, after) = left_over(replace(PATTERN, until=date(2026, 8, 1)), work, HERE)
    assert (beside.days, beside.since, beside.until) == (Days.OFF, date(2026, 7, 5), date(2026, 7, 8))
    assert (after.days, after.since, after.until) == (Days.ALL, date(2026, 7, 8), date(2026, 8, 1))
    assert not contradict(replace(PATTERN, days=Days.OFF), work)
    assert left_over(PATTERN, replace(PATTERN, since=date(2026, 7, 5)), HERE) == []


@pytest.mark.parametrize(
    ("until", "both"),
    [(date(2026, 7, 1), False), (date(2026, 7, 2), True), (None, True)],
)
def test_patterns_that_never_meet_leave_each_other_alone(until: date | None, both: bool) -> None:
    assert contradict(PATTERN, replace(PATTERN, since=date(2026, 6, 1), until=until)) is both
