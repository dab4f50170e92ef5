"""Delivery of updates to a webhook."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from tests.sandbox.driver import Square


@dataclass
class Receiver:
    url: str = ""
    failures: int = 0
    got: "asyncio.Queue[tuple[str | None, dict[str, Any]]]" = field(default_factory=asyncio.Queue)

    async def take(self, request: web.Request) -> web.Response:
        if self.failures > 0:
            self.failures -= 1
            return web.Response(status=500)
        await self.got.put((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        return web.Response()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    one = Receiver()
    app = web.Application()
    app.router.add_post("/hook", one.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    one.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield one
    await runner.cleanup()


async def test_updates_arrive_in_order_with_the_secret(square: Square, receiver: Receiver) -> None:
    driver = square.driver
    await driver.say(square.alice, square.alice, "0")
    await driver.bot("setWebhook", url=receiver.url, secret_token="s3cret", max_connections=2)
    for text in "123":
        await driver.say(square.alice, square.alice, text)
    got = [await asyncio.wait_for(receiver.got.get(), 2) for _ in range(4)]
    assert {secret for secret, _ in got} == {"s3cret"}
    assert [update["message"]["text"] for _, update in got] == ["0", "1", "2", "3"]
    info = await driver.bot("getWebhookInfo")
    assert info["url"] == receiver.url and info["max_connections"] == 2


async def test_a_failed_delivery_is_repeated(square: Square, receiver: Receiver) -> None:
    driver = square.driver
    receiver.failures = 2
    await driver.bot("setWebhook", url=receiver.url)
    await driver.say(square.alice, square.alice, "x")
    while receiver.got.empty():
        await driver.wind(2)
        await asyncio.sleep(0.02)
    _, update = receiver.got.get_nowait()
    assert update["message"]["text"] == "x"
    assert receiver.failures == 0
    info = await driver.bot("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
