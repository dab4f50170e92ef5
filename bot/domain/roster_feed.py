"""The roster in somebody's calendar: which shifts a secret link shows, and what the link is."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.roster import Post

#: 192 random bits: nobody finds one by trying.
SECRET_BYTES = 24
_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")
#: A calendar shows what was, too: a month back.
BACK_MS = 31 * 86_400_000
AHEAD_MS = 100 * 86_400_000
#: It is written down at most so often that a calendar came.
NOTE_EVERY_MS = 3_600_000


class Scope(StrEnum):
    """Whose shifts a link shows."""

    OWN = "own"
    ALL = "all"  # for who plans the roster


@dataclass(frozen=True, slots=True)
class Link:
    """A link that stands; ``read_at`` is when a calendar last came for it."""

    link_id: int
    person: int
    scope: Scope
    made_at: int
    read_at: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A shift in the calendar; ms UTC, half-open. ``grid`` is the name of the post's grid."""

    shift: int
    post: Post
    grid: str
    name: str
    from_at: int
    until_at: int


@dataclass(frozen=True, slots=True)
class Feed:
    """What a calendar gets: the shifts of one person, or of all."""

    slug: str
    community: str
    language: str
    scope: Scope
    made_at: int
    entries: tuple[Entry, ...]


def digest(secret: str) -> str | None:
    """What is kept of a secret: its SHA-256 in hexadecimal; None if that is no secret of ours."""
    return hashlib.sha256(secret.encode()).hexdigest() if _SECRET.fullmatch(secret) else None
