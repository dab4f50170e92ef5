"""Who may not report, and what became of that."""

from __future__ import annotations

from bot.domain.block import Block, Reason
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx

_MOST = 20


async def standing(tx: Tx, community: int, person: int, now: int) -> Block | None:
    """The block that keeps a person from reporting at an instant, or None."""
    block = await _unlifted(tx, community, person)
    return block if block and block.stands(now) else None


async def add(
    tx: Tx, community: int, person: int, reason: Reason, words: str, made_by: int, until_at: int | None, now: int
) -> Block | None:
    """Keep a person from reporting; None if they are kept already. One whose time is over makes room."""
    known = await _unlifted(tx, community, person)
    if known and known.stands(now):
        return None
    if known:
        await lift(tx, community, known.block_id, now)
    number = await next_number(tx, community, "block")
    block = Block(number, person, reason, words if reason is Reason.OTHER else "", made_by, now, until_at)
    await tx.run(
        "block_add",
        community=community,
        block=number,
        person=person,
        reason=_said(block),
        made_by=made_by,
        until_at=until_at,
        now=now,
    )
    return block


async def by_id(tx: Tx, community: int, block: int) -> Block | None:
    """A block of the community."""
    row = await tx.row("block_by_id", community=community, block=block)
    return _block(row) if row else None


async def all_standing(tx: Tx, community: int, now: int) -> list[Block]:
    """The newest blocks that hold at an instant, at most 20."""
    found = [_block(row) for row in await tx.rows("blocks_standing", community=community, most=_MOST)]
    return [block for block in found if block.stands(now)]


async def appeal(tx: Tx, community: int, block: int, text: str, now: int) -> bool:
    """The person objects; False if they have done so before, or it is over."""
    return await tx.run("block_appeal", community=community, block=block, appeal=text, now=now) > 0


async def keep(tx: Tx, community: int, block: int, now: int) -> bool:
    """The appeal is turned down; False if there is none that waits for an answer."""
    return await tx.run("block_keep", community=community, block=block, now=now) > 0


async def lift(tx: Tx, community: int, block: int, now: int) -> bool:
    """The block is over; False if it was."""
    return await tx.run("block_lift", community=community, block=block, now=now) > 0


async def _unlifted(tx: Tx, community: int, person: int) -> Block | None:
    row = await tx.row("block_of", community=community, person=person)
    return _block(row) if row else None


def _said(block: Block) -> str:
    """The reason as the table holds it: its name, and behind a colon the words that say more."""
    return f"{block.reason}:{block.words}" if block.words else block.reason.value


def _block(row: Row) -> Block:
    reason, _, words = row["reason"].partition(":")
    return Block(
        row["block_id"],
        row["person_id"],
        Reason(reason),
        words,
        row["made_by"],
        row["since"],
        row["until_at"],
        row["appeal"],
        row["appealed_at"],
        row["answered_at"],
        row["lifted_at"],
    )
