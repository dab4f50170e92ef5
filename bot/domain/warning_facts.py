"""What is news about a warning: what is known of it now against what people were told, and when they are told it.

A rise is told at once always. What is good news, and comes soon after a rise, waits until the source has settled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from bot.domain.warning import Colour, Hazard, WeatherWarning
from bot.domain.warning_chains import FLAP_MS, MINUTE_MS, Chain, Seen, State, is_same

#: A warning that is only not listed any more may be back in the next answer of the source.
ABSENT_MS = 10 * MINUTE_MS
#: An end that is put off by less than that is no news.
_SLIGHT_MS = MINUTE_MS


class Fact(StrEnum):
    """What there is to be told, or why there is nothing."""

    NEW = "new"  # it is in force, and nobody was told; or it was over, and is in force again
    RAISED = "raised"
    LOWERED = "lowered"
    EXTENDED = "extended"  # it ends later
    LIFTED = "lifted"  # by who issued it (解除)
    EXPIRED = "expired"  # by the clock
    CHANGED = "changed"  # only the words, or it ends earlier
    REPEATED = "repeated"  # all of that was told
    STALE = "stale"  # it was over before anybody was told, or something newer is known


#: What is told with a new message; the rest only changes the one that is there.
LOUD = frozenset({Fact.NEW, Fact.RAISED, Fact.LIFTED})
#: What makes it less grave, and may wait.
CALMING = frozenset({Fact.LOWERED, Fact.LIFTED})
#: What is nothing to tell.
NOTHING = frozenset({Fact.REPEATED, Fact.STALE})


@dataclass(frozen=True, slots=True)
class Told:
    """What people were told of a warning last. ``rose_at``: when they were told that it is graver than before."""

    over: bool
    colour: Colour
    ends_at: int
    source: str
    identifier: str
    words: str
    rose_at: int


def words_of(message: WeatherWarning) -> str:
    """A short hash of what a message says in words."""
    told = (message.headline, message.description, message.instruction, message.sender, *message.attributions)
    return sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fact(told: Told | None, chain: Chain, now: int) -> Fact:
    """What is news about a warning at an instant."""
    state = chain.state(now)
    if told is None or told.over:
        return Fact.NEW if state is State.IN_FORCE else Fact.STALE
    if state is not State.IN_FORCE:
        return Fact.LIFTED if state is State.LIFTED else Fact.EXPIRED
    if chain.colour.rank != told.colour.rank:
        return Fact.RAISED if chain.colour.rank > told.colour.rank else Fact.LOWERED
    if chain.ends_at > told.ends_at + _SLIGHT_MS:
        return Fact.EXTENDED
    return Fact.CHANGED if _says_other(told, chain) or chain.ends_at < told.ends_at - _SLIGHT_MS else Fact.REPEATED


def after(told: Told | None, chain: Chain, what: Fact, now: int) -> Told:
    """What people have been told once they are told that."""
    rises = what in (Fact.NEW, Fact.RAISED)
    shown = chain.shown.message
    return Told(
        over=what in (Fact.LIFTED, Fact.EXPIRED),
        colour=chain.colour,
        ends_at=chain.ends_at,
        source=shown.source,
        identifier=shown.identifier,
        words=words_of(shown),
        rose_at=now if rises or told is None else told.rose_at,
    )


def due_at(told: Told | None, chain: Chain, what: Fact, now: int) -> int:
    """When that is told: now, or once the source has been calm for a while. What people have entered does not wait."""
    if what not in CALMING or told is None or chain.leaf.by_hand:
        return now
    settled = max(told.rose_at, chain.rose_at) + FLAP_MS
    absent = (chain.lifted_at or 0) + ABSENT_MS if what is Fact.LIFTED and chain.is_silent_lift else now
    return max(now, settled, absent)


def of_message(one: Seen, chain: Chain) -> Fact:
    """Why a message is no news: it says what was told (REPEATED), or something newer is known (STALE)."""
    old = one.message.sent < chain.shown.message.sent and not is_same(one.message, chain.shown.message)
    return Fact.STALE if old else Fact.REPEATED


def inhibited(known: Iterable[tuple[int, Hazard, Colour]]) -> frozenset[int]:
    """The numbers of the warnings in force that a graver one of the same hazard hides."""
    all_ = tuple(known)
    highest = {hazard: max(c.rank for _, h, c in all_ if h is hazard) for _, hazard, _ in all_}
    return frozenset(number for number, hazard, colour in all_ if colour.rank < highest[hazard])


def _says_other(told: Told, chain: Chain) -> bool:
    """Whether the words are others than were told, and not only those of another source for the same."""
    shown = chain.shown.message
    if words_of(shown) == told.words:
        return False
    for one in chain.seen:
        message = one.message
        if (message.source, message.identifier) == (told.source, told.identifier):
            return message.source == shown.source or not is_same(message, shown)
    return True
