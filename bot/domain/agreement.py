"""Mediation (调解): an agreement that both sides of a dispute confirm, each for themselves.

A side is known by who it is, or by a link that nobody has opened yet. Who holds the link holds the secret in it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case import Case, State
from bot.domain.community import CaseKind, Community
from bot.domain.person import Person
from bot.errors import Refused, Stale

DAY_MS = 86_400_000
#: So long a link can be opened.
LINK_MS = 7 * DAY_MS
#: So many days after both have agreed the lead looks whether it holds.
REVISITS = (7, 30)
MOST_TEXT = 1_000
SECRET_BYTES = 16
_PREFIX = "a"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")  # those bytes, as they stand in a link
_WORKING = frozenset({State.ACCEPTED, State.HANDLING})


class Standing(StrEnum):
    """What has become of it."""

    OPEN = "open"
    CONFIRMED = "confirmed"  # both have said yes
    REFUSED = "refused"  # one has said no
    VOID = "void"  # another one has taken its place


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: ``person`` None until somebody opens the link; ``agreed`` None until they have answered."""

    side: int
    person: int | None
    agreed: bool | None = None
    answered_at: int | None = None
    expires_at: int | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is to be agreed on, and what both sides have said. Instants are milliseconds UTC."""

    agreement_id: int
    case_id: int
    text: str
    made_by: int
    made_at: int
    state: Standing
    sides: tuple[Side, ...]

    def side_of(self, person: int) -> Side | None:
        """The side that somebody is."""
        return next((side for side in self.sides if side.person == person), None)


def payload(token: str) -> str:
    """What the link carries (at most 64 characters)."""
    return _PREFIX + token


def is_payload(text: str) -> bool:
    """Whether a start payload is meant to be that of an agreement."""
    return text.startswith(_PREFIX)


def digest(text: str) -> str | None:
    """What is kept of the secret in a payload: its SHA-256 in hexadecimal; None if that is no secret of ours."""
    token = text.removeprefix(_PREFIX)
    return hashlib.sha256(token.encode()).hexdigest() if _TOKEN.fullmatch(token) else None


def is_dispute(case: Case, community: Community) -> bool:
    """Whether the case is one in which there are two sides (矛盾纠纷)."""
    category = community.category(case.category)
    return category is not None and category.kind is CaseKind.DISPUTE


def check_make(case: Case, community: Community) -> None:
    """Raise unless an agreement can be written about the case now: a dispute that somebody is at work on."""
    if not is_dispute(case, community):
        raise Refused("agreement.no_dispute", number=case.case_id)
    if (case.resumes or case.state) not in _WORKING:
        raise Stale("case.moved_on", number=case.case_id, state=case.state)


def check_open(agreement: Agreement, side: Side, case: Case, person: Person, now: int) -> bool:
    """Whether the person becomes that side by opening its link; False if they are it already. Else Refused."""
    if side.person == person.person_id:
        return False
    # Who wrote it is no side of it, also when the case has gone to somebody else since.
    ours = person.person_id in (*case.team, agreement.made_by)
    if ours or agreement.side_of(person.person_id) is not None:
        raise Refused("agreement.not_you")
    if side.person is not None:
        raise Refused("agreement.taken")
    if agreement.state is not Standing.OPEN or not case.is_open:
        raise Refused("agreement.void")
    if side.expires_at is None or now >= side.expires_at:
        raise Refused("agreement.expired")
    return True


def check_impartial(case: Case, person: Person) -> None:
    """Raise Refused if a side has come to handle the case: their yes would show that their own work is done."""
    if person.person_id in case.team:
        raise Refused("agreement.not_you")


def check_answer(agreement: Agreement | None, person: Person) -> tuple[Agreement, Side]:
    """The agreement and the side that the person is, if they can answer now; else Refused or Stale."""
    side = agreement.side_of(person.person_id) if agreement else None
    if agreement is None or side is None:
        raise Refused("case.not_yours")
    if side.agreed is not None or agreement.state is not Standing.OPEN:
        raise Stale("agreement.over", number=agreement.case_id)
    return agreement, side


def after(agreement: Agreement, side: Side, agreed: bool) -> Standing:
    """What becomes of it by that answer."""
    if not agreed:
        return Standing.REFUSED
    others = [one.agreed for one in agreement.sides if one.side != side.side]
    return Standing.CONFIRMED if all(others) else Standing.OPEN
