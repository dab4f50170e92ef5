"""What is said about cases."""

from __future__ import annotations

from bot.domain.note import Note, NoteKind
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def add(
    tx: Tx,
    community: int,
    case_id: int,
    author: int | None,
    kind: NoteKind,
    text: str,
    now: int,
    *,
    confidential: bool = False,
    act: str = "",
    reason: str = "",
) -> Note:
    """Keep what somebody says about a case."""
    number = await next_number(tx, community, "note")
    await tx.run(
        "note_add",
        community=community,
        note=number,
        case_id=case_id,
        author=author,
        kind=kind.value,
        act=act,
        reason=reason,
        text=text,
        confidential=confidential,
        now=now,
    )
    return Note(number, case_id, author, kind, text, now, confidential, act, reason)


async def of_case(tx: Tx, community: int, case_id: int) -> list[Note]:
    """All that was said about a case, in order."""
    return [_note(row) for row in await tx.rows("notes_of_case", community=community, case_id=case_id)]


async def by_id(tx: Tx, community: int, note_id: int) -> Note | None:
    """One note of the community."""
    row = await tx.row("note_by_id", community=community, note=note_id)
    return _note(row) if row else None


async def change(tx: Tx, community: int, note_id: int, kind: NoteKind, confidential: bool) -> None:
    """What kind of note it is, and whether only the handlers may read it."""
    await tx.run("note_change", community=community, note=note_id, kind=kind.value, confidential=confidential)


async def of_album(tx: Tx, community: int, case_id: int, author: int, album: str) -> Note | None:
    """The note to which somebody's other photos of an album belong."""
    row = await tx.row("note_of_album", community=community, case_id=case_id, author=author, album=album)
    return _note(row) if row else None


async def is_logged(tx: Tx, community: int, case_id: int) -> bool:
    """Whether workers have written down what they did at the case."""
    return await tx.row("note_any_visit", community=community, case_id=case_id) is not None


def _note(row: Row) -> Note:
    return Note(
        row["note_id"],
        row["case_id"],
        row["author"],
        NoteKind(row["kind"]),
        row["text"],
        row["at"],
        bool(row["confidential"]),
        row["act"],
        row["reason"],
    )
