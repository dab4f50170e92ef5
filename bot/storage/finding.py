"""What each person looked for last, and where its pages begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from bot.domain.case import State
from bot.domain.finding import Filter, Query
from bot.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Find:
    """A query with its version; ``starts`` says below which number each page begins, ``many`` how many were found."""

    version: int
    query: Query
    starts: tuple[int, ...]
    many: int


async def keep(tx: Tx, community: int, person: int, query: Query, starts: Sequence[int], many: int, now: int) -> int:
    """The person looks for something else; the version of it."""
    values = {"query": dump(query), "starts": orjson.dumps(starts).decode(), "many": many, "now": now}
    row = await tx.row("find_keep", community=community, person=person, **values)
    assert row is not None  # noqa: S101  # the query returns a row always
    return int(row["version"])


async def of(tx: Tx, community: int, person: int) -> Find | None:
    """What the person looked for last."""
    row = await tx.row("find_of", community=community, person=person)
    if row is None:
        return None
    return Find(row["version"], load(row["query"]), tuple(orjson.loads(row["starts"])), row["many"])


async def turned(tx: Tx, community: int, person: int, version: int, starts: Sequence[int]) -> None:
    """It is known now where more pages begin."""
    values = {"version": version, "starts": orjson.dumps(starts).decode()}
    await tx.run("find_turned", community=community, person=person, **values)


async def forget(tx: Tx, community: int, before: int) -> int:
    """Forget what was looked for before an instant; how many."""
    return await tx.run("finds_over", community=community, before=before)


def dump(query: Query) -> str:
    """A query as JSON, without what it does not ask for."""
    value = {
        "number": query.number,
        "words": query.words,
        "states": query.states,
        "grids": query.grids,
        "places": query.places,
        "leads": query.leads,
        "since": query.since,
        "until": query.until,
        "filters": sorted(query.filters),
    }
    return orjson.dumps({name: one for name, one in value.items() if one}).decode()


def load(text: str) -> Query:
    """What :func:`dump` wrote."""
    value: dict[str, Any] = orjson.loads(text)
    return Query(
        number=value.get("number"),
        words=tuple(value.get("words", ())),
        states=tuple(map(State, value.get("states", ()))),
        grids=tuple(value.get("grids", ())),
        places=tuple((grid, key) for grid, key in value.get("places", ())),
        leads=tuple(value.get("leads", ())),
        since=_day(value.get("since")),
        until=_day(value.get("until")),
        filters=frozenset(map(Filter, value.get("filters", ()))),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
