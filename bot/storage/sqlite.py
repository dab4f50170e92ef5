"""SQLite through aiosqlite, the embedded default: one writer, WAL, every commit on the disk before it counts.

A work never suspends here: its transaction answers without waiting, so a whole commit is one hop to aiosqlite's
thread, in which each work's coroutine is driven to its end in one go (docs/decisions/ has why). A work that awaits
anything but its transaction fails at once, which is also how "nothing that handles an update talks to the network"
is kept.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

import aiosqlite

from bot.errors import StorageDown
from bot.storage.queries import Query, load
from bot.storage.store import Job, Row, Work

T = TypeVar("T")

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-16000",
    "PRAGMA mmap_size=1073741824",
    "PRAGMA wal_autocheckpoint=4000",
    "PRAGMA temp_store=MEMORY",
)


#: Errors that are no fault of the statement, but of the disk, the memory or another process.
_DOWN = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)


class _OneHop(aiosqlite.Connection):
    """A connection that runs a whole function of the raw connection in its thread."""

    async def open(self) -> None:
        """Connect. If that fails, the thread has ended when the error is raised: it must not outlive the loop."""
        try:
            await self
        except BaseException:
            await asyncio.to_thread(self._thread.join)
            raise

    async def hop(self, work: Callable[[sqlite3.Connection], T]) -> T:
        result: T = await self._execute(  # type: ignore[no-untyped-call]
            lambda: work(self._conn)
        )
        return result


class SqliteTx:
    """A transaction of the raw connection. Its methods are coroutines that never suspend."""

    def __init__(self, raw: sqlite3.Connection, queries: dict[str, Query], effects: list[object]) -> None:
        self._raw = raw
        self._queries = queries
        self.effects = effects

    async def run(self, query: str, /, **values: object) -> int:
        return self._execute(query, values).rowcount

    async def row(self, query: str, /, **values: object) -> Row | None:
        # The statement is read to its end: a RETURNING that is left half read is not yet done.
        found = self._all(query, values)
        return found[0] if found else None

    async def rows(self, query: str, /, **values: object) -> Sequence[Row]:
        return self._all(query, values)

    async def savepoint(self, work: Work[T], /) -> T:
        mark = len(self.effects)
        self._raw.execute("SAVEPOINT inner_work")
        try:
            result = await work(self)
        except BaseException:
            del self.effects[mark:]
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK TO inner_work")
                self._raw.execute("RELEASE inner_work")
            raise
        self._raw.execute("RELEASE inner_work")
        return result

    def _execute(self, query: str, values: dict[str, object]) -> sqlite3.Cursor:
        with _TOLD_APART:
            return self._raw.execute(self._queries[query].sql, values)

    def _all(self, query: str, values: dict[str, object]) -> list[sqlite3.Row]:
        with _TOLD_APART:
            return self._raw.execute(self._queries[query].sql, values).fetchall()


class SqliteDriver:
    """The driver for a database file."""

    dialect = "sqlite"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._queries = load("sqlite")
        self._writer: _OneHop | None = None
        self._reader: _OneHop | None = None

    async def open(self) -> None:
        """Open the writer's and the reader's connection; StorageDown if the file cannot be used."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = await self._connection()
            self._reader = await self._connection()
        except (sqlite3.Error, OSError) as error:
            await self.close()
            raise StorageDown("storage.open", path=str(self._path), error=str(error)) from error

    async def close(self) -> None:
        """Close both connections."""
        for connection in (self._reader, self._writer):
            if connection is not None:
                await connection.close()
        self._reader = self._writer = None

    async def script(self, sql: str) -> None:
        """Do a migration's statements in one transaction."""
        await self._open_writer().hop(lambda raw: _script(raw, sql))

    async def commit(self, jobs: Sequence[Job]) -> None:
        """Do all jobs in one commit, a savepoint each, in one hop."""
        await self._open_writer().hop(lambda raw: self._commit(raw, jobs))

    async def read(self, work: Work[T]) -> T:
        """Do a work on the reader's connection, in one hop and one snapshot."""
        if self._reader is None:
            raise StorageDown("storage.closed")
        try:
            return await self._reader.hop(lambda raw: self._read(raw, work))
        except sqlite3.OperationalError as error:
            raise StorageDown("storage.read", error=str(error)) from error

    def _connect(self) -> sqlite3.Connection:
        raw = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, cached_statements=512)
        raw.row_factory = sqlite3.Row
        for pragma in PRAGMAS:
            raw.execute(pragma)
        return raw

    async def _connection(self) -> _OneHop:
        connection = _OneHop(self._connect, iter_chunk_size=64)
        await connection.open()
        return connection

    def _open_writer(self) -> _OneHop:
        if self._writer is None:
            raise StorageDown("storage.closed")
        return self._writer

    def _commit(self, raw: sqlite3.Connection, jobs: Sequence[Job]) -> None:
        try:
            raw.execute("BEGIN IMMEDIATE")
            for job in jobs:
                self._do(raw, job)
            raw.execute("COMMIT")
        except sqlite3.Error as error:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raise StorageDown("storage.commit", error=str(error)) from error

    def _do(self, raw: sqlite3.Connection, job: Job) -> None:
        tx = SqliteTx(raw, self._queries, job.effects)
        try:
            job.result = _drive(tx.savepoint(job.work))
        except Exception as error:
            if not raw.in_transaction:  # a full disk ends the whole transaction, not this work alone
                raise sqlite3.OperationalError(str(error)) from error
            job.error = error

    def _read(self, raw: sqlite3.Connection, work: Work[T]) -> T:
        raw.execute("BEGIN")
        try:
            return _drive(work(SqliteTx(raw, self._queries, [])))
        finally:
            raw.execute("ROLLBACK")


class _ToldApart:
    """Tells a database that cannot be used now (StorageDown, to be tried again) from a statement that is wrong."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _DOWN:
            raise StorageDown("storage.commit", error=str(error)) from error


_TOLD_APART = _ToldApart()


def _drive(work: Awaitable[T]) -> T:
    """Run a coroutine that never suspends to its end; RuntimeError if it does suspend."""
    steps = work.__await__()
    try:
        next(steps)
    except StopIteration as stop:
        result: T = stop.value
        return result
    steps.close()
    raise RuntimeError("a work awaited something other than its transaction")


def _script(raw: sqlite3.Connection, sql: str) -> None:
    """Do a migration. One that makes a table anew drops the old one, which only works while foreign keys are not
    enforced (sqlite.org/lang_altertable.html, section 7); so they are checked at its end. That reads all
    that there is, and is left out where nothing was changed: at nearly every start.
    """
    before = _state(raw)
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        raw.executescript(f"BEGIN IMMEDIATE;\n{sql}")
        broken = raw.execute("PRAGMA foreign_key_check").fetchone() if _state(raw) != before else None
        if broken is not None:
            raise sqlite3.IntegrityError(f"the migration breaks a foreign key of {broken[0]}")
        raw.execute("COMMIT")
    except sqlite3.Error:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _state(raw: sqlite3.Connection) -> tuple[int, int]:
    """Differs once a table or a row has been changed by this connection."""
    return raw.execute("PRAGMA schema_version").fetchone()[0], raw.total_changes
