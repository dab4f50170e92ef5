"""The ladder (逐级提醒): who is told, one after another, of what nobody does; as data.

Each rung is taken at most once in a run of its clock (clocks.py). One on which nobody new stands holds nobody up: the
next one follows at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.clocks import Clock, Pace


class Rung(StrEnum):
    """Who stands on a rung."""

    WORKERS = "workers"  # the lead and the helpers
    LEAD = "lead"
    CHECKER = "checker"  # who was sent to look on site
    HEAD = "head"  # 网格长 of the case's grid
    DUTY = "duty"  # 值班员 of the 24-hour roster
    SECRETARY = "secretary"  # or who stands in
    DEPUTIES = "deputies"  # 副书记


#: One row is one ladder, from below; the first rung is taken when the clock's time is over.
LADDERS: dict[Clock, tuple[Rung, ...]] = {
    Clock.ASSIGN: (Rung.SECRETARY, Rung.DEPUTIES),
    Clock.ACCEPT: (Rung.LEAD, Rung.HEAD, Rung.DUTY, Rung.SECRETARY),
    Clock.DUE: (Rung.WORKERS, Rung.LEAD, Rung.HEAD, Rung.DUTY, Rung.SECRETARY),
    Clock.VERIFY: (Rung.CHECKER, Rung.SECRETARY, Rung.DEPUTIES),
    Clock.CLOSE: (Rung.SECRETARY, Rung.DEPUTIES),
}
#: The clocks whose ladder waits long between two rungs: what was due in days is not late by minutes.
_SLOW = frozenset({Clock.DUE, Clock.VERIFY, Clock.CLOSE})


@dataclass(frozen=True, slots=True)
class Taken:
    """A rung that was taken: when it was its time (ms UTC), and how many were told."""

    rung: Rung
    at: int
    many: int


@dataclass(frozen=True, slots=True)
class Step:
    """The rung that is next, and when its time is."""

    rung: Rung
    at: int


def next_step(clock: Clock, taken: Sequence[Taken], limit: int, pace: Pace) -> Step | None:
    """The next rung of a clock's ladder after those that were taken; None above the last."""
    known = {one.rung for one in taken}
    left = [rung for rung in LADDERS.get(clock, ()) if rung not in known]
    if not left:
        return None
    last = max(taken, key=lambda one: (one.at, LADDERS[clock].index(one.rung)), default=None)
    if last is None:
        return Step(left[0], limit)
    return Step(left[0], _after(clock, last.at, pace) if last.many else last.at)


def _after(clock: Clock, at: int, pace: Pace) -> int:
    policy = pace.policy
    usual = policy.overdue_step_ms if clock in _SLOW else policy.ladder_step_ms
    return pace.plus(at, usual, policy.emergency_ladder_step_ms)
