"""What happens around a shift and when: tables, and that after any leap nothing comes twice or too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.roster import LONGEST_OVERRUN_MS, Origin, Shift, answering, current
from bot.domain.shift_clock import (
    CHECK_IN_MS,
    HOUR_MS,
    LADDER,
    NOTE_MS,
    STEP_MS,
    Mark,
    can_accept,
    evening_before,
    pending,
    times,
)

HERE = ZoneInfo("Asia/Shanghai")


def at(text: str, zone: ZoneInfo = HERE) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


SHIFT = Shift(1, "leader", 1, 2, 2, at("2026-07-02 08:00"), at("2026-07-03 08:00"), Origin.PATTERN)


def names(shift: Shift, now: int, done: set[Mark] | None = None) -> list[Mark]:
    return [due.mark for due in pending(shift, done or set(), now, HERE)]


def test_the_times_of_a_shift() -> None:
    told = {due.mark: due.at for due in times(SHIFT, HERE)}
    assert told[Mark.EVENING] == at("2026-07-01 18:00")
    assert told[Mark.HOUR] == at("2026-07-02 07:00") and told[Mark.BEGIN] == at("2026-07-02 08:00")
    assert [told[mark] for mark in LADDER] == [SHIFT.from_at + CHECK_IN_MS + n * STEP_MS for n in range(4)]
    assert told[Mark.NOTE] == SHIFT.until_at - NOTE_MS and told[Mark.END] == SHIFT.until_at


def test_a_level_shortens_the_check_in() -> None:
    told = {due.mark: due.at for due in times(SHIFT, HERE, 5 * 60_000)}
    assert told[Mark.LATE] == SHIFT.from_at + 5 * 60_000


@pytest.mark.parametrize(
    ("zone", "begin", "evening"),
    [
        ("America/New_York", "2026-03-08 08:00", "2026-03-07 18:00"),  # the night has 23 hours
        ("Europe/Berlin", "2026-10-25 08:00", "2026-10-24 18:00"),  # and here 25
    ],
)
def test_the_evening_before_is_told_by_the_wall(zone: str, begin: str, evening: str) -> None:
    where = ZoneInfo(zone)
    assert evening_before(replace(SHIFT, from_at=at(begin, where)), where) == at(evening, where)


def test_what_has_lost_its_sense_is_passed_over() -> None:
    assert names(SHIFT, at("2026-07-01 09:00"))[0] is Mark.EVENING
    assert names(SHIFT, at("2026-07-02 07:30"))[0] is Mark.HOUR, "the evening is past"
    assert names(SHIFT, at("2026-07-02 08:00"))[0] is Mark.BEGIN, "and so is the hour"
    taken = replace(SHIFT, accepted_at=SHIFT.from_at)
    assert names(taken, SHIFT.from_at + 1) == [Mark.CHANGE, Mark.NOTE, Mark.END], "nobody is late any more"
    assert names(SHIFT, SHIFT.until_at) == [Mark.END], "nobody is asked to take over what is past"


@pytest.mark.parametrize(
    ("minutes", "accepted", "can"),
    [
        (-61, False, False),
        (-60, False, True),
        (0, False, True),
        (0, True, False),
        (1439, False, True),
        (1440, False, False),
    ],
)
def test_when_a_shift_can_be_taken_over(minutes: int, accepted: bool, can: bool) -> None:
    shift = replace(SHIFT, accepted_at=1 if accepted else None)
    assert can_accept(shift, SHIFT.from_at + minutes * 60_000) is can


@given(st.lists(st.integers(1, 30 * 60), min_size=1, max_size=12), st.integers(0, 40), st.booleans())
def test_whatever_leaps_each_mark_comes_once_and_in_order(leaps: list[int], begin: int, comes: bool) -> None:
    """The clock is wound by minutes, many at once; if somebody comes, they come at the third look."""
    now, done, told, shift = SHIFT.from_at - begin * HOUR_MS, set[Mark](), list[tuple[Mark, int]](), SHIFT
    for n, minutes in enumerate(leaps):
        now += minutes * 60_000
        if comes and n == 2 and can_accept(shift, now):
            shift = replace(shift, accepted_at=now)
        due = [one for one in pending(shift, done, now, HERE) if one.at <= now]
        assert [one.at for one in due] == sorted(one.at for one in due)
        for one in due:
            assert one.mark not in done
            assert shift.accepted_at is None or one.mark not in LADDER
            assert one.mark is not Mark.HOUR or now < shift.from_at
            done.add(one.mark)
            told.append((one.mark, now))
    if now >= SHIFT.until_at:
        assert Mark.END in done


# --- who answers ---


def shift(number: int, begin: float, end: float, *, accepted: bool) -> Shift:
    """Hours from a beginning."""
    base = SHIFT.from_at
    span = (base + round(begin * HOUR_MS), base + round(end * HOUR_MS))
    return Shift(number, "leader", 1, number, number, *span, Origin.HAND, span[0] if accepted else None)


@pytest.mark.parametrize(
    ("shifts", "hour", "who"),
    [
        ([(0, 12, True), (12, 24, True)], 6, 1),
        ([(0, 12, True), (12, 24, True)], 12, 2),  # half-open: at twelve it is the second's
        ([(0, 12, True), (12, 24, False)], 13, 1),  # the first stays until the second comes
        ([(0, 12, True), (12, 24, False), (24, 36, False)], 25, 1),
        ([(0, 12, True), (12, 24, False), (24, 36, False), (36, 72, False)], 61, 4),  # but not for ever
        ([(0, 12, False), (12, 24, False)], 13, 2),  # nobody ever came: who stands there
        ([(0, 12, True), (13, 24, False)], 14, 2),  # over a gap nobody hands anything over
        ([(0, 12, True)], 12, None),  # nobody follows: nobody is there
        ([], 1, None),
    ],
)
def test_who_answers_for_a_post(shifts: list[tuple[float, float, bool]], hour: float, who: int | None) -> None:
    known = [shift(n + 1, begin, end, accepted=accepted) for n, (begin, end, accepted) in enumerate(shifts)]
    found = answering(known, SHIFT.from_at + round(hour * HOUR_MS))
    assert (found.person if found else None) == who


@given(st.lists(st.booleans(), min_size=1, max_size=6), st.integers(0, 72 * 60))
def test_a_manned_post_always_has_somebody_who_answers(accepted: list[bool], minutes: int) -> None:
    known = [shift(n + 1, n * 12, n * 12 + 12, accepted=one) for n, one in enumerate(accepted)]
    now = SHIFT.from_at + minutes * 60_000
    found = answering(known, now)
    assert (found is None) == (current(known, now) is None)
    assert found is None or now - found.until_at < LONGEST_OVERRUN_MS
