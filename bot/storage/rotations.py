"""Patterns of the roster, with their people in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.rotation import Days, Length, Pattern
from bot.storage.counters import next_number
from bot.storage.store import Row, Tx


async def add(tx: Tx, community: int, pattern: Pattern, made_by: int | None, now: int) -> Pattern:
    """Keep a new pattern; it is given its number."""
    number = await next_number(tx, community, "duty_pattern")
    await tx.run(
        "pattern_add",
        community=community,
        pattern=number,
        post=pattern.post,
        length=pattern.length.value,
        days=pattern.days.value,
        since=pattern.since.isoformat(),
        until=pattern.until.isoformat() if pattern.until else None,
        change=pattern.change,
        night=pattern.night,
        made_by=made_by,
        now=now,
    )
    for place, person in enumerate(pattern.people, start=1):
        await tx.run("turn_add", community=community, pattern=number, place=place, person=person)
    return replace(pattern, pattern_id=number)


async def standing(tx: Tx, community: int, day: date) -> list[Pattern]:
    """The patterns that stand on a day or will."""
    rows: dict[int, list[Row]] = {}
    for row in await tx.rows("patterns", community=community, day=day.isoformat()):
        rows.setdefault(row["pattern_id"], []).append(row)
    return [_pattern(found) for found in rows.values()]


async def end(tx: Tx, community: int, pattern: int, day: date) -> bool:
    """A pattern does not stand from that day on; False if it ended before."""
    return await tx.run("pattern_end", community=community, pattern=pattern, day=day.isoformat()) > 0


def _pattern(rows: list[Row]) -> Pattern:
    first = rows[0]
    return Pattern(
        first["pattern_id"],
        first["post"],
        tuple(row["person_id"] for row in rows),
        Length(first["length"]),
        Days(first["days"]),
        date.fromisoformat(first["since"]),
        date.fromisoformat(first["until"]) if first["until"] else None,
        first["change"],
        first["night"],
    )
