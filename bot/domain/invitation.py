"""Invitations (邀请): a link that gives a role to who opens it. Who holds the link holds the secret in it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from bot.domain.person import COMMUNITY_ROLES, GRID_ROLES, STAFF, Appointment, Person, Role
from bot.errors import Refused

DAY_MS = 24 * 3_600_000
#: What a link of `liubu setup` allows: one person, within three days.
SETUP_DAYS = 3
#: The roles that belong to a department (联络员, always) or a party group (红马甲, where there are any).
UNIT_ROLES = frozenset({Role.LIAISON, Role.RED_TEAM})
#: How many people may use a link, and for how many days; what may be chosen.
MOST = (1, 10, 50)
DAYS = (1, 3, 30)

#: How many random bytes the secret in a link has.
SECRET_BYTES = 16
_PREFIX = "i"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")  # those bytes, as they stand in a link


@dataclass(frozen=True, slots=True)
class Offer:
    """What a link is to give: which place, to how many people (``most``), for how long (``days``)."""

    held: Appointment
    most: int
    days: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that was made. ``made_by`` None: by `liubu setup`. Instants are milliseconds UTC."""

    invitation_id: int
    held: Appointment
    most: int
    used: int
    made_by: int | None
    made_at: int
    expires_at: int
    revoked_at: int | None = None

    @property
    def is_used_up(self) -> bool:
        """Whether as many people as may have used it."""
        return self.used >= self.most

    def stands(self, now: int) -> bool:
        """Whether somebody could still use it."""
        return not self.is_used_up and self.revoked_at is None and now < self.expires_at


def payload(token: str) -> str:
    """What the link carries (at most 64 characters)."""
    return _PREFIX + token


def is_payload(text: str) -> bool:
    """Whether a start payload is meant to be an invitation's."""
    return text.startswith(_PREFIX)


def digest(text: str) -> str | None:
    """What is kept of the secret in a payload: its SHA-256 in hexadecimal; None if that is no secret of ours."""
    token = text.removeprefix(_PREFIX)
    return hashlib.sha256(token.encode()).hexdigest() if _TOKEN.fullmatch(token) else None


def check(offer: Offer, grids: frozenset[int]) -> None:
    """Refused if the offer is none that can be made in a community with these grids."""
    held = offer.held
    whole = held.grid is None
    fits = held.role in STAFF and (whole or held.grid in grids)
    fits = fits and not (whole and held.role in GRID_ROLES) and not (not whole and held.role in COMMUNITY_ROLES)
    fits = fits and (held.role in UNIT_ROLES if held.unit else held.role is not Role.LIAISON)
    if not fits or offer.most not in MOST or offer.days not in DAYS:
        raise Refused("invitation.impossible")


def accept(found: Invitation | None, person: Person, now: int) -> Invitation:
    """The invitation, if the person may use it now; else Refused, whose code says why."""
    if found is None:
        raise Refused("invitation.unknown")
    if found.held in person.appointments:
        raise Refused("invitation.held")
    if found.revoked_at is not None:
        raise Refused("invitation.revoked")
    if found.is_used_up:
        raise Refused("invitation.used_up")
    if now >= found.expires_at:
        raise Refused("invitation.expired")
    return found
