"""Who offers their shift for a colleague's (换班)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.store import Tx

OPEN, AGREED, DECLINED, WITHDRAWN, VOID = "open", "agreed", "declined", "withdrawn", "void"


@dataclass(frozen=True, slots=True)
class Swap:
    """``asked_by`` offers ``shift`` for ``other``, which ``asked_of`` has; ``state`` says what has become of it."""

    shift: int
    other: int
    asked_by: int
    asked_of: int
    asked_at: int
    state: str


async def ask(tx: Tx, community: int, swap: Swap) -> bool:
    """Offer a shift; False if it is offered already."""
    values = {"shift": swap.shift, "other": swap.other, "person": swap.asked_by, "of": swap.asked_of}
    return await tx.run("swap_ask", community=community, now=swap.asked_at, **values) > 0


async def of(tx: Tx, community: int, shift: int) -> Swap | None:
    """For what a shift was offered last."""
    row = await tx.row("swap_of", community=community, shift=shift)
    if row is None:
        return None
    return Swap(row["shift_id"], row["other_id"], row["asked_by"], row["asked_of"], row["asked_at"], row["state"])


async def settle(tx: Tx, community: int, shift: int, state: str) -> bool:
    """The offer stands no more; False if that was so before."""
    return await tx.run("swap_settle", community=community, shift=shift, state=state) > 0
