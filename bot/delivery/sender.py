"""Takes what waits in the outbox and sends it: claimed in the database before, settled in it after.

If the program dies in between, nobody knows whether the message arrived; the kind of notice says what follows then
(domain/notice.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

import structlog

from bot.clock import Clock, wait_until
from bot.delivery.gateway import Gateway, Later, Migrated, Outcome, Rejected, Sent, Unreachable
from bot.delivery.lanes import Lanes
from bot.domain.notice import POLICY, Doubt, Kind
from bot.domain.screen import Strip
from bot.errors import BadPayload, StorageDown
from bot.storage import outbox
from bot.storage.outbox import Moved, Outgoing, Queued
from bot.storage.store import Store, Tx, Work

log = structlog.get_logger()

#: Told when a chat cannot be reached: the transaction, the chat, the error, and the message that did not arrive.
OnUnreachable = Callable[[Tx, Outgoing, str], Awaitable[None]]
#: Told when a group has another id.
OnMigrated = Callable[[Tx, int, int], Awaitable[None]]
#: Told when a message did not reach its topic and went to the general one.
OnAstray = Callable[[Tx, Outgoing], Awaitable[None]]

_AT_ONCE = 256
_LANDING_SECONDS = 1.5
#: What reading a screen raises that this version of the program does not understand.
_UNREADABLE = (BadPayload, ValueError, LookupError, TypeError)
_BACKOFF_MS = (1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000)


class Sender:
    """Sends for one community."""

    def __init__(
        self,
        store: Store,
        community: int,
        gateway: Gateway,
        clock: Clock,
        on_unreachable: OnUnreachable,
        on_migrated: OnMigrated,
        on_astray: OnAstray,
    ) -> None:
        self._store = store
        self._community = community
        self._gateway = gateway
        self._clock = clock
        self._on_unreachable = on_unreachable
        self._on_migrated = on_migrated
        self._on_astray = on_astray
        self._lanes = Lanes()
        self._wake = asyncio.Event()
        self._flying: set[asyncio.Task[None]] = set()
        self._stopping = False
        clock.on_leap(self._wake.set)
        store.listen(self._hear)

    async def load(self) -> None:
        """Take up what a former run left: what waits, and what was being sent when it ended."""
        for place, kind, was_sending in await self._store.read(partial(outbox.open_, community=self._community)):
            if not was_sending:
                self._lanes.add(place, self._clock.now())
            elif POLICY[kind].doubt is Doubt.DROP:
                await self._store.write(partial(self._drop, place=place, error="unknown whether it arrived"))
            else:
                await self._store.write(partial(self._recover, place=place, kind=kind))

    async def run(self) -> None:
        """Send until :meth:`stop`; then what is in the air is brought to its end."""
        while not self._stopping:
            now, room = self._clock.now(), _AT_ONCE - len(self._flying)
            picked = self._lanes.pick(now, room)
            if picked:
                await self._launch(picked)
            else:  # without room, the next that lands wakes us
                await wait_until(self._clock, self._wake, self._lanes.next_at(now) if room else None)

        await self._land()

    async def _land(self) -> None:
        """Give what is in the air time to be settled; if Telegram keeps silent, the next run takes it up in doubt."""
        if self._flying:
            _, silent = await asyncio.wait(self._flying, timeout=_LANDING_SECONDS)
            for task in silent:
                task.cancel()
            await asyncio.gather(*silent, return_exceptions=True)

    def stop(self) -> None:
        """Take nothing new; :meth:`run` returns when what is being sent is settled, or has had its time for that."""
        self._stopping = True
        self._wake.set()

    def is_busy(self) -> bool:
        """Whether something is being sent, or may be sent now."""
        return bool(self._flying) or self._lanes.has_due(self._clock.now())

    def _hear(self, effects: Sequence[object]) -> None:
        now = self._clock.now()
        for effect in effects:
            if isinstance(effect, Queued):
                self._lanes.add(effect, now)
                self._wake.set()
            elif isinstance(effect, Moved):
                self._lanes.move(effect.old, effect.new, now)
                self._wake.set()

    async def _launch(self, picked: list[Queued]) -> None:
        try:
            claimed = await self._store.write(partial(self._claim, picked=picked))
        except StorageDown as error:
            log.error("outbox.claim_failed", error=str(error))
            self._put_back(picked)
            return
        for place, message in zip(picked, claimed, strict=True):
            if message is None:
                self._lanes.release(place.chat_id, self._clock.now())
            else:
                self._fly(place, message)

    def _fly(self, place: Queued, message: Outgoing) -> None:
        task = asyncio.create_task(self._send(place, message), name=f"send {message.outbox_id}")
        self._flying.add(task)
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._wake.set()
        if not task.cancelled() and task.exception() is not None:
            log.error("sender.defect", exc_info=task.exception())

    def _put_back(self, picked: list[Queued]) -> None:
        now = self._clock.now()
        for place in picked:
            self._lanes.add(place, now)
            self._lanes.release(place.chat_id, now, now + _BACKOFF_MS[0])

    async def _claim(self, tx: Tx, picked: list[Queued]) -> list[Outgoing | None]:
        return [await self._claim_one(tx, place) for place in picked]

    async def _claim_one(self, tx: Tx, place: Queued) -> Outgoing | None:
        try:
            return await outbox.claim(tx, self._community, place.outbox_id)
        except _UNREADABLE as error:
            await self._give_up(tx, place, error)
            return None

    async def _give_up(self, tx: Tx, place: Queued, error: Exception) -> None:
        """What another version of the program queued and this one cannot read must not keep the rest from going out."""
        log.error("outbox.unreadable", outbox_id=place.outbox_id, error=repr(error))
        await outbox.fail(tx, self._community, place.outbox_id, f"unreadable: {error!r}", self._clock.now())

    async def _send(self, place: Queued, message: Outgoing) -> None:
        outcome = await self._deliver(message)
        now = self._clock.now()
        rest_until = self._rest(message, outcome, now)
        try:
            await self._write_down(partial(self._settle, message=message, outcome=outcome, at=now, again=rest_until))
        finally:  # should settling itself be broken, the chat's other messages go out all the same
            self._lanes.release(place.chat_id, self._clock.now(), rest_until)

    async def _write_down(self, settle: Work[None]) -> None:
        while True:
            try:
                return await self._store.write(settle)
            except StorageDown as error:  # it may have been sent: it must not be forgotten before that is written
                log.error("outbox.settle_failed", error=str(error))
                await asyncio.sleep(1)

    async def _deliver(self, message: Outgoing) -> Outcome:
        try:
            return await self._gateway.deliver(message)
        except Exception as error:  # a defect of ours (a template, a value): it must not stop the others
            log.error("gateway.defect", outbox_id=message.outbox_id, exc_info=True)
            return Rejected(f"{type(error).__name__}: {error}")

    def _rest(self, message: Outgoing, outcome: Outcome, now: int) -> int:
        if not isinstance(outcome, Later):
            return 0
        if outcome.after_ms is not None:
            return now + outcome.after_ms
        return now + _BACKOFF_MS[min(message.attempts, len(_BACKOFF_MS)) - 1]

    async def _settle(self, tx: Tx, message: Outgoing, outcome: Outcome, at: int, again: int) -> None:
        match outcome:
            case Sent():
                await self._settle_sent(tx, message, outcome, at)
            case Later():
                await self._settle_later(tx, message, outcome, at, again)
            case Migrated(chat_id):
                await self._on_migrated(tx, message.chat_id, chat_id)
                moved = replace(message, chat_id=chat_id)
                await self._again(tx, moved, at, message.doubtful, "migrated", chat_id)
            case Unreachable(error):
                log.warning("chat.unreachable", chat_id=message.chat_id, kind=message.kind, error=error)
                await outbox.fail(tx, self._community, message.outbox_id, error, at)
                await self._on_unreachable(tx, message, error)
            case Rejected(error):
                log.error("outbox.rejected", outbox_id=message.outbox_id, kind=message.kind, error=error)
                await outbox.fail(tx, self._community, message.outbox_id, error, at)

    async def _settle_sent(self, tx: Tx, message: Outgoing, outcome: Sent, at: int) -> None:
        new = outcome.message
        if outcome.astray:
            await self._on_astray(tx, message)
        await outbox.sent(tx, self._community, message.outbox_id, new.message_id if new else None, at)
        if new is None or message.slot is None:
            return
        await outbox.keep_slot(tx, self._community, message.chat_id, message.slot, new)
        if message.shown:  # the message that it replaces: its buttons go, but replies to it are still understood
            old = message.shown
            aside = f"{message.slot}~{old.message_id}"
            await outbox.keep_slot(tx, self._community, message.chat_id, aside, old)
            await outbox.send(tx, self._community, message.chat_id, message.kind, Strip(old.message_id), at)

    async def _settle_later(self, tx: Tx, message: Outgoing, outcome: Later, at: int, again: int) -> None:
        log.warning("outbox.later", outbox_id=message.outbox_id, chat_id=message.chat_id, error=outcome.error)
        if outcome.doubtful and POLICY[message.kind].doubt is Doubt.DROP:
            await outbox.drop(tx, self._community, message.outbox_id, outcome.error, at)
            return
        await self._again(tx, message, again, message.doubtful or outcome.doubtful, outcome.error, message.chat_id)

    async def _again(self, tx: Tx, message: Outgoing, again: int, doubtful: bool, error: str, chat_id: int) -> None:
        if await outbox.retry(tx, self._community, message, again, doubtful, error):
            policy = POLICY[message.kind]
            tx.effects.append(Queued(message.outbox_id, chat_id, policy.priority, again, policy.limited))
        else:
            await outbox.drop(tx, self._community, message.outbox_id, "replaced by a newer look", again)

    async def _drop(self, tx: Tx, place: Queued, error: str) -> None:
        await outbox.drop(tx, self._community, place.outbox_id, error, self._clock.now())

    async def _recover(self, tx: Tx, place: Queued, kind: Kind) -> None:
        try:
            row = await outbox.interrupted(tx, self._community, place.outbox_id)
        except _UNREADABLE as error:
            await self._give_up(tx, place, error)
            return
        if row is not None:
            await self._again(tx, row, 0, doubtful=True, error="interrupted", chat_id=row.chat_id)
        log.warning("outbox.interrupted", outbox_id=place.outbox_id, kind=kind)
