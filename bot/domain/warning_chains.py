"""The messages about one and the same warning, whatever source told them: a chain, of which the leaf is what holds.

Everything here is a function of the set of messages that are known: in which order they came, and how often, changes
nothing. A message takes up others by the identifier in its references; one without them takes up the warning of the
same sender, hazard and area that was in force when it was sent. What somebody was told by telephone takes up, and is
taken up by, the warning of the same hazard from any sender.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from bot.domain.warning import Area, Colour, Hazard, Message, WeatherWarning

MINUTE_MS = 60_000
#: The source of what somebody has entered by hand.
HAND = "hand"
#: A warning of which nobody says when it ends lasts that long after it was sent or begins (QWeather's rule).
USUAL_MS = 24 * 3_600_000
#: A source that takes a warning back and issues it again within that time flaps: it is the same warning.
FLAP_MS = 30 * MINUTE_MS
#: The same warning in the words of two sources begins within that time.
ONSET_MS = 15 * MINUTE_MS
#: What is told by telephone so soon after a source has issued it is what that source has issued.
NEAR_MS = 2 * 3_600_000
#: An identifier of that length is a sender's own: the national ones have the county's code and the time in it.
_UNIQUE = 12


class State(StrEnum):
    """How a warning stands."""

    IN_FORCE = "in_force"
    LIFTED = "lifted"  # taken back by who issued it
    EXPIRED = "expired"  # its time is over
    JOINED = "joined"  # it was found to be the same as another one


@dataclass(frozen=True)
class Seen:
    """A message as a source told it. ``listed``: the source lists all that is in force, and this among it;
    ``ended_at``: since when it does not any more. ``warning`` is the number of the warning that it was found to be of.
    """

    message: WeatherWarning
    listed: bool = False
    ended_at: int | None = None
    warning: int | None = None

    @cached_property
    def own(self) -> str:
        """What the message is known by."""
        return identity(self.message.sender, self.message.identifier)

    @cached_property
    def names(self) -> frozenset[str]:
        """The message and all that it takes up."""
        return frozenset({self.own, *(identity(one.sender, one.identifier) for one in self.message.references)})

    @property
    def key(self) -> tuple[int, str, str, str]:
        """Where it stands among all messages: by when it was sent."""
        return (self.message.sent, self.message.identifier, self.message.sender, self.message.source)

    @property
    def by_hand(self) -> bool:
        """Whether somebody has entered it."""
        return self.message.source == HAND


def identity(sender: str, identifier: str) -> str:
    """What the same message is known by, whichever source tells it."""
    return identifier if len(identifier) >= _UNIQUE else f"{sender}|{identifier}"


def ends_at(message: WeatherWarning) -> int:
    """When a message is over by itself (ms UTC)."""
    if message.expires is not None:
        return message.expires
    return max(message.sent, message.onset or 0) + USUAL_MS


@dataclass(frozen=True)
class Chain:
    """All messages about one warning, by when they were sent; there is one at least."""

    seen: tuple[Seen, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers under which these messages are known already, the lowest first."""
        return tuple(sorted({one.warning for one in self.seen if one.warning is not None}))

    @cached_property
    def leaf(self) -> Seen:
        """The message that holds: the newest that no other takes up; a lift before a message sent at the same time."""
        taken = {name for one in self.seen if one.message.references for name in one.names - {one.own}}
        free = [one for one in self.seen if one.own not in taken] or list(self.seen)
        newest = max(one.message.sent for one in free)
        latest = [one for one in free if one.message.sent == newest]
        return _told_best(self, max(latest, key=_weight))

    @cached_property
    def shown(self) -> Seen:
        """The message whose words are shown: the leaf, or of a lift without words what it lifts."""
        if self.leaf.message.message is not Message.CANCEL:
            return self.leaf
        issued = [one for one in self.seen if one.message.message is not Message.CANCEL]
        return max(issued, key=lambda one: (one.message.sent, _weight(one)), default=self.leaf)

    @cached_property
    def hazard(self) -> Hazard:
        """What it is about: a lift without words does not say it itself."""
        known = [one.message.hazard for one in self.seen if one.message.hazard is not Hazard.OTHER]
        return known[-1] if known else Hazard.OTHER

    @cached_property
    def colours(self) -> tuple[tuple[int, Colour], ...]:
        """Since when it had which colour; a message that names none leaves it as it was."""
        found: list[tuple[int, Colour]] = []
        for one in self.seen:
            message = one.message
            known = message.colour if message.colour is not Colour.UNKNOWN or not found else found[-1][1]
            if message.message is not Message.CANCEL and (not found or found[-1][1] is not known):
                found.append((message.sent, known))
        return tuple(found)

    @cached_property
    def colour(self) -> Colour:
        """The colour of what is shown."""
        if self.shown.message.colour is not Colour.UNKNOWN:
            return self.shown.message.colour
        return self.colours[-1][1] if self.colours else Colour.UNKNOWN

    @cached_property
    def rose_at(self) -> int:
        """When it rose last, by when the sources sent that; the first message is a rise."""
        rose, rank = 0, -1
        for one in self.seen:
            lifted = one.message.message is Message.CANCEL
            now = -1 if lifted else max(one.message.colour.rank, rank if one.message.colour is Colour.UNKNOWN else 0)
            rose, rank = (one.message.sent if now > rank else rose), now
        return rose

    @property
    def begun_at(self) -> int:
        """When its first message was sent."""
        return self.seen[0].message.sent

    @cached_property
    def ends_at(self) -> int:
        """When it is over by itself."""
        alike = [one.message for one in self.told_alike(self.shown)]
        return max(ends_at(one) for one in ([one for one in alike if one.expires is not None] or alike))

    @cached_property
    def lifted_at(self) -> int | None:
        """Since when it is taken back: by a message that says so, or because no source lists it any more."""
        if self.leaf.message.message is Message.CANCEL:
            return self.leaf.message.sent
        alike = [one for one in self.seen if one.own == self.leaf.own]
        gone = [one.ended_at for one in alike if one.ended_at is not None]
        return max(gone) if gone and not any(one.listed for one in alike) else None

    @property
    def is_silent_lift(self) -> bool:
        """Whether nobody has said that it is lifted: it is only not listed any more."""
        return self.lifted_at is not None and self.leaf.message.message is not Message.CANCEL

    @property
    def by_hand(self) -> bool:
        """Whether only people have entered it: then people may change and lift it."""
        return all(one.by_hand for one in self.seen)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that told of it, each once."""
        return tuple(sorted({one.message.source for one in self.seen}))

    def state(self, now: int) -> State:
        """How it stands at an instant."""
        if self.lifted_at is not None and self.lifted_at < self.ends_at:
            return State.LIFTED
        return State.EXPIRED if self.ends_at <= now else State.IN_FORCE

    def told_alike(self, seen: Seen) -> tuple[Seen, ...]:
        """The messages that say the same as that one, itself among them."""
        return tuple(one for one in self.seen if is_same(one.message, seen.message))

    @cached_property
    def over_at(self) -> int:
        """When it ended or will end."""
        return self.ends_at if self.lifted_at is None else min(self.ends_at, self.lifted_at)


def is_same(one: WeatherWarning, other: WeatherWarning) -> bool:
    """Whether two messages say the same: the same identifier, or two sources in their own words at one time."""
    if identity(one.sender, one.identifier) == identity(other.sender, other.identifier):
        return True
    if one.source == other.source or HAND in (one.source, other.source) or one.message is not other.message:
        return False
    alike = (one.sender, one.hazard, one.colour) == (other.sender, other.hazard, other.colour)
    return alike and abs((one.onset or one.sent) - (other.onset or other.sent)) <= ONSET_MS


def chains(seen: Iterable[Seen]) -> tuple[Chain, ...]:
    """The warnings that those messages are about, the one that began first first."""
    groups: list[_Group] = []
    for one in sorted(seen, key=lambda each: each.key):
        linked = [group for group in groups if group.names & one.names]
        if not linked:
            near = [group for group in groups if group.takes(one)]
            linked = [max(near, key=lambda group: group.nearness(one))] if near else []
        merged = [each for group in linked for each in group.chain.seen]
        names = one.names.union(*(group.names for group in linked))
        groups = [group for group in groups if group not in linked]
        groups.append(_Group(Chain(tuple(sorted([*merged, one], key=lambda each: each.key))), names))
    return tuple(sorted((group.chain for group in groups), key=lambda chain: chain.seen[0].key))


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """A chain while it is put together, and the names of all its messages."""

    chain: Chain
    names: frozenset[str]

    def takes(self, one: Seen) -> bool:
        """Whether a message that names none of these is about the same warning all the same."""
        message, seen = one.message, self.chain.seen
        first = next((each for each in reversed(seen) if not each.by_hand), None)
        alike = (first or seen[-1]).message.hazard is message.hazard
        if first is not None and not one.by_hand:
            known = first.message
            alike = alike and known.sender == message.sender and _overlap(known.areas, message.areas)
        return alike and message.sent <= self.chain.over_at + FLAP_MS

    def nearness(self, one: Seen) -> tuple[bool, int]:
        """Which of several it is rather: the one of its colour, else the newest."""
        last = self.chain.seen[-1].message
        return (last.colour is one.message.colour, last.sent)


def _weight(one: Seen) -> tuple[bool, int, bool, int, str, str]:
    """Which of several messages sent at one time is the one: a lift, the graver, the one that says more."""
    message = one.message
    words = len(message.instruction) + len(message.description)
    lifted = message.message is Message.CANCEL
    return (lifted, message.colour.rank, bool(message.instruction), words, message.identifier, message.source)


def _told_best(chain: Chain, leaf: Seen) -> Seen:
    """What was entered by hand raises what a source has issued, and never lowers it; the same is told in its words."""
    official = [one for one in chain.seen if not one.by_hand and one.ended_at is None]
    if not leaf.by_hand or leaf.message.message is Message.CANCEL or not official:
        return leaf
    last, mine = official[-1].message, leaf.message
    if last.message is Message.CANCEL or ends_at(last) <= mine.sent or last.colour.rank < mine.colour.rank:
        return leaf
    return official[-1] if last.colour is not mine.colour or mine.sent - last.sent < NEAR_MS else leaf


def _overlap(one: Sequence[Area], other: Sequence[Area]) -> bool:
    """Whether two areas are the same, as far as both say what they are."""
    codes = [{_short(code) for area in areas for code in area.geocodes} for areas in (one, other)]
    if all(codes):
        return bool(codes[0] & codes[1])
    names = [{area.name for area in areas if area.name} for areas in (one, other)]
    return bool(names[0] & names[1]) if all(names) else True


def _short(code: str) -> str:
    """A code of an area without the zeros that stand for all of it: 420103000000 is 420103."""
    return code.rstrip("0") if code.isascii() and code.isdigit() else code
