"""Raw updates, kept before Telegram is told that they arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from bot.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Received:
    """An update that waits: its place in the order of arrival, and its raw JSON as Telegram gave it."""

    seq: int
    raw: dict[str, Any]
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class SetAside:
    """An update that could not be handled. ``raw`` is JSON text."""

    seq: int
    update_id: int
    raw: str
    attempts: int
    error: str
    received_at: int


async def add(tx: Tx, bot: int, updates: Sequence[dict[str, Any]], now: int) -> list[Received]:
    """Keep a batch; those that are new, in order."""
    new = []
    for update in updates:
        text = orjson.dumps(update).decode()
        row = await tx.row("inbox_add", bot=bot, update_id=update["update_id"], raw=text, now=now)
        if row is not None:
            new.append(Received(row["seq"], update))
    return new


async def waiting(tx: Tx, bot: int, after: int = 0, most: int = 1_000) -> list[Received]:
    """The oldest updates that wait, behind a place in the order."""
    rows = await tx.rows("inbox_waiting", bot=bot, after=after, most=most)
    return [Received(row["seq"], orjson.loads(row["raw"]), row["attempts"]) for row in rows]


async def done(tx: Tx, seq: int, now: int) -> bool:
    """The update was handled; False if it was already."""
    return await tx.run("inbox_done", seq=seq, now=now) > 0


async def failed_once(tx: Tx, seq: int, error: str) -> None:
    """Handling it failed; it will be tried again."""
    await tx.run("inbox_failed_once", seq=seq, error=error)


async def set_aside(tx: Tx, seq: int, error: str, now: int) -> None:
    """Handling it failed for good; it is kept with its error."""
    await tx.run("inbox_set_aside", seq=seq, error=error, now=now)


async def count_waiting(tx: Tx) -> int:
    """How many updates wait."""
    row = await tx.row("inbox_count")
    return int(row["many"]) if row else 0


async def failed(tx: Tx, most: int = 50) -> list[SetAside]:
    """The updates that were set aside."""
    rows = await tx.rows("inbox_failed", most=most)
    return [SetAside(r["seq"], r["update_id"], r["raw"], r["attempts"], r["error"], r["received_at"]) for r in rows]


async def again(tx: Tx, seq: int) -> bool:
    """Let an update be tried once more that was set aside; False if there is none of that number."""
    return await tx.run("inbox_again", seq=seq) > 0


async def prune(tx: Tx, before: int) -> int:
    """Forget updates handled before an instant; how many."""
    return await tx.run("inbox_prune", before=before)
