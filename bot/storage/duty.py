"""What happens on a shift: marks, what was handed over, and the log of the duty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from bot.domain.roster import Shift
from bot.domain.screen import Value
from bot.domain.shift_clock import Mark
from bot.storage.counters import next_number
from bot.storage.roster import shifts_of
from bot.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Note:
    """What was handed over: words of the predecessor, generated lines as they were signed, by whom and when."""

    words: str
    facts: list[Value]
    signed_by: int | None
    signed_at: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log. ``name`` is whose act it was, None where it was nobody's."""

    entry_id: int
    at: int
    kind: str
    post: str | None
    grid: int | None
    facts: Mapping[str, Value]
    words: str
    name: str | None


async def ahead(tx: Tx, community: int, after: int, before: int) -> list[Shift]:
    """The shifts that have not ended by ``after`` and begin before ``before``, the earliest first."""
    return shifts_of(await tx.rows("shifts_ahead", community=community, after=after, before=before))


async def marks(tx: Tx, community: int, shift: Shift) -> set[Mark]:
    """What was done about a shift and the person who has it."""
    rows = await tx.rows("shift_marks", community=community, shift=shift.shift_id, person=shift.person)
    return {Mark(row["mark"]) for row in rows}


async def mark(tx: Tx, community: int, shift: Shift, done: Mark, now: int) -> bool:
    """Something is done about a shift; False if it was before."""
    values = {"shift": shift.shift_id, "person": shift.person, "mark": done.value, "now": now}
    return await tx.run("shift_mark", community=community, **values) > 0


async def note(tx: Tx, community: int, shift: int) -> Note | None:
    """What was said at the end of a shift."""
    row = await tx.row("shift_note", community=community, shift=shift)
    return Note(row["words"], orjson.loads(row["facts"]), row["signed_by"], row["signed_at"]) if row else None


async def keep_words(tx: Tx, community: int, shift: int, words: str) -> bool:
    """The one on duty adds words to what they hand over; False if somebody has signed for it."""
    return await tx.run("shift_note_words", community=community, shift=shift, words=words) > 0


async def sign(tx: Tx, community: int, shift: int, person: int, facts: Sequence[Value], now: int) -> bool:
    """The successor signs for what was handed over; False if it was signed before."""
    kept = orjson.dumps(list(facts)).decode()
    return await tx.run("shift_note_sign", community=community, shift=shift, person=person, facts=kept, now=now) > 0


async def write(
    tx: Tx, community: int, kind: str, now: int, facts: Mapping[str, Value], **where: int | str | None
) -> None:
    """Write into the log; ``where`` may name the post, the grid, the person, and hold words."""
    number = await next_number(tx, community, "duty_log")
    named = {"post": None, "grid": None, "person": None, "words": "", **where}
    kept = orjson.dumps(dict(facts)).decode()
    await tx.run("duty_log_add", community=community, entry=number, kind=kind, now=now, facts=kept, **named)


async def log(tx: Tx, community: int, after: int, before: int) -> list[Entry]:
    """What the log says of a stretch of time (half-open), the earliest first."""
    rows = await tx.rows("duty_log_between", community=community, after=after, before=before)
    return [
        Entry(r["entry_id"], r["at"], r["kind"], r["post"], r["grid"], orjson.loads(r["facts"]), r["words"], r["name"])
        for r in rows
    ]


async def prune(tx: Tx, community: int, before: int) -> None:
    """Forget what the log said before an instant."""
    await tx.run("duty_log_prune", community=community, before=before)
