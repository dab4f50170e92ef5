"""What people sent before they had agreed to the notice on data."""

from __future__ import annotations

from typing import Any

import orjson

from bot.storage.store import Tx


async def keep(tx: Tx, community: int, person: int, raw: dict[str, Any], now: int, most: int) -> int:
    """Keep an update, unless ``most`` are kept already; how many are kept then."""
    row = await tx.row("held_count", community=community, person=person)
    assert row is not None  # noqa: S101  # the query counts
    if row["many"] >= most:
        return int(row["many"])
    text, number = orjson.dumps(raw).decode(), row["last"] + 1
    await tx.run("held_add", community=community, person=person, number=number, raw=text, now=now)
    return int(row["many"]) + 1


async def take(tx: Tx, community: int, person: int, since: int) -> list[dict[str, Any]]:
    """What a person sent since an instant, in order; nothing is kept of them any more then."""
    rows = await tx.rows("held_of", community=community, person=person, since=since)
    found = [orjson.loads(row["raw"]) for row in rows]
    await tx.run("held_drop", community=community, person=person)
    return found


async def prune(tx: Tx, community: int, before: int) -> int:
    """Forget what was kept before an instant; how much."""
    return await tx.run("held_prune", community=community, before=before)
