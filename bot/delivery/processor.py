"""Handles what waits in the inbox, in order of arrival: many updates in one commit, a savepoint each.

An update that fails is tried again, and set aside with its error after that. Meanwhile the later updates of its chat
wait, so that their order is kept; all other chats go on.
"""

from __future__ import annotations

import asyncio
import traceback
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import structlog

from bot.clock import Clock, wait_until
from bot.delivery.gateway import Gateway
from bot.domain.screen import Courtesy
from bot.errors import StorageDown
from bot.storage import inbox
from bot.storage.inbox import Received
from bot.storage.store import Store, Tx

log = structlog.get_logger()

#: Does all that an update asks for, in the transaction; what it returns is sent at once when that is committed.
Handle = Callable[[Tx, dict[str, Any], int], Awaitable[Sequence[Courtesy]]]
#: Says sorry to whoever sent an update that cannot be handled.
Apologise = Callable[[Tx, dict[str, Any], int], Awaitable[Sequence[Courtesy]]]

_AT_ONCE = 64
_TRIES = 3
_PAUSE_MS = (500, 3_000)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """``again``: what stays in line; None: the update is done or set aside."""

    again: Received | None = None
    courtesies: Sequence[Courtesy] = ()


class Processor:
    """Handles the updates of one bot."""

    def __init__(self, store: Store, gateway: Gateway, clock: Clock, handle: Handle, apologise: Apologise) -> None:
        self._store = store
        self._gateway = gateway
        self._clock = clock
        self._handle = handle
        self._apologise = apologise
        self._line: deque[Received] = deque()
        self._held: dict[int, int] = {}  # chat: until when its updates wait
        self._working = False
        self._stopping = False
        self._wake = asyncio.Event()
        self._drained = asyncio.Event()
        self._courtesies: set[asyncio.Task[None]] = set()
        clock.on_leap(self._wake.set)

    async def load(self) -> None:
        """Take up what a former run stored and did not handle."""
        after = 0
        while found := await self._store.read(partial(inbox.waiting, bot=self._gateway.bot.id, after=after)):
            self._line.extend(found)
            after = found[-1].seq

    def offer(self, received: Sequence[Received]) -> None:
        """Updates that have just been stored."""
        self._line.extend(received)
        self._wake.set()

    async def below(self, most: int) -> None:
        """Wait until fewer updates than that wait."""
        while len(self._line) >= most:
            self._drained.clear()
            await self._drained.wait()

    def is_busy(self) -> bool:
        """Whether updates are being handled, or may be handled now."""
        now = self._clock.now()
        return self._working or any(self._until(update) <= now for update in self._line)

    async def run(self) -> None:
        """Handle updates until :meth:`stop`; then the courtesies on their way are waited for, but not for long."""
        while not self._stopping:
            batch = self._pick(self._clock.now())
            if batch:
                await self._work(batch)
            else:
                await wait_until(self._clock, self._wake, min(self._held.values(), default=None))

        if self._courtesies:
            await asyncio.wait(self._courtesies, timeout=2)

    def stop(self) -> None:
        """Bring the batch that is being handled to its end; the rest waits in the inbox for the next run."""
        self._stopping = True
        self._wake.set()

    def _until(self, update: Received) -> int:
        return self._held.get(_chat(update.raw), 0)

    def _pick(self, now: int) -> list[Received]:
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        if not self._held:
            return [self._line.popleft() for _ in range(min(_AT_ONCE, len(self._line)))]
        batch = [update for update in self._line if self._until(update) <= now][:_AT_ONCE]
        chosen = {update.seq for update in batch}
        self._line = deque(update for update in self._line if update.seq not in chosen)
        return batch

    async def _work(self, batch: list[Received]) -> None:
        self._working = True
        try:
            outcomes = await self._store.write(partial(self._handle_all, batch=batch))
        except StorageDown as error:
            log.error("inbox.storage_down", error=str(error))
            self._line.extendleft(reversed(batch))
            await asyncio.sleep(1)
            return
        finally:
            self._working = False
        for outcome in outcomes:
            self._be_courteous(outcome.courtesies)
        again = [outcome.again for outcome in outcomes if outcome.again]
        self._line.extendleft(reversed(again))
        self._drained.set()

    async def _handle_all(self, tx: Tx, batch: list[Received]) -> list[_Outcome]:
        held: set[int] = set()
        outcomes = []
        for update in batch:
            chat = _chat(update.raw)
            outcome = _Outcome(again=update) if chat in held else await self._handle_one(tx, update)
            if outcome.again:
                held.add(chat)
            outcomes.append(outcome)
        return outcomes

    async def _handle_one(self, tx: Tx, update: Received) -> _Outcome:
        now = self._clock.now()
        try:
            courtesies = await tx.savepoint(partial(self._do, update=update, now=now))
        except StorageDown:
            raise
        except Exception:  # whatever is wrong with this update, the others go on
            return await self._fail(tx, update, traceback.format_exc(limit=-8), now)
        return _Outcome(courtesies=courtesies)

    async def _do(self, tx: Tx, update: Received, now: int) -> Sequence[Courtesy]:
        if not await inbox.done(tx, update.seq, now):
            return ()  # another run has handled it
        return await self._handle(tx, update.raw, now)

    async def _fail(self, tx: Tx, update: Received, error: str, now: int) -> _Outcome:
        attempt = update.attempts + 1
        log.error("inbox.failed", seq=update.seq, attempt=attempt, error=error)
        if attempt < _TRIES:
            await inbox.failed_once(tx, update.seq, error)
            self._held[_chat(update.raw)] = now + _PAUSE_MS[attempt - 1]
            return _Outcome(again=replace(update, attempts=attempt))
        await inbox.set_aside(tx, update.seq, error, now)
        return _Outcome(courtesies=await self._sorry(tx, update, now))

    async def _sorry(self, tx: Tx, update: Received, now: int) -> Sequence[Courtesy]:
        try:
            return await tx.savepoint(partial(self._sorry_work, update=update, now=now))
        except Exception:
            log.error("inbox.apology_failed", seq=update.seq, exc_info=True)
            return ()

    async def _sorry_work(self, tx: Tx, update: Received, now: int) -> Sequence[Courtesy]:
        return await self._apologise(tx, update.raw, now)

    def _be_courteous(self, courtesies: Sequence[Courtesy]) -> None:
        for courtesy in courtesies:
            task = asyncio.create_task(self._gateway.courtesy(courtesy), name="courtesy")
            self._courtesies.add(task)
            task.add_done_callback(self._courtesies.discard)


def _chat(raw: dict[str, Any]) -> int:
    """The chat whose order an update belongs to; 0 if that cannot be seen, and those keep one order together.

    Nothing is taken for granted here: what is malformed must get as far as to fail by itself.
    """
    for body in raw.values():
        for found in (_inside(body, "chat"), _inside(_inside(body, "message"), "chat"), _inside(body, "from")):
            number = _inside(found, "id")
            if isinstance(number, int):
                return number
    return 0


def _inside(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None
