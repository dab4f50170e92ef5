"""The tap by which whoever is on duty says that all is well (平安报): how often, and what follows where none comes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MINUTE_MS = 60_000
#: So long an answer is waited for: then the person is asked once more, and after the same time the leader is told.
ANSWER_MS = 10 * MINUTE_MS
#: Nobody is asked more often: the ladder of one round is over before the next one begins.
LEAST_MS = 30 * MINUTE_MS


class Word(StrEnum):
    """What somebody answers."""

    WELL = "well"  # 平安
    TROUBLE = "trouble"  # 有情况


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody was asked in a round: when, when once more, when the leader was told; and their answer (ms UTC)."""

    round_id: int
    person: int
    asked_at: int
    again_at: int | None = None
    told_at: int | None = None
    answered_at: int | None = None
    word: Word | None = None

    @property
    def waits(self) -> bool:
        """Whether no answer has come."""
        return self.answered_at is None


class Step(StrEnum):
    """What is done about somebody who does not answer."""

    AGAIN = "again"
    TELL = "tell"


def step(asked: Asked, now: int, *, reachable: bool) -> Step | None:
    """What is due about somebody now; whom no message reaches is not asked again: the leader is told at once."""
    if not asked.waits or asked.told_at is not None:
        return None
    if not reachable or (asked.again_at is not None and now - asked.again_at >= ANSWER_MS):
        return Step.TELL
    return Step.AGAIN if asked.again_at is None and now - asked.asked_at >= ANSWER_MS else None


def next_at(asked: Asked) -> int | None:
    """When something is due about somebody; None: never."""
    if not asked.waits or asked.told_at is not None:
        return None
    return (asked.asked_at if asked.again_at is None else asked.again_at) + ANSWER_MS
