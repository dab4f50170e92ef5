"""A database of its own for each storm: the bot's process knows no schema of tests."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from tests.conftest import POSTGRES


@asynccontextmanager
async def fresh_database(kind: str) -> AsyncIterator[str | None]:
    """The address of an empty PostgreSQL database that is dropped afterwards; None for SQLite."""
    if kind == "sqlite":
        yield None
        return
    assert POSTGRES is not None, "LIUBU_TEST_DATABASE_URL is not set"
    name = f"crash_{uuid.uuid4().hex}"
    await _do(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
    finally:
        await _do(f'DROP DATABASE "{name}" WITH (FORCE)')


async def _do(statement: str) -> None:
    connection = await asyncpg.connect(POSTGRES)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
