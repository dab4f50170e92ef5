"""The closing report of a flood response (防汛响应总结): what happened when, in numbers; no resident is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.case import Outcome, State
from bot.domain.distress import Depth, HelpState, Need
from bot.domain.response import Phase, Proposal, Response


@dataclass(frozen=True, slots=True)
class Water:
    """Where water stood, as a case: how deep, and how the case stands."""

    number: int
    grid: str
    depth: Depth | None
    state: State
    outcome: Outcome | None
    at: int


@dataclass(frozen=True, slots=True)
class Round:
    """A round of asking the residents: how many were safe, and how many asked for help."""

    at: int
    safe: int
    help: int


@dataclass(frozen=True, slots=True)
class Call:
    """A request for help, without who asked and where: ``minutes`` until somebody had it (None: nobody had)."""

    number: int
    grid: str
    need: Need
    asked_at: int
    state: HelpState
    taker: str
    taken_at: int | None
    settled_at: int | None

    @property
    def minutes(self) -> int | None:
        """How long it took until somebody had it, in whole minutes."""
        return None if self.taken_at is None else (self.taken_at - self.asked_at) // 60_000


@dataclass(frozen=True, slots=True)
class Doors:
    """The door calls: how many households were given out, and what was found at so many of them."""

    many: int = 0
    safe: int = 0
    help: int = 0
    nobody: int = 0

    @property
    def open(self) -> int:
        """At how many doors nobody has knocked."""
        return self.many - self.safe - self.help - self.nobody


@dataclass(frozen=True, slots=True)
class Duty:
    """Who stood on which post: ``post`` is the kind, ``grid`` its name ("": of the whole community)."""

    post: str
    grid: str
    seat: int
    name: str
    from_at: int
    until_at: int


@dataclass(frozen=True, slots=True)
class ClosingReport:
    """All that the report says; ``warnings`` are lines in the words of the warnings, with their instant."""

    response: Response
    community: str
    language: str
    timezone: ZoneInfo
    made_at: int
    phases: tuple[Phase, ...]
    proposals: tuple[Proposal, ...] = ()
    water: tuple[Water, ...] = ()
    rounds: tuple[Round, ...] = ()
    calls: tuple[Call, ...] = ()
    doors: Doors = field(default_factory=Doors)
    duty: tuple[Duty, ...] = ()
    warnings: tuple[tuple[int, str], ...] = ()

    @property
    def highest(self) -> int:
        """The highest level that held."""
        return highest(self.phases)

    def stamp(self, at: int) -> str:
        """An instant in the community's time, to the minute."""
        return datetime.fromtimestamp(at / 1_000, self.timezone).strftime("%Y-%m-%d %H:%M")


def highest(phases: Sequence[Phase]) -> int:
    """The highest level of the phases: the lowest number, for I is the highest."""
    return min((phase.level for phase in phases if phase.level), default=0)
