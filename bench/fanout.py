"""A red warning to 40 people and 7 groups while 35,000 routine notices wait: the first out, and the last.

The bot as it is, with its database on the disk, and the lean server with 40 ms of latency in the same process. When the
warning comes, routine notices have been going out for a while, so that nothing of the platform's burst is left: the
limits allow one message in 33 ms.
"""

import asyncio
import sqlite3
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.crowd import Say
from bench.figures import Figure, at_most, median, plain
from bench.moves import Screen as Shown
from bench.process import BenchError
from bench.telegram import TOKEN, Telegram
from bench.wire import Connection
from bot.actions import warnings
from bot.actions.context import Context
from bot.app import App, make_app
from bot.clock import RealClock
from bot.config import demo_path, load_community
from bot.delivery.limits import BULK
from bot.domain.community import Community
from bot.domain.consent import VERSION
from bot.domain.notice import POLICY, Kind
from bot.domain.screen import Screen
from bot.domain.warning import Colour, Hazard, Message, Status, WeatherWarning
from bot.storage import counters, groups, people
from bot.storage.schema import migrate
from bot.storage.screens import dump
from bot.storage.sqlite import SqliteDriver
from bot.storage.store import Store, Tx

WAITING, RESIDENTS, STAFF, GRIDS = 35_000, 5_000, 40, 7
MESSAGES = STAFF + GRIDS
#: How long routine notices go out before the warning comes.
BEFORE_S = 2.0
_PATIENCE_S = 30.0
_GROUP = -1_000_000
FILL = """INSERT INTO outbox (community_id, chat_id, kind, screen, priority, not_before, queued_at)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
SELECT 1, 5000000 + i % ?, ?, ?, ?, 0, 0 FROM n"""


class Chats:
    """Those who are told: when the warning has come into which chat, and how many other messages have come."""

    def __init__(self, words: str) -> None:
        self.done = asyncio.Event()
        self._words = words
        self.came: dict[int, float] = {}
        self.routine = 0

    def begin(self, say: Say) -> None:
        """They say nothing."""

    def polled(self, now: float) -> None:
        """Nothing waits for the bot."""

    def shown(self, screen: Shown, now: float) -> None:
        """A message has come into a chat."""
        if self._words in screen.text:
            self.came.setdefault(screen.chat_id, now)
        else:
            self.routine += 1

    def result(self) -> dict[str, Any]:
        """What came so far."""
        return {"told": len(self.came), "routine": self.routine}


def town() -> Community:
    """The demo community with 40 people on its staff."""
    community = load_community(demo_path() / "community.toml")
    return replace(community, staff=community.staff[:STAFF])


async def _ready(folder: Path, community: Community) -> None:
    """The database: everybody has started the bot, every grid has its group, and the routine notices wait."""
    now = RealClock().now()
    async with Store(SqliteDriver(folder / "liubu.sqlite")) as store:
        await migrate(store.driver, now)
        await store.write(partial(_settle, community=community, now=now))
    routine = Screen("feedback/thanks", "zh", {"number": 7})
    values = (WAITING, RESIDENTS, Kind.RECEIPT.value, dump(routine), POLICY[Kind.RECEIPT].priority)
    with sqlite3.connect(folder / "liubu.sqlite") as connection:
        connection.execute(FILL, values)
    connection.close()


async def _settle(tx: Tx, community: Community, now: int) -> None:
    number = await counters.community_number(tx, community.slug, now)
    for one in community.staff:
        person = await people.add(tx, number, one.user_id, one.name, "zh", now)
        await people.set_consent(tx, number, person.person_id, VERSION, now)
        await people.set_reachable(tx, number, one.user_id, reachable=True)
    for grid in community.grids:
        await groups.bind(tx, number, grid.number, _GROUP - grid.number, None, 1, now)


def red(now: int) -> WeatherWarning:
    """The warning."""
    return WeatherWarning(
        source="cap",
        identifier="42010341600000_20261126093300",
        sender="bench",
        sent=now,
        status=Status.ACTUAL,
        message=Message.ALERT,
        hazard=Hazard.RAINSTORM,
        colour=Colour.RED,
        expires=now + 6 * 3_600_000,
    )


async def once() -> tuple[float, float, int]:
    """Milliseconds from the source's telling to the first and to the last message, and how many routine ones before."""
    community, loop = town(), asyncio.get_running_loop()
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        await _ready(folder, community)
        chats = Chats("暴雨红色预警")
        telegram = Telegram(0.040, chats)
        server = await loop.create_server(lambda: Connection(telegram.handle), "127.0.0.1", 0, backlog=512)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        store = Store(SqliteDriver(folder / "liubu.sqlite"))
        app = make_app(community, store, TOKEN, url, RealClock(), folder, 10)
        await app.open()
        await app.start()
        try:
            await asyncio.sleep(BEFORE_S)
            return await _warn(app, chats)
        finally:
            await app.close()
            server.close()


async def _warn(app: App, chats: Chats) -> tuple[float, float, int]:
    loop, before = asyncio.get_running_loop(), chats.routine

    async def take(tx: Tx) -> None:
        ctx = Context(tx, app.community, app.community_id, app.clock.now())
        await warnings.take(ctx, "cap", (red(ctx.now),), complete=False)

    begun = loop.time()
    await app.store.write(take)
    end = time.monotonic() + _PATIENCE_S
    while len(chats.came) < MESSAGES:
        if time.monotonic() > end:
            raise BenchError(f"of {MESSAGES} were told: {chats.result()}")
        await asyncio.sleep(0.01)
    return (min(chats.came.values()) - begun) * 1e3, (max(chats.came.values()) - begun) * 1e3, before


async def run(quick: bool) -> list[Figure]:
    """The medians of some rounds."""
    found = [await once() for _ in range(1 if quick else 5)]
    first, last = median(one for one, _, _ in found), median(one for _, one, _ in found)
    allowed = MESSAGES * BULK.every_ms
    return [
        plain("fan-out, routine notices out before", median(many for _, _, many in found), "messages"),
        at_most(f"fan-out, {WAITING} waiting, first of {MESSAGES}", first, "ms", 100),
        plain(f"fan-out, {WAITING} waiting, last of {MESSAGES}", last, "ms"),
        at_most("fan-out, last / what the limits allow", last / allowed, "x", 1.05),
    ]
