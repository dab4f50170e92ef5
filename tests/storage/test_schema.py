"""Migrations, and a schema that refuses impossible states even to a program that is wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import asyncpg
import pytest

from bot.domain.person import Appointment, Role
from bot.errors import MigrationError
from bot.storage import people, schema
from bot.storage.counters import community_number, known_community
from tests.conftest import Database
from tests.made import NOW
from tests.storage.conftest import REFUSED, Ground, store_of
from tests.storage.states import GOOD, IMPOSSIBLE, POSSIBLE, TWICE

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


async def test_steps_are_applied_in_order_and_once(bare_database: Database, tmp_path: Path) -> None:
    async with store_of(bare_database) as store:
        ground = Ground(store, bare_database)
        steps = tmp_path / "steps"
        assert await schema.migrate(store.driver, NOW, folder(steps, FIRST)) == 1
        assert await schema.migrate(store.driver, NOW, folder(steps, FIRST, SECOND)) == 2
        own = {"sqlite": "lite", "postgres": "large"}[bare_database.kind]
        assert await tables(ground) >= {"one", "two", own}
        assert not await tables(ground) & ({"lite", "large"} - {own})


async def test_a_step_that_was_changed_after_it_was_applied_is_refused(bare_database: Database, tmp_path: Path) -> None:
    async with store_of(bare_database) as store:
        await schema.migrate(store.driver, NOW, folder(tmp_path / "steps", FIRST))
        with pytest.raises(MigrationError) as error:
            await schema.migrate(store.driver, NOW, folder(tmp_path / "steps", FIRST + " ", SECOND))
        assert (error.value.code, error.value.data) == ("schema.changed", {"migration": "step1"})
        assert "two" not in await tables(Ground(store, bare_database))


async def test_a_database_of_a_newer_program_is_refused(bare_database: Database, tmp_path: Path) -> None:
    async with store_of(bare_database) as store:
        await schema.migrate(store.driver, NOW, folder(tmp_path / "new", FIRST, SECOND))
        with pytest.raises(MigrationError) as error:
            await schema.migrate(store.driver, NOW, folder(tmp_path / "old", FIRST))
        assert (error.value.code, error.value.data) == ("schema.newer", {"database": 2, "program": 1})


@pytest.mark.parametrize("bad", ["CREATE TABLE three (a BIGINT); INSERT INTO nowhere VALUES (1);", "NONSENSE;"])
async def test_a_step_that_fails_leaves_nothing(bare_database: Database, tmp_path: Path, bad: str) -> None:
    async with store_of(bare_database) as store:
        ground = Ground(store, bare_database)
        with pytest.raises(FAILED):
            await schema.migrate(store.driver, NOW, folder(tmp_path / "steps", FIRST, bad))
        assert "three" not in await tables(ground)
        assert [row[0] for row in await ground.raw("SELECT version FROM schema_migrations")] == [1]
        assert await schema.migrate(store.driver, NOW, folder(tmp_path / "steps", FIRST, SECOND)) == 2


PARENT = "CREATE TABLE one (a BIGINT PRIMARY KEY);\nCREATE TABLE two (a BIGINT REFERENCES one);\n"
ORPHANS = [
    "INSERT INTO two VALUES (1);\n",
    "INSERT INTO one VALUES (1);\nINSERT INTO two VALUES (1);\nDROP TABLE one;\n",
]


@pytest.mark.only("sqlite")  # where foreign keys rest while a step is done
@pytest.mark.parametrize("orphan", ORPHANS)
async def test_a_step_that_breaks_a_foreign_key_is_refused(
    bare_database: Database, tmp_path: Path, orphan: str
) -> None:
    async with store_of(bare_database) as store:
        with pytest.raises(sqlite3.Error):
            await schema.migrate(store.driver, NOW, folder(tmp_path / "steps", PARENT, orphan))
        assert await schema.migrate(store.driver, NOW, folder(tmp_path / "steps", PARENT, "SELECT 1;\n")) == 2


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


async def test_the_second_step_keeps_what_the_first_holds(bare_database: Database, tmp_path: Path) -> None:
    """Tables are made anew by it, and cases, photos and people point at each other."""
    steps = [path.read_text("utf-8") for path in sorted(schema.FOLDER.glob("*.sql"))]
    async with store_of(bare_database) as store:
        ground = Ground(store, bare_database)
        await schema.migrate(store.driver, NOW, folder(tmp_path / "steps", steps[0]))
        await ground.raw(
            "INSERT INTO communities (community_id, slug, created_at) VALUES (1, 'here', 1)",
            "INSERT INTO persons (community_id, person_id, user_id, name, reachable, met_at) "
            "VALUES (1, 1, 11, 'A', 1 = 1, 1)",
            insert("appointments", {}),
            insert("cases", {"lead": 1}),
            insert("media", {"case_id": 8}),
        )
        await schema.migrate(store.driver, NOW, folder(tmp_path / "steps", *steps))
        assert await ground.raw("SELECT person_id, user_id, consent, phone FROM persons") == [(1, 11, 0, None)]
        assert await ground.raw("SELECT user_id, role, grid, unit FROM listed_staff") == [(11, "grid_head", 0, "")]
        found = await store.read(lambda tx: people.by_user(tx, 1, 11))
        assert found is not None and found.reachable and found.appointments == (Appointment(Role.GRID_HEAD, None),)
        assert await ground.raw("SELECT case_id, state, sha256 FROM media") == [(8, "waiting", None)]
        with pytest.raises(FAILED):  # foreign keys hold again
            await ground.raw(insert("media", {"media_id": 2, "unique_id": "v", "owner": 77}))


# --- impossible states ---


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


async def test_what_a_department_handled_is_fed_back_without_a_lead(ground: Ground) -> None:
    await ground.raw(insert("cases", {"case_id": 70, "dialog_id": 70, "state": "fed_back", "handled_by": "城管"}))
    assert await ground.raw("SELECT handled_by FROM case_sheets WHERE case_id = 70") == [("城管",)]
