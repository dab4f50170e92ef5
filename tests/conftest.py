"""What all tests share: the database kinds, and a word on what this machine cannot run."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from bot.storage import schema
from bot.storage.postgres import PostgresDriver

POSTGRES = os.environ.get("LIUBU_TEST_DATABASE_URL")
KINDS = ["sqlite", "postgres"] if POSTGRES else ["sqlite"]


@dataclass(frozen=True)
class Database:
    """Where a test keeps its data: a folder, and for PostgreSQL an address and a schema of its own."""

    kind: str
    data: Path
    url: str | None
    schema: str


@pytest.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A fresh database of each kind that this machine has; in PostgreSQL its tables are there already, and empty."""
    if request.param == "sqlite":
        yield Database("sqlite", tmp_path, None, "liubu")
        return
    assert POSTGRES is not None
    name = f"t{uuid.uuid4().hex}"
    template = await _template(POSTGRES)
    await _at(POSTGRES, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')  # six times as fast as to make all tables
    yield Database("postgres", tmp_path, _beside(POSTGRES, name), _SCHEMA)
    await _at(POSTGRES, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=KINDS)
async def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database in which there is nothing yet."""
    if request.param == "sqlite":
        yield Database("sqlite", tmp_path, None, "liubu")
        return
    assert POSTGRES is not None
    own = f"t{uuid.uuid4().hex}"
    yield Database("postgres", tmp_path, POSTGRES, own)
    await _at(POSTGRES, f'DROP SCHEMA IF EXISTS "{own}" CASCADE')


_SCHEMA = "liubu"
_templates: list[str] = []


async def _template(url: str) -> str:
    """The database that the others of this process are copied from: made once."""
    if not _templates:
        name = f"template_{uuid.uuid4().hex}"
        await _at(url, f'CREATE DATABASE "{name}"')
        driver = PostgresDriver(_beside(url, name), _SCHEMA)
        await driver.open()
        await schema.migrate(driver, 0)
        await driver.close()
        _templates.append(name)
    return _templates[0]


def _beside(url: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


async def _at(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def pytest_sessionfinish() -> None:
    """The template is not needed any more."""
    for name in _templates:
        asyncio.run(_at(POSTGRES or "", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, for the other kind of database, what concerns only one (``@pytest.mark.only("postgres")``)."""
    chosen: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        (others if _concerns_another(item) else chosen).append(item)
    items[:] = chosen
    config.hook.pytest_deselected(items=others)


def _concerns_another(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("only")
    values = getattr(getattr(item, "callspec", None), "params", {})
    return marker is not None and values.get("database") != marker.args[0]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was left out."""
    from tests.browser.chrome import MISSING, find  # late: most runs of a few tests need no browser

    if find() is None:
        terminalreporter.write_line(f"left out: the tests in a browser ({MISSING})")
    if not POSTGRES:
        terminalreporter.write_line("left out: the tests on PostgreSQL (LIUBU_TEST_DATABASE_URL is not set)")
