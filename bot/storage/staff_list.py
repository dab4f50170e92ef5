"""The staff list (名册): places that people claim by their own phone number, and the files in which lists come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import Any

import orjson

from bot.domain.person import Appointment, Role
from bot.domain.roster_list import RosterLine
from bot.domain.staff_list import Line
from bot.domain.staff_plan import Listed
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


class State(StrEnum):
    """What has become of a list that was sent."""

    WAITING = "waiting"  # it has to be fetched and read
    READ = "read"  # it was shown, and waits for a decision
    REFUSED = "refused"  # it could not be read, or was not right
    TAKEN = "taken"
    DROPPED = "dropped"  # thrown away, or a newer one came


class What(StrEnum):
    """What a list was found to be."""

    STAFF = "staff"
    ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class StaffFile:
    """A list that somebody sent. ``file_id`` is Telegram's while it waits; ``lines`` are there while it is read: those
    of a staff list, or ``shifts``, those of a duty roster.
    """

    number: int
    person: int
    file_id: str
    name: str
    state: State
    kind: What
    sent_at: int
    lines: tuple[Line, ...] = ()
    shifts: tuple[RosterLine, ...] = ()


# --- files ---


async def add_file(tx: Tx, community: int, person: int, file_id: str, name: str, now: int) -> int:
    """Somebody sent a list; its number."""
    number = await next_number(tx, community, "staff_file")
    await tx.run(
        "staff_file_add", community=community, number=number, person=person, file_id=file_id, name=name, now=now
    )
    return number


async def file(tx: Tx, community: int, number: int) -> StaffFile | None:
    """A list that was sent."""
    row = await tx.row("staff_file", community=community, number=number)
    return _file(row) if row else None


async def undecided(tx: Tx, community: int, person: int) -> list[StaffFile]:
    """The lists of a person that are neither taken nor thrown away, the oldest first."""
    return [_file(row) for row in await tx.rows("staff_files_undecided", community=community, person=person)]


async def keep(tx: Tx, community: int, number: int, lines: Sequence[Line]) -> bool:
    """The list was read; False if it did not wait for that any more."""
    return await _keep(
        tx, community, number, What.STAFF, [(n.row, n.name, n.phone, n.role, n.grid, n.unit) for n in lines]
    )


async def keep_roster(tx: Tx, community: int, number: int, lines: Sequence[RosterLine]) -> bool:
    """The list was read, and is a duty roster; False if it did not wait for that any more."""
    return await _keep(tx, community, number, What.ROSTER, [astuple(line) for line in lines])


async def _keep(tx: Tx, community: int, number: int, kind: What, lines: Sequence[tuple[Any, ...]]) -> bool:
    packed = orjson.dumps(lines).decode()
    return await tx.run("staff_file_read", community=community, number=number, kind=kind.value, lines=packed) > 0


async def settle(tx: Tx, community: int, number: int, expected: State, state: State) -> bool:
    """What became of a list; its lines are not kept. False if it was not in the ``expected`` state any more."""
    values = {"expected": expected.value, "state": state.value}
    return await tx.run("staff_file_settle", community=community, number=number, **values) > 0


async def prune(tx: Tx, community: int, before: int) -> int:
    """Forget the lists that were sent before an instant; how many."""
    return await tx.run("staff_files_prune", community=community, before=before)


# --- places ---


async def sweep(tx: Tx, community: int) -> int:
    """Take off the list who claimed a place and does not hold that any more; how many places."""
    return await tx.run("places_sweep", community=community)


async def places(tx: Tx, community: int) -> list[Listed]:
    """The whole list, in the order in which it came, without those who have left."""
    await sweep(tx, community)
    return [_listed(row) for row in await tx.rows("places", community=community)]


async def places_of(tx: Tx, community: int, phone: str) -> list[Listed]:
    """What the list has for a number, without those who have left."""
    await sweep(tx, community)
    return [_listed(row) for row in await tx.rows("places_of_phone", community=community, phone=phone)]


async def has_unclaimed(tx: Tx, community: int) -> bool:
    """Whether anybody still has to claim a place."""
    return await tx.row("place_unclaimed", community=community) is not None


async def add(tx: Tx, community: int, line: Line, by: int, now: int) -> bool:
    """Put a line on the list; False if it is there already."""
    added = await tx.run(
        "place_add",
        community=community,
        place=await next_number(tx, community, "staff_place"),
        name=line.name,
        phone=line.phone,
        role=line.role.value,
        grid=line.grid or 0,
        unit=line.unit,
        person=by,
        now=now,
    )
    return added > 0


async def claim(tx: Tx, community: int, place: int, person: int) -> bool:
    """The place is the person's; False if somebody has it already."""
    return await tx.run("place_claim", community=community, place=place, person=person) > 0


async def rename(tx: Tx, community: int, phone: str, name: str) -> bool:
    """Whoever has that number is called so; False if they were already."""
    return await tx.run("places_rename", community=community, phone=phone, name=name) > 0


async def owners(tx: Tx, community: int) -> dict[str, int]:
    """Who of the staff has shown that a number is theirs. A number that two accounts have shown is nobody's.

    A neighbour who left a number for their reports did not leave it for this, and whoever is dismissed begins anew.
    """
    rows = await tx.rows("phones_shown", community=community)
    shown = Counter(row["phone"] for row in rows)
    return {row["phone"]: row["person_id"] for row in rows if shown[row["phone"]] == 1}


async def refusals(tx: Tx, community: int, person: int, since: int) -> int:
    """How often the person claimed a place in vain since an instant."""
    row = await tx.row("claims_refused", community=community, person=person, since=since)
    return int(row["many"]) if row else 0


def _file(row: Row) -> StaffFile:
    kind, packed = What(row["kind"]), orjson.loads(row["lines"] or "[]")
    known = row["number"], row["person_id"], row["file_id"], row["name"], State(row["state"]), kind, row["sent_at"]
    if kind is What.ROSTER:
        return StaffFile(*known, shifts=tuple(RosterLine(*line) for line in packed))
    lines = ((number, name, phone, Role(role), grid, unit) for number, name, phone, role, grid, unit in packed)
    return StaffFile(*known, lines=tuple(Line(*line) for line in lines))


def _listed(row: Row) -> Listed:
    post = Appointment(Role(row["role"]), row["grid"] or None, row["unit"])
    return Listed(row["place_id"], row["name"], row["phone"], post, row["person_id"])
