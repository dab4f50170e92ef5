"""How late timers are: a few hundred that become due within seconds, while 1,000,000 others are pending."""

import asyncio
import random
import sqlite3
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, at_most, percentile, plain
from bot.clock import RealClock
from bot.delivery.timekeeper import Timekeeper
from bot.storage import timers
from bot.storage.schema import migrate
from bot.storage.sqlite import SqliteDriver
from bot.storage.store import Store, Tx
from bot.storage.timers import Timer

PENDING, DUE, SECONDS = 1_000_000, 400, 8
DAY = 86_400_000
FILL = """
PRAGMA synchronous=OFF;
BEGIN;
INSERT INTO communities (community_id, slug, created_at) VALUES (1, 'bench', 0);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})
INSERT INTO timers (community_id, kind, subject, due_at)
SELECT 1, 'deadline', i, {now} + {day} + i * 777 % {day} FROM n;
COMMIT;
"""


async def _ready(path: Path, many: int) -> None:
    driver = SqliteDriver(path)
    await driver.open()
    await migrate(driver, 0)
    await driver.close()
    connection = sqlite3.connect(path)
    connection.executescript(FILL.format(many=many, now=RealClock().now(), day=DAY))
    connection.close()


async def lateness(pending: int, due: int, seconds: float) -> list[float]:
    """Milliseconds between each instant and its doing."""
    late: list[float] = []
    over = asyncio.Event()

    async def fire(_tx: Tx, timer: Timer, _now: int) -> None:
        late.append(time.time() * 1000 - timer.due_at)
        if len(late) == due:
            loop.call_soon_threadsafe(over.set)

    loop, chance = asyncio.get_running_loop(), random.Random(6)
    with TemporaryDirectory(prefix="bench-") as name:
        path = Path(name) / "timers.sqlite"
        await _ready(path, pending)
        async with Store(SqliteDriver(path)) as store:
            clock = RealClock()
            keeper = Timekeeper(store, 1, clock, fire, {})
            running = asyncio.create_task(keeper.run())
            begin = clock.now() + 1000
            instants = [begin + round(chance.random() * seconds * 1000) for _ in range(due)]

            async def set_all(tx: Tx) -> None:
                for number, at in enumerate(instants):
                    await timers.set_(tx, 1, "bench", number, at)

            await store.write(set_all)
            await asyncio.wait_for(over.wait(), seconds + 30)
            keeper.stop()
            await running
    return late


async def run(quick: bool) -> list[Figure]:
    """One long run."""
    pending = 50_000 if quick else PENDING
    late = await lateness(pending, DUE // 4 if quick else DUE, 2 if quick else SECONDS)
    return [
        plain(f"timers, {pending} pending, late p50", percentile(late, 0.5), "ms"),
        at_most(f"timers, {pending} pending, late p99", percentile(late, 0.99), "ms", 5),
    ]
