"""The sandbox's time: real time plus an offset that only grows, and what the bot has done by it."""

import asyncio
import time
from collections.abc import Callable

from sandbox.jsontypes import Json

FOLLOWER_LIFETIME = 40.0
"""Real seconds after its last call that a follower still counts as present."""


class Clock:
    """Answers what time it is, can be wound forward, and knows whether the bot has caught up."""

    def __init__(self) -> None:
        """Start at real time, version 0, with no follower."""
        self.offset = 0.0
        self.version = 0
        self._settled = 0
        self._followers = 0
        self._followed_at = float("-inf")
        self._changed = asyncio.Condition()

    def now(self) -> float:
        """Return the sandbox's time in Unix seconds."""
        return time.time() + self.offset

    def date(self) -> int:
        """Return the sandbox's time in whole Unix seconds, as dates of messages are given."""
        return int(self.now())

    def as_json(self) -> Json:
        """Return the clock object of the user-side API."""
        return {"now": self.now(), "offset": self.offset, "version": self.version}

    async def advance(self, seconds: float) -> None:
        """Wind the clock forward by `seconds` (not negative) and wake everyone who waits on it."""
        self.offset += seconds
        self.version += 1
        await self._notify()

    async def follow(self, after: int, patience: float) -> None:
        """Wait until the version is greater than `after`, `patience` real seconds at most."""
        self._followers += 1
        try:
            await self._wait_until(lambda: self.version > after, patience)
        finally:
            self._followers -= 1
            self._followed_at = time.monotonic()

    async def settle(self, version: int) -> None:
        """Note that everything due up to `version` has been done."""
        self._settled = max(self._settled, version)
        await self._notify()

    def has_follower(self) -> bool:
        """Tell whether a bot follows this clock: waiting now, or within the last 40 real seconds."""
        return self._followers > 0 or time.monotonic() - self._followed_at < FOLLOWER_LIFETIME

    async def wait_settled(self, version: int, patience: float) -> bool:
        """Wait until `version` has been settled; return whether it was, in `patience` real seconds."""
        return await self._wait_until(lambda: self._settled >= version, patience)

    async def sleep(self, seconds: float) -> None:
        """Sleep for `seconds` of the sandbox's time: winding the clock shortens the wait."""
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            await self._wait_until(lambda: self.now() >= until, left)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _wait_until(self, condition: Callable[[], bool], patience: float) -> bool:
        try:
            async with asyncio.timeout(patience), self._changed:
                await self._changed.wait_for(condition)
        except TimeoutError:
            return condition()
        return True
