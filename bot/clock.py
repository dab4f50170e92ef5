"""The one real clock, and the sandbox's, which can be wound. Nothing else in the program asks what time it is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol


class Clock(Protocol):
    """Tells the time, and wakes those who wait for a time."""

    def now(self) -> int:
        """Milliseconds since 1970 UTC."""

    def on_leap(self, wake: Callable[[], None]) -> None:
        """Call ``wake`` whenever the time leaps, so that waiting can be reckoned anew."""


class RealClock:
    """The machine's clock."""

    def now(self) -> int:
        """Milliseconds since 1970 UTC."""
        return time.time_ns() // 1_000_000

    def on_leap(self, wake: Callable[[], None]) -> None:
        """The machine's clock does not leap."""


class WoundClock:
    """The machine's clock and an offset that somebody winds."""

    def __init__(self, offset_ms: int = 0) -> None:
        self._offset = offset_ms
        self._wakes: list[Callable[[], None]] = []

    def now(self) -> int:
        """Milliseconds since 1970 UTC, as wound."""
        return time.time_ns() // 1_000_000 + self._offset

    def on_leap(self, wake: Callable[[], None]) -> None:
        """Call ``wake`` whenever the clock is wound."""
        self._wakes.append(wake)

    def wind_to(self, offset_ms: int) -> None:
        """Let the clock differ from the machine's by that much, and wake all who wait."""
        self._offset = offset_ms
        for wake in self._wakes:
            wake()


async def wait_until(clock: Clock, wake: asyncio.Event, at: int | None) -> None:
    """Return when ``wake`` is set (it is cleared then), or when the clock shows ``at`` milliseconds."""
    timer = None
    if at is not None:
        timer = asyncio.get_running_loop().call_later(max(0, at - clock.now()) / 1000, wake.set)
    try:
        await wake.wait()
    finally:
        if timer is not None:
            timer.cancel()
    wake.clear()
