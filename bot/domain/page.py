"""Calling somebody who must answer: what it is about, and who has answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.person import Person


class Matter(StrEnum):
    """What people are called about."""

    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody who was called; ``at`` is when they answered."""

    person: Person
    at: int | None
