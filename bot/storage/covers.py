"""Who looks for a colleague to stand a shift (求替班), and who was asked."""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.store import Tx

OPEN, TAKEN, WITHDRAWN, VOID = "open", "taken", "withdrawn", "void"


@dataclass(frozen=True, slots=True)
class Cover:
    """Somebody looks for a colleague for a shift; ``state`` says what has become of it."""

    shift: int
    asked_by: int
    asked_at: int
    state: str
    taken_by: int | None


async def ask(tx: Tx, community: int, shift: int, person: int, now: int) -> bool:
    """Look for a colleague; False if that is done already."""
    return await tx.run("cover_ask", community=community, shift=shift, person=person, now=now) > 0


async def of(tx: Tx, community: int, shift: int) -> Cover | None:
    """Whether somebody looks for a colleague for the shift."""
    row = await tx.row("cover_of", community=community, shift=shift)
    return Cover(row["shift_id"], row["asked_by"], row["asked_at"], row["state"], row["taken_by"]) if row else None


async def settle(tx: Tx, community: int, shift: int, state: str, taken_by: int | None = None) -> bool:
    """It is not looked for any more; False if that was so before."""
    return await tx.run("cover_settle", community=community, shift=shift, state=state, person=taken_by) > 0


async def invite(tx: Tx, community: int, shift: int, person: int, now: int) -> bool:
    """A colleague is asked; False if they were before."""
    return await tx.run("cover_invite", community=community, shift=shift, person=person, now=now) > 0


async def decline(tx: Tx, community: int, shift: int, person: int, now: int) -> bool:
    """A colleague cannot; False if they had said so, or were not asked."""
    return await tx.run("cover_decline", community=community, shift=shift, person=person, now=now) > 0


async def invited(tx: Tx, community: int, shift: int) -> dict[int, bool]:
    """Who was asked, and whether they have declined."""
    rows = await tx.rows("cover_invited", community=community, shift=shift)
    return {row["person_id"]: row["declined_at"] is not None for row in rows}
