"""What the reporter says of a closed case: solved, partly or not, and a rating. Silence is neither."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case import Case
from bot.domain.loop import State
from bot.domain.person import Person
from bot.errors import Refused, Stale

#: So long after the closing the reporter is asked, and can say something else; see the issue of the loop.
CONFIRM_WITHIN_MS = 72 * 3_600_000
LEAST_RATING, MOST_RATING = 1, 5


class Answer(StrEnum):
    """Whether it is solved, as the reporter sees it."""

    SOLVED = "solved"  # 解决了
    PARTLY = "partly"  # 部分解决
    NOT = "not"  # 没解决


@dataclass(frozen=True, slots=True)
class Verdict:
    """What ``person`` said of the closing at ``closed_at``; no answer: nothing in time."""

    case_id: int
    closed_at: int
    person: int
    answer: Answer | None
    rating: int | None
    at: int


def was_closed(case: Case) -> bool:
    """Whether the case was handled to its end: not rejected, merged or split."""
    if case.state is State.ARCHIVED:
        handled = case.lead is not None or case.handled_by is not None
        return case.outcome is not None and handled and case.same_as is None
    return case.state is State.CLOSED


def judges(case: Case, person: Person) -> bool:
    """Whether the person is the one who says whether it is solved.

    It is the reporter, unless they handled it or direct cases: nobody judges their own work.
    """
    own = person.person_id in case.team or person.is_director
    return person.person_id == case.reporter and not own and not person.is_gone


def is_asked(case: Case, person: Person, now: int) -> bool:
    """Whether the person is asked now whether the case is solved."""
    if not was_closed(case) or not judges(case, person):
        return False
    return now < (case.closed_at or 0) + CONFIRM_WITHIN_MS


def check(case: Case, person: Person, now: int, closings: int) -> None:
    """Raise unless the person can say that now; ``closings``: how often it had been opened again when it was asked."""
    if not was_closed(case) or closings != case.reopened:
        raise Stale("case.moved_on", number=case.case_id, state=case.state)
    if not judges(case, person):
        raise Refused("verdict.own_work", number=case.case_id)
    if not is_asked(case, person, now):
        raise Refused("verdict.late", number=case.case_id)
