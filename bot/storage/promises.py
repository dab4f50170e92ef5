"""What workers have promised to do by a day."""

from __future__ import annotations

from bot.domain.note import Note
from bot.domain.promise import Promise, Standing
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def add(tx: Tx, community: int, note: Note, person: int, due_at: int, now: int) -> Promise | None:
    """Keep a promise that was made in a note; None if it was kept before."""
    number = await next_number(tx, community, "promise")
    added = await tx.run(
        "promise_add",
        community=community,
        promise=number,
        case_id=note.case_id,
        note=note.note_id,
        person=person,
        due_at=due_at,
        now=now,
    )
    return Promise(number, note.case_id, note.note_id, person, due_at, now) if added else None


async def by_id(tx: Tx, community: int, promise: int) -> Promise | None:
    """One promise."""
    row = await tx.row("promise_by_id", community=community, promise=promise)
    return _promise(row) if row else None


async def of_note(tx: Tx, community: int, note: int) -> Promise | None:
    """The promise that was made in a note."""
    row = await tx.row("promise_of_note", community=community, note=note)
    return _promise(row) if row else None


async def settle(tx: Tx, community: int, promise: int, state: Standing) -> bool:
    """What has become of it; False if that was known before."""
    return await tx.run("promise_settle", community=community, promise=promise, state=state.value) > 0


async def move(tx: Tx, community: int, promise: int, due_at: int) -> bool:
    """It is for a later time; False if it stands no more."""
    return await tx.run("promise_move", community=community, promise=promise, due_at=due_at) > 0


def _promise(row: Row) -> Promise:
    return Promise(
        row["promise_id"],
        row["case_id"],
        row["note_id"],
        row["person_id"],
        row["due_at"],
        row["made_at"],
        Standing(row["state"]),
    )
