"""Following the sandbox's clock, which can be wound: hear of each winding, do what became due, and say so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import structlog

from bot.clock import WoundClock
from bot.errors import LiubuError

log = structlog.get_logger()


class Follower:
    """Keeps a clock like the sandbox's at ``url``. ``settle`` returns when all that is due is done."""

    def __init__(self, url: str, clock: WoundClock, settle: Callable[[], Awaitable[None]]) -> None:
        self._url = url
        self._clock = clock
        self._settle = settle
        self._version = -1

    async def catch_up(self) -> None:
        """Set the clock, before anything is done by it; LiubuError if the sandbox does not say what time it is."""
        try:
            async with (
                aiohttp.ClientSession(raise_for_status=True) as session,
                session.get(f"{self._url}/api/clock") as response,
            ):
                self._clock.wind_to(round((await response.json())["offset"] * 1000))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise LiubuError("telegram.down", error=str(error)) from error

    async def run(self) -> None:
        """Follow until cancelled."""
        async with aiohttp.ClientSession() as session:
            while True:
                try:
                    await self._turn(session)
                except (aiohttp.ClientError, TimeoutError, OSError) as error:
                    log.warning("clock.lost", error=str(error))
                    await asyncio.sleep(0.5)

    async def _turn(self, session: aiohttp.ClientSession) -> None:
        async with session.get(f"{self._url}/api/clock/follow", params={"after": self._version}) as response:
            response.raise_for_status()
            told = await response.json()
        if told["version"] <= self._version:
            return
        self._clock.wind_to(round(told["offset"] * 1000))
        await self._settle()
        self._version = told["version"]
        settled = {"version": self._version}
        async with session.post(f"{self._url}/api/clock/settled", json=settled) as response:
            response.raise_for_status()
