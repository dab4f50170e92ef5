"""The index by which cases are found: entries, and the sets of cases for which they stand, block by block.

A search goes from the newest block to the oldest, along the entry that stands in the fewest blocks, and reads of each
block only the sets that it needs. It ends as soon as it has enough; so a word of every fourth case among a million
costs no more than among a thousand, and no search ever reads more than a set for each entry and block.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import orjson

from bot.storage import blocksets, timers
from bot.storage.blocksets import SIZE
from bot.storage.store import Tx

#: The due time at which the index is brought up to date, if nobody searches before.
INDEX = "index"
_PAUSE_MS = 30_000
#: So many blocks are read at a time: few at first, for most searches need no more.
_STEPS = (2, 8, 32, 128)
_COUNTED = 20
#: Of so many cases to a block and more it is cheaper to read the block's sets than what stands for each case.
_CROWDED = 4
_AT_A_TIME = 128
_LARGEST = 10**15

Groups = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reach:
    """Among which cases is searched: numbers from ``first`` on and below ``before``, in a set if one is given."""

    before: int = _LARGEST
    first: int = 1
    within: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the cases of before have been put into the index: those of numbers ``below`` are left."""

    made_of: str
    below: int


async def find(tx: Tx, community: int, groups: Groups, reach: Reach, most: int) -> list[int]:
    """The newest cases for which an entry of each group stands."""
    if not groups and reach.within is None:
        values = {"before": reach.before, "first": reach.first, "most": most}
        return [row["case_id"] for row in await tx.rows("search_newest", community=community, **values)]
    sets = blocksets.by_block(reach.within) if reach.within is not None else None
    if reach.within is not None and sets is not None and len(reach.within) < _CROWDED * len(sets):
        return await _one_by_one(tx, community, groups, reach, most)
    driver = () if sets is not None else await _rarest(tx, community, groups)
    found: list[int] = []
    newest = (reach.before - 1) // SIZE
    for step in _steps():
        if sets is not None:
            blocks = sorted((block for block in sets if block <= newest), reverse=True)[:step]
        else:
            blocks = await _blocks(tx, community, driver, newest, reach.first // SIZE, step)
        known = await _sets(tx, community, groups, blocks)
        for block in blocks:
            bits = _all_of(groups, known, block) & blocksets.between(block, reach.first, reach.before)
            if sets is not None:
                bits &= sets[block]
            found += islice(blocksets.numbers(block, bits), most - len(found))
        if len(found) >= most or len(blocks) < step:
            break
        newest = blocks[-1] - 1
    return found


async def reported(tx: Tx, community: int, person: int, most: int) -> list[int]:
    """The newest cases that a person reported, by number."""
    rows = await tx.rows("search_reported", community=community, person=person, most=most)
    return [row["case_id"] for row in rows]


async def followed(tx: Tx, community: int, person: int, most: int) -> list[int]:
    """The newest cases that a person follows, by number."""
    rows = await tx.rows("search_followed", community=community, person=person, most=most)
    return [row["case_id"] for row in rows]


async def overdue(tx: Tx, community: int, now: int, most: int) -> list[int]:
    """The newest open cases that are past their deadline, by number."""
    rows = await tx.rows("search_overdue", community=community, now=now, most=most)
    return [row["case_id"] for row in rows]


async def first_since(tx: Tx, community: int, at: int) -> int:
    """The number of the first case reported at an instant or later: numbers are given in the order of time.

    A clock that was set back makes that wrong by a few, so whoever asks looks at the dates of what is near.
    """
    low, high = 1, await last(tx, community) + 1
    while low < high:
        middle = (low + high) // 2
        row = await tx.row("search_next_case", community=community, case_id=middle)
        if row is None or row["reported_at"] >= at:
            high = middle
        else:
            low = row["case_id"] + 1
    return low


async def between(tx: Tx, community: int, case_ids: Sequence[int], since: int, until: int) -> list[int]:
    """Those of the cases that were reported from one instant on and before another, the newest first."""
    values = {"since": since, "until": until}
    rows = await tx.rows("search_between", community=community, case_ids=_json(list(case_ids)), **values)
    return [row["case_id"] for row in rows]


async def last(tx: Tx, community: int) -> int:
    """The number of the newest case, or 0."""
    row = await tx.row("search_last_case", community=community)
    return int(row["case_id"]) if row else 0


# --- keeping it right ---


async def wait(tx: Tx, community: int, case_id: int, now: int | None = None) -> None:
    """A case has changed: it is put into the index when somebody searches, or soon after ``now``."""
    await tx.run("search_wait", community=community, case_id=case_id)
    if now is not None:
        await timers.set_once(tx, community, INDEX, 0, now + _PAUSE_MS)


async def waiting(tx: Tx, community: int, most: int) -> list[int]:
    """The cases that wait for the index, the oldest first."""
    return [row["case_id"] for row in await tx.rows("search_waiting", community=community, most=most)]


async def done(tx: Tx, community: int, last_case: int) -> None:
    """The cases up to that number wait no more."""
    await tx.run("search_done", community=community, last=last_case)


async def progress(tx: Tx, community: int) -> Progress | None:
    """How far the cases of before have been put into the index; None if that was never begun."""
    row = await tx.row("search_progress", community=community)
    return Progress(row["made_of"], row["below"]) if row else None


async def set_progress(tx: Tx, community: int, made_of: str, below: int) -> None:
    """So far they have been put into it."""
    await tx.run("search_progress_set", community=community, made_of=made_of, below=below)


async def put(tx: Tx, community: int, wanted: Mapping[int, Collection[str]]) -> None:
    """From now on these entries and no others stand for each of the cases."""
    case_ids = _json(sorted(wanted))
    rows = await tx.rows("search_entries", community=community, case_ids=case_ids)
    known = {row["case_id"]: frozenset(row["entries"].split("\n")) for row in rows}
    more: dict[tuple[str, int], int] = {}
    less: dict[tuple[str, int], int] = {}
    for case_id, entries in wanted.items():
        block, bits = blocksets.place(case_id)
        before, after = known.get(case_id, frozenset()), frozenset(entries)
        for changes, changed in ((more, after - before), (less, before - after)):
            for entry in changed:
                changes[entry, block] = changes.get((entry, block), 0) | bits
    await _change(tx, community, more, less)
    await _note(tx, community, {case_id: wanted[case_id] for case_id in wanted if wanted[case_id]})
    for case_id in known.keys() - {case_id for case_id, entries in wanted.items() if entries}:
        await tx.run("search_unnote", community=community, case_id=case_id)


async def forget(tx: Tx, community: int, case_id: int) -> None:
    """Nothing stands for the case any more, and nothing is left of what did."""
    await put(tx, community, {case_id: ()})


async def _change(
    tx: Tx, community: int, more: Mapping[tuple[str, int], int], less: Mapping[tuple[str, int], int]
) -> None:
    changed = more.keys() | less.keys()
    if not changed:
        return
    entries, blocks = {entry for entry, _ in changed}, {block for _, block in changed}
    rows = await tx.rows("search_sets", community=community, entries=_json(sorted(entries)), blocks=_json(list(blocks)))
    known = {(row["entry"], row["block"]): row["cases"] for row in rows}
    made = []
    for entry, block in sorted(changed):
        key = (entry, block)
        before = blocksets.unpack(known.get(key, ""))
        after = (before | more.get(key, 0)) & ~less.get(key, 0)
        if after:
            made.append((entry, block, blocksets.pack(after)))
        elif before:
            await tx.run("search_drop", community=community, entry=entry, block=block)
    if made:
        await tx.run("search_put", community=community, rows=_json(made))


async def _note(tx: Tx, community: int, entries: Mapping[int, Collection[str]]) -> None:
    if entries:
        rows = [(case_id, "\n".join(sorted(one))) for case_id, one in entries.items()]
        await tx.run("search_note", community=community, rows=_json(rows))


# --- going through it ---


def _steps() -> Iterable[int]:
    yield from _STEPS
    while True:
        yield _STEPS[-1]


async def _one_by_one(tx: Tx, community: int, groups: Groups, reach: Reach, most: int) -> list[int]:
    """The same where the cases are few and far between: what stands for each is read, and not the sets of its block."""
    numbers = sorted((n for n in reach.within or () if reach.first <= n < reach.before), reverse=True)
    found: list[int] = []
    for start in range(0, len(numbers), _AT_A_TIME) if groups else ():
        part = _json(numbers[start : start + _AT_A_TIME])
        rows = await tx.rows("search_entries", community=community, case_ids=part)
        stands = {row["case_id"]: f"\n{row['entries']}\n" for row in rows}
        found += [n for n in sorted(stands, reverse=True) if all(_any_of(group, stands[n]) for group in groups)]
        if len(found) >= most:
            break
    return found[:most] if groups else numbers[:most]


def _any_of(group: Sequence[str], entries: str) -> bool:
    return any(f"\n{entry}\n" in entries for entry in group)


async def _rarest(tx: Tx, community: int, groups: Groups) -> Sequence[str]:
    """The group along which to go: that which stands in the fewest blocks."""
    if len(groups) == 1:
        return groups[0]
    entries = _json([entry for group in groups for entry in group])
    rows = await tx.rows("search_spread", community=community, entries=entries, most=_COUNTED)
    many = {row["entry"]: row["many"] for row in rows}
    return min(groups, key=lambda group: sum(many.get(entry, 0) for entry in group))


async def _blocks(tx: Tx, community: int, entries: Sequence[str], newest: int, oldest: int, most: int) -> list[int]:
    values = {"newest": newest, "oldest": oldest, "most": most}
    if len(entries) == 1:
        rows = await tx.rows("search_blocks_of", community=community, entry=entries[0], **values)
    else:
        rows = await tx.rows("search_blocks_of_any", community=community, entries=_json(list(entries)), **values)
    return [row["block"] for row in rows]


async def _sets(tx: Tx, community: int, groups: Groups, blocks: list[int]) -> dict[tuple[str, int], int]:
    if not groups or not blocks:
        return {}
    entries = _json([entry for group in groups for entry in group])
    rows = await tx.rows("search_sets", community=community, entries=entries, blocks=_json(blocks))
    return {(row["entry"], row["block"]): blocksets.unpack(row["cases"]) for row in rows}


def _all_of(groups: Groups, known: Mapping[tuple[str, int], int], block: int) -> int:
    """The cases of a block for which an entry of each group stands."""
    bits = blocksets.between(block, 0, _LARGEST)
    for group in groups:
        one = 0
        for entry in group:
            one |= known.get((entry, block), 0)
        bits &= one
    return bits


def _json(values: object) -> str:
    return orjson.dumps(values).decode()
