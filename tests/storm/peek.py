"""The database as it stands, read from outside of the bot."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from bot.domain import watch
from bot.domain.case import Case
from bot.domain.person import Appointment, Person, Role
from bot.storage import cases, people
from tests.conftest import Database

#: Where no words of people stand that could be shown to anybody: machinery, and what nobody reads out.
_NO_WORDS = frozenset({"inbox", "outbox", "held_updates", "audit_events", "dialogs", "drafts", "slots", "undos"})

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Event:
    """A line of the record."""

    seq: int
    at: int
    actor: int | None
    act: str
    case_id: int | None
    facts: str


@dataclass(frozen=True)
class Known:
    """All that the rights depend on, at one moment."""

    cases: dict[int, Case]
    persons: dict[int, Person]
    timers: dict[tuple[str, int], int]
    followers: frozenset[tuple[int, int]]  # case, person
    offered: frozenset[tuple[int, int]]  # case, person who is asked to take it
    stand_ins: frozenset[int]  # who stands in for somebody
    asked: frozenset[tuple[int, int]]  # case, person who asked its reporter something or was asked

    def by_user(self, user_id: int) -> Person | None:
        """The person behind a Telegram user."""
        return next((one for one in self.persons.values() if one.user_id == user_id), None)


@dataclass
class Peek:
    """An own connection to the bot's database."""

    database: Database
    _raw: sqlite3.Connection | None = None
    _pg: Any = None
    _worded: list[str] = field(default_factory=list)

    async def close(self) -> None:
        """Let go of it."""
        if self._raw is not None:
            self._raw.close()
        if self._pg is not None:
            await self._pg.close()

    async def rows(self, sql: str) -> Rows:
        """The rows of a statement without parameters."""
        if self.database.url is None:
            if self._raw is None:
                self._raw = sqlite3.connect(self.database.data / "liubu.sqlite", timeout=10, isolation_level=None)
                self._raw.row_factory = sqlite3.Row
            return self._raw.execute(sql).fetchall()
        if self._pg is None:
            path = {"search_path": self.database.schema}
            self._pg = await asyncpg.connect(self.database.url, server_settings=path)
        found: Rows = await self._pg.fetch(sql)
        return found

    async def known(self) -> Known:
        """Everything at this moment."""
        held: dict[int, list[Appointment]] = {}
        for row in await self.rows("SELECT person_id, role, grid, unit FROM appointments"):
            appointment = Appointment(Role(row["role"]), row["grid"] or None, row["unit"])
            held.setdefault(row["person_id"], []).append(appointment)
        persons = await self.rows("SELECT * FROM persons")
        kinds = ", ".join(f"'{kind}'" for kind in watch.KINDS)
        timers = await self.rows(f"SELECT kind, subject, due_at FROM timers WHERE kind IN ({kinds})")  # noqa: S608
        asked = await self.rows("SELECT case_id, asker FROM relays")
        return Known(
            {row["case_id"]: cases.as_case(row) for row in await self.rows("SELECT * FROM case_sheets")},
            {row["person_id"]: people._person(row, tuple(held.get(row["person_id"], ()))) for row in persons},
            {(row["kind"], row["subject"]): row["due_at"] for row in timers},
            frozenset((r["case_id"], r["person_id"]) for r in await self.rows("SELECT * FROM case_followers")),
            frozenset(
                (r["case_id"], r["receiver"]) for r in await self.rows("SELECT * FROM handovers WHERE state = 'asked'")
            ),
            frozenset(r["deputy"] for r in await self.rows("SELECT deputy FROM absences WHERE deputy IS NOT NULL")),
            frozenset((row["case_id"], row["asker"]) for row in asked),
        )

    async def events(self, after: int) -> list[Event]:
        """The record behind a place."""
        sql = f"SELECT * FROM audit_events WHERE seq > {after} ORDER BY seq"  # noqa: S608  # a number of ours
        found = await self.rows(sql)
        return [Event(r["seq"], r["at"], r["actor"], r["act"], r["case_id"], r["facts"]) for r in found]

    async def holders(self, words: str) -> tuple[set[int], set[int], bool]:
        """Where words stand that somebody has said: cases, persons, and whether they are confidential."""
        numbers, persons, confidential = set[int](), set[int](), False
        for table in await self._tables():
            for row in await self.rows(f'SELECT * FROM "{table}"'):  # noqa: S608  # a name out of the schema
                said = dict(row)
                if any(isinstance(value, str) and words in value for value in said.values()):
                    numbers |= {said["case_id"]} if said.get("case_id") else set()
                    persons |= {said["person_id"]} if said.get("person_id") else set()
                    confidential |= bool(said.get("confidential"))
        return numbers, persons, confidential

    async def published(self, words: str) -> bool:
        """Whether the words stand in a warning that somebody has published."""
        told = await self.rows("SELECT content FROM warning_messages")
        return any(words in row["content"] for row in told)

    async def _tables(self) -> list[str]:
        """The tables in which words of people stand."""
        if not self._worded:
            lite = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            mine = f"WHERE schemaname = '{self.database.schema}'"
            post = f"SELECT tablename AS name FROM pg_tables {mine}"  # noqa: S608  # a name of ours
            found = await self.rows(post if self.database.url else lite)
            self._worded = [row["name"] for row in found if row["name"] not in _NO_WORDS]
        return self._worded
