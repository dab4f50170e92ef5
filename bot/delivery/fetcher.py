"""Fetches the photos and voice notes that people sent into the store on disk: the one door for files.

A file is named by the SHA-256 of its content, and pictures lose what the camera wrote into them (position, device)
before they are kept.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
from functools import partial
from pathlib import Path

import structlog
from PIL import Image, ImageOps
from telegram.error import BadRequest

from bot.delivery.gateway import Gateway
from bot.domain.media import MediaKind, Medium
from bot.storage import media, timers
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer

log = structlog.get_logger()

_MOST_PIXELS = 60_000_000
#: What Pillow raises for a picture that is none, is cut off, or is too large.
_UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)


class Fetcher:
    """Fetches the files of one community into ``folder``."""

    def __init__(self, store: Store, community: int, gateway: Gateway, folder: Path) -> None:
        self._store = store
        self._community = community
        self._gateway = gateway
        self._folder = folder

    async def fetch(self, timer: Timer) -> None:
        """Fetch the file that the timer names; raises what the line or the disk does, to be tried again."""
        medium = await self._store.read(partial(media.by_id, community=self._community, number=timer.subject))
        if medium is None or medium.sha256 is not None:
            await self._store.write(partial(self._drop_timer, timer=timer))
            return
        try:
            content = await self._gateway.file(medium.attachment.file_id)
        except BadRequest as error:
            log.error("media.lost", media_id=medium.media_id, error=str(error))
            await self._store.write(partial(self._lost, timer=timer))
            return
        await self._keep(timer, medium, content)

    def path(self, sha256: str) -> Path:
        """Where the file of that hash lies."""
        return self._folder / sha256[:2] / sha256

    async def _keep(self, timer: Timer, medium: Medium, content: bytes) -> None:
        try:
            clean = await asyncio.to_thread(_clean, content, medium.attachment.kind)
        except _UNREADABLE as error:
            log.error("media.unreadable", media_id=medium.media_id, error=str(error))
            await self._store.write(partial(self._lost, timer=timer))
            return
        digest = hashlib.sha256(clean).hexdigest()
        await asyncio.to_thread(_write, self.path(digest), clean)
        await self._store.write(partial(self._stored, timer=timer, digest=digest, size=len(clean)))

    async def _stored(self, tx: Tx, timer: Timer, digest: str, size: int) -> None:
        await media.stored(tx, self._community, timer.subject, digest, size)
        await timers.take(tx, self._community, timer)

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


def _write(path: Path, content: bytes) -> None:
    """Write a file so that it is either there whole or not at all."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
