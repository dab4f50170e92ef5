"""PostgreSQL through asyncpg, for large installations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias, TypeVar

import asyncpg

from bot.errors import StorageDown
from bot.storage.queries import load
from bot.storage.store import Job, Row, Work

T = TypeVar("T")
#: Errors that are no fault of the statement: the line, the server's state, its disk.
_LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what asyncpg says of a line that the server is just cutting
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    OSError,
)
_Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"


class PostgresTx:
    """A transaction of a connection."""

    def __init__(self, connection: _Connection, effects: list[object]) -> None:
        self._connection = connection
        self._queries = load("postgres")
        self.effects = effects

    async def run(self, query: str, /, **values: object) -> int:
        found = self._queries[query]
        with _told_apart():
            status = await self._connection.execute(found.numbered, *(values[name] for name in found.parameters))
        return int(status.rpartition(" ")[2])

    async def row(self, query: str, /, **values: object) -> Row | None:
        rows = await self.rows(query, **values)
        return rows[0] if rows else None

    async def rows(self, query: str, /, **values: object) -> Sequence[Row]:
        found = self._queries[query]
        with _told_apart():
            return await self._connection.fetch(found.numbered, *(values[name] for name in found.parameters))

    async def savepoint(self, work: Work[T], /) -> T:
        mark = len(self.effects)
        try:
            async with self._connection.transaction():
                return await work(self)
        except BaseException:
            del self.effects[mark:]
            raise


class PostgresDriver:
    """The driver for a PostgreSQL server. ``schema`` separates installations (and tests) in one database."""

    dialect = "postgres"

    def __init__(self, url: str, schema: str = "liubu", connections: int = 4) -> None:
        self._url = url
        self._schema = schema
        self._connections = connections
        self._pool: asyncpg.Pool[asyncpg.Record] | None = None

    async def open(self) -> None:
        """Connect and see that the schema is there; StorageDown if the server cannot be reached."""
        try:
            # JIT costs more than it gives for queries of this size.
            self._pool = await asyncpg.create_pool(
                self._url,
                min_size=1,
                max_size=self._connections,
                server_settings={"search_path": self._schema, "jit": "off"},
            )
            await self._pool.execute(f'CREATE SCHEMA IF NOT EXISTS "{self._schema}"')
        except (*_LOST, asyncpg.PostgresError, ValueError) as error:
            await self.close()
            raise StorageDown("storage.open", error=str(error)) from error

    async def close(self) -> None:
        """Close the pool."""
        if self._pool is not None:
            await self._pool.close()
        self._pool = None

    async def script(self, sql: str) -> None:
        """Do a migration's statements in one transaction."""
        async with self._open_pool().acquire() as connection, connection.transaction():
            await connection.execute(sql)

    async def commit(self, jobs: Sequence[Job]) -> None:
        """Do all jobs in one commit, a savepoint each."""
        try:
            async with self._open_pool().acquire() as connection, connection.transaction():
                for job in jobs:
                    await _do(connection, job)
        except (*_LOST, asyncpg.PostgresError) as error:
            raise StorageDown("storage.commit", error=str(error)) from error

    async def read(self, work: Work[T]) -> T:
        """Do a work in a read-only transaction of its own."""
        try:
            async with (
                self._open_pool().acquire() as connection,
                connection.transaction(isolation="repeatable_read", readonly=True),
            ):
                return await work(PostgresTx(connection, []))
        except _LOST as error:
            raise StorageDown("storage.read", error=str(error)) from error

    def _open_pool(self) -> asyncpg.Pool[asyncpg.Record]:
        if self._pool is None:
            raise StorageDown("storage.closed")
        return self._pool


@contextmanager
def _told_apart() -> Iterator[None]:
    """Tell a database that cannot be used now (StorageDown, to be tried again) from a statement that is wrong."""
    try:
        yield
    except _LOST as error:
        raise StorageDown("storage.commit", error=str(error)) from error


async def _do(connection: _Connection, job: Job) -> None:
    tx = PostgresTx(connection, job.effects)
    try:
        job.result = await tx.savepoint(job.work)
    except (StorageDown, *_LOST):
        raise
    except Exception as error:
        job.error = error
