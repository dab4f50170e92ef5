"""The duty roster (值班表): who stands on which post from when until when."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.roster import Origin, Shift
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def add(
    tx: Tx, community: int, post: str, seat: int, person: int, span: tuple[int, int], origin: Origin
) -> Shift | None:
    """Put somebody on a post for a span (from, until); None if the seat has a shift from that instant already."""
    number = await next_number(tx, community, "shift")
    added = await tx.run(
        "shift_add",
        community=community,
        shift=number,
        post=post,
        seat=seat,
        person=person,
        from_at=span[0],
        until_at=span[1],
        origin=origin.value,
    )
    return Shift(number, post, seat, person, person, *span, origin) if added else None


async def by_id(tx: Tx, community: int, shift: int) -> Shift | None:
    """One shift."""
    row = await tx.row("shift_by_id", community=community, shift=shift)
    return _shift(row) if row else None


async def between(tx: Tx, community: int, after: int, before: int) -> list[Shift]:
    """The shifts that overlap a stretch of time (half-open), by post, seat and time."""
    return shifts_of(await tx.rows("shifts_between", community=community, after=after, before=before))


async def of_person(tx: Tx, community: int, person: int, after: int) -> list[Shift]:
    """The shifts of a person that have not ended by an instant, the next one first."""
    return shifts_of(await tx.rows("shifts_of_person", community=community, person=person, after=after))


async def give(tx: Tx, community: int, shift: int, giver: int, taker: int) -> bool:
    """Somebody else has the shift, and has to accept it; False if it is not the giver's."""
    return await tx.run("shift_give", community=community, shift=shift, giver=giver, person=taker) > 0


async def put(tx: Tx, community: int, shift: int, person: int) -> bool:
    """The street's list has the person for a shift; False if it was taken over meanwhile."""
    return await tx.run("shift_list", community=community, shift=shift, person=person) > 0


async def accept(tx: Tx, community: int, shift: int, person: int, now: int) -> bool:
    """The person of the shift has taken over; False if that was so before, or it is another's."""
    return await tx.run("shift_accept", community=community, shift=shift, person=person, now=now) > 0


async def end(tx: Tx, community: int, shift: int, until_at: int) -> bool:
    """The shift ends at another time; False if it would end before it begins."""
    return await tx.run("shift_end", community=community, shift=shift, until_at=until_at) > 0


async def remove(tx: Tx, community: int, shift: int) -> bool:
    """Nobody stands there any more; False if nobody did."""
    return await tx.run("shift_remove", community=community, shift=shift) > 0


async def clear_pattern(tx: Tx, community: int, post: str, after: int) -> int:
    """Take back what a pattern has put on a post from an instant on, as far as nobody has set or taken it over."""
    return await tx.run("shifts_clear_pattern", community=community, post=post, after=after)


async def is_manned(tx: Tx, community: int, post: str, seat: int, span: tuple[int, int]) -> bool:
    """Whether a seat has a shift within a span (from, until)."""
    where = {"post": post, "seat": seat, "after": span[0], "before": span[1]}
    return await tx.row("shifts_overlap", community=community, **where) is not None


async def prune(tx: Tx, community: int, before: int) -> None:
    """Forget shifts that ended before an instant, and what was told of the roster of that time."""
    await tx.run("shifts_prune", community=community, before=before)
    await tx.run("roster_told_prune", community=community, before=before)


async def tell(tx: Tx, community: int, flaw: str, post: str, at: int, ahead: str, now: int) -> bool:
    """What is wrong with the roster is told; False if it was before."""
    values = {"flaw": flaw, "post": post, "at": at, "ahead": ahead, "now": now}
    return await tx.run("roster_tell", community=community, **values) > 0


def shifts_of(rows: Sequence[Row]) -> list[Shift]:
    """The shifts that rows of a query hold."""
    return [_shift(row) for row in rows]


def _shift(row: Row) -> Shift:
    return Shift(
        row["shift_id"],
        row["post"],
        row["seat"],
        row["person_id"],
        row["planned"],
        row["from_at"],
        row["until_at"],
        Origin(row["origin"]),
        row["accepted_at"],
    )
