"""The group commit: many works in one commit, each for itself; what becomes known outside; a database that is down."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.app import open_store
from bot.errors import StorageDown
from bot.storage import people
from bot.storage.counters import next_number
from bot.storage.sqlite import SqliteDriver
from bot.storage.store import Job, Store, Tx, Work
from tests.conftest import Database
from tests.storage.conftest import REFUSED, Ground, store_of


def adds(name: str, effect: object = None) -> Work[int]:
    """A work that counts, with an effect."""

    async def work(tx: Tx) -> int:
        number = await next_number(tx, 1, name)
        tx.effects.append(effect or (name, number))
        return number

    return work


def fails(name: str, error: Exception) -> Work[None]:
    """A work that counts and then raises."""

    async def work(tx: Tx) -> None:
        await adds(name)(tx)
        raise error

    return work


async def count(ground: Ground, name: str) -> int:
    """How far a counter has come."""
    rows = await ground.raw(f"SELECT value FROM counters WHERE community_id = 1 AND name = '{name}'")  # noqa: S608
    return int(rows[0][0]) if rows else 0


def commits(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that is filled with the number of works of each commit."""
    sizes: list[int] = []
    commit = ground.store.driver.commit

    async def counted(jobs: Sequence[Job]) -> None:
        sizes.append(len(jobs))
        await commit(jobs)

    monkeypatch.setattr(ground.store.driver, "commit", counted)
    return sizes


