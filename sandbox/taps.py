"""Button taps that wait for the bot's answer."""

import asyncio
import secrets
from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.jsontypes import Json
from sandbox.updates import TAP_SECONDS


@dataclass(slots=True)
class Tap:
    """One tap: who, where, when, and the answer to come."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    time: float
    answer: "asyncio.Future[Json]"


@dataclass(slots=True)
class TapDesk:
    """The taps of the last 150 seconds, by query id."""

    clock: Clock
    _taps: dict[str, Tap] = field(default_factory=dict)

    def open(self, user_id: int, chat_id: int, message_id: int) -> Tap:
        """Register a tap and give it a query id."""
        self._forget_old()
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        tap = Tap(str(secrets.randbits(62)), user_id, chat_id, message_id, self.clock.now(), answer)
        self._taps[tap.id] = tap
        return tap

    def find(self, query_id: str) -> Tap | None:
        """Return the tap if it can still be answered: known, and not older than 150 s."""
        self._forget_old()
        return self._taps.get(query_id)

    def _forget_old(self) -> None:
        limit = self.clock.now() - TAP_SECONDS
        while self._taps:
            oldest = next(iter(self._taps.values()))
            if oldest.time > limit:
                return
            del self._taps[oldest.id]
