"""Writes of case + audit event + outbox row in one transaction: raw sqlite3 in the loop against the store.

Both use the project's own schema, queries and pragmas, so that only the layer between differs.
"""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, at_least, median, percentile, plain
from bench.rounds import Results, interleave, ratio
from bot.storage.queries import load
from bot.storage.schema import migrate
from bot.storage.sqlite import PRAGMAS, SqliteDriver
from bot.storage.store import Store, Tx

QUERIES = ("case_add", "audit_add", "outbox_add")
TASKS = (1, 16)
NOW = 1_790_000_000_000
HASH = "0" * 64
GROUND = """INSERT INTO communities (community_id, slug, created_at) VALUES (1, 'xingfu', 0);
INSERT INTO persons (community_id, person_id, user_id, name, met_at) VALUES (1, 1, 1, '王', 0);"""


def values(number: int) -> tuple[dict[str, object], ...]:
    """The parameters of the three statements."""
    case = {
        "community": 1,
        "case_id": number,
        "grid": 1,
        "category": "lift",
        "building": "3号楼",
        "place": None,
        "text": "三单元电梯停在五楼，门打不开。",
        "lat": None,
        "lon": None,
        "reporter": 1,
        "now": NOW,
        "dialog": number,
    }
    audit = {
        "community": 1,
        "seq": number,
        "at": NOW,
        "actor": 1,
        "act": "report",
        "case_id": number,
        "facts": '{"category":"lift","grid":1}',
        "previous": HASH,
        "hash": HASH,
    }
    notice = {"community": 1, "chat_id": 1 + number % 200, "kind": "receipt", "screen": '{"text":"已收到"}',
              "priority": 3, "not_before": NOW, "now": NOW}  # fmt: skip
    return case, audit, notice


async def _ready(path: Path) -> None:
    driver = SqliteDriver(path)
    await driver.open()
    await migrate(driver, NOW)
    await driver.script(GROUND)
    await driver.close()


async def raw(writes: int) -> tuple[float, float]:
    """Transactions a second, and p99 ms, of plain sqlite3: one transaction each."""
    with TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "raw.db"
        await _ready(path)
        connection = sqlite3.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        statements = [load("sqlite")[name].sql for name in QUERIES]
        waits = []
        for number in range(1, writes + 1):
            begun = time.perf_counter()
            _transaction(connection, statements, number)
            waits.append(time.perf_counter() - begun)
        connection.close()
        return writes / sum(waits), percentile(waits, 0.99) * 1000


def _transaction(connection: sqlite3.Connection, statements: list[str], number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for statement, parameters in zip(statements, values(number), strict=True):
        connection.execute(statement, parameters).fetchall()
    connection.execute("COMMIT")


async def ours(tasks: int, writes: int) -> tuple[float, float]:
    """The same through the store, by that many tasks."""
    with TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "ours.db"
        await _ready(path)
        async with Store(SqliteDriver(path)) as store:
            waits: list[float] = []
            numbers = iter(count(1))
            begun = time.perf_counter()
            writers = (_write_many(store, numbers, writes // tasks, waits) for _ in range(tasks))
            await asyncio.gather(*writers)
            return len(waits) / (time.perf_counter() - begun), percentile(waits, 0.99) * 1000


async def _write_many(store: Store, numbers: Iterator[int], writes: int, waits: list[float]) -> None:
    for _ in range(writes):
        begun = time.perf_counter()
        await store.write(partial(_file, number=next(numbers)))
        waits.append(time.perf_counter() - begun)


async def _file(tx: Tx, number: int) -> None:
    case, audit, notice = values(number)
    await tx.run("case_add", **case)
    await tx.run("audit_add", **audit)
    await tx.row("outbox_add", **notice)


async def run(quick: bool) -> list[Figure]:
    """Interleaved rounds raw / ours."""
    writes = 1600 if quick else 3200
    runs = {"raw": partial(raw, writes)} | {f"store {tasks} tasks": partial(ours, tasks, writes) for tasks in TASKS}
    return _figures(await interleave(2 if quick else 5, runs))


def _figures(results: Results[tuple[float, float]]) -> list[Figure]:
    figures = []
    for name, found in results.items():
        figures.append(plain(f"writes {name}", median(rate for rate, _ in found), "transactions/s"))
        figures.append(plain(f"writes {name} p99", median(p99 for _, p99 in found), "ms"))
    rates = {name: [rate for rate, _ in found] for name, found in results.items()}
    figures.append(plain("writes store/raw 1 task", ratio(rates, "store 1 tasks", "raw"), "x"))
    return [*figures, at_least("writes store/raw 16 tasks", ratio(rates, "store 16 tasks", "raw"), "x", 4.5)]
