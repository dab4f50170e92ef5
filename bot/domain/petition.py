"""What somebody asks a director to decide: more time (延期), to open a case again (重开), to take up a rejected one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case import Case
from bot.domain.loop import UNDER_WAY, Act, State
from bot.domain.person import Person
from bot.errors import Refused, Stale

#: So long after it was closed a case can be asked to be opened again.
REOPEN_WITHIN_MS = 7 * 86_400_000
MOST_TEXT = 500


class Wish(StrEnum):
    """What is asked for."""

    EXTEND = "extend"
    REOPEN = "reopen"
    OBJECT = "object"


#: What is done when a wish is granted.
GRANTS = {Wish.EXTEND: Act.EXTEND, Wish.REOPEN: Act.REOPEN, Wish.OBJECT: Act.REOPEN}


@dataclass(frozen=True, slots=True)
class Petition:
    """A wish for a case; ``wish_at`` is until when more time is asked for; ``granted`` None while it is undecided."""

    petition_id: int
    case_id: int
    kind: Wish
    asked_by: int
    text: str
    asked_at: int
    wish_at: int | None = None
    decided_by: int | None = None
    decided_at: int | None = None
    granted: bool | None = None


def check_ask(case: Case, kind: Wish, known: Sequence[Petition], now: int, wish_at: int | None = None) -> None:
    """Raise unless that can be asked for now; ``known`` are the petitions that the case has had."""
    if any(one.kind is kind and one.granted is None for one in known):
        raise Refused("petition.asked", number=case.case_id)
    match kind:
        case Wish.EXTEND if case.state not in UNDER_WAY:
            raise Stale("case.moved_on", number=case.case_id, state=case.state)
        case Wish.EXTEND if wish_at is None or wish_at <= max(now, case.due_at or 0):
            raise Refused("case.not_later", number=case.case_id)
        case Wish.REOPEN if case.state not in (State.CLOSED, State.ARCHIVED):
            raise Stale("case.moved_on", number=case.case_id, state=case.state)
        case Wish.REOPEN if case.closed_at is None or now - case.closed_at > REOPEN_WITHIN_MS:
            raise Refused("petition.too_late", number=case.case_id)
        case Wish.OBJECT if case.state is not State.REJECTED:
            raise Stale("case.moved_on", number=case.case_id, state=case.state)
        case Wish.OBJECT if any(one.kind is Wish.OBJECT for one in known):
            raise Refused("petition.once", number=case.case_id)
        case _:
            return


def check_decide(case: Case, petition: Petition, decider: Person) -> None:
    """Raise unless the person can decide it: nobody their own wish, and no handler about their own work."""
    if petition.granted is not None:
        raise Stale("petition.decided", number=case.case_id)
    own = decider.person_id == petition.asked_by
    if own or (petition.kind is not Wish.EXTEND and decider.person_id in case.team):
        raise Refused("case.own_work", number=case.case_id)
