"""Numbers given out one by one, and the number of a community itself."""

from __future__ import annotations

from bot.storage.store import Tx


async def next_number(tx: Tx, community: int, counter: str) -> int:
    """The next number of a counter of the community, from 1."""
    row = await tx.row("counter_next", community=community, name=counter)
    assert row is not None  # noqa: S101  # the query returns a row always
    return int(row["value"])


async def community_number(tx: Tx, slug: str, now: int) -> int:
    """The number of a community in this database; given now if it is new."""
    row = await tx.row("community_by_slug", slug=slug) or await tx.row("community_add", slug=slug, now=now)
    assert row is not None  # noqa: S101  # the second query returns a row always
    return int(row["community_id"])


async def known_community(tx: Tx, slug: str) -> int | None:
    """The number of a community, if this database has it."""
    row = await tx.row("community_by_slug", slug=slug)
    return row["community_id"] if row else None