async def test_works_that_wait_together_share_a_commit(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = commits(ground, monkeypatch)
    numbers = await asyncio.gather(*(ground.store.write(adds("n")) for _ in range(300)))
    assert numbers == list(range(1, 301)), "in the order in which they came"
    assert sizes == [256, 44]
    assert ground.heard == [("n", n) for n in range(1, 301)], "effects come in the order of the works"


async def test_a_work_that_fails_is_undone_alone(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    async def breaks_a_key(tx: Tx) -> None:
        await adds("b")(tx)
        await people.add(tx, 1, 1_001, "twice", "zh", 0)

    sizes = commits(ground, monkeypatch)
    outcomes = await asyncio.gather(
        ground.store.write(adds("a")),
        ground.store.write(fails("b", ValueError("no"))),
        ground.store.write(adds("a")),
        ground.store.write(breaks_a_key),
        ground.store.write(adds("a")),
        return_exceptions=True,
    )
    assert sizes == [5]
    assert [outcomes[0], outcomes[2], outcomes[4]] == [1, 2, 3]
    assert isinstance(outcomes[1], ValueError)
    assert isinstance(outcomes[3], REFUSED)
    assert (await count(ground, "a"), await count(ground, "b")) == (3, 0)
    assert await count(ground, "person") == 3, "the number that the broken work took was given back"
    assert ground.heard == [("a", 1), ("a", 2), ("a", 3)]


async def test_effects_are_known_after_the_commit_only(ground: Ground) -> None:
    known: list[int] = []

    def listen(_effects: Sequence[object]) -> None:
        rows = sqlite3.connect(ground.database.data / "liubu.sqlite").execute(
            "SELECT value FROM counters WHERE name = 'n'"
        )
        known.extend(row[0] for row in rows)

    async def looks(tx: Tx) -> None:
        await adds("n")(tx)
        assert ("n", 1) not in ground.heard

    if ground.database.kind == "sqlite":
        ground.store.listen(listen)
    await ground.store.write(looks)
    assert ("n", 1) in ground.heard
    assert known in ([1], []), "whoever hears of it finds it in the database"
    assert bool(known) == (ground.database.kind == "sqlite")


async def test_a_savepoint_inside_a_work_is_undone_alone(ground: Ground) -> None:
    async def work(tx: Tx) -> str:
        await adds("outer")(tx)
        with pytest.raises(ValueError, match="inner"):
            await tx.savepoint(fails("inner", ValueError("inner")))
        with pytest.raises(REFUSED):
            await tx.savepoint(lambda inner: people.add(inner, 1, 1_001, "twice", "zh", 0))
        await tx.savepoint(adds("kept"))
        return "done"

    assert await ground.store.write(work) == "done"
    assert [await count(ground, name) for name in ("outer", "inner", "kept")] == [1, 0, 1]
    assert ground.heard == [("outer", 1), ("kept", 1)]


async def test_a_caller_who_goes_away_does_not_take_the_work_with_them(ground: Ground) -> None:
    task = asyncio.create_task(ground.store.write(adds("n")))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await ground.store.write(adds("n")) == 2


async def test_closing_commits_what_waits(database: Database, ground: Ground) -> None:
    tasks = [asyncio.create_task(ground.store.write(adds("n"))) for _ in range(5)]
    await asyncio.sleep(0)
    await ground.store.close()
    assert await asyncio.gather(*tasks) == [1, 2, 3, 4, 5]
    async with store_of(database) as again:
        assert await again.write(adds("n")) == 6


async def test_reading_sees_what_was_committed_and_changes_nothing(ground: Ground) -> None:
    await ground.store.write(adds("n"))

    async def writes(tx: Tx) -> None:
        await tx.run("counter_next", community=1, name="n")

    if ground.database.kind == "postgres":
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await ground.store.read(writes)
    else:
        await ground.store.read(writes)
    assert await count(ground, "n") == 1


# --- a database that cannot be used ---


async def test_a_commit_that_fails_is_told_to_all_its_works_and_leaves_nothing(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = ground.store.driver.commit

    async def broken(jobs: Sequence[Job]) -> None:
        monkeypatch.setattr(ground.store.driver, "commit", commit)
        raise StorageDown("storage.commit", error="the disk is gone")

    monkeypatch.setattr(ground.store.driver, "commit", broken)
    outcomes = await asyncio.gather(*(ground.store.write(adds("n")) for _ in range(3)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageDown] * 3
    assert ground.heard == []
    assert await ground.store.write(adds("n")) == 1, "the writer goes on"


async def test_a_full_disk_undoes_the_whole_commit(ground: Ground) -> None:
    async def fills_the_disk(tx: Any) -> None:
        if ground.database.kind == "sqlite":
            tx._raw.execute("ROLLBACK")  # what SQLite does by itself then
            raise sqlite3.OperationalError("database or disk is full")
        raise asyncpg.DiskFullError("could not extend file")

    outcomes = await asyncio.gather(
        ground.store.write(adds("n")),
        ground.store.write(fills_the_disk),
        ground.store.write(adds("n")),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [StorageDown] * 3
    assert await count(ground, "n") == 0
    assert ground.heard == []
    assert await ground.store.write(adds("n")) == 1


@pytest.mark.only("postgres")  # a file has no connection to lose
async def test_a_connection_that_dies_is_storage_down_and_comes_back(ground: Ground) -> None:
    async def dies(tx: Any) -> None:
        await adds("n")(tx)
        backend = tx._connection.get_server_pid()
        await ground.raw(f"SELECT pg_terminate_backend({backend})")
        await adds("n")(tx)

    outcomes = await asyncio.gather(ground.store.write(adds("n")), ground.store.write(dies), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageDown] * 2
    assert ground.heard == []
    assert await ground.store.write(adds("n")) == 1


async def test_a_closed_store_says_so(database: Database) -> None:
    store = store_of(database)
    with pytest.raises(StorageDown) as down:
        await store.read(adds("n"))
    assert down.value.code == "storage.closed"
    job = Job(adds("n"), asyncio.get_running_loop().create_future())
    with pytest.raises(StorageDown):
        await store.driver.commit([job])
    await store.close()


async def test_a_database_that_is_not_there_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "liubu.sqlite").write_text("this is no database, but it is long enough to be looked at" * 20)
    for store in (
        open_store("postgresql://nobody@127.0.0.1:9/nowhere", tmp_path),
        open_store("nonsense", tmp_path),
        Store(SqliteDriver(tmp_path / "file" / "liubu.sqlite")),
        open_store(None, tmp_path),
    ):
        with pytest.raises(StorageDown) as down:
            await store.open()
        assert down.value.code == "storage.open"
        assert down.value.data["error"]


# --- a work awaits nothing but its transaction ---


async def _sleeps() -> None:
    await asyncio.sleep(0)


async def _waits() -> None:
    await asyncio.sleep(0.01)


async def _calls_somebody() -> None:
    await asyncio.open_connection("127.0.0.1", 9)


@pytest.mark.only("sqlite")  # a PostgreSQL transaction cannot tell
@pytest.mark.parametrize("elsewhere", [_sleeps, _waits, _calls_somebody])
async def test_on_sqlite_a_work_that_waits_for_something_else_fails_at_once(ground: Ground, elsewhere: Any) -> None:
    async def strays(tx: Tx) -> None:
        await adds("stray")(tx)
        await elsewhere()
        raise AssertionError("it went on")

    outcomes = await asyncio.gather(
        ground.store.write(adds("n")),
        ground.store.write(strays),
        ground.store.write(adds("n")),
        return_exceptions=True,
    )
    assert isinstance(outcomes[1], RuntimeError)
    assert [outcomes[0], outcomes[2]] == [1, 2]
    assert await count(ground, "stray") == 0
    assert ground.heard == [("n", 1), ("n", 2)]
    with pytest.raises(RuntimeError):
        await ground.store.read(lambda _tx: elsewhere())
    assert await ground.store.write(adds("n")) == 3
