"""What a roster from the street would change: shown before it is taken, and the same again when it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from bot.domain.roster import Shift
from bot.domain.roster_list import RosterLine


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What happens to each line of the list, and to the shifts that stand in its way.

    ``added``: nobody stood there. ``changed``: the same shift gets another person. ``same``: it is so already.
    ``past``: the shift is over. ``held``: somebody is on duty there and stays. ``removed``: shifts with other times
    that give way. ``clashes``: people who would stand in two places at once, as pairs of lines.
    """

    added: tuple[RosterLine, ...] = ()
    changed: tuple[tuple[RosterLine, Shift], ...] = ()
    same: tuple[RosterLine, ...] = ()
    past: tuple[RosterLine, ...] = ()
    held: tuple[RosterLine, ...] = ()
    removed: tuple[Shift, ...] = ()
    clashes: tuple[tuple[RosterLine, RosterLine], ...] = ()

    @property
    def mark(self) -> int:
        """A number of what would be done: another one as soon as something else would be."""
        did = [("a", one.post, one.seat, one.person, one.from_at, one.until_at) for one in self.added]
        did += [("c", str(shift.shift_id), 0, line.person, line.from_at, shift.person) for line, shift in self.changed]
        did += [("r", str(one.shift_id), 0, one.person, one.from_at, one.until_at) for one in self.removed]
        return crc32(repr(sorted(did)).encode()) & 0x7FFFFFFF


def plan(lines: Iterable[RosterLine], shifts: Sequence[Shift], now: int) -> RosterPlan:
    """What a list does to the shifts that overlap it (of its whole span, seats among them)."""
    added, changed, same, past, held = [], [], [], [], []
    removed: dict[int, Shift] = {}
    seats: dict[tuple[str, int], list[Shift]] = {}
    for shift in shifts:
        seats.setdefault((shift.post, shift.seat), []).append(shift)
    for line in lines:
        if line.until_at <= now:
            past.append(line)
            continue
        there = [one for one in seats.get((line.post, line.seat), ()) if _meet(one, line)]
        exact = next((one for one in there if (one.from_at, one.until_at) == (line.from_at, line.until_at)), None)
        if exact is not None and exact.person == line.person:
            same.append(line)
        elif any(one.accepted_at is not None for one in there):
            held.append(line)
        elif exact is not None:
            changed.append((line, exact))
        else:
            added.append(line)
            removed |= {one.shift_id: one for one in there}
    stand = [*added, *(line for line, _ in changed), *same]
    return RosterPlan(
        tuple(added),
        tuple(changed),
        tuple(same),
        tuple(past),
        tuple(held),
        tuple(removed.values()),
        tuple(_clashes(stand)),
    )


def _meet(shift: Shift, line: RosterLine) -> bool:
    return shift.from_at < line.until_at and line.from_at < shift.until_at


def _clashes(lines: Iterable[RosterLine]) -> list[tuple[RosterLine, RosterLine]]:
    """Each two lines in a row of the same person that overlap."""
    found = []
    last: dict[int, RosterLine] = {}
    for line in sorted(lines, key=lambda one: (one.from_at, one.until_at, one.post)):
        before = last.get(line.person)
        if before is not None and before.until_at > line.from_at and before.post != line.post:
            found.append((before, line))
        if before is None or line.until_at > before.until_at:
            last[line.person] = line
    return found
