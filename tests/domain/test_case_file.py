"""The proof file's rules: who is named in it, when the steps were reached, and what one archive file holds."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case import Act, State
from bot.domain.case_file import (
    PROGRAM,
    SOMEBODY,
    Condition,
    Named,
    Piece,
    Standing,
    actor_of,
    asked,
    asked_by,
    month_bounds,
    months_before,
    parts,
    reporter_of,
    staff_acts,
    staff_of,
    steps_of,
)
from bot.domain.media import MediaKind, Purpose
from bot.domain.person import Role
from tests.made import NOW, case, person

SHANGHAI = ZoneInfo("Asia/Shanghai")
REPORTER, WORKER, NEIGHBOUR = person(5), person(2, Role.FULL_TIME), person(8)
HIDDEN, KNOWN = case(anonymous=True), case(anonymous=False)
GONE = replace(WORKER, user_id=0)
FORMER = replace(WORKER, appointments=())
STAFF = Named(Standing.STAFF, "Person 2", Role.FULL_TIME)


def test_the_reporter_is_named_only_if_they_agreed() -> None:
    assert reporter_of(HIDDEN, REPORTER) == SOMEBODY
    assert reporter_of(KNOWN, REPORTER) == Named(Standing.RESIDENT, "Person 5")
    assert reporter_of(KNOWN, replace(REPORTER, user_id=0)) == SOMEBODY


ACTORS = [
    (None, "case.open", PROGRAM),
    (WORKER, "case.accept", STAFF),
    (GONE, "case.accept", SOMEBODY),
    (FORMER, "case.accept", Named(Standing.STAFF, "Person 2")),
    (NEIGHBOUR, "case.follow", SOMEBODY),
    (FORMER, "case.follow", SOMEBODY),
    (NEIGHBOUR, "something.new", SOMEBODY),
    (WORKER, "something.new", STAFF),
    (WORKER, "case.added", STAFF),
]


@pytest.mark.parametrize(("actor", "act", "found"), ACTORS)
@pytest.mark.parametrize("known", [HIDDEN, KNOWN])
def test_who_did_something(actor: object, act: str, found: Named, known: object) -> None:
    assert actor_of(known, actor, act) == found  # type: ignore[arg-type]


@pytest.mark.parametrize("act", ["case.report", "case.added", "relay.answered", "case.named", "something.new"])
def test_what_the_reporter_did_does_not_name_them(act: str) -> None:
    assert actor_of(HIDDEN, REPORTER, act) == SOMEBODY
    assert actor_of(KNOWN, REPORTER, act) == Named(Standing.RESIDENT, "Person 5")


def test_a_worker_who_reported_and_stays_unknown_is_named_by_their_work_only() -> None:
    own = case(reporter=2, anonymous=True)
    assert actor_of(own, WORKER, "case.report") == SOMEBODY
    assert actor_of(own, WORKER, "case.accept") == STAFF


def test_only_what_residents_may_not_do_counts_as_the_staffs() -> None:
    assert all(staff_acts(f"case.{act}") for act in (Act.ASSIGN, Act.ACCEPT, Act.FEED_BACK, Act.VERIFY, Act.CLOSE))
    assert not any(staff_acts(act) for act in ("case.report", "case.follow", "case.added", "relay.answered", "x"))


def test_who_a_case_was_given_to() -> None:
    assert staff_of(WORKER) == STAFF
    assert staff_of(None) == staff_of(GONE) == SOMEBODY
    assert staff_of(FORMER) == Named(Standing.STAFF, "Person 2")


S = State
STEPS = [
    ([(1, S.REPORTED)], 1, (1, None, None, None, None, None)),
    ([(1, S.REPORTED), (1, S.OPENED), (5, S.ASSIGNED)], 3, (1, 1, 5, None, None, None)),
    ([(1, S.REPORTED), (2, S.OPENED), (3, S.ASSIGNED), (4, S.ACCEPTED), (9, S.HANDLING)], 4, (1, 2, 3, 4, None, None)),
    ([(1, S.REPORTED), (2, S.OPENED), (7, S.FED_BACK), (8, S.VERIFIED), (9, S.CLOSED)], 6, (1, 2, 7, 7, 7, 9)),
    ([(1, S.REPORTED), (2, S.OPENED), (7, S.CLOSED), (8, S.HANDLING)], 4, (1, 2, 7, 7, None, None)),
    ([(1, S.REPORTED), (2, S.OPENED), (7, S.CLOSED), (8, S.OPENED), (9, S.CLOSED)], 6, (1, 2, 9, 9, 9, 9)),
]


@pytest.mark.parametrize(("reached", "step", "found"), STEPS)
def test_when_each_step_was_reached(reached: list[tuple[int, State]], step: int, found: tuple[int | None, ...]) -> None:
    assert steps_of(reached, step) == found


# --- parts ---


def piece(number: int, size: int, condition: Condition = Condition.STORED) -> Piece:
    """A photo of a size."""
    sha256 = "a" * 64 if condition is Condition.STORED else None
    return Piece(number, Purpose.REPORT, MediaKind.PHOTO, NOW, SOMEBODY, condition, sha256, size)


def test_cases_stay_together_as_long_as_there_is_room() -> None:
    small = (piece(1, 300_000), piece(2, 300_000))
    assert [[share.number for share in part] for part in parts([(n, small) for n in range(1, 6)], 4_000_000)] == [
        [1, 2],
        [3, 4],
        [5],
    ]
    assert parts([]) == ()
    (only,) = parts([(1, (piece(1, 0, Condition.DELETED), piece(2, 0, Condition.WAITING)))])
    assert [share.pieces for share in only] == [()]


def test_a_case_that_is_too_large_is_divided() -> None:
    found = parts([(1, ()), (2, [piece(n, 15_000_000) for n in range(1, 8)]), (3, ())])
    assert [[(share.number, share.pieces, share.whole) for share in part] for part in found] == [
        [(1, (), True)],
        [(2, (1, 2), True)],
        [(2, (3, 4), False)],
        [(2, (5, 6), False)],
        [(2, (7,), False), (3, (), True)],
    ]


@given(st.lists(st.lists(st.integers(0, 20_000_000), max_size=8), max_size=8))
def test_nothing_is_lost_nothing_comes_twice_and_no_part_is_too_large(sizes: list[list[int]]) -> None:
    cases = [(n, [piece(100 * n + k, size) for k, size in enumerate(found)]) for n, found in enumerate(sizes, start=1)]
    by_number = {one.number: one.size for _, pieces in cases for one in pieces}
    found = parts(cases)
    flat = [number for part in found for share in part for number in share.pieces]
    assert flat == list(by_number)
    whole = [share.number for part in found for share in part if share.whole]
    assert whole == [number for number, _ in cases]
    for part in found:
        assert sum(by_number[number] for share in part for number in share.pieces) <= 45_000_000


# --- what is asked for ---


@given(st.integers(1, 9 * 10**9), st.integers(1, 10**9 - 1))
def test_what_is_asked_comes_back_and_fits_into_a_column(who: int, what: int) -> None:
    assert asked_by(asked(who, what)) == (who, what)
    assert asked(who, what) < 2**63


@pytest.mark.parametrize("what", [0, -1, 10**9])
def test_what_does_not_fit_is_an_error(what: int) -> None:
    with pytest.raises(ValueError, match="fit"):
        asked(1, what)


def test_months() -> None:
    since, until = month_bounds(202611, SHANGHAI)
    assert (since, until) == (1_793_462_400_000, 1_796_054_400_000)
    assert month_bounds(202612, SHANGHAI)[0] == until
    assert month_bounds(202701, SHANGHAI)[0] == month_bounds(202612, SHANGHAI)[1]
    assert months_before(1_798_732_800_000, SHANGHAI, 3) == (202701, 202612, 202611)
    for wrong in (202600, 202613, 0, 99):
        with pytest.raises(ValueError, match=r"month|year"):
            month_bounds(wrong, SHANGHAI)
