"""Flood response levels: which leads to which, what is worth proposing, and what a community may change of it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.domain.closing_report import highest
from bot.domain.distress import DoorCall, Found, Help, HelpState, Need
from bot.domain.phone import any_phone
from bot.domain.response import (
    LEVELS,
    USUAL,
    Move,
    Phase,
    is_higher,
    is_worth_proposing,
    move,
    needs_confirmation,
    others,
)
from bot.errors import BadPayload, Stale

HOUR_MS = 3_600_000


@pytest.mark.parametrize(
    ("holds", "wanted", "done"),
    [
        (0, 4, Move.START),
        (0, 1, Move.START),
        (4, 3, Move.RAISE),
        (4, 1, Move.RAISE),
        (1, 2, Move.LOWER),
        (2, 4, Move.LOWER),
        (4, 0, Move.END),
        (1, 0, Move.END),
    ],
)
def test_one_level_follows_another(holds: int, wanted: int, done: Move) -> None:
    assert move(holds, wanted) is done


@pytest.mark.parametrize("level", [0, *LEVELS])
def test_what_holds_is_not_done_again(level: int) -> None:
    with pytest.raises(Stale, match=r"response\.holds"):
        move(level, level)


@pytest.mark.parametrize("level", [5, -1, 99])
def test_there_are_four_levels(level: int) -> None:
    with pytest.raises(BadPayload):
        move(0, level)


@pytest.mark.parametrize(
    ("level", "holds", "waiting", "worth"),
    [
        (4, 0, 0, True),
        (3, 4, 0, True),
        (3, 0, 4, True),  # a graver one takes the place of what waits
        (4, 0, 4, False),
        (4, 0, 3, False),
        (4, 4, 0, False),
        (4, 3, 0, False),  # a graver one holds
        (2, 3, 2, False),
        (0, 0, 0, False),
        (5, 0, 0, False),
    ],
)
def test_only_what_is_graver_is_proposed(level: int, holds: int, waiting: int, worth: bool) -> None:
    assert is_worth_proposing(level, holds, waiting) is worth


def test_graver_is_the_smaller_number() -> None:
    assert [is_higher(1, 2), is_higher(4, 0), is_higher(2, 1), is_higher(0, 4), is_higher(3, 3)] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_only_the_highest_level_and_the_end_need_a_second_tap() -> None:
    assert [level for level in (0, *LEVELS) if needs_confirmation(level)] == [0, 1]
    assert others(0) == (4, 3, 2, 1)
    assert others(3) == (4, 2, 1)


def test_a_graver_level_never_asks_for_less() -> None:
    for milder, graver in pairwise(LEVELS):
        one, other = USUAL[milder], USUAL[graver]
        assert other.seats >= one.seats
        assert other.check_in_ms <= one.check_in_ms
        assert (other.all_well_ms or 99 * HOUR_MS) <= (one.all_well_ms or 99 * HOUR_MS)
        assert (other.situation, other.roll_call, other.door_calls) >= (one.situation, one.roll_call, one.door_calls)
    assert [USUAL[level].seats for level in LEVELS] == [1, 2, 2, 2]


def test_the_highest_level_of_a_response() -> None:
    phases = [Phase(n, 1, Move.RAISE, level, n) for n, level in enumerate((4, 2, 3, 0))]
    assert highest(phases) == 2
    assert highest([]) == 0


def test_who_is_seen_to_is_not_open_any_more() -> None:
    asked = {state: Help(1, 1, 1, Need.WATER, "", "", 1, state) for state in HelpState}
    assert {state for state, one in asked.items() if one.is_open} == {HelpState.OPEN, HelpState.TAKEN}
    doors = {found: DoorCall(1, 1, 1, 1, found, None, 0) for found in (None, *Found)}
    assert {found for found, one in doors.items() if one.is_done} == {Found.SAFE, Found.HELP}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("139 1111 2222", "13911112222"),
        ("+86-139-1111-2222", "13911112222"),
        ("0356-2021234", "03562021234"),
        ("（0356）2021234", "03562021234"),
        ("2021234", "2021234"),
        ("12345", None),
        ("没有", None),
        ("1234567890123456", None),
    ],
)
def test_a_number_by_which_somebody_can_be_rung(text: str, found: str | None) -> None:
    assert any_phone(text) == found
