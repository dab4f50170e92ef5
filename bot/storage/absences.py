"""Who is away (请假), and who stands in for them."""

from __future__ import annotations

from bot.domain.absence import Absence
from bot.storage.store import Row, Tx


async def standing(tx: Tx, community: int, now: int) -> tuple[Absence, ...]:
    """Every leave that has not ended by an instant."""
    return tuple(_absence(row) for row in await tx.rows("absences", community=community, now=now))


async def of(tx: Tx, community: int, person: int) -> Absence | None:
    """A person's leave, even if it has ended and nobody has noticed yet."""
    row = await tx.row("absence_of", community=community, person=person)
    return _absence(row) if row else None


async def keep(tx: Tx, community: int, absence: Absence) -> None:
    """A person is away; a former leave of theirs is forgotten."""
    await tx.run(
        "absence_set",
        community=community,
        person=absence.person,
        deputy=absence.deputy,
        from_at=absence.from_at,
        until_at=absence.until_at,
    )


async def end(tx: Tx, community: int, person: int) -> bool:
    """The person is back; False if they were not away."""
    return await tx.run("absence_end", community=community, person=person) > 0


async def without(tx: Tx, community: int, person: int, deputy: int) -> bool:
    """That deputy stands in for the person no more; False if they did not."""
    return await tx.run("absence_without", community=community, person=person, deputy=deputy) > 0


def _absence(row: Row) -> Absence:
    return Absence(row["person_id"], row["deputy"], row["from_at"], row["until_at"])
