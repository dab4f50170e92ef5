"""The named queries: each is good SQL on both databases, is used, and is given what it asks for."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.storage.queries import FOLDER, load
from tests.storage.conftest import Ground

STORAGE = FOLDER.parent
BOT = STORAGE.parent
DIALECTS = ("sqlite", "postgres")


def modules(folder: Path) -> dict[Path, ast.Module]:
    """The syntax of all modules in a folder."""
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(folder.rglob("*.py"))}


def given() -> dict[str, list[set[str]]]:
    """For each query the names of the values that it is given, call by call."""
    found: dict[str, list[set[str]]] = defaultdict(list)
    for module in modules(STORAGE).values():
        for node in ast.walk(module):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr
            if isinstance(node, ast.Call) and called in ("run", "row", "rows") and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found[first.value].append({keyword.arg or "**" for keyword in node.keywords})
    return found


async def test_every_query_is_good_sql(ground: Ground) -> None:
    queries = load(ground.database.kind)
    assert len(queries) > 60
    if ground.database.kind == "postgres":
        connection = await asyncpg.connect(ground.database.url, server_settings={"search_path": ground.database.schema})
        for query in queries.values():
            prepared = await connection.prepare(query.numbered)
            assert len(prepared.get_parameters()) == len(query.parameters), query.name
        await connection.close()
        return

    async def explain(tx: Any) -> None:
        for query in queries.values():
            values = dict.fromkeys(query.parameters, 1)
            assert tx._raw.execute(f"EXPLAIN {query.sql}", values).fetchall(), query.name

    await ground.store.read(explain)


def test_the_dialects_have_the_same_queries() -> None:
    one, other = (load(dialect) for dialect in DIALECTS)
    assert one.keys() == other.keys()
    assert {n for n in one if set(one[n].parameters) != set(other[n].parameters)} == set()


def test_every_query_is_used_and_every_used_one_exists() -> None:
    named = {
        node.value
        for module in modules(STORAGE).values()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    known = set(load("sqlite"))
    assert known - named == set(), "nobody asks for these"
    assert set(given()) - known == set(), "these are asked for and do not exist"


def test_every_query_is_given_what_it_asks_for() -> None:
    queries = load("sqlite")
    wrong = {
        name: (values, queries[name].parameters)
        for name, calls in given().items()
        for values in calls
        if values != set(queries[name].parameters) and "**" not in values
    }
    assert wrong == {}


def test_every_function_of_the_room_is_called_from_somewhere() -> None:
    called: dict[str, set[Path]] = defaultdict(set)
    for path, module in modules(BOT).items():
        for node in ast.walk(module):
            if isinstance(node, ast.Attribute | ast.Name):
                called[node.attr if isinstance(node, ast.Attribute) else node.id].add(path)
    dead = [
        f"{path.name}: {node.name}"
        for path, module in modules(STORAGE).items()
        for node in module.body
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef) and node.name not in called
    ]
    assert dead == []


#: Tables without a community: the queue of raw updates belongs to a bot, and the book of migrations to the database;
#: a list that is given as JSON is no table.
_WITHOUT = {"inbox", "schema_migrations", "communities", "json_each"}
#: Queries that look over the fence on purpose, and why.
_OVER_THE_FENCE: dict[str, str] = {
    "media_needed": "a file on the disk is there once for all communities; it says only whether it is needed",
}


def test_no_query_looks_into_another_community() -> None:
    """One database serves many communities: whatever is read or changed is the asking community's."""
    tables = re.compile(r"\b(?:FROM|JOIN|UPDATE|INTO)\s+([a-z_]+)", re.IGNORECASE)
    open_ones = []
    for query in load("sqlite").values():
        found = [name for name in tables.findall(query.sql) if name.lower() not in {*_WITHOUT, "set"}]
        own = len(re.findall(r"community_id = (?::community|\w+\.community_id)", query.sql))
        own += len(re.findall(r"INSERT INTO \w+ \(community_id,", query.sql))
        if len(found) > own and query.name not in _OVER_THE_FENCE:
            open_ones.append(query.name)
    assert open_ones == []


def test_every_query_says_in_a_sentence_what_it_does() -> None:
    for query in load("sqlite").values():
        assert query.about[0].isupper(), query.name
        assert query.about.endswith("."), query.name
        assert query.name == query.name.lower()


def write(folder: Path, text: str) -> Path:
    """A folder with one file of queries."""
    (folder / "some.sql").write_text(text, "utf-8")
    return folder


BAD = [
    "-- name: twice\n-- One.\nSELECT 1\n-- name: twice\n-- Two.\nSELECT 2\n",
    "-- name: silent\nSELECT 1\n",
    "-- name: empty\n-- Says something.\n",
    "-- name: two words\n-- Says.\nSELECT 1\n",
    "-- name: other (oracle)\n-- Says.\nSELECT 1\n",
]


@pytest.mark.parametrize("text", BAD)
def test_a_file_of_queries_that_is_not_clear_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"some\.sql"):
        load("sqlite", write(tmp_path, text))


def test_parameters_are_found_where_they_are(tmp_path: Path) -> None:
    sql = "SELECT :b::text, ':no', a::int, ':' FROM t\nWHERE x = :sha256 AND y = :b AND z IN (:sha256)"
    query = load("postgres", write(tmp_path, f"-- name: q\n-- Says\n-- two lines.\n{sql};\n"))["q"]
    assert query.parameters == ("b", "sha256")
    assert query.numbered == "SELECT $1::text, ':no', a::int, ':' FROM t\nWHERE x = $2 AND y = $1 AND z IN ($2)"
    assert (query.sql, query.about) == (sql, "Says two lines.")


def test_a_query_may_differ_between_the_dialects(tmp_path: Path) -> None:
    text = "-- name: q (sqlite)\n-- A.\nSELECT 1\n-- name: q (postgres)\n-- B.\nSELECT 2\n-- name: r\n-- C.\nSELECT 3\n"
    folder = write(tmp_path, text)
    assert {name: query.sql for name, query in load("sqlite", folder).items()} == {"q": "SELECT 1", "r": "SELECT 3"}
    assert {name: query.sql for name, query in load("postgres", folder).items()} == {"q": "SELECT 2", "r": "SELECT 3"}
