"""The photos and voice notes of cases."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.case import Case
from bot.domain.media import Attachment, MediaKind, Medium, Purpose
from bot.domain.picture import Picture, parts
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def add(
    tx: Tx,
    community: int,
    case_id: int,
    owner: int,
    purpose: Purpose,
    attachment: Attachment,
    now: int,
    note: int | None = None,
) -> int | None:
    """Note a file of a case; its number, or None if the case has that file for that purpose already.

    ``note`` is the note that it belongs to.
    """
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
        note=note,
    )
    return number if added else None


async def of_case(tx: Tx, community: int, case_id: int) -> list[Medium]:
    """The files of a case that belong to no note, in the order in which they came."""
    return [_medium(row) for row in await tx.rows("media_of_case", community=community, case_id=case_id)]


async def of_notes(tx: Tx, community: int, case_id: int) -> list[Medium]:
    """The files of a case that belong to its notes, in the order in which they came."""
    return [_medium(row) for row in await tx.rows("media_of_notes", community=community, case_id=case_id)]


async def is_seen(tx: Tx, community: int, case: Case, attachment: Attachment) -> bool:
    """Whether somebody sent that file before, for whatever; not in the same album, nor since then at work on it."""
    row = await tx.row(
        "media_seen",
        community=community,
        unique_id=attachment.unique_id,
        album=attachment.album,
        case_id=case.case_id,
        since=case.assigned_at or 0,
    )
    return row is not None


async def picture(tx: Tx, community: int, number: int) -> Picture | None:
    """A file as a picture, once it is stored."""
    row = await tx.row("picture_by_id", community=community, media=number)
    return _picture(row) if row else None


async def look(tx: Tx, community: int, number: int, looks: str) -> None:
    """What a picture looks like."""
    await tx.run("picture_looks", community=community, media=number, looks=looks)
    for place, part in enumerate(parts(looks)):
        await tx.run("picture_part_add", community=community, place=place, part=part, media=number)


async def like(tx: Tx, community: int, picture: Picture) -> list[Picture]:
    """The pictures that may be the same as one: with the same content, or a part of what they look like."""
    values = {"community": community, "media": picture.media_id}
    rows = list(await tx.rows("pictures_same", sha256=picture.sha256, **values))
    for place, part in enumerate(parts(picture.looks) if picture.looks else ()):
        rows += await tx.rows("pictures_alike", place=place, part=part, **values)
    return list({row["media_id"]: _picture(row) for row in rows}.values())


async def copied(tx: Tx, community: int, number: int, case_id: int) -> bool:
    """The same picture was sent for that case before; False if that is known."""
    return await tx.run("media_copied", community=community, media=number, case_id=case_id) > 0


async def by_id(tx: Tx, community: int, number: int) -> Medium | None:
    """One file."""
    row = await tx.row("media_by_id", community=community, media=number)
    return _medium(row) if row else None


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that a case had at some time, and what became of it; ``state`` is the table's word for that."""

    media_id: int
    purpose: Purpose
    kind: MediaKind
    owner: int
    state: str
    sha256: str | None
    size: int
    taken_at: int
    deleted_at: int | None


async def ever(tx: Tx, community: int, case_id: int) -> list[Kept]:
    """All files that a case had, those included of which only the hash is left."""
    return [_kept(row) for row in await tx.rows("media_ever", community=community, case_id=case_id)]


async def stored(tx: Tx, community: int, number: int, sha256: str, size: int) -> bool:
    """The file lies in the store under its hash; ``size`` in bytes. False if it was deleted meanwhile."""
    return await tx.run("media_stored", community=community, media=number, sha256=sha256, size=size) > 0


async def lost(tx: Tx, community: int, number: int) -> None:
    """Telegram does not give the file any more."""
    await tx.run("media_lost", community=community, media=number)


def _medium(row: Row) -> Medium:
    attachment = Attachment(MediaKind(row["kind"]), row["file_id"], "", row["album"])
    purpose = Purpose(row["purpose"])
    return Medium(row["media_id"], row["case_id"], purpose, attachment, row["sha256"], row["note_id"], row["copy_of"])


def _kept(row: Row) -> Kept:
    return Kept(
        row["media_id"],
        Purpose(row["purpose"]),
        MediaKind(row["kind"]),
        row["owner"],
        row["state"],
        row["sha256"],
        row["size"] or 0,
        row["taken_at"],
        row["deleted_at"],
    )


def _picture(row: Row) -> Picture:
    purpose = Purpose(row["purpose"])
    return Picture(row["media_id"], row["case_id"], purpose, row["album"], row["sha256"], row["looks"])
