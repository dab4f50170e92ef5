"""What a staff list that came as a file would change in the list as it is: seen before it is taken, and then done."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.community import Community
from bot.domain.person import Appointment, Role
from bot.domain.sheet import Table
from bot.domain.staff_list import Line, Wording, table
from bot.domain.vocabulary import key

#: The groups of persons of a plan that are shown by name, in this order.
SHOWN = ("new", "known", "added", "renamed", "untouched")


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The words of a list that goes out, and of its last column: whether the place was claimed."""

    wording: Wording
    claimed: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A place on the staff list (名册); ``person`` is who claimed it by their phone number."""

    place_id: int
    name: str
    phone: str
    held: Appointment
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a list, with what they hold; ``before`` is the name that they had until now, if it was another."""

    name: str
    phone: str
    posts: tuple[Appointment, ...]
    before: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a list means for everybody in it, and who stands on the present list only.

    ``new`` have to claim their place; ``known`` are of the staff, have shown their number and get it at once; ``added``
    hold something already and get more, ``posts`` says what; ``same`` stay as they are; ``renamed`` are among the
    others too; ``untouched`` hold ``posts`` that the file does not name.
    """

    new: tuple[Member, ...]
    known: tuple[Member, ...]
    added: tuple[Member, ...]
    same: tuple[Member, ...]
    renamed: tuple[Member, ...]
    untouched: tuple[Member, ...]

    @property
    def mark(self) -> int:
        """A number that another plan hardly has: by it one knows whether what was shown is still what would be done."""
        return zlib.crc32(repr(self).encode())

    @property
    def many(self) -> int:
        """How many persons the file names."""
        return len(self.new) + len(self.known) + len(self.added) + len(self.same)


def plan(lines: Iterable[Line], present: Iterable[Listed], owners: Mapping[str, int]) -> Plan:
    """What the lines of a file change; ``owners`` are those who have shown that a number is theirs."""
    wanted, there = _members(lines), _listed(present)
    found: dict[str, list[Member]] = {name: [] for name in ("new", "known", "added", "same", "renamed")}
    for phone, member in wanted.items():
        known = there.get(phone)
        more = tuple(post for post in member.posts if known is None or post not in known.posts)
        if known is None:
            found["known" if phone in owners else "new"].append(member)
        else:
            found["added" if more else "same"].append(Member(member.name, phone, more or member.posts))
            if key(known.name) != key(member.name):
                found["renamed"].append(Member(member.name, phone, (), known.name))
    left = tuple(_untouched(there, wanted))
    return Plan(**{name: tuple(members) for name, members in found.items()}, untouched=left)


def count(lines: Iterable[Line]) -> tuple[dict[Role, int], dict[int | None, int]]:
    """How many places there are for each role, and in each grid (None: in the whole community), in their order."""
    roles: dict[Role, int] = {}
    grids: dict[int | None, int] = {}
    for line in lines:
        roles[line.role] = roles.get(line.role, 0) + 1
        grids[line.grid] = grids.get(line.grid, 0) + 1
    order = list(Role)
    by_role = dict(sorted(roles.items(), key=lambda item: order.index(item[0])))
    return by_role, dict(sorted(grids.items(), key=lambda item: item[0] or 0))


def sheet(places: Iterable[Listed], community: Community, words: SheetWords) -> Table:
    """The list as it goes into a file; read again, it gives the same list."""
    listed = list(places)
    bare = table(map(line_of, listed), community, words.wording)
    rows = zip(bare.rows, listed, strict=True)
    return Table(
        bare.title,
        (*bare.headings, words.claimed),
        tuple((*row, words.yes if place.person is not None else words.no) for row, place in rows),
    )


def line_of(place: Listed) -> Line:
    """The place as a line of a list; it stands in no row of a file."""
    return Line(0, place.name, place.phone, place.held.role, place.held.grid, place.held.unit)


def held(line: Line) -> Appointment:
    """The appointment that a line of the list speaks of."""
    return Appointment(line.role, line.grid, line.unit)


def _members(lines: Iterable[Line]) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for line in lines:
        posts = found[line.phone].posts if line.phone in found else ()
        found[line.phone] = Member(line.name, line.phone, (*posts, held(line)))
    return found


def _listed(present: Iterable[Listed]) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for place in present:
        posts = found[place.phone].posts if place.phone in found else ()
        found[place.phone] = Member(place.name, place.phone, (*posts, place.held))
    return found


def _untouched(there: Mapping[str, Member], wanted: Mapping[str, Member]) -> Iterable[Member]:
    for phone, member in there.items():
        named = wanted[phone].posts if phone in wanted else ()
        left = tuple(post for post in member.posts if post not in named)
        if left:
            yield Member(member.name, phone, left)
