"""Who looks on site, when a worker says that it is done (抽查): somebody else, chosen so that nobody can foresee it."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping

from bot.domain.case import Case
from bot.domain.person import Person

#: How long who is to look has, before they are reminded: usually, and in an emergency.
REMIND_MS = 24 * 3_600_000
REMIND_URGENT_MS = 3_600_000


def is_drawn(seed: str, case: Case, share: int) -> bool:
    """Whether the case is among the ``share`` of a hundred that are checked.

    ``seed`` is the hash of the newest audit event: no worker can know it before, and everybody can work it out after.
    """
    digest = hashlib.sha256(f"{seed}:{case.case_id}:{case.version}".encode()).digest()
    return int.from_bytes(digest[:8]) % 100 < share


def choose(case: Case, workers: Iterable[Person], load: Mapping[int, int], away: Container[int]) -> Person | None:
    """Who looks: a worker who is there and does not have the case, of its grid before others, with least to do.

    None if there is nobody.
    """

    def rank(worker: Person) -> tuple[bool, int, int]:
        here = any(held.grid in (case.grid, None) for held in worker.appointments)
        return (not here, load.get(worker.person_id, 0), worker.person_id)

    found = [worker for worker in workers if can_look(case, worker) and worker.person_id not in away]
    return min(found, key=rank, default=None)


def can_look(case: Case, worker: Person) -> bool:
    """Whether the worker could look at it: who decides about it is no second pair of eyes."""
    able = worker.is_worker and not worker.is_director and worker.reachable and not worker.is_gone
    return able and worker.person_id not in case.team
