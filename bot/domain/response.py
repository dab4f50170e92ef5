"""Flood response levels (防汛应急响应, IV to I): what each asks for, and how one follows another.

The numbers are the official ones: 4 (IV, 蓝) is the lowest level, 1 (I, 红) the highest; 0 stands for none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import BadPayload, Stale

NONE, HIGHEST, LOWEST = 0, 1, 4
LEVELS = (4, 3, 2, 1)
_MINUTE_MS, _HOUR_MS = 60_000, 3_600_000


class Move(StrEnum):
    """What was done to the level."""

    START = "start"
    RAISE = "raise"
    LOWER = "lower"
    END = "end"


@dataclass(frozen=True, slots=True)
class Measures:
    """What a level asks for. ``seats`` people stand on each post; a successor checks in within ``check_in_ms``;
    ``all_well_ms`` is how often who is on duty says that all is well (None: never).
    """

    seats: int
    check_in_ms: int
    all_well_ms: int | None
    situation: bool
    roll_call: bool
    door_calls: bool


USUAL: Mapping[int, Measures] = {
    4: Measures(1, 15 * _MINUTE_MS, None, situation=True, roll_call=False, door_calls=False),
    3: Measures(2, 10 * _MINUTE_MS, 2 * _HOUR_MS, situation=True, roll_call=True, door_calls=True),
    2: Measures(2, 10 * _MINUTE_MS, _HOUR_MS, situation=True, roll_call=True, door_calls=True),
    1: Measures(2, 5 * _MINUTE_MS, _HOUR_MS, situation=True, roll_call=True, door_calls=True),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a community asks for at each level, and how long it waits.

    A request for help is told without its details after ``help_wait_ms``, and told again every ``help_remind_ms``
    until it is settled; who has not knocked at a door ``door_remind_ms`` after it was given to them is reminded.
    ``category`` is the key of the cases that water makes; "": there is none, and nobody is asked where water stands.
    """

    measures: Mapping[int, Measures]
    help_wait_ms: int = 2 * _MINUTE_MS
    help_remind_ms: int = 30 * _MINUTE_MS
    door_remind_ms: int = 2 * _HOUR_MS
    category: str = "urg.flood"


USUAL_PLAN = Plan(USUAL)


@dataclass(frozen=True, slots=True)
class Response:
    """One response from its start to its end: ``level`` is the present one, or the last."""

    response_id: int
    level: int
    started_at: int
    ended_at: int | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """One change of the level: ``level`` holds from ``at`` on (0: none). Who did it is in the audit."""

    phase_id: int
    response_id: int
    move: Move
    level: int
    at: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A level that the program proposes, because of a warning (its number, where there is one)."""

    proposal_id: int
    level: int
    warning: int | None
    at: int


def move(holds: int, wanted: int) -> Move:
    """What leads from the level that holds to the wanted one.

    Stale ("response.holds") where it holds already; BadPayload where there is no such level.
    """
    if wanted not in (NONE, *LEVELS):
        raise BadPayload("button.unknown")
    if wanted == holds:
        raise Stale("response.holds")
    if wanted == NONE:
        return Move.END
    if holds == NONE:
        return Move.START
    return Move.RAISE if wanted < holds else Move.LOWER


def needs_confirmation(wanted: int) -> bool:
    """Whether one tap is not enough: the highest level wakes everybody, and the end sends everybody home."""
    return wanted in (NONE, HIGHEST)


def is_higher(level: int, than: int) -> bool:
    """Whether a level is graver than another; any is graver than none."""
    return level != NONE and (than == NONE or level < than)


def is_worth_proposing(level: int, holds: int, waiting: int) -> bool:
    """Whether to ask the directors: it is graver than what holds, and than what they are asked already."""
    return level in LEVELS and is_higher(level, holds) and is_higher(level, waiting)


def others(holds: int) -> tuple[int, ...]:
    """The levels that can be chosen from where one is, the lowest first."""
    return tuple(level for level in LEVELS if level != holds)
