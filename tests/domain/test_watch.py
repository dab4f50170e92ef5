"""The clocks of cases: what must be set, when who is reminded, and that no open case is ever without a time to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import clocks, ladder, reminder, watch
from bot.domain.calm import is_calm, next_calm
from bot.domain.case import Case, State
from bot.domain.clocks import CLIMBS, REMINDS, Clock, Pace
from bot.domain.ladder import LADDERS, Rung, Taken
from bot.domain.loop import ENDED, PAUSED
from bot.domain.quiet import BEGINS, ENDS, NEVER
from tests.domain.loops import standing
from tests.made import case, demo

CALENDAR = demo().calendar
USUAL = Pace(CALENDAR, demo().policy, urgent=False)
URGENT = replace(USUAL, urgent=True)
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
OPEN = sorted(set(State) - ENDED)


def at(text: str) -> int:
    """An instant by the community's clocks: "11-30 10:00" of 2026; the 30th of November is a Monday."""
    local = datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=demo().timezone)
    return round(local.timestamp() * 1000)


def a_case(state: State, **more: object) -> Case:
    """A case that was reported on Monday at ten."""
    monday = at("11-30 10:00")
    known = standing(state, reported_at=monday, changed_at=monday, due_at=at("12-03 18:00"))
    paused = {"paused_at": monday, "return_at": at("12-07 18:00")} if state in PAUSED else {}
    return replace(known, **{"state_at": monday, "due_from": monday, **paused, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (State.REPORTED, {"deadline", "ladder.assign"}),
        (State.OPENED, {"deadline", "ladder.assign"}),
        (State.ASSIGNED, {"deadline", "ladder.accept", "ladder.due"}),
        (State.ACCEPTED, {"deadline", "ladder.due"}),
        (State.HANDLING, {"deadline", "ladder.due"}),
        (State.FED_BACK, {"deadline", "ladder.verify"}),
        (State.VERIFIED, {"deadline", "ladder.close"}),
        (State.NEED_INFO, {"return"}),
        (State.REFERRED, {"return"}),
        (State.PARKED, {"return"}),
        (State.CLOSED, {"archive", "confirm"}),
        (State.REJECTED, {"archive"}),
        (State.MERGED, {"archive"}),
        (State.SPLIT, {"archive"}),
        (State.ARCHIVED, set()),
    ],
)
def test_each_state_has_its_timers(state: State, kinds: set[str]) -> None:
    assert set(watch.timers(a_case(state), USUAL, at("11-30 10:00"), {})) == kinds


def test_the_tables_are_whole() -> None:
    assert set(REMINDS) == set(OPEN) and set(CLIMBS) == set(OPEN) - PAUSED
    assert set(LADDERS) == {clock for found in CLIMBS.values() for clock in found}
    assert set(watch.KINDS) == {"deadline", "return", "archive", "confirm"} | {f"ladder.{clock}" for clock in LADDERS}


@pytest.mark.parametrize(
    ("clock", "state", "usual", "urgent"),
    [
        (Clock.ASSIGN, State.OPENED, "11-30 16:00", "11-30 10:15"),  # four hours of service, with lunch between
        (Clock.ACCEPT, State.ASSIGNED, "11-30 11:00", "11-30 10:15"),
        (Clock.DUE, State.HANDLING, "12-03 18:00", "12-03 18:00"),
        (Clock.VERIFY, State.FED_BACK, "12-01 18:00", "12-01 18:00"),
        (Clock.CLOSE, State.VERIFIED, "12-01 18:00", "12-01 18:00"),
        (Clock.RETURN, State.PARKED, "12-07 18:00", "12-07 18:00"),
    ],
)
def test_by_when_it_must_have_been_done(clock: Clock, state: State, usual: str, urgent: str) -> None:
    known = a_case(state)
    assert clocks.limit(known, clock, USUAL) == at(usual)
    assert clocks.limit(known, clock, URGENT) == at(urgent)


def test_at_night_only_an_emergency_is_waited_for() -> None:
    known = a_case(State.ASSIGNED, state_at=at("11-30 23:00"))
    assert clocks.limit(known, Clock.ACCEPT, USUAL) == at("12-01 09:30")
    assert clocks.limit(known, Clock.ACCEPT, URGENT) == at("11-30 23:15")


