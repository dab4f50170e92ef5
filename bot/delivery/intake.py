"""Fetches updates and stores them, raw; only then is Telegram asked for the next, which confirms these."""

from __future__ import annotations

import asyncio
from functools import partial

import structlog
from telegram.error import RetryAfter, TelegramError

from bot.clock import Clock
from bot.delivery.gateway import Gateway, asked_ms
from bot.delivery.processor import Processor
from bot.errors import StorageDown
from bot.storage import inbox
from bot.storage.store import Store

log = structlog.get_logger()

_MOST_WAITING = 2_000  # more than that stays with Telegram
_PAUSES = (0.5, 1, 2, 5, 10, 30)


class Intake:
    """Long polling."""

    def __init__(self, store: Store, gateway: Gateway, processor: Processor, clock: Clock) -> None:
        self._store = store
        self._gateway = gateway
        self._processor = processor
        self._clock = clock
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        """Fetch until cancelled. Whatever goes wrong is logged and tried again, slower each time."""
        await self._gateway.courtesy_call("deleteWebhook", {})  # polling is refused while one is set
        while True:
            await self._processor.below(_MOST_WAITING)
            try:
                await self._fetch()
                self._failures = 0
            except (TelegramError, StorageDown) as error:
                await self._pause(error)

    async def _fetch(self) -> None:
        updates = await self._gateway.updates(self._offset)
        if not updates:
            return
        work = partial(inbox.add, bot=self._gateway.bot.id, updates=updates, now=self._clock.now())
        self._processor.offer(await self._store.write(work))
        # Numbers jump at random after a silent week (telegram.md), so the last one counts, not the highest ever.
        self._offset = updates[-1]["update_id"] + 1

    async def _pause(self, error: Exception) -> None:
        pause = _PAUSES[min(self._failures, len(_PAUSES) - 1)]
        if isinstance(error, RetryAfter):
            pause = asked_ms(error) / 1_000
        self._failures += 1
        log.warning("intake.failed", error=str(error), pause=pause)
        await asyncio.sleep(pause)
