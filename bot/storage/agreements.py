"""Agreements of the two sides of disputes, and what each has said to them."""

from __future__ import annotations

from bot.domain.agreement import Agreement, Side, Standing
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def add(tx: Tx, community: int, case_id: int, text: str, made_by: int, now: int) -> int:
    """Keep a new agreement about a case; its number."""
    number = await next_number(tx, community, "agreement")
    await tx.run(
        "agreement_add", community=community, agreement=number, case_id=case_id, text=text, made_by=made_by, now=now
    )
    return number


async def add_side(
    tx: Tx, community: int, agreement: int, side: int, person: int | None, digest: str | None, expires_at: int | None
) -> None:
    """One of the two sides: a person, or who opens the link whose secret has that digest."""
    await tx.run(
        "agreement_side_add",
        community=community,
        agreement=agreement,
        side=side,
        person=person,
        digest=digest,
        expires_at=expires_at,
    )


async def by_id(tx: Tx, community: int, agreement: int) -> Agreement | None:
    """An agreement with its sides."""
    row = await tx.row("agreement_by_id", community=community, agreement=agreement)
    return await _agreement(tx, community, row) if row else None


async def newest(tx: Tx, community: int, case_id: int) -> Agreement | None:
    """The newest agreement about a case."""
    row = await tx.row("agreement_newest", community=community, case_id=case_id)
    return await _agreement(tx, community, row) if row else None


async def numbers(tx: Tx, community: int, case_id: int) -> list[int]:
    """The numbers of all agreements about a case, the newest last."""
    rows = await tx.rows("agreements_of_case", community=community, case_id=case_id)
    return [row["agreement_id"] for row in rows]


async def by_digest(tx: Tx, community: int, digest: str) -> tuple[int, int] | None:
    """The agreement and the side whose link has that secret."""
    row = await tx.row("agreement_by_digest", community=community, digest=digest)
    return (row["agreement_id"], row["side"]) if row else None


async def claim(tx: Tx, community: int, agreement: int, side: int, person: int) -> bool:
    """Somebody has opened the link: they are that side. False if somebody was faster."""
    values = {"agreement": agreement, "side": side, "person": person}
    return await tx.run("agreement_claim", community=community, **values) > 0


async def answer(tx: Tx, community: int, agreement: int, side: int, agreed: bool, now: int) -> bool:
    """A side says yes or no; False if it did before."""
    values = {"agreement": agreement, "side": side, "agreed": agreed, "now": now}
    return await tx.run("agreement_answer", community=community, **values) > 0


async def settle(tx: Tx, community: int, agreement: int, state: Standing, now: int) -> bool:
    """What has become of it; False if it is confirmed, refused or void already."""
    values = {"agreement": agreement, "state": state.value, "now": now}
    return await tx.run("agreement_settle", community=community, **values) > 0


async def void(tx: Tx, community: int, agreement: int, now: int) -> None:
    """Another agreement takes its place, whatever had become of it."""
    await tx.run("agreement_void", community=community, agreement=agreement, now=now)


async def _agreement(tx: Tx, community: int, row: Row) -> Agreement:
    sides = await tx.rows("agreement_sides_of", community=community, agreement=row["agreement_id"])
    return Agreement(
        row["agreement_id"],
        row["case_id"],
        row["text"],
        row["made_by"],
        row["made_at"],
        Standing(row["state"]),
        tuple(map(_side, sides)),
    )


def _side(row: Row) -> Side:
    agreed = None if row["agreed"] is None else bool(row["agreed"])
    return Side(row["side"], row["person_id"], agreed, row["answered_at"], row["expires_at"])
