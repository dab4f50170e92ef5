"""The bot's updates: numbered, kept until confirmed or too old, handed to one poller at a time."""

import asyncio
import contextlib
import random
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.jsontypes import Json

ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that come only when allowed_updates names them."""

KEPT_SECONDS = 24 * 3600
TAP_SECONDS = 150
"""How long an unfetched update, and an unanswered tap, lives (seconds of the sandbox)."""


class Interrupted(Exception):
    """A waiting poll was ended by another request; says which one."""


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """One update with its number and the moment it is dropped at."""

    id: int
    expires: float
    chat_id: int
    json: Json


@dataclass(slots=True)
class UpdateQueue:
    """What the bot has not confirmed yet, oldest first."""

    clock: Clock
    allowed: frozenset[str] | None = None
    on_push: Callable[[], None] | None = None
    _pending: deque[Update] = field(default_factory=deque)
    _next_id: int = field(default_factory=lambda: random.randrange(10**8, 9 * 10**8))  # noqa: S311
    _waiter: "asyncio.Future[None] | None" = None

    def __len__(self) -> int:
        """Return how many updates wait."""
        return len(self._pending)

    def wants(self, kind: str) -> bool:
        """Tell whether updates of this kind are allowed at present."""
        return kind not in ON_REQUEST if self.allowed is None else kind in self.allowed

    def allow(self, kinds: Iterable[str]) -> None:
        """Set the allowed kinds; none means the default."""
        self.allowed = frozenset(kinds) or None

    def push(self, kind: str, body: Json, chat_id: int) -> None:
        """Queue an update if its kind is allowed; a tap lives 150 s, all else 24 h."""
        if not self.wants(kind):
            return
        kept = TAP_SECONDS if kind == "callback_query" else KEPT_SECONDS
        json = {"update_id": self._next_id, kind: body}
        self._pending.append(Update(self._next_id, self.clock.now() + kept, chat_id, json))
        self._next_id += 1
        self._wake()
        if self.on_push is not None:
            self.on_push()

    def peek(self, limit: int) -> list[Update]:
        """Return up to `limit` of the oldest updates that are not too old; they stay queued."""
        now = self.clock.now()
        while self._pending and self._pending[0].expires <= now:
            self._pending.popleft()
        found: list[Update] = []
        for update in self._pending:
            if len(found) == limit:
                break
            if update.expires > now:
                found.append(update)
        return found

    def confirm(self, offset: int) -> None:
        """Forget all updates before `offset`; a negative one keeps only that many of the newest."""
        if offset < 0:
            offset = self._next_id + offset
        while self._pending and self._pending[0].id < offset:
            self._pending.popleft()

    def remove(self, update: Update) -> None:
        """Forget one update: a webhook has taken it."""
        with contextlib.suppress(ValueError):
            self._pending.remove(update)

    def clear(self) -> None:
        """Forget everything (drop_pending_updates)."""
        self._pending.clear()

    def interrupt(self, reason: str) -> bool:
        """End a waiting poll with Interrupted(reason); return whether there was one."""
        waiter, self._waiter = self._waiter, None
        if waiter is None or waiter.done():
            return False
        waiter.set_exception(Interrupted(reason))
        return True

    async def wait(self, patience: float) -> None:
        """Wait for a new update, `patience` real seconds at most. Raises Interrupted."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        try:
            async with asyncio.timeout(patience):
                await waiter
        except TimeoutError:
            return
        finally:
            if self._waiter is waiter:
                self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
