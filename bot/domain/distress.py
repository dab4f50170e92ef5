"""People in a flood: who is safe, who asks for help (求助), whose door is knocked at (上门), where water is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Depth(StrEnum):
    """How deep the water stands, as a body tells it."""

    ANKLE = "ankle"
    CALF = "calf"
    KNEE = "knee"
    DEEPER = "deeper"


class Need(StrEnum):
    """For what somebody asks for help."""

    WATER = "water"  # 进水
    TRAPPED = "trapped"  # 被困
    POWER = "power"  # 断电
    MOVE = "move"  # 老人、病人需要转移
    OTHER = "other"
    UNSAID = "unsaid"  # they have not said it yet


class HelpState(StrEnum):
    """Where a request for help stands."""

    OPEN = "open"  # nobody has it yet
    TAKEN = "taken"
    DONE = "done"
    PASSED = "passed"  # given to those who can: 119, 120, the street office
    WITHDRAWN = "withdrawn"  # whoever asked is safe


@dataclass(frozen=True, slots=True)
class Help:
    """A request for help. ``person`` asked (None: nobody leads there any more); or it is for a ``household``.

    ``told_at`` is when who is on duty was called; ``taken_by`` has it.
    """

    help_id: int
    response_id: int
    grid: int
    need: Need
    place: str
    phone: str
    asked_at: int
    state: HelpState
    person: int | None = None
    household: int | None = None
    told_at: int | None = None
    taken_by: int | None = None
    taken_at: int | None = None
    settled_at: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still needs help."""
        return self.state in (HelpState.OPEN, HelpState.TAKEN)


@dataclass(frozen=True, slots=True)
class RollCall:
    """One round of asking the residents whether they are safe."""

    roll_call_id: int
    response_id: int
    started_at: int
    ended_at: int | None = None


class Found(StrEnum):
    """What was found at a door."""

    SAFE = "safe"
    HELP = "help"
    NOBODY = "nobody"  # nobody opened: it is to be tried again


@dataclass(frozen=True, slots=True)
class Household:
    """A household on the list for door calls: ``label`` is how the directors call it, ``mind`` what to mind."""

    household_id: int
    label: str
    grid: int
    building: str | None
    mind: str
    phone: str


@dataclass(frozen=True, slots=True)
class DoorCall:
    """A household that was given to a person for a response; ``found`` at ``at``; ``reminded`` so many times."""

    response_id: int
    household_id: int
    person: int
    assigned_at: int
    found: Found | None
    at: int | None
    reminded: int

    @property
    def is_done(self) -> bool:
        """Whether somebody was seen there."""
        return self.found in (Found.SAFE, Found.HELP)
