"""Flood responses: what holds, what is proposed, who was asked to stand by, and where water stands."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.case import Outcome, State
from bot.domain.distress import Depth
from bot.domain.response import Move, Phase, Proposal, Response
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


@dataclass(frozen=True, slots=True)
class WaterPoint:
    """A case of water: where by grid only, how deep, and how it stands."""

    case_id: int
    depth: Depth | None
    grid: int
    state: State
    outcome: Outcome | None
    reported_at: int
    closed_at: int | None


async def now_open(tx: Tx, community: int) -> Response | None:
    """The response that holds now."""
    row = await tx.row("response_open", community=community)
    return _response(row) if row else None


async def by_id(tx: Tx, community: int, response: int) -> Response | None:
    """One response."""
    row = await tx.row("response_by_id", community=community, response=response)
    return _response(row) if row else None


async def start(tx: Tx, community: int, level: int, now: int) -> Response | None:
    """A response begins; None if one holds already."""
    number = await next_number(tx, community, "response")
    added = await tx.run("response_add", community=community, response=number, level=level, now=now)
    return Response(number, level, now) if added else None


async def set_level(tx: Tx, community: int, response: int, level: int) -> None:
    """Another level holds from now on."""
    await tx.run("response_level", community=community, response=response, level=level)


async def end(tx: Tx, community: int, response: int, now: int) -> None:
    """The response is over."""
    await tx.run("response_end", community=community, response=response, now=now)


async def add_phase(tx: Tx, community: int, response: int, move: Move, level: int, now: int) -> int:
    """What was done to the level; its number."""
    number = await next_number(tx, community, "response_phase")
    await tx.run(
        "response_phase_add",
        community=community,
        phase=number,
        response=response,
        move=move.value,
        level=level,
        now=now,
    )
    return number


async def phases(tx: Tx, community: int, response: int) -> tuple[Phase, ...]:
    """All changes of the level, in order."""
    rows = await tx.rows("response_phases", community=community, response=response)
    return tuple(Phase(r["phase_id"], r["response_id"], Move(r["move"]), r["level"], r["at"]) for r in rows)


async def version(tx: Tx, community: int) -> int:
    """The number of the newest change of the level; 0 before the first."""
    row = await tx.row("response_version", community=community)
    return int(row["phase"] or 0) if row else 0


async def proposed(tx: Tx, community: int) -> Proposal | None:
    """The level that the directors are asked about."""
    row = await tx.row("response_proposal_open", community=community)
    return _proposal(row) if row else None


async def propose(tx: Tx, community: int, level: int, warning: int | None, now: int) -> Proposal:
    """The directors are asked about a level."""
    number = await next_number(tx, community, "response_proposal")
    await tx.run("response_proposal_add", community=community, proposal=number, level=level, warning=warning, now=now)
    return Proposal(number, level, warning, now)


async def settle_proposal(tx: Tx, community: int, proposal: int, outcome: str, now: int) -> bool:
    """A proposal is ``taken``, ``declined`` or ``replaced``; False if it was settled before."""
    settled = await tx.run("response_proposal_settle", community=community, proposal=proposal, outcome=outcome, now=now)
    return settled > 0


async def proposals_between(tx: Tx, community: int, after: int, before: int) -> tuple[Proposal, ...]:
    """The levels that were proposed in a stretch of time, both ends included."""
    rows = await tx.rows("response_proposals_between", community=community, after=after, before=before)
    return tuple(map(_proposal, rows))


async def ask(tx: Tx, community: int, response: int, post: str, person: int, now: int) -> bool:
    """Somebody was asked to stand on the second seat of a post; False if they were before."""
    asked = await tx.run(
        "response_asked_add", community=community, response=response, post=post, person=person, now=now
    )
    return asked > 0


async def asked(tx: Tx, community: int, response: int, post: str) -> tuple[int, ...]:
    """Who was asked for a post, by number."""
    rows = await tx.rows("response_asked_of", community=community, response=response, post=post)
    return tuple(row["person_id"] for row in rows)


async def asked_of(tx: Tx, community: int, response: int, person: int) -> frozenset[str]:
    """For which posts somebody was asked."""
    rows = await tx.rows("response_asked_person", community=community, response=response, person=person)
    return frozenset(row["post"] for row in rows)


async def ask_no_more(tx: Tx, community: int, response: int, post: str) -> None:
    """Nobody is asked for that post any more."""
    await tx.run("response_asked_forget", community=community, response=response, post=post)


async def add_water(tx: Tx, community: int, response: int, case_id: int, depth: Depth | None) -> bool:
    """A case tells where water stands; False if that is known."""
    added = await tx.run(
        "water_add", community=community, response=response, case_id=case_id, depth=depth.value if depth else None
    )
    return added > 0


async def depth(tx: Tx, community: int, case_id: int) -> Depth | None:
    """How deep the water of a case stands, where somebody has said so."""
    row = await tx.row("water_depth", community=community, case_id=case_id)
    return Depth(row["depth"]) if row and row["depth"] else None


async def water(tx: Tx, community: int, response: int) -> tuple[WaterPoint, ...]:
    """The cases of water of a response."""
    return tuple(_water(row) for row in await tx.rows("water_of", community=community, response=response))


def _response(row: Row) -> Response:
    return Response(row["response_id"], row["level"], row["started_at"], row["ended_at"])


def _proposal(row: Row) -> Proposal:
    return Proposal(row["proposal_id"], row["level"], row["warning"], row["proposed_at"])


def _water(row: Row) -> WaterPoint:
    return WaterPoint(
        row["case_id"],
        Depth(row["depth"]) if row["depth"] else None,
        row["grid"],
        State(row["state"]),
        Outcome(row["outcome"]) if row["outcome"] else None,
        row["reported_at"],
        row["closed_at"],
    )
