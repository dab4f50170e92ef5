"""Leave (请假): who is away until when, who stands in for them, and to whom work goes meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.person import Person, Role
from bot.errors import Refused

MOST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from ``from_at`` until ``until_at`` (milliseconds UTC); ``deputy`` stands in for them."""

    person: int
    deputy: int | None
    from_at: int
    until_at: int

    def holds(self, now: int) -> bool:
        """Whether the person is away now."""
        return self.from_at <= now < self.until_at


def away(absences: Iterable[Absence], now: int) -> dict[int, Absence]:
    """Who is away now, by person id."""
    return {absence.person: absence for absence in absences if absence.holds(now)}


def deputy_of(person: int, absences: Iterable[Absence], now: int) -> int | None:
    """Who does the person's work now: they themselves, or the end of the chain of deputies; None if that is nobody."""
    return _end(person, away(absences, now))


def circle(person: int, deputy: int, absences: Iterable[Absence], now: int) -> tuple[int, ...]:
    """Whom work would go round among, if ``deputy`` stood in for the person; empty if it comes to an end."""
    gone = away(absences, now)
    found = [person]
    while deputy not in found:
        found.append(deputy)
        if deputy not in gone or (further := gone[deputy].deputy) is None:
            return ()
        deputy = further
    # What is known already has no circle (each was refused): so the way leads back to the person.
    return tuple(found[found.index(deputy) :])


def check_deputy(person: Person, deputy: Person, absences: Iterable[Absence], now: int) -> None:
    """Raise Refused unless ``deputy`` can stand in for the person."""
    if not can_stand_in(person, deputy):
        raise Refused("leave.no_deputy")
    if round_ := circle(person.person_id, deputy.person_id, absences, now):
        raise Refused("leave.cycle", people=round_)


def can_stand_in(person: Person, deputy: Person) -> bool:
    """Whether the one holds what the other's work needs: for who directs another director, for a worker a worker."""
    if deputy.person_id == person.person_id or deputy.is_gone or not deputy.is_staff:
        return False
    if person.is_director:
        return deputy.is_director
    return deputy.is_worker or not person.is_worker


def deputies(person: Person, staff: Iterable[Person], absences: Iterable[Absence], now: int) -> tuple[Person, ...]:
    """Who could stand in for the person: those who are there and reachable, of the same role and grid, first."""
    gone = away(absences, now)
    roles = {held.role for held in person.appointments}
    grids = {held.grid for held in person.appointments if held.grid is not None}

    def rank(other: Person) -> tuple[bool, bool, int, int]:
        shared = any(held.grid in grids for held in other.appointments)
        shared_role = any(held.role in roles for held in other.appointments if held.role is not Role.RESIDENT)
        return other.person_id in gone, not other.reachable, -2 * shared - shared_role, other.person_id

    return tuple(sorted((other for other in staff if can_stand_in(person, other)), key=rank))


def deciding(staff: Iterable[Person], absences: Iterable[Absence], now: int) -> tuple[Person, ...]:
    """Who decides about cases now; never nobody while there is a secretary or a deputy.

    The secretaries, or for one who is away the director at the end of the chain of deputies. Where that gives nobody
    who can be reached: the deputies who are there and can be; and where there are none, the secretaries all the same.
    """
    everybody, gone = {person.person_id: person for person in staff}, away(absences, now)
    secretaries = [person for person in everybody.values() if person.holds(Role.SECRETARY)]
    seconds = [person for person in everybody.values() if person.holds(Role.DEPUTY)]
    if found := _present(secretaries, everybody, gone):
        return found
    there = tuple(one for one in seconds if one.person_id not in gone)
    return tuple(one for one in there if one.reachable) or tuple(secretaries) or there or tuple(seconds)


def _present(
    people: Iterable[Person], everybody: Mapping[int, Person], gone: Mapping[int, Absence]
) -> tuple[Person, ...]:
    found: dict[int, Person] = {}
    for person in people:
        end = _end(person.person_id, gone)
        stands = everybody.get(end) if end is not None else None
        if stands is not None and stands.is_director and (stands is person or stands.reachable):
            found[stands.person_id] = stands
    return tuple(found.values())


def _end(person: int, gone: Mapping[int, Absence]) -> int | None:
    passed: set[int] = set()
    while person in gone:
        deputy = gone[person].deputy
        if deputy is None or deputy in passed:
            return None
        passed.add(person)
        person = deputy
    return person
