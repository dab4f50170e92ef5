"""What the rest of the program knows of a database: transactions, and many of them in one commit.

A *work* is an ``async`` function of a transaction and awaits nothing but that transaction. Works that wait at the same
time are done one after the other in one commit, a savepoint each (performance.md: five times the writes of a commit
each); a work that raises is rolled back alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Row(Protocol):
    """A row of a result, its columns by name."""

    def __getitem__(self, key: str, /) -> Any: ...


class Tx(Protocol):
    """An open transaction. ``effects`` become known outside when, and only when, it is committed."""

    effects: list[object]

    async def run(self, query: str, /, **values: object) -> int:
        """Do a named query; how many rows it changed."""

    async def row(self, query: str, /, **values: object) -> Row | None:
        """The first row of a named query, or None."""

    async def rows(self, query: str, /, **values: object) -> Sequence[Row]:
        """All rows of a named query."""

    async def savepoint(self, work: Work[T], /) -> T:
        """Do the work; if it raises, undo it and its effects alone, and raise."""


Work = Callable[[Tx], Awaitable[T]]


@dataclass(slots=True)
class Job:
    """A work that waits for its commit, with what came of it."""

    work: Work[Any]
    future: asyncio.Future[Any]
    effects: list[object] = field(default_factory=list)
    result: Any = None
    error: BaseException | None = None


class Driver(Protocol):
    """A kind of database."""

    dialect: str

    async def open(self) -> None:
        """Connect; StorageDown if that fails."""

    async def close(self) -> None:
        """Let go of all connections."""

    async def script(self, sql: str) -> None:
        """Do a migration's statements in one transaction."""

    async def commit(self, jobs: Sequence[Job]) -> None:
        """Do all jobs in one commit, filling in their results; StorageDown if none of it could be kept."""

    async def read(self, work: Work[T]) -> T:
        """Do a work that only reads, beside the writer."""


class Store:
    """The database with its group commit. Use :meth:`open` and :meth:`close`, or ``async with``."""

    def __init__(self, driver: Driver, most: int = 256) -> None:
        """``most`` is how many works one commit may hold."""
        self.driver = driver
        self._most = most
        self._waiting: list[Job] = []
        self._wake = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None
        self._listeners: list[Callable[[Sequence[object]], None]] = []

    async def open(self) -> None:
        """Connect and start the writer. The schema is :func:`bot.storage.schema.migrate`'s business."""
        await self.driver.open()
        self._writer = asyncio.create_task(self._write_forever(), name="store writer")

    async def close(self) -> None:
        """Commit what waits, then disconnect."""
        if self._writer:
            if self._waiting:
                await self.write(_nothing)
            self._writer.cancel()
            with suppress(asyncio.CancelledError):
                await self._writer
        await self.driver.close()

    async def __aenter__(self) -> Store:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def listen(self, listener: Callable[[Sequence[object]], None]) -> None:
        """Call the listener with the effects of each commit, in the order of the works."""
        self._listeners.append(listener)

    async def write(self, work: Work[T]) -> T:
        """Do the work in a transaction; returns when it is committed. Raises what the work raised, or StorageDown."""
        job = Job(work, asyncio.get_running_loop().create_future())
        self._waiting.append(job)
        self._wake.set()
        result: T = await asyncio.shield(job.future)
        return result

    async def read(self, work: Work[T]) -> T:
        """Do a work that only reads; it sees all that was committed before."""
        return await self.driver.read(work)

    async def _write_forever(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                jobs = self._waiting[: self._most]
                await self._commit(jobs)
                del self._waiting[: len(jobs)]

    async def _commit(self, jobs: Sequence[Job]) -> None:
        try:
            await self.driver.commit(jobs)
        except Exception as error:  # whatever it was, the waiting callers must hear of it
            for job in jobs:
                job.error, job.effects = error, []
        self._tell([effect for job in jobs for effect in job.effects])
        for job in jobs:
            _settle(job)

    def _tell(self, effects: Sequence[object]) -> None:
        if effects:
            for listener in self._listeners:
                listener(effects)


async def _nothing(_tx: Tx) -> None:
    """A work that only marks its place in line."""


def _settle(job: Job) -> None:
    if job.future.cancelled():
        return
    if job.error is None:
        job.future.set_result(job.result)
    else:
        job.future.set_exception(job.error)
        job.future.exception()  # marks it as seen: the caller may have been cancelled meanwhile
