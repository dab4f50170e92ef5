"""Secret links by which a calendar reads the roster: only the digest of the secret is kept."""

from __future__ import annotations

from bot.domain.roster_feed import Link, Scope
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def put(tx: Tx, community: int, person: int, scope: Scope, digest: str, now: int) -> None:
    """The person has a link of that scope from now on; the one before is void. ``digest``: SHA-256, in hexadecimal."""
    number = await next_number(tx, community, "roster_link")
    known = {"person": person, "scope": scope.value, "digest": digest, "now": now}
    await tx.run("link_put", community=community, link=number, **known)


async def by_digest(tx: Tx, community: int, digest: str) -> Link | None:
    """The link of a secret."""
    row = await tx.row("link_by_digest", community=community, digest=digest)
    return _link(row) if row else None


async def of_person(tx: Tx, community: int, person: int) -> list[Link]:
    """The links that a person has."""
    return [_link(row) for row in await tx.rows("links_of_person", community=community, person=person)]


async def revoke(tx: Tx, community: int, person: int, scope: Scope) -> bool:
    """A link is void; False if there was none."""
    return await tx.run("link_revoke", community=community, person=person, scope=scope.value) > 0


async def note_read(tx: Tx, community: int, link: int, now: int) -> None:
    """A calendar has come for it."""
    await tx.run("link_read", community=community, link=link, now=now)


def _link(row: Row) -> Link:
    return Link(row["link_id"], row["person_id"], Scope(row["scope"]), row["made_at"], row["read_at"])
