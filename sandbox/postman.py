"""Delivery of updates to the webhook: in order within a chat, repeated after 2, 4, 8 ... seconds."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson

from sandbox.clock import Clock
from sandbox.updates import Update, UpdateQueue
from sandbox.webhook import Webhook

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 60.0
PATIENCE = aiohttp.ClientTimeout(total=60)


@dataclass(slots=True)
class Postman:
    """Posts waiting updates while a webhook is set; chats in parallel up to max_connections."""

    clock: Clock
    updates: UpdateQueue
    webhook: Webhook
    _due: asyncio.Event = field(default_factory=asyncio.Event)
    _busy: set[int] = field(default_factory=set)

    def wake(self) -> None:
        """Look for work if a webhook is set: it was set just now, or an update has come."""
        if self.webhook.url:
            self._due.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            while True:
                await self._due.wait()
                self._due.clear()
                self._hand_out(session, group.create_task)

    def _hand_out(self, session: aiohttp.ClientSession, start: Callable[[Coroutine[Any, Any, None]], object]) -> None:
        if not self.webhook.url:
            return
        for update in self.updates.peek(1000):
            if len(self._busy) >= self.webhook.max_connections:
                return
            if update.chat_id not in self._busy:
                self._busy.add(update.chat_id)
                start(self._deliver(session, update))

    async def _deliver(self, session: aiohttp.ClientSession, update: Update) -> None:
        pause = FIRST_PAUSE
        url = self.webhook.url
        try:
            while self.webhook.url == url and update.expires > self.clock.now():
                if await self._post(session, url, update):
                    self.updates.remove(update)
                    break
                await self.clock.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
        finally:
            self._busy.discard(update.chat_id)
            self.wake()

    async def _post(self, session: aiohttp.ClientSession, url: str, update: Update) -> bool:
        headers = {"Content-Type": "application/json"}
        if self.webhook.secret:
            headers[SECRET_HEADER] = self.webhook.secret
        try:
            body = orjson.dumps(update.json)
            async with session.post(url, data=body, headers=headers, ssl=False, timeout=PATIENCE) as answer:
                if answer.status < 300:
                    return True
                reason = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            reason = f"Connection failed: {type(error).__name__}"
        self.webhook.last_error, self.webhook.last_error_date = reason, self.clock.date()
        return False
