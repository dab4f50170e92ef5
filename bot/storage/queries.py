"""Reads the named queries of ``sql/*.sql``.

A query begins with ``-- name: some_name`` (or ``-- name: some_name (postgres)`` where the dialects differ), then a
comment that says in a sentence what it does, then the SQL with ``:named`` parameters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "sql"
_HEAD = re.compile(r"^-- name: (?P<name>\w+)(?: \((?P<dialect>sqlite|postgres)\))?$")
# A parameter is a colon and a word, but not the second colon of a cast (::) nor inside a quoted text.
_PARAMETER = re.compile(r"'[^']*'|(?<!:):([a-z][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Query:
    """One query: ``sql`` with ``:named`` parameters, ``numbered`` with ``$n`` in the order of ``parameters``."""

    name: str
    about: str
    sql: str
    numbered: str
    parameters: tuple[str, ...]


@cache
def load(dialect: str, folder: Path = FOLDER) -> dict[str, Query]:
    """All queries for a dialect ("sqlite" or "postgres") by name; ValueError for a double name or no sentence."""
    found: dict[str, Query] = {}
    for path in sorted(folder.glob("*.sql")):
        for block in re.split(r"(?m)^(?=-- name: )", path.read_text("utf-8"))[1:]:
            _add(found, block, dialect, path)
    return found


def _add(found: dict[str, Query], block: str, dialect: str, path: Path) -> None:
    head, *lines = block.strip().splitlines()
    match = _HEAD.match(head)
    if match is None:
        raise ValueError(f"{path.name}: {head!r} is no head of a query")
    if match["dialect"] not in (None, dialect):
        return
    about = " ".join(line[2:].strip() for line in lines if line.startswith("--"))
    sql = "\n".join(line for line in lines if not line.startswith("--")).strip().rstrip(";")
    if match["name"] in found or not about or not sql:
        raise ValueError(f"{path.name}: {match['name']} stands twice, or has no sentence or no SQL")
    found[match["name"]] = Query(match["name"], about, sql, *_number(sql))


def _number(sql: str) -> tuple[str, tuple[str, ...]]:
    names: list[str] = []

    def place(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0]
        if match[1] not in names:
            names.append(match[1])
        return f"${names.index(match[1]) + 1}"

    return _PARAMETER.sub(place, sql), tuple(names)
