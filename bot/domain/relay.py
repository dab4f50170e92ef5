"""Questions to the reporter of a case, passed on without a name (匿名转达)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case import ENDED, Case
from bot.domain.person import Person
from bot.errors import Refused, Stale

#: So many questions to one reporter may wait for an answer at a time.
MOST_OPEN = 3
#: So many characters a question or an answer may have.
MOST_TEXT = 500


class Outcome(StrEnum):
    """What has become of a question."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Relay:
    """A question of a person (``asker``) about a case; ``answer`` is None too where the reporter would not answer."""

    relay_id: int
    case_id: int
    asker: int
    question: str
    asked_at: int
    answer: str | None = None
    answered_at: int | None = None

    @property
    def outcome(self) -> Outcome:
        """What has become of the question."""
        if self.answered_at is None:
            return Outcome.OPEN
        return Outcome.DECLINED if self.answer is None else Outcome.ANSWERED


def check_ask(case: Case, reporter: Person, asker: Person, waiting: int) -> None:
    """Refused if nothing can be asked now; ``waiting`` questions of the case have no answer yet."""
    if case.state in ENDED:
        raise Refused("relay.closed", number=case.case_id)
    if reporter.person_id == asker.person_id:
        raise Refused("relay.self", number=case.case_id)
    if reporter.is_gone or not reporter.reachable:
        raise Refused("relay.unreachable", number=case.case_id)
    if waiting >= MOST_OPEN:
        raise Refused("relay.too_many", number=case.case_id)


def check_answer(relay: Relay) -> None:
    """Stale if the question was answered before."""
    if relay.outcome is not Outcome.OPEN:
        raise Stale("relay.answered", number=relay.case_id)
