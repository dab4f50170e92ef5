"""What people ask the directors to decide about cases."""

from __future__ import annotations

from bot.domain.petition import Petition, Voice, Wish
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def add(
    tx: Tx, community: int, case_id: int, kind: Wish, asked_by: int, text: str, wish_at: int | None, now: int
) -> Petition:
    """Keep what somebody asks for."""
    number = await next_number(tx, community, "petition")
    await tx.run(
        "petition_add",
        community=community,
        petition=number,
        case_id=case_id,
        kind=kind.value,
        asked_by=asked_by,
        text=text,
        wish_at=wish_at,
        now=now,
    )
    return Petition(number, case_id, kind, asked_by, text, now, wish_at)


async def by_id(tx: Tx, community: int, petition_id: int) -> Petition | None:
    """A petition of the community."""
    row = await tx.row("petition_by_id", community=community, petition=petition_id)
    return _petition(row) if row else None


async def of_case(tx: Tx, community: int, case_id: int) -> list[Petition]:
    """All petitions about a case, in order."""
    return [_petition(row) for row in await tx.rows("petitions_of_case", community=community, case_id=case_id)]


async def undecided(tx: Tx, community: int, most: int = 20) -> list[Petition]:
    """The petitions that nobody has decided, the oldest first."""
    return [_petition(row) for row in await tx.rows("petitions_open", community=community, most=most)]


async def decide(tx: Tx, community: int, petition_id: int, decider: int | None, granted: bool, now: int) -> bool:
    """A petition is decided; False if it was before. Nobody (None) decides what has become void."""
    decided = await tx.run(
        "petition_decide", community=community, petition=petition_id, decider=decider, granted=granted, now=now
    )
    return decided > 0


async def wish(tx: Tx, community: int, petition_id: int, wish_at: int) -> None:
    """Until when more time is asked for has moved."""
    await tx.run("petition_wish", community=community, petition=petition_id, wish_at=wish_at)


async def waiting(tx: Tx, community: int) -> int:
    """How many petitions nobody has decided."""
    row = await tx.row("petitions_waiting", community=community)
    return row["many"] if row else 0


async def add_voice(tx: Tx, community: int, petition_id: int, person: int, text: str, now: int) -> bool:
    """Somebody else asks for the same; False if they did already."""
    added = await tx.run("voice_add", community=community, petition=petition_id, person=person, text=text, now=now)
    return added > 0


async def voices(tx: Tx, community: int, petition_id: int) -> list[Voice]:
    """Who else asks for what a petition asks for, in order."""
    rows = await tx.rows("voices_of", community=community, petition=petition_id)
    return [Voice(row["person_id"], row["text"], row["at"]) for row in rows]


def _petition(row: Row) -> Petition:
    return Petition(
        row["petition_id"],
        row["case_id"],
        Wish(row["kind"]),
        row["asked_by"],
        row["text"],
        row["asked_at"],
        row["wish_at"],
        row["decided_by"],
        row["decided_at"],
        None if row["granted"] is None else bool(row["granted"]),
    )
