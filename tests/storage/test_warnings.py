"""What sources tell of warnings is kept as they told it last, and read as it was written, on both databases."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.domain.warning import Area, Colour, Status, WeatherWarning
from bot.domain.warning_chains import Chain, Seen, State, chains
from bot.domain.warning_facts import Fact, after
from bot.storage import warnings
from bot.storage.queries import load
from bot.storage.warnings import Kept
from tests.domain.warning_made import OFFICE, identifier, lifted, told
from tests.made import NOW
from tests.storage.conftest import Ground

DAY = 86_400_000
FULL = replace(
    told(1, Colour.RED, refs=(7, 8), event="e", headline="h", instruction="i", attributions=("a", "b")),
    areas=(Area("x", ("1", "2"), (((1.5, 2.5), (3.0, 4.0)),), ((1.0, 2.0, 3.5),)),),
)


async def put(ground: Ground, message: WeatherWarning, *, listed: bool = False) -> Kept:
    """A source tells it."""
    kept: Kept = await ground.write(warnings.put, message, listed=listed, now=NOW)
    return kept


async def live(ground: Ground) -> list[Seen]:
    """What is known of what is in force."""
    found: list[Seen] = await ground.read(warnings.live, NOW - DAY)
    return found


async def numbered(ground: Ground) -> tuple[int, Chain]:
    """The only warning, kept under a number."""
    (chain,) = chains(await live(ground))
    number: int = await ground.write(warnings.add, chain, NOW)
    for one in chain.seen:
        await ground.write(warnings.assign, one, number)
    return number, chain


async def test_a_message_is_read_as_it_was_written(ground: Ground) -> None:
    assert await put(ground, FULL, listed=True) is Kept.NEW
    assert await live(ground) == [Seen(FULL, listed=True)]


async def test_a_message_that_comes_again_is_known_and_a_newer_text_of_it_is_not(ground: Ground) -> None:
    older, newer = told(1), told(1, at=1, description="neu")
    assert await put(ground, newer) is Kept.NEW
    assert [await put(ground, each) for each in (newer, older, newer)] == [Kept.KNOWN] * 3
    assert await put(ground, replace(newer, source="qweather")) is Kept.NEW
    assert await put(ground, replace(newer, sent=newer.sent + 1)) is Kept.CHANGED
    assert sorted(each.message.sent - NOW for each in await live(ground)) == [60_000, 60_001]


async def test_what_a_source_lists_no_more_has_ended_until_it_lists_it_again(ground: Ground) -> None:
    for number in (1, 2):
        await put(ground, told(number), listed=True)
    await put(ground, told(3, source="other"), listed=True)
    kept = [(OFFICE, identifier(1))]
    assert await ground.write(warnings.end_missing, "cap", kept, NOW + 5) == 1
    assert await ground.write(warnings.end_missing, "cap", kept, NOW + 6) == 0
    found = {each.message.identifier[-1]: (each.listed, each.ended_at) for each in await live(ground)}
    assert found == {"1": (True, None), "2": (False, NOW + 5), "3": (True, None)}
    assert await put(ground, told(1)) is Kept.KNOWN, "not told in full, which takes nothing off the list"
    assert await put(ground, told(2), listed=True) is Kept.CHANGED
    assert [each for each in await live(ground) if each.ended_at is not None] == []


async def test_what_is_not_real_is_kept_and_is_of_no_warning(ground: Ground) -> None:
    exercise = told(1, status=Status.EXERCISE)
    assert await ground.read(warnings.same_lately, exercise, NOW) == 0
    await put(ground, exercise)
    assert await live(ground) == []
    assert await ground.read(warnings.same_lately, exercise, NOW) == 1
    assert await ground.read(warnings.same_lately, exercise, NOW + 1) == 0
    assert await ground.read(warnings.same_lately, replace(exercise, status=Status.TEST), NOW) == 0


async def test_what_was_an_exercise_may_become_real_and_not_the_other_way_round(ground: Ground) -> None:
    for status, many in ((Status.EXERCISE, 0), (Status.ACTUAL, 1), (Status.EXERCISE, 1)):
        await put(ground, told(1, at=many, status=status, description=status))
        assert len(await live(ground)) == many
    await numbered(ground)
    await put(ground, told(1, at=9, status=Status.TEST))
    assert [each.message.status for each in await live(ground)] == [Status.ACTUAL]


@pytest.mark.only("sqlite")  # PostgreSQL chooses by what the tables hold
async def test_what_is_shown_is_found_without_reading_all_that_waits(ground: Ground) -> None:
    query = load("sqlite")["slot_shown"]
    values = {"chat_id": "5", "slot": "'w:1'", "community": "1"}
    sql = re.sub(r":(\w+)", lambda name: values[name[1]], query.sql)
    plan = " ".join(str(row[3]) for row in await ground.raw(f"EXPLAIN QUERY PLAN {sql}"))
    assert "outbox_slots" in plan and "SCAN" not in plan.replace("UNION", ""), plan


async def test_a_warning_is_kept_with_how_it_stands(ground: Ground) -> None:
    await put(ground, told(1))
    number, chain = await numbered(ground)
    assert number == 1
    assert not await ground.write(warnings.set_, number, chain, NOW + 1), "nothing has changed"
    await put(ground, lifted(2, 10, refs=(1,)))
    (chain,) = chains(await live(ground))
    assert await ground.write(warnings.set_, number, chain, NOW + 2)
    found = await ground.raw("SELECT state, colour, version, changed_at FROM warnings")
    assert found == [(State.LIFTED.value, "blue", 2, NOW + 2)]
    assert len(await live(ground)) == 2
    assert await ground.read(warnings.live, NOW + 3) == [Seen(chain.seen[1].message)], "what has no number yet"


async def test_what_people_were_told_is_read_as_it_was_written(ground: Ground) -> None:
    await put(ground, told(1))
    number, chain = await numbered(ground)
    for what in (Fact.NEW, Fact.LIFTED):
        people = after(None, chain, what, NOW)
        await ground.write(warnings.tell, number, people, NOW)
        assert await ground.read(warnings.told, NOW) == {number: people}


async def test_two_that_are_one(ground: Ground) -> None:
    await put(ground, told(1))
    number, chain = await numbered(ground)
    other = await ground.write(warnings.add, chain, NOW)
    assert await ground.write(warnings.join, other, number, NOW + 1)
    assert not await ground.write(warnings.join, other, number, NOW + 1)
    assert await ground.raw("SELECT warning_id, state, into_id FROM warnings ORDER BY 1") == [
        (number, "in_force", None),
        (other, "joined", number),
    ]


async def test_what_ended_long_ago_is_forgotten(ground: Ground) -> None:
    await put(ground, told(1, lasts=60))
    await put(ground, told(2, status=Status.TEST))
    number, chain = await numbered(ground)
    await ground.write(warnings.tell, number, after(None, chain, Fact.NEW, NOW), NOW)
    await ground.write(warnings.forget, NOW + DAY)
    assert len(await live(ground)) == 1, "it is in force as far as anybody has looked"
    await ground.write(warnings.set_, number, chain, NOW + 2 * 3_600_000)
    await ground.write(warnings.forget, NOW + DAY)
    assert await ground.raw("SELECT count(*) FROM warning_messages") == [(0,)]
    assert await ground.raw("SELECT count(*) FROM warning_told") == [(0,)]
    assert await ground.raw("SELECT state FROM warnings") == [("expired",)]
