"""One loop for all timed work: it sleeps until the earliest due time and does what is due like an update.

Errands are due things that need the network (fetching a file). They run beside the loop, outside of any transaction,
and say themselves when they are done.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock, wait_until
from bot.errors import StorageDown
from bot.storage import timers
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer, TimerSet

log = structlog.get_logger()

Fire = Callable[[Tx, Timer, int], Awaitable[None]]
Errand = Callable[[Timer], Awaitable[None]]

_ERRANDS_AT_ONCE = 4
_BACKOFF_MS = (5_000, 30_000, 120_000, 600_000, 3_600_000)
_TICK_SECONDS = 30
_PAUSE_SECONDS = 1


class Timekeeper:
    """Keeps the due times of one community. ``errands`` by the kind of timer; every other kind goes to ``fire``."""

    def __init__(self, store: Store, community: int, clock: Clock, fire: Fire, errands: Mapping[str, Errand]) -> None:
        self._store = store
        self._community = community
        self._clock = clock
        self._fire = fire
        self._errands = errands
        self._running: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(_ERRANDS_AT_ONCE)
        self._next: int | None = 0
        self._working = False
        self._stopping = False
        self._wake = asyncio.Event()
        self._ticker = AsyncIOScheduler()
        clock.on_leap(self._wake.set)
        store.listen(self._hear)

    async def run(self) -> None:
        """Do what becomes due until :meth:`stop`; errands not finished then are due again at the next start."""
        # The safety tick: should a wake-up ever be lost, a due time is late by half a minute at most.
        self._ticker.add_job(self._wake.set, "interval", seconds=_TICK_SECONDS)
        self._ticker.start()
        try:
            while not self._stopping:
                await self._round()
        finally:
            self._ticker.shutdown(wait=False)
        running = list(self._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def stop(self) -> None:
        """Begin nothing new."""
        self._stopping = True
        self._wake.set()

    def is_busy(self) -> bool:
        """Whether something is being done, or is due now."""
        return self._working or bool(self._running) or (self._next is not None and self._next <= self._clock.now())

    def _hear(self, effects: Sequence[object]) -> None:
        for effect in effects:
            if isinstance(effect, TimerSet) and (self._next is None or effect.due_at < self._next):
                self._next = effect.due_at
                self._wake.set()

    async def _round(self) -> None:
        self._working = True
        try:
            await self._do_due()
        except StorageDown as error:
            log.error("timers.storage_down", error=str(error))
            self._next = 0  # what is due is not known now: look again at once after the pause
            await asyncio.sleep(_PAUSE_SECONDS)
        finally:
            self._working = False
        await wait_until(self._clock, self._wake, self._next)

    async def _do_due(self) -> None:
        while True:
            self._next = None  # from here on, whatever is set is heard
            due = await self._store.read(partial(timers.due, community=self._community, now=self._clock.now()))
            fresh = [timer for timer in due if (timer.kind, timer.subject) not in self._running]
            if not fresh:
                break
            await self._do(fresh)
        self._note_next(await self._store.read(partial(timers.next_due, community=self._community)))

    def _note_next(self, at: int | None) -> None:
        if at is not None and at <= self._clock.now() and self._running:
            return  # what is due is being done; its end will wake the loop
        if at is not None and (self._next is None or at < self._next):
            self._next = at

    async def _do(self, due: list[Timer]) -> None:
        inside = [timer for timer in due if timer.kind not in self._errands]
        if inside:
            await self._store.write(partial(self._fire_all, due=inside))
        for timer in due:
            if timer.kind in self._errands:
                self._send_out(timer)

    async def _fire_all(self, tx: Tx, due: list[Timer]) -> None:
        for timer in due:
            try:
                await tx.savepoint(partial(self._fire_one, timer=timer))
            except StorageDown:
                raise
            except Exception:  # one thing that fails must not keep the others from their time
                await self._failed(tx, timer, traceback.format_exc(limit=-8))

    async def _fire_one(self, tx: Tx, timer: Timer) -> None:
        if await timers.take(tx, self._community, timer):
            await self._fire(tx, timer, self._clock.now())

    async def _failed(self, tx: Tx, timer: Timer, error: str) -> None:
        log.error("timer.failed", kind=timer.kind, subject=timer.subject, error=error)
        again = self._clock.now() + _BACKOFF_MS[min(timer.attempts, len(_BACKOFF_MS) - 1)]
        await timers.failed(tx, self._community, timer, again, error)

    def _send_out(self, timer: Timer) -> None:
        key = (timer.kind, timer.subject)
        task = asyncio.create_task(self._run_errand(timer), name=f"errand {key}")
        self._running[key] = task
        task.add_done_callback(lambda _: self._returned(key))

    def _returned(self, key: tuple[str, int]) -> None:
        self._running.pop(key, None)
        self._next = 0
        self._wake.set()

    async def _run_errand(self, timer: Timer) -> None:
        async with self._places:
            try:
                await self._errands[timer.kind](timer)
            except StorageDown as error:  # it stays due; without a pause it would run hot
                log.error("errand.storage_down", error=str(error))
                await asyncio.sleep(_PAUSE_SECONDS)
            except Exception:  # it is due again later
                await self._note_failure(timer, traceback.format_exc(limit=-8))

    async def _note_failure(self, timer: Timer, error: str) -> None:
        try:
            await self._store.write(partial(self._failed, timer=timer, error=error))
        except StorageDown as down:
            log.error("errand.storage_down", error=str(down))
            await asyncio.sleep(_PAUSE_SECONDS)
