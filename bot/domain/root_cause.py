"""Cases that come again and again in one building: what lies behind them may be one thing (根本原因)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.case import Case
from bot.domain.community import Policy
from bot.domain.loop import UNDER_WAY

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Spot:
    """One kind of case in one building of a grid."""

    grid: int
    building: str
    category: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """It is proposed to look for the root cause of the cases ``since`` an instant; ``case_id`` carries that out."""

    proposal_id: int
    spot: Spot
    proposed_at: int
    since: int
    decided_by: int | None = None
    decided_at: int | None = None
    case_id: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.decided_at is None


def spot_of(case: Case) -> Spot | None:
    """Where the case is and of which kind; None if it is in no building."""
    if case.place.building is None or case.parent is not None:
        return None
    return Spot(case.grid, case.place.building, case.category)


def since(policy: Policy, now: int) -> int:
    """From when on cases count."""
    return now - policy.root_cause_days * DAY_MS


def carrier(cases: Sequence[Case]) -> Case | None:
    """The case that goes on for all: the newest that is under way; None if there is none any more."""
    return next((case for case in reversed(cases) if case.state in UNDER_WAY), None)


def to_merge(cases: Sequence[Case], into: Case) -> tuple[Case, ...]:
    """The others that go on in that one: those that are paused, fed back or ended stay what they are."""
    return tuple(case for case in cases if case.case_id != into.case_id and case.state in UNDER_WAY)
