"""A store with its schema and a few people, on each kind of database, and a way round the program to its tables."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import asyncpg
import pytest

from bot.app import open_store
from bot.domain.case import Case, Place
from bot.storage import cases, counters, people, schema
from bot.storage.cases import Report
from bot.storage.store import Store, Work
from tests.conftest import Database
from tests.made import NOW, PUBLIC

REFUSED = (sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)


@dataclass
class Ground:
    """An open store with its schema; community 1 with persons 1 to 3. ``heard`` are the effects of all commits."""

    store: Store
    database: Database
    community: int = 1
    heard: list[object] = field(default_factory=list)

    async def write(self, work: Any, *values: Any, **more: Any) -> Any:
        """Call a function of the storage room for the community, in a commit of its own."""
        return await self.store.write(lambda tx: work(tx, self.community, *values, **more))

    async def read(self, work: Any, *values: Any, **more: Any) -> Any:
        """The same, to read."""
        return await self.store.read(lambda tx: work(tx, self.community, *values, **more))

    async def raw(self, *statements: str) -> list[tuple[Any, ...]]:
        """Do statements beside the program, each by itself; the rows of the last."""
        if self.database.kind == "sqlite":
            return _sqlite(self.database, statements)
        connection = await asyncpg.connect(self.database.url, server_settings={"search_path": self.database.schema})
        try:
            rows: list[Any] = []
            for statement in statements:
                rows = await connection.fetch(statement)
            return [tuple(row) for row in rows]
        finally:
            await connection.close()

    async def case(self, dialog: int = 1, reporter: int = 3) -> Case:
        """A new case, as reported."""
        report = Report(1, PUBLIC, "text", Place(words="here"), reporter, dialog)
        made: Case = await self.write(cases.add, report, NOW)
        return made


def _sqlite(database: Database, statements: tuple[str, ...]) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(database.data / "liubu.sqlite", isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys=ON")
        rows: list[Any] = []
        for statement in statements:
            rows = connection.execute(statement).fetchall()
        return rows
    finally:
        connection.close()


def store_of(database: Database) -> Store:
    """The store of a database, not yet opened."""
    return open_store(database.url, database.data, database.schema)


@pytest.fixture
async def ground(database: Database) -> AsyncIterator[Ground]:
    """The ground that most tests stand on."""
    store = store_of(database)
    async with store:
        await schema.migrate(store.driver, NOW)
        found = Ground(store, database)
        make: Work[int] = partial(counters.community_number, slug="here", now=NOW)
        assert await store.write(make) == 1
        for user in (1, 2, 3):
            assert (await found.write(people.add, 1_000 + user, f"P{user}", "zh", NOW)).person_id == user
        store.listen(found.heard.extend)
        yield found
