"""What waits for somebody: counted, or as the few oldest."""

from __future__ import annotations

from bot.domain.case import State
from bot.storage.store import Tx

_MOST = 5


async def questions(tx: Tx, community: int, person: int) -> list[tuple[int, int]]:
    """The numbers of the questions to a reporter that wait for an answer, each with its case's; at most 5."""
    rows = await tx.rows("waiting_questions", community=community, person=person, most=_MOST)
    return [(row["relay_id"], row["case_id"]) for row in rows]


async def handovers(tx: Tx, community: int, person: int) -> list[tuple[int, int]]:
    """The numbers of the offers that wait for the person's answer, each with its case's; at most 5."""
    rows = await tx.rows("waiting_handovers", community=community, person=person, most=_MOST)
    return [(row["handover_id"], row["case_id"]) for row in rows]


async def cases(tx: Tx, community: int) -> dict[State, int]:
    """How many open cases wait for a director, by their state."""
    return {State(row["state"]): row["many"] for row in await tx.rows("waiting_cases", community=community)}


async def appeals(tx: Tx, community: int) -> int:
    """How many appeals wait for a director."""
    row = await tx.row("waiting_appeals", community=community)
    return row["many"] if row else 0
