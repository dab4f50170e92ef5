"""Fetches the photos and voice notes that people sent into the store on disk: the one door for files.

A file is named by the SHA-256 of its content, and pictures lose what the camera wrote into them (position, device)
before they are kept.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from PIL import Image, ImageOps
from telegram.error import BadRequest

from bot.delivery.gateway import Gateway
from bot.delivery.vault import Vault
from bot.domain.media import MediaKind, Medium
from bot.storage import media, retention, timers
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer

log = structlog.get_logger()

_MOST_PIXELS = 60_000_000
#: A picture whose greys differ by less than this all over shows nothing by which it could be known again.
_LEAST_CONTRAST = 24
_COLUMNS, _ROWS = 9, 8
#: What Pillow raises for a picture that is none, is cut off, or is too large.
_UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


#: What follows when a file lies in the store, in the same transaction; it is told the file's number.
Kept = Callable[[Tx, int], Awaitable[None]]


class Fetcher:
    """Fetches the files of one community into the vault; ``kept`` is told of each."""

    def __init__(self, store: Store, community: int, gateway: Gateway, vault: Vault, kept: Kept) -> None:
        self._store = store
        self._community = community
        self._gateway = gateway
        self._vault = vault
        self._kept = kept

    async def fetch(self, timer: Timer) -> None:
        """Fetch the file that the timer names; raises what the line or the disk does, to be tried again."""
        medium = await self._store.read(partial(media.by_id, community=self._community, number=timer.subject))
        if medium is None or medium.sha256 is not None or medium.is_deleted:
            await self._store.write(partial(self._drop_timer, timer=timer))
            return
        try:
            content = await self._gateway.file(medium.attachment.file_id)
        except BadRequest as error:
            log.error("media.lost", media_id=medium.media_id, error=str(error))
            await self._store.write(partial(self._lost, timer=timer))
            return
        await self._keep(timer, medium, content)

    async def _keep(self, timer: Timer, medium: Medium, content: bytes) -> None:
        try:
            clean = await asyncio.to_thread(_clean, content, medium.attachment.kind)
            looks = await asyncio.to_thread(_looks, clean, medium.attachment.kind)
        except _UNREADABLE as error:
            log.error("media.unreadable", media_id=medium.media_id, error=str(error))
            await self._store.write(partial(self._lost, timer=timer))
            return
        digest = hashlib.sha256(clean).hexdigest()
        async with self._vault.locked():
            await self._vault.keep(digest, clean)
            stored = partial(self._stored, timer=timer, digest=digest, size=len(clean), looks=looks)
            needed = await self._store.write(stored)
            if not needed:  # its time was over meanwhile
                await self._vault.delete(digest)

    async def _stored(self, tx: Tx, timer: Timer, digest: str, size: int, looks: str | None) -> bool:
        stored = await media.stored(tx, self._community, timer.subject, digest, size)
        if stored and looks is not None:
            await media.look(tx, self._community, timer.subject, looks)
        if stored:
            await self._kept(tx, timer.subject)
        await timers.take(tx, self._community, timer)
        return stored or await retention.is_needed(tx, digest)

    async def _lost(self, tx: Tx, timer: Timer) -> None:
        await media.lost(tx, self._community, timer.subject)
        await timers.take(tx, self._community, timer)

    async def _drop_timer(self, tx: Tx, timer: Timer) -> None:
        await timers.take(tx, self._community, timer)


def _clean(content: bytes, kind: MediaKind) -> bytes:
    """A picture without what the camera wrote into it, turned upright; a voice note as it is."""
    if kind is MediaKind.VOICE:
        return content
    with Image.open(io.BytesIO(content)) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            raise ValueError(f"{picture.width} x {picture.height} pixels are too many")
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())  # pixels, and nothing else
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=90)
    return out.getvalue()


def _looks(content: bytes, kind: MediaKind) -> str | None:
    """What a picture looks like: whether each of 8 by 8 spots is brighter than its neighbour (a difference hash).

    It stays the same, but for a few bits, when a picture is made smaller or packed anew. None for what is not seen, and
    where there is too little to see.
    """
    if kind is MediaKind.VOICE:
        return None
    with Image.open(io.BytesIO(content)) as picture:
        small = picture.convert("L").resize((_COLUMNS, _ROWS), Image.Resampling.LANCZOS)
    greys = small.tobytes()
    if max(greys) - min(greys) < _LEAST_CONTRAST:
        return None
    spots = [greys[n] > greys[n + 1] for n in range(len(greys)) if n % _COLUMNS < _COLUMNS - 1]
    return f"{int(''.join('01'[spot] for spot in spots), 2):016x}"
