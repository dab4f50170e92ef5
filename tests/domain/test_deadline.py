"""Deadlines as values, what is offered, and how one is explained."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deadline import CHOICES, Deadline, Unit, days, offers, real, service
from bot.domain.reckoning import LeftOut, Reason, explain, explain_service
from bot.domain.workdays import Calendar, Holiday
from tests.domain.test_workdays import HOUR, SHANGHAI, USUAL, at, shown

WEEKEND, OFF = Reason.WEEKEND, Reason.HOLIDAY

#: A deadline, when it begins, and when it ends.
DUE = [
    (days(3), "2026-11-26 10:00", "2026-12-01 18:00"),
    (service(4 * HOUR), "2026-11-27 17:00", "2026-11-30 11:30"),
    (real(2 * HOUR), "2026-11-28 23:30", "2026-11-29 01:30"),
    (real(30 * 60_000), "2026-10-01 03:00", "2026-10-01 03:30"),
]


@pytest.mark.parametrize(("deadline", "start", "end"), DUE)
def test_each_kind_of_deadline_ends_in_its_own_way(deadline: Deadline, start: str, end: str) -> None:
    assert shown(deadline.due(USUAL, at(start))) == end


@pytest.mark.parametrize(
    ("deadline", "end"),
    [(days(3), "2026-12-02 18:00"), (service(4 * HOUR), "2026-12-02 10:00"), (real(HOUR), "2026-12-04 10:00")],
)
def test_a_pause_is_made_up_for_in_the_deadlines_own_time(deadline: Deadline, end: str) -> None:
    """A working day, five and a half hours of service, or seventy of the clock, were left."""
    paused, due, now = at("2026-11-27 12:00"), at("2026-11-30 18:00"), at("2026-12-01 12:00")
    if deadline.unit is not Unit.DAYS:
        due = at("2026-11-30 10:00")
    assert shown(deadline.resumed(USUAL, due, paused, now)) == end
    assert deadline.resumed(USUAL, due, due + 1, due + HOUR) == due


#: Of a deadline on Tuesday, 1 December: when the pause begins, when it ends, and when the deadline ends then.
PAUSES = [
    # A pause within one day, of a minute or of all of it, or without service.
    ("11-26 10:00", "11-26 10:01", "12-01"),
    ("11-26 08:31", "11-26 17:59", "12-01"),
    ("11-26 10:00", "11-26 22:00", "12-01"),
    ("11-26 18:01", "11-26 18:02", "12-01"),
    ("11-27 19:00", "11-29 10:00", "12-01"),
    ("11-28 10:00", "11-28 10:01", "12-01"),
    ("11-27 19:00", "11-30 08:00", "12-01"),
    # Each working day on which it stands still when service is over is one more.
    ("11-26 17:59", "11-27 08:31", "12-02"),
    ("11-26 10:00", "11-27 19:00", "12-02"),
    ("11-26 10:00", "11-28 10:00", "12-03"),
    ("11-26 10:00", "11-30 09:00", "12-03"),
    ("11-27 10:00", "12-07 10:00", "12-09"),
    ("11-28 10:00", "12-01 10:00", "12-02"),
    # On its last day none was left after it.
    ("12-01 10:00", "12-01 10:01", "12-01"),
    ("12-01 17:59", "12-01 18:01", "12-02"),
    ("12-01 10:00", "12-04 11:00", "12-04"),
    ("12-01 10:00", "12-05 11:00", "12-07"),
    ("12-01 10:00", "12-04 19:00", "12-07"),
]


@pytest.mark.parametrize(("paused", "now", "end"), PAUSES)
def test_the_working_days_that_were_left_are_counted_from_the_day_on_which_a_pause_ends(
    paused: str, now: str, end: str
) -> None:
    due, year = at("2026-12-01 18:00"), "2026-"
    assert shown(days(3).resumed(USUAL, due, at(year + paused), at(year + now))) == f"{year}{end} 18:00"


def test_a_pause_over_the_new_year_leaves_out_the_days_off() -> None:
    due = days(2).due(USUAL, at("2026-12-30 10:00"))
    assert shown(days(2).resumed(USUAL, due, at("2026-12-30 10:00"), at("2027-01-04 10:00"))) == "2027-01-06 18:00"


@pytest.mark.parametrize(
    ("paused", "now", "end", "stopped"),
    [
        ("11-26 10:00", "11-26 11:00", "12-01", "12-01"),
        ("11-26 10:00", "12-03 10:00", "12-08", "12-01"),
        ("11-27 19:00", "12-03 10:00", "12-07", "12-02"),
        ("11-27 19:00", "12-05 10:00", "12-09", "12-02"),
    ],
)
def test_a_day_named_in_a_pause_is_that_of_going_on_then(paused: str, now: str, end: str, stopped: str) -> None:
    began, at_now, due = at(f"2026-{paused}"), at(f"2026-{now}"), at(f"2026-{end} 18:00")
    kept = days(3).as_stopped(USUAL, due, began, at_now)
    assert shown(kept) == f"2026-{stopped} 18:00"
    assert days(3).resumed(USUAL, kept, began, at_now) == due


@given(
    st.integers(at("2026-01-05 00:00"), at("2026-12-01 00:00")),
    st.integers(0, 40 * 24 * HOUR),
    st.integers(1, 60),
    st.sampled_from([days(1), service(HOUR), real(HOUR)]),
)
def test_a_pause_and_its_opposite_cancel_out(paused: int, long: int, ahead: int, kind: Deadline) -> None:
    now = paused + long
    due = days(ahead).due(USUAL, now)
    kept = kind.as_stopped(USUAL, due, paused, now)
    assert kept > paused and kind.resumed(USUAL, kept, paused, now) == due


def test_a_deadline_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="-1"):
        days(-1)


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2026-11-26 10:00", ["11-26", "12-01", "12-07", "01-08"]),
        ("2026-11-26 18:00", ["11-27", "12-02", "12-08", "01-11"]),  # "today" is over: it is tomorrow
        ("2026-11-28 10:00", ["11-30", "12-03", "12-09", "01-12"]),
        ("2026-09-30 23:00", ["10-08", "10-12", "10-16", "11-18"]),
    ],
)
def test_what_a_secretary_can_choose(now: str, ends: list[str]) -> None:
    found = offers(USUAL, at(now))
    assert [shown(one.due_at)[5:] for one in found] == [f"{day} 18:00" for day in ends]
    assert tuple(one.deadline for one in found) == CHOICES


@given(st.integers(at("2025-01-01 00:00"), at("2028-01-01 00:00")))
def test_nothing_past_is_offered_and_nothing_twice(now: int) -> None:
    ends = [one.due_at for one in offers(USUAL, now)]
    assert ends[0] > now and ends == sorted(set(ends)) and len(ends) == 4


# --- why it ends when it ends ---

FESTIVAL = Holiday("春节", "Chinese New Year (Spring Festival)")


def test_the_reasons_over_a_spring_festival() -> None:
    found = explain(USUAL, at("2026-02-13 19:00"), 5)
    assert (found.from_day, shown(found.due_at)) == (date(2026, 2, 14), "2026-02-28 18:00")
    assert found.counted == tuple(date(2026, 2, day) for day in (24, 25, 26, 27, 28))
    assert found.left_out == (LeftOut(date(2026, 2, 15), date(2026, 2, 23), OFF, FESTIVAL),)
    assert found.made_up == (date(2026, 2, 28),)
    assert found.unknown_years == ()


def test_the_reasons_over_a_weekend_and_from_a_day_off() -> None:
    found = explain(USUAL, at("2026-11-28 10:00"), 5)
    assert found.from_day == date(2026, 11, 30) and found.made_up == ()
    assert found.left_out == (
        LeftOut(date(2026, 11, 28), date(2026, 11, 29), WEEKEND),
        LeftOut(date(2026, 12, 5), date(2026, 12, 6), WEEKEND),
    )


def test_what_is_not_known_is_said() -> None:
    calendar = Calendar(SHANGHAI, years=frozenset({2026}))
    assert explain(calendar, at("2026-12-28 10:00"), 7).unknown_years == (2027,)


def test_the_reasons_of_service_hours() -> None:
    found = explain_service(USUAL, at("2026-11-27 17:00"), 4 * HOUR)
    assert (found.from_day, found.counted) == (date(2026, 11, 27), (date(2026, 11, 27), date(2026, 11, 30)))
    assert found.left_out == (LeftOut(date(2026, 11, 28), date(2026, 11, 29), WEEKEND),)
    assert service(4 * HOUR).explain(USUAL, at("2026-11-27 17:00")) == found
    assert real(HOUR).explain(USUAL, at("2026-11-27 17:00")) is None


@given(st.integers(at("2025-12-01 00:00"), at("2027-01-01 00:00")), st.integers(0, 40))
def test_an_explanation_leaves_no_day_out(start: int, n: int) -> None:
    found = explain(USUAL, start, n)
    assert found == days(n).explain(USUAL, start)
    assert found.due_at == days(n).due(USUAL, start) and len(found.counted) == n
    off = [row.first.toordinal() + k for row in found.left_out for k in range((row.last - row.first).days + 1)]
    counted = [day.toordinal() for day in (found.from_day, *found.counted)]
    first, last = USUAL.day_of(start).toordinal(), USUAL.day_of(found.due_at).toordinal()
    assert set(range(first, last + 1)) - set(off) - set(counted) <= {first}, "the day of the report, after service"
    assert not set(off) & set(counted)
