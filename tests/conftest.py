"""What all tests share: the database kinds, and a word on what this machine cannot run."""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

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
    """A fresh database of each kind that this machine has."""
    if request.param == "sqlite":
        yield Database("sqlite", tmp_path, None, "liubu")
        return
    schema = f"t{uuid.uuid4().hex}"
    yield Database("postgres", tmp_path, POSTGRES, schema)
    assert POSTGRES is not None
    connection = await asyncpg.connect(POSTGRES)
    await connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
    await connection.close()


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
