"""Numbered migrations, applied at start.

One file serves both dialects; what differs stands between ``-- only: sqlite`` (or ``postgres``) and ``-- end``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from bot.errors import MigrationError
from bot.storage.store import Driver, Tx

FOLDER = Path(__file__).parent / "migrations"
_ONLY = re.compile(r"(?ms)^-- only: (\w+)\n(.*?)^-- end\n")
_BOOK = """CREATE TABLE IF NOT EXISTS schema_migrations (
    version BIGINT PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, applied_at BIGINT NOT NULL);"""


@dataclass(frozen=True, slots=True)
class Migration:
    """A numbered step of the schema, for one dialect; ``digest`` proves that it was not changed afterwards."""

    version: int
    name: str
    sql: str
    digest: str


def migrations(dialect: str, folder: Path = FOLDER) -> list[Migration]:
    """The migrations in order; MigrationError if a number is missing or double."""
    found = [_read(path, dialect) for path in sorted(folder.glob("*.sql"))]
    if [step.version for step in found] != list(range(1, len(found) + 1)):
        raise MigrationError("schema.numbers", found=[step.name for step in found])
    return found


async def migrate(driver: Driver, now: int, folder: Path = FOLDER) -> int:
    """Bring the schema up to date, each step in a transaction of its own; the version that it has then.

    MigrationError if the database is of a newer program, or an applied migration has been changed.
    """
    await driver.script(_BOOK)
    applied = await driver.read(_applied)
    known = migrations(driver.dialect, folder)
    if len(applied) > len(known):
        raise MigrationError("schema.newer", database=len(applied), program=len(known))
    for step in known:
        if step.version not in applied:
            await driver.script(f"{step.sql}\n{_entry(step, now)}")
        elif applied[step.version] != step.digest:
            raise MigrationError("schema.changed", migration=step.name)
    return len(known)


async def _applied(tx: Tx) -> dict[int, str]:
    return {row["version"]: row["digest"] for row in await tx.rows("migrations_applied")}


def _read(path: Path, dialect: str) -> Migration:
    number, _, name = path.stem.partition("_")
    text = path.read_text("utf-8")
    sql = _ONLY.sub(lambda match: match[2] if match[1] == dialect else "", text)
    return Migration(int(number), name, sql, hashlib.sha256(text.encode()).hexdigest())


def _entry(step: Migration, now: int) -> str:
    # The values are this program's own: a number, a file's name, a hash.
    return (
        "INSERT INTO schema_migrations (version, name, digest, applied_at) "  # noqa: S608
        f"VALUES ({step.version}, '{step.name}', '{step.digest}', {now});"
    )
