"""Proposals to look for the root cause of cases that come again and again."""

from __future__ import annotations

from bot.domain.case import Case
from bot.domain.root_cause import Proposal, Spot
from bot.storage.cases import as_case
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def alike(tx: Tx, community: int, spot: Spot, since: int, most: int = 20) -> list[Case]:
    """The cases of one kind in one building that were reported since an instant, in order."""
    rows = await tx.rows(
        "root_alike",
        community=community,
        grid=spot.grid,
        building=spot.building,
        category=spot.category,
        since=since,
        most=most,
    )
    return [as_case(row) for row in rows]


async def was_proposed(tx: Tx, community: int, spot: Spot, since: int) -> bool:
    """Whether a root cause was proposed for that since an instant."""
    row = await tx.row(
        "root_proposed",
        community=community,
        grid=spot.grid,
        building=spot.building,
        category=spot.category,
        since=since,
    )
    return row is not None


async def add(tx: Tx, community: int, spot: Spot, since: int, now: int) -> Proposal:
    """Keep a proposal about the cases since an instant."""
    number = await next_number(tx, community, "root_cause")
    await tx.run(
        "root_add",
        community=community,
        proposal=number,
        grid=spot.grid,
        category=spot.category,
        building=spot.building,
        since=since,
        now=now,
    )
    return Proposal(number, spot, now, since)


async def by_id(tx: Tx, community: int, proposal_id: int) -> Proposal | None:
    """A proposal of the community."""
    row = await tx.row("root_by_id", community=community, proposal=proposal_id)
    return _proposal(row) if row else None


async def of_case(tx: Tx, community: int, case_id: int) -> Proposal | None:
    """The proposal that a case carries out."""
    row = await tx.row("root_of_case", community=community, case_id=case_id)
    return _proposal(row) if row else None


async def carriers(tx: Tx, community: int, spot: Spot) -> list[int]:
    """The cases that carry out a search for what lies behind those of that kind there."""
    where = {"grid": spot.grid, "building": spot.building, "category": spot.category}
    return [row["case_id"] for row in await tx.rows("root_carriers", community=community, **where)]


async def decide(tx: Tx, community: int, proposal_id: int, person: int, case_id: int | None, now: int) -> bool:
    """A case carries it out, or (None) it is not done; False if that was decided before."""
    decided = await tx.run(
        "root_decide", community=community, proposal=proposal_id, person=person, case_id=case_id, now=now
    )
    return decided > 0


def _proposal(row: Row) -> Proposal:
    return Proposal(
        row["proposal_id"],
        Spot(row["grid"], row["building"], row["category"]),
        row["proposed_at"],
        row["since"],
        row["decided_by"],
        row["decided_at"],
        row["case_id"],
    )
