"""The audit chain: it holds, and whatever is done to it behind the program's back is found."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import orjson
import pytest

from bot.storage import audit
from bot.storage.audit import GENESIS, Event, Finding
from bot.storage.counters import community_number
from tests.made import NOW
from tests.storage.conftest import Ground

UNLOCK = {
    "sqlite": ("DROP TRIGGER audit_events_no_update", "DROP TRIGGER audit_events_no_delete"),
    "postgres": ("DROP TRIGGER audit_events_append_only ON audit_events",),
}


async def chain(ground: Ground, many: int = 5) -> None:
    """Write some events."""
    for number in range(1, many + 1):
        facts = {"number": number, "to": "opened"}
        assert await ground.write(audit.record, NOW + number, number % 3 or None, "case.open", 7, **facts) == number


async def behind_the_back(ground: Ground, *statements: str) -> Finding:
    """Do something to the tables for which the guards were taken away first; what the check says then."""
    await ground.raw(*UNLOCK[ground.database.kind], *statements)
    found: Finding = await ground.read(audit.verify)
    return found


async def test_a_chain_holds(ground: Ground) -> None:
    assert await ground.read(audit.verify) == Finding(0, None, None)
    await chain(ground)
    assert await ground.read(audit.verify) == Finding(5, None, None)
    events: list[Event] = await ground.read(audit.of_case, 7)
    assert [event.seq for event in events] == [1, 2, 3, 4, 5]
    assert [event.previous for event in events] == [GENESIS, *[event.hash for event in events[:-1]]]
    assert [event.actor for event in events] == [1, 2, None, 1, 2]
    assert events[0].facts == '{"number":1,"to":"opened"}'
    assert await ground.read(audit.of_case, 8) == []


async def test_the_hash_is_what_the_documentation_says(ground: Ground) -> None:
    await chain(ground, 1)
    (event,) = await ground.read(audit.of_case, 7)
    parts = [1, NOW + 1, 1, "case.open", 7, '{"number":1,"to":"opened"}', "0" * 64]
    assert event.hash == hashlib.sha256(orjson.dumps(parts)).hexdigest() == event.digest()


async def test_a_long_chain_is_checked_to_its_end(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_PAGE", 2)
    for many in (4, 1):  # a whole page at the end, and half of one
        await ground.write(_several, many)
        assert (await ground.read(audit.verify)).broken_at is None
    assert (await ground.read(audit.verify)).good == 5


async def _several(tx: Any, community: int, many: int) -> None:
    for number in range(many):
        await audit.record(tx, community, NOW, None, "job.ran", number=number)


EVENT = "UPDATE audit_events SET {} WHERE seq = 3"
TAMPERED = [
    (EVENT.format("act = 'case.close'"), 2, 3, "content"),
    (EVENT.format("at = at + 1"), 2, 3, "content"),
    (EVENT.format("actor = 2"), 2, 3, "content"),
    (EVENT.format("actor = NULL, case_id = 8"), 2, 3, "content"),
    (EVENT.format("case_id = 8"), 2, 3, "content"),
    (EVENT.format("facts = '{{}}'"), 2, 3, "content"),
    (EVENT.format("previous = hash"), 2, 3, "chain"),
    (EVENT.format(f"hash = '{'0' * 64}'"), 2, 3, "content"),
    ("DELETE FROM audit_events WHERE seq = 3", 2, 4, "gap"),
    ("DELETE FROM audit_events WHERE seq = 1", 0, 2, "gap"),
    ("DELETE FROM audit_events WHERE seq = 5", 4, 5, "cut"),
    ("DELETE FROM audit_events", 0, 1, "cut"),
    ("DELETE FROM audit_heads", 5, 6, "cut"),
    ("UPDATE audit_heads SET seq = 4", 5, 6, "cut"),
    ("UPDATE audit_heads SET hash = (SELECT hash FROM audit_events WHERE seq = 1)", 5, 6, "cut"),
]


@pytest.mark.parametrize(("statement", "good", "broken_at", "reason"), TAMPERED)
async def test_what_is_changed_behind_the_back_is_found(
    ground: Ground, statement: str, good: int, broken_at: int, reason: str
) -> None:
    await chain(ground)
    assert await behind_the_back(ground, statement) == Finding(good, broken_at, reason)


@pytest.mark.parametrize(("seq", "broken_at", "reason"), [(3, 4, "chain"), (5, 6, "cut")])
async def test_a_forged_event_with_a_right_hash_breaks_what_follows(
    ground: Ground, seq: int, broken_at: int, reason: str
) -> None:
    await chain(ground)
    events: list[Event] = await ground.read(audit.of_case, 7)
    forged = replace(events[seq - 1], facts="{}")
    forge = f"UPDATE audit_events SET facts = '{{}}', hash = '{forged.digest()}' WHERE seq = {seq}"  # noqa: S608
    assert await behind_the_back(ground, forge) == Finding(broken_at - 1, broken_at, reason)


async def test_an_event_that_is_slipped_in_is_found(ground: Ground) -> None:
    await chain(ground)
    slip = """INSERT INTO audit_events (community_id, seq, at, actor, act, case_id, facts, previous, hash)
              SELECT community_id, 6, at, actor, act, case_id, facts, previous, hash FROM audit_events WHERE seq = 5"""
    assert await behind_the_back(ground, slip) == Finding(5, 6, "chain")


async def test_each_community_has_a_chain_of_its_own(ground: Ground) -> None:
    await ground.store.write(lambda tx: community_number(tx, "there", NOW))
    await chain(ground, 2)
    await ground.store.write(lambda tx: audit.record(tx, 2, NOW, None, "case.open", 7))
    await chain_goes_on(ground)
    await behind_the_back(ground, "UPDATE audit_events SET act = 'x' WHERE community_id = 2")
    assert (await ground.read(audit.verify)).broken_at is None
    assert (await ground.store.read(lambda tx: audit.verify(tx, 2))).broken_at == 1


async def chain_goes_on(ground: Ground) -> None:
    """The next event of community 1 is its third."""
    assert await ground.write(audit.record, NOW, None, "job.ran") == 3


async def test_a_work_that_fails_takes_its_event_with_it(ground: Ground) -> None:
    async def fails(tx: Any, community: int) -> None:
        await audit.record(tx, community, NOW, None, "case.open")
        raise ValueError("no")

    await chain(ground, 2)
    with pytest.raises(ValueError, match="no"):
        await ground.write(fails)
    await chain_goes_on(ground)
    assert await ground.read(audit.verify) == Finding(3, None, None)
