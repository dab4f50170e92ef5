"""By what a case is found, and by whom: what stands for it in the index, and what each person may look through.

A case has two faces (:class:`Face`): what its sheet says, for those who may see that, and what a neighbour may know.
The reporter's words stand on the first only, so nobody can learn by trying words what they may not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain import bigrams
from bot.domain.case import Case, is_public
from bot.domain.community import Category, Community
from bot.domain.finding import ENDED_STATES, Filter, Query
from bot.domain.permission import ALLOWED, Look, Relation, may
from bot.domain.person import Person, Role

#: To be raised when the words of :func:`entries` change: all cases are put into the index anew then.
VERSION = 1
#: Of a text so many words are kept; more has no text that fits into a report.
_MOST_WORDS = 2_500


class Face(StrEnum):
    """What of a case is looked at."""

    SHEET = "s"
    PUBLIC = "p"


class Within(StrEnum):
    """A set of cases that the tables know, beside the index."""

    REPORTED = "reported"  # by who looks
    FOLLOWED = "followed"  # by who looks
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Clause:
    """One way to a case: of each group one entry must stand for it, and it must be in all the sets of ``within``."""

    groups: tuple[tuple[str, ...], ...]
    within: frozenset[Within] = frozenset()


def entries(case: Case, community: Community) -> frozenset[str]:
    """All that stands for a case in the index."""
    category = community.category(case.category)
    house = community.building(case.grid, case.place.building) if case.place.building else None
    kinds = (category.name, category.name_en) if category else (case.category,)
    known = _words((*kinds, house.name if house and is_public(case, community) else ""))
    told = (case.text, case.place.words or "", house.name if house else "", case.referred_to or "")
    sheet = known | set(sorted(_words(told))[:_MOST_WORDS])
    made = {f"{Face.PUBLIC}:{word}" for word in known} | {f"{Face.SHEET}:{word}" for word in sheet}
    return frozenset(made | set(_facts(case, house is not None and is_public(case, community))))


def _facts(case: Case, public_house: bool) -> Iterable[str]:
    """Where it is, how it stands, and who has it."""
    yield grid_entry(case.grid)
    yield state_entry(case.state)
    if case.is_open:
        yield OPEN
    if case.lead is not None:
        yield lead_entry(case.lead)
    yield from (hand_entry(one) for one in {*case.team, case.checker} if one is not None)
    if case.referred_to is not None:
        yield unit_entry(case.referred_to)
    if case.place.building is not None:
        yield place_entry(Face.SHEET, case.grid, case.place.building)
        if public_house:
            yield place_entry(Face.PUBLIC, case.grid, case.place.building)


OPEN = "o:"


def grid_entry(grid: int) -> str:
    """What stands for the cases of a grid."""
    return f"g:{grid}"


def state_entry(state: str) -> str:
    """What stands for the cases in a state."""
    return f"t:{state}"


def lead_entry(person: int) -> str:
    """What stands for the cases of a worker."""
    return f"l:{person}"


def hand_entry(person: int) -> str:
    """What stands for the cases that somebody leads, helps with or is to look at on site."""
    return f"h:{person}"


def unit_entry(unit: str) -> str:
    """What stands for the cases that a department has."""
    return f"u:{unit}"


def place_entry(face: Face, grid: int, building: str) -> str:
    """What stands for the cases at a building."""
    return f"{face}b:{grid}/{building}"


def clauses(person: Person, query: Query, community: Community) -> tuple[Clause, ...]:
    """All ways by which the person may find what they look for; none if there is none."""
    found = [_narrowed(query, person, face, base) for face, base in _ways(person, query, community)]
    return tuple(dict.fromkeys(clause for clause in found if clause is not None))


def _ways(person: Person, query: Query, community: Community) -> Iterable[tuple[Face, Clause]]:
    """What the person may look through, and which face of it; who was forgotten, through nothing."""
    if person.is_gone:
        return
    everything, mine = _sees_all(person), Filter.MINE in query.filters
    if everything and not mine:
        yield Face.SHEET, Clause(())
        return
    yield Face.SHEET, Clause((), frozenset({Within.REPORTED}))
    if everything:
        yield Face.SHEET, Clause((), frozenset({Within.FOLLOWED}))
    elif near := _own_grids(person, Look.PUBLIC, community, with_residents=True):
        yield Face.PUBLIC, Clause((tuple(near),), frozenset({Within.FOLLOWED}))
    if mine:
        return
    whole = _own_grids(person, Look.SHEET, community)
    rest = [entry for entry in _own_grids(person, Look.PUBLIC, community) if entry not in whole]
    for face, grids in ((Face.SHEET, whole), (Face.PUBLIC, rest)):
        if grids:
            yield face, Clause((tuple(grids),))
    if person.is_worker:
        yield Face.SHEET, Clause(((hand_entry(person.person_id),),))
    yield from ((Face.SHEET, Clause(((unit_entry(unit),),))) for unit in sorted(person.departments))


def is_in_reach(person: Person, case: Case, *, follows: bool) -> bool:
    """Whether the person may look at a case that they name: their ways lead to it. What a neighbour may know of others'
    cases is shown to residents in their group, and is not for looking up number by number.
    """
    if may(person, Look.SHEET, case):
        return True
    staff = replace(person, appointments=tuple(one for one in person.appointments if one.role is not Role.RESIDENT))
    return may(staff, Look.PUBLIC, case) or (follows and may(person, Look.PUBLIC, case))


def _sees_all(person: Person) -> bool:
    return any(rule.relation is Relation.ANYTHING and person.holds(rule.role) for rule in ALLOWED[Look.SHEET])


def _own_grids(person: Person, look: Look, community: Community, *, with_residents: bool = False) -> list[str]:
    """The grids in which somebody of the staff may see that much of every case.

    A resident may, too, where a case is shown to them: they look through what they follow, and not through all.
    """
    roles = {rule.role for rule in ALLOWED[look] if rule.relation is Relation.OWN_GRID}
    roles -= set() if with_residents else {Role.RESIDENT}
    held = [one.grid for one in person.appointments if one.role in roles]
    every = [grid.number for grid in community.grids]
    return [grid_entry(grid) for grid in sorted(set(every if None in held else (g for g in held if g is not None)))]


def _narrowed(query: Query, person: Person, face: Face, base: Clause) -> Clause | None:
    """The way with all that is looked for; None if nothing can be at its end."""
    groups = [*base.groups, *((f"{face}:{word}",) for text in query.words for word in sorted(bigrams.of_query(text)))]
    if query.states:
        groups.append(tuple(map(state_entry, query.states)))
    if query.leads:
        groups.append(tuple(map(lead_entry, query.leads)))
    if query.places:
        groups.append(tuple(place_entry(face, grid, key) for grid, key in query.places))
    if query.grids:
        groups.append(tuple(map(grid_entry, query.grids)))
    if Filter.OWN_GRID in query.filters:
        groups.append(tuple(map(grid_entry, own_grids(person))))
    if Filter.ENDED in query.filters:
        groups.append(tuple(map(state_entry, ENDED_STATES)))
    if query.filters & {Filter.OPEN, Filter.OVERDUE}:
        groups.append((OPEN,))
    overdue = frozenset({Within.OVERDUE}) if Filter.OVERDUE in query.filters else frozenset()
    made = replace(base, groups=tuple(dict.fromkeys(groups)), within=base.within | overdue)
    return made if all(made.groups) else None


def own_grids(person: Person) -> tuple[int, ...]:
    """The grids that are meant by "my grid": where the person holds something, else where they came from."""
    held = sorted({one.grid for one in person.appointments if one.grid is not None})
    return tuple(held) or ((person.grid,) if person.grid else ())


def fingerprint(community: Community) -> str:
    """Changes when the words by which the same cases are found do: with the names of places and categories."""
    houses = [f"{grid.number}/{one.key}/{one.name}" for grid in community.grids for one in grid.buildings]
    kinds = [_kind(category) for category in community.categories]
    return hashlib.sha256("\n".join([str(VERSION), *houses, *kinds]).encode()).hexdigest()


def _kind(category: Category) -> str:
    return f"{category.key}/{category.name}/{category.name_en}/{category.is_public}"


def _words(texts: Iterable[str]) -> set[str]:
    return set().union(*map(bigrams.of_text, texts))
