"""The lock of the store of files: whoever is interrupted while waiting for it does not keep it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.delivery.vault import Vault


async def test_who_is_interrupted_while_waiting_does_not_hold_the_lock(tmp_path: Path) -> None:
    first, second, third = Vault(tmp_path), Vault(tmp_path), Vault(tmp_path)

    async def wait() -> None:
        async with second.locked():
            raise AssertionError("the lock was not free")

    async with first.locked():
        waiting = asyncio.create_task(wait())
        await asyncio.sleep(0.05)  # until its thread stands before the lock
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    async with asyncio.timeout(5), third.locked():
        pass
