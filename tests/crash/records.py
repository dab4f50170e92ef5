"""What the database holds, read from outside the bot."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

_CASES = """SELECT c.case_id, c.text, c.state, r.user_id, l.user_id, g.chat_id FROM cases c
JOIN persons r ON r.community_id = c.community_id AND r.person_id = c.reporter
LEFT JOIN persons l ON l.community_id = c.community_id AND l.person_id = c.lead
LEFT JOIN grid_groups g ON g.community_id = c.community_id AND g.grid = c.grid ORDER BY c.case_id"""
_HANDLED = "SELECT update_id FROM inbox WHERE state = 'done'"
_QUEUES = """SELECT 'update ' || state, count(*) FROM inbox WHERE state <> 'done' GROUP BY state
UNION ALL SELECT 'message ' || state, count(*) FROM outbox WHERE state NOT IN ('sent', 'dropped') GROUP BY state"""


@dataclass(frozen=True)
class Filed:
    """A case: what was said, who said it, who has it, and the chat of its grid."""

    number: int
    text: str
    state: str
    reporter: int
    lead: int | None
    group: int | None


@dataclass(frozen=True)
class Records:
    """All cases, how much lies in the queues by its state ("update waiting" …), and which updates were handled."""

    cases: list[Filed]
    queues: Counter[str]
    handled: set[int]


async def read(data: Path, database_url: str | None) -> Records:
    """The records; nothing where the bot has not yet made its tables."""
    try:
        cases = await _rows(data, database_url, _CASES)
        queues = await _rows(data, database_url, _QUEUES)
        handled = await _rows(data, database_url, _HANDLED)
    except (sqlite3.OperationalError, asyncpg.UndefinedTableError):
        return Records([], Counter(), set())
    counted = Counter({str(row[0]): int(row[1]) for row in queues})
    return Records([Filed(*row) for row in cases], counted, {row[0] for row in handled})


async def _rows(data: Path, database_url: str | None, sql: str) -> Sequence[Sequence[Any]]:
    if database_url is None:
        with closing(sqlite3.connect(data / "liubu.sqlite", timeout=10)) as database:
            return database.execute(sql).fetchall()
    connection = await asyncpg.connect(database_url, server_settings={"search_path": "liubu"})
    try:
        return [tuple(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()
