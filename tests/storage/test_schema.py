"""Migrations, and a schema that refuses impossible states even to a program that is wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import asyncpg
import pytest

from bot.errors import MigrationError
from bot.storage import schema
from bot.storage.counters import community_number, known_community
from tests.conftest import Database
from tests.made import NOW
from tests.storage.conftest import REFUSED, Ground, store_of

FAILED = (sqlite3.Error, asyncpg.PostgresError)
FIRST = "CREATE TABLE one (a BIGINT);\n-- only: sqlite\nCREATE TABLE lite (a BIGINT);\n-- end\n"
SECOND = "CREATE TABLE two (a BIGINT);\n-- only: postgres\nCREATE TABLE large (a BIGINT);\n-- end\n"


def folder(at: Path, *texts: str) -> Path:
    """A folder of migrations."""
    at.mkdir(exist_ok=True)
    for number, text in enumerate(texts, start=1):
        (at / f"{number:04}_step{number}.sql").write_text(text, "utf-8")
    return at


async def tables(ground: Ground) -> set[str]:
    """The tables that there are."""
    if ground.database.kind == "sqlite":
        return {row[0] for row in await ground.raw("SELECT name FROM sqlite_master WHERE type = 'table'")}
    query = f"SELECT tablename FROM pg_tables WHERE schemaname = '{ground.database.schema}'"  # noqa: S608
    return {row[0] for row in await ground.raw(query)}


# --- migrations ---


async def test_migrating_twice_does_nothing(ground: Ground) -> None:
    book = "SELECT version, name, digest, applied_at FROM schema_migrations ORDER BY version"
    before = await ground.raw(book)
    versions = len(list(schema.FOLDER.glob("*.sql")))
    assert await schema.migrate(ground.store.driver, NOW + 1) == versions == len(before)
    assert (
        await ground.raw("SELECT version, name, digest, applied_at FROM schema_migrations ORDER BY version") == before
    )
    assert await ground.store.read(lambda tx: known_community(tx, "here")) == 1


async def test_steps_are_applied_in_order_and_once(database: Database, tmp_path: Path) -> None:
    async with store_of(database) as store:
        ground = Ground(store, database)
        steps = tmp_path / "steps"
        assert await schema.migrate(store.driver, NOW, folder(steps, FIRST)) == 1
        assert await schema.migrate(store.driver, NOW, folder(steps, FIRST, SECOND)) == 2
        own = {"sqlite": "lite", "postgres": "large"}[database.kind]
        assert await tables(ground) >= {"one", "two", own}
        assert not await tables(ground) & ({"lite", "large"} - {own})


async def test_a_step_that_was_changed_after_it_was_applied_is_refused(database: Database, tmp_path: Path) -> None:
    async with store_of(database) as store:
        await schema.migrate(store.driver, NOW, folder(tmp_path / "steps", FIRST))
        with pytest.raises(MigrationError) as error:
            await schema.migrate(store.driver, NOW, folder(tmp_path / "steps", FIRST + " ", SECOND))
        assert (error.value.code, error.value.data) == ("schema.changed", {"migration": "step1"})
        assert "two" not in await tables(Ground(store, database))


async def test_a_database_of_a_newer_program_is_refused(database: Database, tmp_path: Path) -> None:
    async with store_of(database) as store:
        await schema.migrate(store.driver, NOW, folder(tmp_path / "new", FIRST, SECOND))
        with pytest.raises(MigrationError) as error:
            await schema.migrate(store.driver, NOW, folder(tmp_path / "old", FIRST))
        assert (error.value.code, error.value.data) == ("schema.newer", {"database": 2, "program": 1})


@pytest.mark.parametrize("bad", ["CREATE TABLE three (a BIGINT); INSERT INTO nowhere VALUES (1);", "NONSENSE;"])
async def test_a_step_that_fails_leaves_nothing(database: Database, tmp_path: Path, bad: str) -> None:
    async with store_of(database) as store:
        ground = Ground(store, database)
        with pytest.raises(FAILED):
            await schema.migrate(store.driver, NOW, folder(tmp_path / "steps", FIRST, bad))
        assert "three" not in await tables(ground)
        assert [row[0] for row in await ground.raw("SELECT version FROM schema_migrations")] == [1]
        assert await schema.migrate(store.driver, NOW, folder(tmp_path / "steps", FIRST, SECOND)) == 2


@pytest.mark.parametrize("names", [["0002_a.sql"], ["0001_a.sql", "0003_b.sql"], ["0001_a.sql", "0001_b.sql"]])
def test_numbers_without_gap_or_double(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text("SELECT 1;")
    with pytest.raises(MigrationError) as error:
        schema.migrations("sqlite", tmp_path)
    assert error.value.code == "schema.numbers"


async def test_communities_are_numbered_once(ground: Ground) -> None:
    for slug, number in (("here", 1), ("there", 2), ("here", 1), ("there", 2)):
        assert await ground.store.write(lambda tx, slug=slug: community_number(tx, slug, NOW)) == number  # type: ignore[misc]
    assert await ground.store.read(lambda tx: known_community(tx, "nowhere")) is None


# --- impossible states ---

HASH = "f" * 64
#: A row of each table that is taken. What is refused below differs from it in what is named there only.
GOOD: dict[str, dict[str, object]] = {
    "communities": {"community_id": 5, "slug": "five", "created_at": 1},
    "counters": {"community_id": 1, "name": "x", "value": 1},
    "persons": {"community_id": 1, "person_id": 9, "user_id": 99, "name": "", "language": "zh", "met_at": 1},
    "appointments": {"community_id": 1, "person_id": 1, "role": "grid_head", "grid": 0},
    "grid_groups": {"community_id": 1, "grid": 1, "chat_id": -5, "bound_by": 1, "bound_at": 1},
    "dialogs": {
        "community_id": 1,
        "person_id": 1,
        "dialog_id": 1,
        "flow": "f",
        "step": "s",
        "version": 1,
        "answers": "{}",
        "updated_at": 1,
    },
    "drafts": {"community_id": 1, "person_id": 1, "answers": "{}", "kept_at": 1},
    "cases": {
        "community_id": 1,
        "case_id": 8,
        "grid": 1,
        "category": "c",
        "state": "opened",
        "version": 1,
        "text": "",
        "building": "b",
        "place": None,
        "lat": None,
        "lon": None,
        "reporter": 1,
        "lead": None,
        "reported_at": 5,
        "changed_at": 5,
        "due_at": 9,
        "closed_at": None,
        "dialog_id": 8,
    },
    "case_followers": {"community_id": 1, "case_id": 1, "person_id": 1, "since": 1},
    "media": {
        "community_id": 1,
        "media_id": 1,
        "case_id": 1,
        "owner": 1,
        "purpose": "report",
        "kind": "photo",
        "file_id": "f",
        "unique_id": "u",
        "state": "waiting",
        "sha256": None,
        "size": None,
        "taken_at": 1,
    },
    "audit_events": {
        "community_id": 1,
        "seq": 1,
        "at": 1,
        "act": "a",
        "facts": "{}",
        "previous": HASH,
        "hash": HASH,
    },
    "audit_heads": {"community_id": 1, "seq": 1, "hash": HASH},
    "inbox": {"bot_id": 1, "update_id": 1, "state": "waiting", "raw": "{}", "error": None, "received_at": 1},
    "outbox": {
        "community_id": 1,
        "chat_id": 1,
        "kind": "answer",
        "slot": "s",
        "screen": "{}",
        "priority": 1,
        "state": "waiting",
        "not_before": 0,
        "queued_at": 1,
        "settled_at": None,
    },
    "slots": {"community_id": 1, "chat_id": 1, "slot": "s", "message_id": 1, "shape": "text"},
    "timers": {"community_id": 1, "kind": "k", "subject": 1, "due_at": 1},
}
#: The same row once more, with what is changed; None of these may be taken.
TWICE: list[tuple[str, dict[str, object]]] = [
    ("communities", {"community_id": 6}),
    ("communities", {"slug": "six"}),
    ("counters", {"value": 2}),
    ("persons", {"person_id": 10}),
    ("persons", {"user_id": 100}),
    ("appointments", {}),
    ("grid_groups", {"chat_id": -6}),
    ("grid_groups", {"grid": 2}),  # a chat serves one grid
    ("dialogs", {"dialog_id": 2}),  # a person is in one dialog
    ("drafts", {}),
    ("cases", {"case_id": 9}),  # a dialog files one case
    ("cases", {"dialog_id": 9}),
    ("case_followers", {}),
    ("media", {"media_id": 2}),  # a file is a case's once
    ("media", {"unique_id": "v"}),
    ("audit_events", {}),
    ("inbox", {"raw": "{1}"}),  # Telegram repeats itself
    ("outbox", {"screen": "{1}"}),  # one look of a living message waits
    ("slots", {"message_id": 2}),
    ("timers", {"due_at": 2}),
]
IMPOSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("communities", {"community_id": 0}),
    ("communities", {"slug": ""}),
    ("counters", {"value": 0}),
    ("counters", {"community_id": 77}),
    ("persons", {"user_id": 0}),
    ("persons", {"user_id": -1}),
    ("persons", {"language": "de"}),
    ("persons", {"community_id": 77}),
    ("appointments", {"role": "mayor"}),
    ("appointments", {"role": "resident"}),
    ("appointments", {"person_id": 77}),
    ("appointments", {"grid": -1}),
    ("grid_groups", {"chat_id": 5}),
    ("grid_groups", {"grid": 0}),
    ("grid_groups", {"bound_by": 77}),
    ("dialogs", {"person_id": 77}),
    ("dialogs", {"version": 0}),
    ("drafts", {"person_id": 77}),
    ("cases", {"case_id": 0}),
    ("cases", {"grid": 0}),
    ("cases", {"state": "lost"}),
    ("cases", {"version": 0}),
    ("cases", {"building": None}),  # somewhere it must be
    ("cases", {"lat": 35.0}),
    ("cases", {"lat": 91.0, "lon": 0.0}),
    ("cases", {"lat": 0.0, "lon": 181.0}),
    ("cases", {"reporter": 77}),
    ("cases", {"lead": 77}),
    ("cases", {"changed_at": 4}),
    ("cases", {"closed_at": 9}),
    ("cases", {"state": "assigned"}),  # somebody has it from here on
    ("cases", {"state": "accepted"}),
    ("cases", {"state": "handling"}),
    ("cases", {"state": "fed_back"}),
    ("cases", {"state": "verified"}),
    ("cases", {"state": "closed", "closed_at": 9}),
    ("cases", {"state": "archived", "closed_at": 9}),
    ("cases", {"state": "closed", "lead": 1}),
    ("cases", {"state": "archived", "lead": 1}),
    ("cases", {"state": "handling", "lead": 1, "closed_at": 9}),
    ("case_followers", {"case_id": 77}),
    ("case_followers", {"person_id": 77}),
    ("media", {"case_id": 77}),
    ("media", {"owner": 77}),
    ("media", {"purpose": "fun"}),
    ("media", {"kind": "video"}),
    ("media", {"file_id": ""}),
    ("media", {"unique_id": ""}),
    ("media", {"state": "stored"}),
    ("media", {"sha256": HASH}),
    ("media", {"state": "stored", "sha256": "short"}),
    ("media", {"state": "lost", "sha256": HASH}),
    ("media", {"size": -1}),
    ("audit_events", {"seq": 0}),
    ("audit_events", {"hash": "short"}),
    ("audit_events", {"previous": ""}),
    ("audit_events", {"community_id": 77}),
    ("inbox", {"state": "somewhere"}),
    ("inbox", {"raw": None}),
    ("inbox", {"raw": None, "state": "failed", "error": "e"}),
    ("inbox", {"state": "failed"}),
    ("outbox", {"chat_id": 0}),
    ("outbox", {"priority": 10}),
    ("outbox", {"priority": -1}),
    ("outbox", {"state": "flying"}),
    ("outbox", {"screen": None}),
    ("outbox", {"screen": None, "state": "sending"}),
    ("outbox", {"screen": None, "state": "failed", "settled_at": 1}),
    ("outbox", {"settled_at": 1}),
    ("outbox", {"state": "sent"}),
    ("outbox", {"state": "failed"}),
    ("outbox", {"state": "dropped"}),
    ("outbox", {"community_id": 77}),
    ("slots", {"shape": "round"}),
    ("slots", {"community_id": 77}),
    ("timers", {"community_id": 77}),
]
POSSIBLE: list[tuple[str, dict[str, object]]] = [
    ("cases", {"case_id": 20, "dialog_id": 20, "state": "handling", "lead": 1}),
    ("cases", {"case_id": 21, "dialog_id": 21, "state": "closed", "lead": 1, "closed_at": 9}),
    ("cases", {"case_id": 22, "dialog_id": 22, "building": None, "lat": -90.0, "lon": 180.0}),
    ("cases", {"case_id": 23, "dialog_id": 23, "building": None, "place": "x"}),
    ("media", {"media_id": 20, "unique_id": "w", "state": "stored", "sha256": HASH, "size": 0}),
    ("inbox", {"update_id": 2, "state": "done", "raw": None}),
    ("outbox", {"slot": None}),
    ("outbox", {"slot": None}),
    ("outbox", {"state": "sending"}),
    ("outbox", {"state": "sent", "screen": None, "settled_at": 1}),
    ("slots", {"slot": "t"}),
]


def literal(value: object) -> str:
    """A value as SQL."""
    if value is None:
        return "NULL"
    return f"'{value}'" if isinstance(value, str) else str(value)


def insert(table: str, changes: dict[str, object]) -> str:
    """The statement that adds the good row of a table with changes."""
    row = GOOD[table] | changes
    values = ", ".join(map(literal, row.values()))
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})"  # noqa: S608


async def is_taken(ground: Ground, table: str, changes: dict[str, object]) -> bool:
    """Whether the database takes the row."""
    try:
        await ground.raw(insert(table, changes))
    except REFUSED:
        return False
    return True


async def test_the_schema_refuses_impossible_states(ground: Ground) -> None:
    await ground.case(dialog=1)
    taken = [(table, changes) for table, changes in IMPOSSIBLE if await is_taken(ground, table, changes)]
    assert taken == []
    for table in GOOD:  # so nothing but the change was in the way
        await ground.raw(insert(table, {}))
    assert [(table, changes) for table, changes in TWICE if await is_taken(ground, table, changes)] == []
    assert [(table, changes) for table, changes in POSSIBLE if not await is_taken(ground, table, changes)] == []


async def test_no_table_is_forgotten(ground: Ground) -> None:
    own = {"schema_migrations", "sqlite_sequence"}
    assert await tables(ground) - own == set(GOOD) == {table for table, _ in TWICE} | {"audit_heads"}
    assert {table for table, _ in IMPOSSIBLE} == set(GOOD) - {"audit_heads"}


async def test_what_happened_cannot_be_changed(ground: Ground) -> None:
    await ground.raw(insert("audit_events", {}))
    attempts = ["UPDATE audit_events SET act = 'b'", "DELETE FROM audit_events"]
    if ground.database.kind == "postgres":
        attempts.append("TRUNCATE audit_events")
    for attempt in attempts:
        with pytest.raises(FAILED, match="append-only"):
            await ground.raw(attempt)
    assert await ground.raw("SELECT act FROM audit_events") == [("a",)]


@pytest.mark.only("postgres")  # read from its catalogue; the schema is the same
async def test_every_table_of_a_community_has_it_first_in_its_key(ground: Ground) -> None:
    """So that one database can serve many communities, and a distributed one can split them (docs: storage)."""
    keys = await ground.raw(
        f"""SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = '{ground.database.schema}'
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] WHERE i.indisprimary"""  # noqa: S608
    )
    assert {table for table, column in keys if column != "community_id"} == {"schema_migrations", "inbox"}
