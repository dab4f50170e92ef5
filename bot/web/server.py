"""A small server for calendars that read the roster by a secret link, and for whoever watches over the bot.

It speaks plain HTTP and belongs behind something that does TLS. Nothing is logged of a request: its path is a secret.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog
from aiohttp import web

from bot.errors import LiubuError, StorageDown

log = structlog.get_logger()

#: The calendar of a secret; None if there is none.
Roster = Callable[[str], Awaitable[bytes | None]]
#: Raises what is wrong with the bot.
Check = Callable[[], Awaitable[None]]
_CHECK_SECONDS = 5.0
_GRACE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class WebPlan:
    """Where the server listens (port 0: any free one), and how it is reached from outside, if not there."""

    host: str
    port: int
    url: str | None = None


class WebServer:
    """Answers ``/health`` and ``/roster/SECRET.ics``."""

    def __init__(self, plan: WebPlan, roster: Roster, check: Check) -> None:
        self._plan = plan
        self._roster = roster
        self._check = check
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def open(self) -> None:
        """Listen. LiubuError if that port cannot be had."""
        app = web.Application()
        app.router.add_get("/health", self._health)
        app.router.add_get("/roster/{secret}.ics", self._calendar)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_GRACE_SECONDS)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._plan.host, self._plan.port).start()
        except OSError as error:
            await self.close()
            raise LiubuError("web.port", port=self._plan.port, error=error.strerror or str(error)) from error
        port = self._runner.addresses[0][1]
        self.url = (self._plan.url or f"http://{self._plan.host}:{port}").rstrip("/")
        log.info("web.listening", host=self._plan.host, port=port)

    async def close(self) -> None:
        """Listen no more."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, _request: web.Request) -> web.Response:
        with suppress(StorageDown, TimeoutError, asyncio.TimeoutError):
            await asyncio.wait_for(self._check(), _CHECK_SECONDS)
            return web.json_response({"status": "ok"})
        return web.json_response({"status": "down"}, status=503)

    async def _calendar(self, request: web.Request) -> web.Response:
        try:
            found = await self._roster(request.match_info["secret"])
        except StorageDown:
            return web.Response(status=503, headers={"Retry-After": "60"})
        if found is None:
            return web.Response(status=404, text="404\n")
        headers = {"Cache-Control": "private, max-age=300", "Referrer-Policy": "no-referrer"}
        return web.Response(body=found, content_type="text/calendar", charset="utf-8", headers=headers)
