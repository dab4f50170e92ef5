"""The kinds of message that go out: how urgent each is, and what follows when nobody knows whether it arrived."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Doubt(StrEnum):
    """What happens to a message that was being sent when the program or the line died."""

    REPEAT = "repeat"  # it must arrive: sent again, marked as a repetition
    DROP = "drop"  # it comes again by itself: not sent twice


class Kind(StrEnum):
    """The kinds of notice."""

    WARNING = "warning"  # a weather warning for a group, or for everybody who must know
    PAGE = "page"  # somebody on duty is called, and must say that they have it
    ANSWER = "answer"  # to what a person just said or tapped
    ASSIGNMENT = "assignment"  # somebody has something to do
    RECEIPT = "receipt"  # what becomes of somebody's report
    CARD = "card"  # a living card in a group
    TROUBLE = "trouble"  # somebody cannot be reached, something failed
    REMINDER = "reminder"  # a deadline is near or past
    BOARD = "board"  # a morning board


@dataclass(frozen=True, slots=True)
class Handling:
    """``priority`` 0 goes first; ``limited``: counts against the bulk limit, which does not concern answers."""

    priority: int
    doubt: Doubt
    limited: bool


POLICY: dict[Kind, Handling] = {
    Kind.PAGE: Handling(0, Doubt.REPEAT, limited=True),
    Kind.WARNING: Handling(0, Doubt.REPEAT, limited=True),
    Kind.ANSWER: Handling(1, Doubt.REPEAT, limited=False),
    Kind.ASSIGNMENT: Handling(2, Doubt.REPEAT, limited=True),
    Kind.RECEIPT: Handling(2, Doubt.REPEAT, limited=True),
    Kind.TROUBLE: Handling(3, Doubt.REPEAT, limited=True),
    Kind.CARD: Handling(4, Doubt.REPEAT, limited=True),
    Kind.REMINDER: Handling(5, Doubt.DROP, limited=True),
    Kind.BOARD: Handling(6, Doubt.DROP, limited=True),
}
