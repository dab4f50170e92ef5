"""To whom a case may go, the most fitting first."""

from __future__ import annotations

from collections.abc import Container

from bot.domain.case import Case
from bot.domain.community import Community
from bot.domain.person import Person


def suggestions(
    workers: tuple[Person, ...],
    case: Case,
    community: Community,
    load: dict[int, int],
    away: Container[int] = frozenset(),
) -> tuple[Person, ...]:
    """The workers to whom the case may go, the most fitting first.

    Those who are not ``away`` before those who are, those of the case's grid before others, then by the roles that the
    category names, then those with less to do.
    """
    category = community.category(case.category)
    wanted = category.suggest if category else ()

    def rank(worker: Person) -> tuple[bool, int, int, int, int]:
        here = any(held.grid in (case.grid, None) for held in worker.appointments)
        role = min((wanted.index(h.role) for h in worker.appointments if h.role in wanted), default=len(wanted))
        there = worker.person_id in away
        return (there, 0 if here else 1, role, load.get(worker.person_id, 0), worker.person_id)

    return tuple(sorted((worker for worker in workers if worker.is_worker), key=rank))
