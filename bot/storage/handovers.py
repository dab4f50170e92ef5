"""Offers of a case to another worker, who has to say yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import orjson

from bot.storage import audit
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx

Answer = Literal["accepted", "declined", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Handover:
    """A case was offered to ``receiver`` by ``asked_by`` (person ids); ``asked`` while no answer is there."""

    handover_id: int
    case_id: int
    receiver: int
    asked_by: int
    asked_at: int
    asked: bool = True


async def ask(tx: Tx, community: int, case_id: int, receiver: int, asked_by: int, now: int) -> Handover:
    """Offer a case; the former offer of the case must be settled before."""
    number = await next_number(tx, community, "handover")
    await tx.run(
        "handover_add",
        community=community,
        handover=number,
        case_id=case_id,
        receiver=receiver,
        asked_by=asked_by,
        now=now,
    )
    return Handover(number, case_id, receiver, asked_by, now)


async def by_id(tx: Tx, community: int, handover: int) -> Handover | None:
    """An offer."""
    row = await tx.row("handover_by_id", community=community, handover=handover)
    return _handover(row) if row else None


async def of_case(tx: Tx, community: int, case_id: int) -> Handover | None:
    """The offer of a case that waits for its answer."""
    row = await tx.row("handover_asked", community=community, case_id=case_id)
    return _handover(row) if row else None


async def waiting(tx: Tx, community: int) -> list[Handover]:
    """All offers that wait for an answer, the oldest first."""
    return [_handover(row) for row in await tx.rows("handovers_waiting", community=community)]


async def settle(tx: Tx, community: int, handover: int, answer: Answer) -> bool:
    """The offer has its answer; False if it had one already."""
    return await tx.run("handover_settle", community=community, handover=handover, state=answer) > 0


async def declined(tx: Tx, community: int, case_id: int) -> frozenset[int]:
    """Who has declined the case since it was handed over last, as person ids."""
    rows = await tx.rows("handovers_declined", community=community, case_id=case_id)
    return frozenset(row["receiver"] for row in rows)


async def was_lead(tx: Tx, community: int, case_id: int, person: int) -> bool:
    """Whether the case was in the person's hands once, as the record of what happened says."""
    for event in await audit.of_case(tx, community, case_id):
        facts = orjson.loads(event.facts)
        if event.act == "case.assign" and facts.get("worker") == person:
            return True
        if event.act == "case.handed_over" and person in (facts.get("from"), facts.get("to")):
            return True
    return False


def _handover(row: Row) -> Handover:
    return Handover(
        row["handover_id"],
        row["case_id"],
        row["receiver"],
        row["asked_by"],
        row["asked_at"],
        row["state"] == "asked",
    )