def test_who_gets_a_case_late_is_late_from_then_on() -> None:
    known = a_case(State.ASSIGNED, assigned_at=at("12-10 10:00"))
    assert clocks.limit(known, Clock.DUE, USUAL) == at("12-10 10:00")


# --- reminders ---


@pytest.mark.parametrize(
    ("opened", "due", "told"),
    [
        # Thirty working days: half of them, the morning before, the deadline.
        ("10-12 10:00", "11-23 18:00", ["11-02 15:00", "11-20 08:30", "11-23 18:00"]),
        # Half time lies on the day before: one of them is enough.
        ("11-30 10:00", "12-03 18:00", ["12-02 08:30", "12-03 18:00"]),
        ("11-30 10:00", "12-01 18:00", ["12-01 09:15", "12-01 18:00"]),  # the day before had begun
        ("11-30 10:00", "11-30 16:00", ["11-30 12:00", "11-30 16:00"]),
        ("12-04 15:00", "12-07 18:00", ["12-07 10:45", "12-07 18:00"]),  # a weekend between
    ],
)
def test_the_reminders_of_a_deadline(opened: str, due: str, told: list[str]) -> None:
    found = reminder.reminders(at(opened), at(due), USUAL)
    assert [datetime.fromtimestamp(one / 1000, demo().timezone).strftime("%m-%d %H:%M") for one in found] == told


def test_an_emergency_is_half_over_at_any_hour() -> None:
    assert reminder.reminders(at("11-30 22:00"), at("12-01 00:00"), URGENT) == (at("11-30 23:00"), at("12-01 00:00"))


def test_after_the_deadline_it_comes_every_morning_of_service() -> None:
    known, seen, now = a_case(State.HANDLING), [], at("12-03 17:59")
    for _ in range(4):
        now = reminder.next_reminder(known, now, USUAL)
        seen.append(now)
    assert seen == [at("12-03 18:00"), at("12-04 08:30"), at("12-07 08:30"), at("12-08 08:30")]
    assert reminder.next_reminder(known, at("12-04 08:30"), URGENT) == at("12-05 08:30"), "a weekend is none of it"


@pytest.mark.parametrize(("state", "first"), [(State.FED_BACK, "12-01 18:00"), (State.VERIFIED, "12-01 18:00")])
def test_who_verifies_and_closes_is_reminded_when_their_day_is_over(state: State, first: str) -> None:
    known = a_case(state)
    assert reminder.next_reminder(known, at("11-30 10:00"), USUAL) == at(first)
    assert reminder.next_reminder(known, at("12-03 18:00"), USUAL) == at("12-04 08:30"), "the deadline is not theirs"


# --- the ladder ---


def climbed(clock: Clock, limit: int, pace: Pace, empty: frozenset[Rung] = frozenset()) -> list[tuple[Rung, int]]:
    """The rungs in the order in which they are taken, and when."""
    taken: list[Taken] = []
    while (step := ladder.next_step(clock, taken, limit, pace)) is not None:
        taken.append(Taken(step.rung, step.at, 0 if step.rung in empty else 1))
    return [(one.rung, one.at) for one in taken]


def test_nobody_accepts() -> None:
    limit, nobody = at("11-30 11:00"), frozenset({Rung.DUTY})
    assert climbed(Clock.ACCEPT, limit, USUAL, nobody) == [
        (Rung.LEAD, limit),
        (Rung.HEAD, at("11-30 11:30")),
        (Rung.DUTY, at("11-30 12:00")),
        (Rung.SECRETARY, at("11-30 12:00")),  # an empty rung holds nobody up
    ]
    assert climbed(Clock.ACCEPT, at("11-30 23:00"), URGENT, nobody)[-1] == (Rung.SECRETARY, at("11-30 23:20"))


def test_nobody_is_done() -> None:
    assert climbed(Clock.DUE, at("12-03 18:00"), USUAL, frozenset({Rung.LEAD, Rung.DUTY})) == [
        (Rung.WORKERS, at("12-03 18:00")),
        (Rung.LEAD, at("12-04 14:30")),
        (Rung.HEAD, at("12-04 14:30")),
        (Rung.DUTY, at("12-07 09:00")),
        (Rung.SECRETARY, at("12-07 09:00")),
    ]


