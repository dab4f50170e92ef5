"""Whether two pictures are one: the same file, or so alike that one is a copy of the other."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.media import Purpose

#: In so many of 64 bits two copies of one picture may differ, after Telegram has made it smaller once more.
MOST_BITS = 3
#: Before and after are taken from one spot: within a case only what is all but the same is a copy.
MOST_BITS_WITHIN = 1
_PART = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture of a case; ``looks`` are 16 hexadecimal digits, None where there is too little to see."""

    media_id: int
    case_id: int
    purpose: Purpose
    album: str | None
    sha256: str
    looks: str | None


def parts(looks: str) -> tuple[str, ...]:
    """What it looks like, in four parts: two that differ in at most three bits have one of them in common."""
    return tuple(looks[n : n + _PART] for n in range(0, len(looks), _PART))


def is_copy(one: Picture, other: Picture) -> bool:
    """Whether both are the same picture, and not sent together."""
    if one.media_id == other.media_id or (one.album is not None and one.album == other.album):
        return False
    if one.sha256 == other.sha256:
        return True
    if one.looks is None or other.looks is None:
        return False
    most = MOST_BITS_WITHIN if one.case_id == other.case_id else MOST_BITS
    return _differ(one.looks, other.looks) <= most


def copies(one: Picture, others: list[Picture]) -> list[tuple[int, int]]:
    """The proofs among them that are copies: the number of the file, and the case for which it was sent first."""
    found: dict[int, int] = {}
    for other in others:
        earlier, later = sorted((one, other), key=lambda picture: picture.media_id)
        own = earlier.purpose is Purpose.VISIT and earlier.case_id == later.case_id  # first a note, then the proof
        if later.purpose is Purpose.COMPLETION and not own and is_copy(earlier, later):
            found.setdefault(later.media_id, earlier.case_id)
    return sorted(found.items())


def _differ(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()
