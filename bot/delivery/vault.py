"""The folder of stored files: each under the hash of its content, one for all cases that have it.

Whoever keeps or deletes a file holds the vault's lock, until the database says the same: else one could delete what
another has just found to be there.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path


class Vault:
    """The files in ``folder``; several programs may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = asyncio.Lock()

    def path(self, sha256: str) -> Path:
        """Where the file of that hash lies."""
        return self._folder / sha256[:2] / sha256

    @asynccontextmanager
    async def locked(self) -> AsyncIterator[None]:
        """Nobody else keeps or deletes a file meanwhile, in this program or another."""
        async with self._turn:
            lock = await self._take()
            try:
                yield
            finally:
                os.close(lock)  # which unlocks

    async def keep(self, sha256: str, content: bytes) -> None:
        """Write a file so that it is there whole or not at all; only under the lock."""
        await asyncio.to_thread(_write, self.path(sha256), content)

    async def delete(self, sha256: str) -> None:
        """Delete a file, if it is there; only under the lock."""
        await asyncio.to_thread(_delete, self.path(sha256))

    async def _take(self) -> int:
        """The lock. Whoever is interrupted while waiting for it does not hold it when it comes."""
        taking = asyncio.ensure_future(asyncio.to_thread(self._lock))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:
            taking.add_done_callback(_let_go)
            raise

    def _lock(self) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(self._folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
        except BaseException:
            os.close(lock)
            raise
        return lock


def _let_go(taken: asyncio.Future[int]) -> None:
    if not taken.cancelled() and taken.exception() is None:
        os.close(taken.result())


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _delete(path: Path) -> None:
    path.unlink(missing_ok=True)
