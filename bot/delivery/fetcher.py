"""Fetches the photos and voice notes that people sent into the store on disk: the one door for files.

A file is named by the SHA-256 of its content, and pictures lose what the camera wrote into them (position, device)
before they are kept.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
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
#: What Pillow raises for a picture that is none, is cut off, or is too large.
_UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


class Fetcher:
    """Fetches the files of one community into the vault."""

    def __init__(self, store: Store, community: int, gateway: Gateway, vault: Vault) -> None:
        self._store = store
        self._community = community
        self._gateway = gateway
        self._vault = vault

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
        except _UNREADABLE as error:
            log.error("media.unreadable", media_id=medium.media_id, error=str(error))
            await self._store.write(partial(self._lost, timer=timer))
            return
        digest = hashlib.sha256(clean).hexdigest()
        async with self._vault.locked():
            await self._vault.keep(digest, clean)
            needed = await self._store.write(partial(self._stored, timer=timer, digest=digest, size=len(clean)))
            if not needed:  # its time was over meanwhile
                await self._vault.delete(digest)

    async def _stored(self, tx: Tx, timer: Timer, digest: str, size: int) -> bool:
        stored = await media.stored(tx, self._community, timer.subject, digest, size)
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
