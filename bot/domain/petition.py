"""What somebody asks a director to decide: more time (延期), to open a case again (重开), to take up a rejected one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case import Case
from bot.domain.loop import PAUSED, UNDER_WAY, Act, State
from bot.domain.person import Person
from bot.domain.verdict import was_closed
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

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.granted is None

    @property
    def is_void(self) -> bool:
        """Whether nobody had to decide it, because the case had moved on."""
        return self.granted is False and self.decided_by is None


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody else who asks for the same, in their own words."""

    person: int
    text: str
    at: int


def open_one(known: Sequence[Petition]) -> Petition | None:
    """The petition that waits: a case stands in one state, and in each there is one thing to be asked for."""
    return next((one for one in known if one.is_open), None)


def has_objected(known: Sequence[Petition]) -> bool:
    """Whether the one objection that a rejection bears was made; one to a rejection that was taken back is none."""
    return any(one.kind is Wish.OBJECT and not one.is_void for one in known)


def opened_again_at(known: Sequence[Petition]) -> int:
    """When the case was opened again the last time (milliseconds UTC); 0 if it never was."""
    granted = (one.decided_at for one in known if one.granted and one.kind is not Wish.EXTEND)
    return max((at for at in granted if at is not None), default=0)


def can_reopen(case: Case, now: int) -> bool:
    """Whether the case was closed so lately that it can be asked to be opened again."""
    return was_closed(case) and now - (case.closed_at or 0) <= REOPEN_WITHIN_MS


def is_moot(case: Case, petition: Petition) -> bool:
    """Whether the case has gone where the wish has no meaning any more: nobody needs to decide it."""
    match petition.kind:
        case Wish.EXTEND:
            return case.state not in UNDER_WAY | PAUSED or petition.asked_by not in case.team
        case Wish.REOPEN:
            return not was_closed(case)
        case Wish.OBJECT:
            return case.state is not State.REJECTED


def check_ask(case: Case, kind: Wish, known: Sequence[Petition], now: int, wish_at: int | None = None) -> None:
    """Raise unless that can be asked for now; ``known`` are the petitions that the case has had."""
    if any(one.kind is kind and one.granted is None for one in known):
        raise Refused("petition.asked", number=case.case_id)
    match kind:
        case Wish.EXTEND if case.state not in UNDER_WAY:
            raise Stale("case.moved_on", number=case.case_id, state=case.state)
        case Wish.EXTEND if wish_at is None or wish_at <= max(now, case.due_at or 0):
            raise Refused("case.not_later", number=case.case_id)
        case Wish.REOPEN if not was_closed(case):
            raise Stale("case.moved_on", number=case.case_id, state=case.state)
        case Wish.REOPEN if not can_reopen(case, now):
            raise Refused("petition.too_late", number=case.case_id)
        case Wish.OBJECT if case.state is not State.REJECTED:
            raise Stale("case.moved_on", number=case.case_id, state=case.state)
        case Wish.OBJECT if has_objected(known):
            raise Refused("petition.once", number=case.case_id)
        case _:
            return


def check_decide(case: Case, petition: Petition, decider: Person, *, alone: bool = False) -> None:
    """Raise unless the person can decide it: nobody their own wish, and no handler about their own work."""
    if petition.granted is not None:
        raise Stale("petition.decided", number=case.case_id)
    if not may_decide(case, petition, decider, alone=alone):
        raise Refused("petition.own", number=case.case_id)


def may_decide(case: Case, petition: Petition, decider: Person, *, alone: bool = False) -> bool:
    """Whether it is neither the decider's own wish nor their own work.

    ``alone``: there is no other director who could decide; then they give more time themselves, and it is on record.
    """
    own = decider.person_id in (petition.asked_by, *case.team)
    return not own or (alone and petition.kind is Wish.EXTEND)