def test_the_ladder_of_the_issue_is_the_table() -> None:
    assert LADDERS[Clock.DUE] == (Rung.WORKERS, Rung.LEAD, Rung.HEAD, Rung.DUTY, Rung.SECRETARY)
    assert LADDERS[Clock.ACCEPT] == (Rung.LEAD, Rung.HEAD, Rung.DUTY, Rung.SECRETARY)


# --- whatever happens ---

instants = st.integers(at("01-02 00:00"), at("12-28 00:00"))
paces = st.sampled_from([USUAL, URGENT])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case in any open state, with any times, sensible or not."""
    state = draw(st.sampled_from(OPEN))
    times = {name: draw(instants) for name in ("state_at", "due_at", "due_from", "assigned_at")}
    if draw(st.booleans()):
        times["due_at"] = None  # type: ignore[assignment]
    reported = draw(instants)
    more = {"paused_at": reported, "return_at": draw(instants)} if state in PAUSED else {}
    made = case(state, reported_at=reported, changed_at=max(reported, times["state_at"]))
    return replace(made, **times, **more)  # type: ignore[arg-type]


@given(cases(), instants, paces)
@settings(max_examples=300, deadline=None)
def test_an_open_case_always_has_a_time_to_come(known: Case, now: int, pace: Pace) -> None:
    found = watch.timers(known, pace, now, {})
    if known.is_paused:
        due = found["return"]
        assert due > now or known.state is State.NEED_INFO, "without an answer it goes on by itself"
        return
    assert now < found["deadline"], "handled and set again, it is later"
    assert found["deadline"] <= max(now, clocks.limit(known, REMINDS[known.state], pace), known.due_at or 0) + 15 * DAY


@given(cases(), instants, paces)
@settings(max_examples=150, deadline=None)
def test_a_leap_of_the_clock_is_one_reminder(known: Case, now: int, pace: Pace) -> None:
    """Set before, handled a month later: the next is later than that."""
    if known.is_paused:
        return
    later = watch.timers(known, pace, now, {})["deadline"] + 40 * DAY
    assert watch.timers(known, pace, later, {})["deadline"] > later


@given(cases(), paces, st.data())
@settings(max_examples=200, deadline=None)
def test_each_rung_is_taken_once_and_the_ladder_ends(known: Case, pace: Pace, data: st.DataObject) -> None:
    for clock in CLIMBS.get(known.state, ()):
        taken: list[Taken] = []
        limit = clocks.limit(known, clock, pace)
        while (step := ladder.next_step(clock, taken, limit, pace)) is not None:
            assert step.at >= max([limit, *(one.at for one in taken)]), "never earlier than the one below"
            taken.append(Taken(step.rung, step.at, data.draw(st.integers(0, 2))))
        assert [one.rung for one in taken] == list(LADDERS[clock])
        timers = watch.timers(known, pace, limit, {clock: taken})
        assert watch.LADDER + clock not in timers, "at the top there is nothing to wait for"


@given(st.sampled_from(BEGINS), st.sampled_from(ENDS), instants)
@settings(max_examples=200, deadline=None)
def test_a_reminder_comes_in_service_and_not_while_somebody_wishes_for_quiet(begins: int, ends: int, now: int) -> None:
    quiet = (begins, ends)
    found = next_calm(CALENDAR, quiet, now)
    assert found >= now and is_calm(CALENDAR, quiet, found)
    assert (found == now) == is_calm(CALENDAR, quiet, now)


def test_calm_is_a_little_longer_than_service() -> None:
    assert is_calm(CALENDAR, NEVER, at("11-30 18:05")), "what is due when service ends does not wait for the morning"
    assert not is_calm(CALENDAR, NEVER, at("11-30 18:31"))
    assert next_calm(CALENDAR, (19 * 60, 9 * 60), at("11-30 20:00")) == at("12-01 09:00")
    assert next_calm(CALENDAR, (0, 24 * 60 - 1), at("11-30 20:00")) > at("11-30 20:00"), "who never wants any, later"
    assert CALENDAR.is_workday(date(2026, 11, 30))
