"""The photos and voice notes of cases."""

from __future__ import annotations

from bot.domain.media import Attachment, MediaKind, Medium, Purpose
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def add(
    tx: Tx, community: int, case_id: int, owner: int, purpose: Purpose, attachment: Attachment, now: int
) -> int | None:
    """Note a file of a case; its number, or None if the case has that file for that purpose already."""
    number = await next_number(tx, community, "media")
    added = await tx.run(
        "media_add",
        community=community,
        media=number,
        case_id=case_id,
        owner=owner,
        purpose=purpose.value,
        kind=attachment.kind.value,
        file_id=attachment.file_id,
        unique_id=attachment.unique_id,
        album=attachment.album,
        now=now,
    )
    return number if added else None


async def of_case(tx: Tx, community: int, case_id: int) -> list[Medium]:
    """The files of a case, in the order in which they came."""
    return [_medium(row) for row in await tx.rows("media_of_case", community=community, case_id=case_id)]


async def by_id(tx: Tx, community: int, number: int) -> Medium | None:
    """One file."""
    row = await tx.row("media_by_id", community=community, media=number)
    return _medium(row) if row else None


async def stored(tx: Tx, community: int, number: int, sha256: str, size: int) -> bool:
    """The file lies in the store under its hash; ``size`` in bytes. False if it was deleted meanwhile."""
    return await tx.run("media_stored", community=community, media=number, sha256=sha256, size=size) > 0


async def lost(tx: Tx, community: int, number: int) -> None:
    """Telegram does not give the file any more."""
    await tx.run("media_lost", community=community, media=number)


def _medium(row: Row) -> Medium:
    attachment = Attachment(MediaKind(row["kind"]), row["file_id"], "", row["album"])
    return Medium(row["media_id"], row["case_id"], Purpose(row["purpose"]), attachment, row["sha256"])
