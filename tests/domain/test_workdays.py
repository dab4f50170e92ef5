"""The calendar of a community: make-up days, long holidays, ends of years, clocks that are changed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.workdays import Calendar, Holiday
from tests.made import demo

HOUR = 3_600_000
USUAL = demo().calendar
SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
#: Round the clock on every day but Sunday, where the clocks are changed; Good Friday and New Year are off.
FOREIGN = Calendar(
    BERLIN,
    ((0, 150), (151, 1440)),
    frozenset({6}),
    {date(2026, 4, 3): Holiday("x", "x"), date(2027, 1, 1): Holiday("y", "y")},
)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> int:
    """The instant that a local time means."""
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


def shown(instant: int, zone: ZoneInfo = SHANGHAI) -> str:
    """The local time of an instant."""
    return datetime.fromtimestamp(instant / 1000, zone).isoformat(" ", "minutes")[:16]


#: The State Council's arrangement for 2026, by hand: the days off, and the weekend days that are worked.
OFF_2026 = [
    ("01-01", "01-03"),
    ("02-15", "02-23"),
    ("04-04", "04-06"),
    ("05-01", "05-05"),
    ("06-19", "06-21"),
    ("09-25", "09-27"),
    ("10-01", "10-07"),
]
MADE_UP_2026 = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def test_2026_is_as_the_state_council_arranged_it() -> None:
    off = set()
    for first, last in OFF_2026:
        day, end = date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last}")
        off |= {day + timedelta(days=n) for n in range((end - day).days + 1)}
    made_up = {date.fromisoformat(f"2026-{day}") for day in MADE_UP_2026}
    for n in range(365):
        day = date(2026, 1, 1) + timedelta(days=n)
        worked = day in made_up or (day.weekday() < 5 and day not in off)
        assert USUAL.is_workday(day) == worked, day


#: From when, how many working days, and when it ends.
DAYS = [
    ("2026-11-23 10:00", 0, "2026-11-23 18:00"),
    ("2026-11-23 17:59", 0, "2026-11-23 18:00"),
    ("2026-11-23 18:00", 0, "2026-11-24 18:00"),  # service is over: the next day is "today"
    ("2026-11-23 07:00", 1, "2026-11-24 18:00"),  # before service it is still today
    ("2026-11-23 12:30", 1, "2026-11-24 18:00"),  # and in the midday break
    ("2026-11-23 20:00", 1, "2026-11-25 18:00"),
    ("2026-11-26 10:00", 1, "2026-11-27 18:00"),
    ("2026-11-26 10:00", 3, "2026-12-01 18:00"),  # over a weekend
    ("2026-11-28 10:00", 3, "2026-12-03 18:00"),  # from a Saturday: from Monday
    ("2026-02-13 10:00", 1, "2026-02-14 18:00"),  # a Saturday that is worked before the Spring Festival
    ("2026-02-13 10:00", 2, "2026-02-24 18:00"),
    ("2026-02-16 10:00", 3, "2026-02-27 18:00"),  # reported on New Year's Eve
    ("2026-02-16 10:00", 4, "2026-02-28 18:00"),
    ("2026-09-18 10:00", 1, "2026-09-20 18:00"),  # a Sunday that is worked
    ("2026-09-30 10:00", 3, "2026-10-10 18:00"),  # National Day, and the Saturday that is worked after it
    ("2026-09-30 19:00", 0, "2026-10-08 18:00"),
    ("2026-12-31 10:00", 1, "2027-01-04 18:00"),  # over the end of a year
    ("2026-11-26 10:00", 30, "2027-01-08 18:00"),
    ("2026-01-01 10:00", 0, "2026-01-04 18:00"),
]


@pytest.mark.parametrize(("start", "n", "due"), DAYS)
def test_so_many_working_days(start: str, n: int, due: str) -> None:
    assert shown(USUAL.after_days(at(start), n)) == due


#: An instant, whether somebody is there, and when somebody is.
SERVICE = [
    ("2026-11-23 08:29", False, "2026-11-23 08:30"),
    ("2026-11-23 08:30", True, "2026-11-23 08:30"),
    ("2026-11-23 12:00", False, "2026-11-23 14:00"),
    ("2026-11-23 17:59", True, "2026-11-23 17:59"),
    ("2026-11-23 18:00", False, "2026-11-24 08:30"),
    ("2026-11-28 10:00", False, "2026-11-30 08:30"),
    ("2026-09-20 10:00", True, "2026-09-20 10:00"),
    ("2026-10-02 10:00", False, "2026-10-08 08:30"),
    ("2026-10-10 10:00", True, "2026-10-10 10:00"),
]


@pytest.mark.parametrize(("text", "there", "following"), SERVICE)
def test_service_hours(text: str, there: bool, following: str) -> None:
    assert USUAL.in_service(at(text)) == there
    assert shown(USUAL.next_service(at(text))) == following


#: From when, how many hours of service, and when they are over.
HOURS = [
    ("2026-11-23 10:00", 0, "2026-11-23 10:00"),
    ("2026-11-23 10:00", 2, "2026-11-23 12:00"),  # at the end of the morning, not when the afternoon begins
    ("2026-11-23 10:00", 4, "2026-11-23 16:00"),
    ("2026-11-23 17:00", 4, "2026-11-24 11:30"),
    ("2026-11-27 17:00", 4, "2026-11-30 11:30"),
    ("2026-11-28 03:00", 4, "2026-11-30 14:30"),
    ("2026-09-30 17:00", 1.5, "2026-10-08 09:00"),
    ("2026-09-30 18:00", 0, "2026-09-30 18:00"),
]


@pytest.mark.parametrize(("start", "hours", "end"), HOURS)
def test_hours_of_service(start: str, hours: float, end: str) -> None:
    assert shown(USUAL.plus(at(start), int(hours * HOUR))) == end
    assert USUAL.between(at(start), at(end)) == hours * HOUR


def test_time_runs_one_way() -> None:
    assert USUAL.between(at("2026-11-24 10:00"), at("2026-11-23 10:00")) == 0
    assert USUAL.plus(at("2026-11-24 10:00"), -5) == at("2026-11-24 10:00")


def test_a_clock_that_stood_still_goes_on_with_what_was_left() -> None:
    due, paused = at("2026-11-25 18:00"), at("2026-11-24 16:00")  # a day and two hours were left
    assert shown(USUAL.resumed(due, paused, at("2026-11-27 16:00"))) == "2026-11-30 18:00"
    assert USUAL.resumed(due, paused, paused) == due
    assert USUAL.resumed(due, due + 1, at("2026-11-27 16:00")) == due, "what was late stays late"


def test_the_year_that_nobody_arranged_yet_is_named() -> None:
    calendar = Calendar(SHANGHAI, years=frozenset({2026}))
    assert calendar.unknown_soon(at("2026-10-30 10:00")) == ()
    assert calendar.unknown_soon(at("2026-11-26 10:00")) == (2027,)
    assert calendar.unknown_soon(at("2025-12-20 10:00")) == (2025,)
    assert calendar.unknown_soon(at("2027-12-20 10:00")) == (2027, 2028)


@pytest.mark.parametrize(
    ("hours", "weekend"),
    [
        ((), {6}),
        (((600, 600),), {6}),
        (((600, 540),), {6}),
        (((540, 720), (700, 800)), {6}),
        (((540, 720), (720, 800)), {6}),
        (((-1, 720),), {6}),
        (((540, 1441),), {6}),
        (((540, 720),), set(range(7))),
    ],
)
def test_a_calendar_without_work_is_none(hours: tuple[tuple[int, int], ...], weekend: set[int]) -> None:
    with pytest.raises(ValueError, match=r"hours|work"):
        Calendar(SHANGHAI, hours, frozenset(weekend))


# --- where the clocks are changed: at 2:00 on 29 March 2026 to 3:00, at 3:00 on 25 October back to 2:00 ---

CHANGING = Calendar(BERLIN, ((60, 150), (170, 190)), frozenset())


def test_an_hour_that_is_skipped_is_no_service() -> None:
    day = date(2026, 3, 29)
    skip = at("2026-03-29 03:00", BERLIN)
    assert [CHANGING.instant(day, minute) - skip for minute in (119, 120, 150, 179, 180, 181)] == [
        -60_000,
        0,
        0,
        0,
        0,
        60_000,
    ]
    assert CHANGING.between(at("2026-03-29 00:00", BERLIN), at("2026-03-30 00:00", BERLIN)) == 70 * 60_000
    assert CHANGING.between(at("2026-03-28 00:00", BERLIN), at("2026-03-29 00:00", BERLIN)) == 110 * 60_000


def test_an_hour_that_comes_twice_counts_as_long_as_it_is() -> None:
    whole = Calendar(BERLIN, ((60, 240),), frozenset())
    assert whole.between(at("2026-10-25 00:00", BERLIN), at("2026-10-26 00:00", BERLIN)) == 4 * HOUR
    assert whole.between(at("2026-10-24 00:00", BERLIN), at("2026-10-25 00:00", BERLIN)) == 3 * HOUR


def test_days_are_local_days_where_the_clocks_are_changed() -> None:
    office = Calendar(BERLIN)
    assert shown(office.after_days(at("2026-03-27 10:00", BERLIN), 1), BERLIN) == "2026-03-30 18:00"
    assert shown(office.after_days(at("2026-10-23 10:00", BERLIN), 1), BERLIN) == "2026-10-26 18:00"


# --- what holds always ---

CALENDARS = st.sampled_from([USUAL, FOREIGN, CHANGING, Calendar(ZoneInfo("America/New_York"), ((1200, 1440),))])
INSTANTS = st.one_of(
    st.integers(at("2025-12-01 00:00"), at("2027-03-01 00:00")),
    st.integers(at("2026-03-27 00:00", BERLIN), at("2026-03-31 00:00", BERLIN)),
    st.integers(at("2026-10-23 00:00", BERLIN), at("2026-10-27 00:00", BERLIN)),
)
SPANS = st.integers(0, 40 * 24 * HOUR)


@given(CALENDARS, INSTANTS, st.integers(0, 3 * 24 * HOUR), st.integers(0, 35))
def test_a_later_start_never_ends_earlier(calendar: Calendar, start: int, later: int, n: int) -> None:
    due = calendar.after_days(start, n)
    assert start < due <= calendar.after_days(start + later, n)
    assert due < calendar.after_days(start, n + 1)
    assert calendar.is_workday(calendar.day_of(due - 1))


@given(CALENDARS, INSTANTS, st.integers(0, 60 * HOUR))
def test_between_undoes_plus(calendar: Calendar, start: int, span: int) -> None:
    end = calendar.plus(start, span)
    assert calendar.between(start, end) == span
    assert end == start or calendar.in_service(end - 1), "it ends with the last of it, never in a pause"


@given(CALENDARS, INSTANTS, SPANS)
def test_plus_undoes_between(calendar: Calendar, start: int, span: int) -> None:
    end = start + span
    again = calendar.plus(start, calendar.between(start, end))
    assert again <= end
    assert calendar.between(again, end) == 0
    assert again in (end, start) or not calendar.in_service(end - 1)


@given(CALENDARS, INSTANTS, SPANS, SPANS)
def test_service_time_adds_up(calendar: Calendar, start: int, one: int, other: int) -> None:
    middle, end = start + one, start + one + other
    assert calendar.between(start, end) == calendar.between(start, middle) + calendar.between(middle, end)
    assert 0 <= calendar.between(start, end) <= end - start


@given(CALENDARS, INSTANTS)
def test_the_next_service_is_the_next(calendar: Calendar, start: int) -> None:
    following = calendar.next_service(start)
    assert calendar.in_service(following) and (following == start) == calendar.in_service(start)
    assert calendar.between(start, following) == 0


@given(CALENDARS, INSTANTS, SPANS, SPANS)
def test_a_pause_leaves_what_was_left(calendar: Calendar, paused: int, left: int, pause: int) -> None:
    due = calendar.plus(paused, left // 8)
    resumed = calendar.resumed(due, paused, paused + pause)
    assert due == paused or calendar.between(paused + pause, resumed) == calendar.between(paused, due)
