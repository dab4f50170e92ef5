"""Sending through PTB's Bot: the default request against ours, one after another and 30 at once."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from zoneinfo import ZoneInfo

from telegram import Bot

from bench.figures import Figure, at_least, median, percentile, plain
from bench.process import server
from bench.rounds import Results, interleave, ratio
from bench.telegram import TOKEN, Job
from bot.delivery.gateway import Gateway
from bot.delivery.request import AiohttpRequest
from bot.domain.button import MenuButton
from bot.domain.notice import Kind
from bot.domain.screen import Screen, Tap, Value
from bot.render import Renderer
from bot.storage.outbox import Outgoing

AT_ONCE = (1, 30)
WORDS = "已提交，编号 20261123-17。处理有进展会通知您。"
Send = Callable[[int], Awaitable[object]]
Sender = Callable[[str], AbstractAsyncContextManager[Send]]


@asynccontextmanager
async def default(base_url: str) -> AsyncIterator[Send]:
    """PTB as it comes."""
    async with Bot(TOKEN, base_url=f"{base_url}/bot") as bot:
        yield lambda chat_id: bot.send_message(chat_id, WORDS)


@asynccontextmanager
async def ours(base_url: str) -> AsyncIterator[Send]:
    """PTB's Bot with this project's request."""
    one, other = AiohttpRequest(), AiohttpRequest()
    async with Bot(TOKEN, base_url=f"{base_url}/bot", request=one, get_updates_request=other) as bot:
        yield lambda chat_id: bot.send_message(chat_id, WORDS)


@asynccontextmanager
async def lean(base_url: str) -> AsyncIterator[Send]:
    """This project's request without PTB's Bot before it, as the gateway uses it."""
    request = AiohttpRequest()
    url = f"{base_url}/bot{TOKEN}/sendMessage"
    await request.initialize()
    try:
        yield lambda chat_id: request.call(url, {"chat_id": chat_id, "text": WORDS})
    finally:
        await request.shutdown()


@asynccontextmanager
async def gateway(base_url: str) -> AsyncIterator[Send]:
    """All that the sender asks for: from a screen with its view and buttons to what became of it."""
    found = Gateway(TOKEN, base_url, Renderer(ZoneInfo("Asia/Shanghai")))
    await found.open()
    taps = tuple(Tap(name, MenuButton(name)) for name in ("report", "mine"))
    data: dict[str, Value] = {"name": "王", "community": "幸福社区", "grid": "第一网格", "title": "resident"}
    screen = Screen("home/start", "zh", data, (taps,))
    try:
        yield lambda chat_id: found.deliver(
            Outgoing(1, chat_id, Kind.ANSWER, None, screen, fresh=False, doubtful=False, attempts=1, shown=None)
        )
    finally:
        await found.close()


SENDERS: dict[str, Sender] = {"default": default, "ours": ours, "lean": lean, "gateway": gateway}


async def _rate(sender: Sender, at_once: int, messages: int) -> tuple[float, float]:
    """Messages a second, and the p99 in milliseconds of one."""
    waits: list[float] = []

    async def send_all(send: Send, chat_id: int) -> None:
        for _ in range(messages // at_once):
            begun = time.perf_counter()
            await send(chat_id)
            waits.append(time.perf_counter() - begun)

    async with server(Job()) as telegram, sender(telegram.base_url) as send:
        await asyncio.gather(*(send(chat_id) for chat_id in range(1, at_once + 1)))
        begun = time.perf_counter()
        await asyncio.gather(*(send_all(send, chat_id) for chat_id in range(1, at_once + 1)))
        return len(waits) / (time.perf_counter() - begun), percentile(waits, 0.99) * 1000


async def run(quick: bool) -> list[Figure]:
    """Interleaved rounds for each number at once."""
    figures = []
    for at_once in AT_ONCE:
        runs = {name: partial(_rate, sender, at_once, 300 if quick else 600) for name, sender in SENDERS.items()}
        figures += _figures(at_once, await interleave(1 if quick else 3, runs))
    return figures


def _figures(at_once: int, results: Results[tuple[float, float]]) -> list[Figure]:
    title = f"sending {at_once} at once"
    figures = []
    for name, found in results.items():
        figures.append(plain(f"{title} {name}", median(rate for rate, _ in found), "messages/s"))
        figures.append(plain(f"{title} {name} p99", median(p99 for _, p99 in found), "ms"))
    rates = {name: [rate for rate, _ in found] for name, found in results.items()}
    return figures + [_ratio(at_once, rates, name) for name in rates if name != "default"]


def _ratio(at_once: int, rates: Results[float], name: str) -> Figure:
    title, found = f"sending {at_once} at once {name}/default", ratio(rates, name, "default")
    with_goal = at_once == 30 and name == "gateway"
    return at_least(title, found, "x", 6.5) if with_goal else plain(title, found, "x")
