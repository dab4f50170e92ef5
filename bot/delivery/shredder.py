"""Deletes the files whose time is over (bot/domain/retention.py).

First the database says that the file is gone, then it goes: a crash in between leaves a file that nobody refers to,
and the errand is due again.
"""

from __future__ import annotations

from functools import partial

from bot.clock import Clock
from bot.delivery.vault import Vault
from bot.storage import media, retention, timers
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer


class Shredder:
    """Deletes files of one community from the vault."""

    def __init__(self, store: Store, community: int, vault: Vault, clock: Clock) -> None:
        self._store = store
        self._community = community
        self._vault = vault
        self._clock = clock

    async def shred(self, timer: Timer) -> None:
        """Delete the file that the timer names, unless another case, of any community, has the same."""
        async with self._vault.locked():
            medium = await self._store.write(partial(self._bury, number=timer.subject))
            if medium is not None and not await self._store.read(partial(retention.is_needed, sha256=medium)):
                await self._vault.delete(medium)
        await self._store.write(partial(self._done, timer=timer))

    async def _bury(self, tx: Tx, number: int) -> str | None:
        """Leave the tombstone; the hash of what is to be deleted."""
        await retention.bury(tx, self._community, number, self._clock.now())
        await timers.clear(tx, self._community, "fetch", number)
        medium = await media.by_id(tx, self._community, number)
        return medium.sha256 if medium else None

    async def _done(self, tx: Tx, timer: Timer) -> None:
        await timers.take(tx, self._community, timer)
