"""What the server itself can do: sendMessage calls over 40 connections of raw protocols. No bot is faster."""

import asyncio
import time
from urllib.parse import urlencode

import orjson

from bench.figures import Figure, at_least, median
from bench.process import server
from bench.telegram import TOKEN, Job

CONNECTIONS = 40


class Caller(asyncio.Protocol):
    """Calls again as soon as it is answered, until the calls are used up."""

    def __init__(self, request: bytes, calls: int, over: asyncio.Future[None]) -> None:
        self._request, self._left, self._over = request, calls, over
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The first call."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """An answer is small enough to come in one piece."""
        assert self._transport is not None
        assert b'"ok":true' in data, data
        self._left -= 1
        if self._left:
            self._transport.write(self._request)
        else:
            self._transport.close()
            self._over.set_result(None)


def _request() -> bytes:
    buttons = [[{"text": f"{number}号楼", "callback_data": f"building:{number}"}] for number in range(6)]
    markup = orjson.dumps({"inline_keyboard": buttons}).decode()
    body = urlencode({"chat_id": 100001, "text": "在哪一栋？", "reply_markup": markup}).encode()
    head = (
        f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _calls_per_second(calls: int) -> float:
    loop, request = asyncio.get_running_loop(), _request()
    async with server(Job()) as telegram:
        host, _, port = telegram.base_url.removeprefix("http://").partition(":")
        ends: list[asyncio.Future[None]] = [loop.create_future() for _ in range(CONNECTIONS)]
        begun = time.perf_counter()
        for end in ends:
            await loop.create_connection(lambda end=end: Caller(request, calls, end), host, int(port))  # type: ignore[misc]
        await asyncio.gather(*ends)
        return CONNECTIONS * calls / (time.perf_counter() - begun)


async def run(quick: bool) -> list[Figure]:
    """The ceiling: below 8,000 calls a second the server would be what is measured."""
    found = [await _calls_per_second(100 if quick else 500) for _ in range(2 if quick else 5)]
    return [at_least("ceiling of the bench server", median(found), "calls/s", 8000)]
