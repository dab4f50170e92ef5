"""Patrol rounds, the tap that all is well, marks and the log of the duty: what is kept, once, and what is forgotten."""

from __future__ import annotations

import asyncio

from bot.domain.all_well import Asked, Word
from bot.domain.patrol import Found, Round, Tick
from bot.domain.roster import Origin
from bot.domain.shift_clock import Mark
from bot.storage import all_well, duty, patrols, roster
from tests.made import NOW
from tests.storage.conftest import Ground


async def test_somebody_is_on_one_round_at_a_time(ground: Ground) -> None:
    both = (ground.write(patrols.begin, 1, "g1", ["a", "b"], NOW) for _ in range(2))
    assert sorted(await asyncio.gather(*both)) == [False, True]
    found = await ground.read(patrols.open_of, 1)
    assert found == Round(found.round_id, 1, "g1", ("a", "b"), NOW) and found.is_open
    assert await ground.write(patrols.begin, 2, "leader", ["c"], NOW + 1) is True
    assert [one.person for one in await ground.read(patrols.every_open)] == [1, 2]
    assert [await ground.write(patrols.end, found.round_id, NOW + 5) for _ in range(2)] == [True, False]
    assert await ground.read(patrols.open_of, 1) is None
    assert await ground.write(patrols.begin, 1, "g1", ["a"], NOW + 6) is True, "the next one"
    assert [one.started_at for one in await ground.read(patrols.between, NOW, NOW + 6)] == [NOW, NOW + 1]


async def test_what_was_found_is_what_was_said_last_and_a_case_has_its_photos(ground: Ground) -> None:
    known = await ground.case()
    await ground.write(patrols.begin, 1, "g1", ["a", "b"], NOW)
    number = (await ground.read(patrols.open_of, 1)).round_id
    await ground.write(patrols.tick, number, Tick("a", Found.GOOD, NOW + 1))
    second, wrong = (
        Tick("a", Found.GOOD, NOW + 2, ("f1", "f2"), 35.5, 112.75),
        Tick("b", Found.BAD, NOW + 3, ("f3",)),
    )
    for one in (second, wrong):
        await ground.write(patrols.tick, number, one)
    assert await ground.read(patrols.ticks, number) == [second, wrong]
    assert await ground.read(patrols.photos, NOW, NOW + 9) == ["f1", "f2", "f3"]
    await ground.write(patrols.reported, number, "b", known.case_id)
    assert await ground.read(patrols.photos, NOW, NOW + 9) == ["f1", "f2"], "the case keeps its own"
    assert (await ground.read(patrols.ticks, number))[1].case_id == known.case_id
    await ground.write(patrols.prune, NOW)
    assert len(await ground.read(patrols.ticks, number)) == 2
    await ground.write(patrols.prune, NOW + 1)
    assert await ground.read(patrols.ticks, number) == [] and await ground.read(patrols.by_id, number) is None


async def test_an_answer_is_taken_once(ground: Ground) -> None:
    await ground.write(all_well.set_plan, 60_000)
    number = await ground.write(all_well.begin, (1, 2), NOW)
    plan = await ground.read(all_well.plan)
    assert (plan.every_ms, plan.round_id) == (60_000, number)
    both = (ground.write(all_well.answer, number, 1, word, NOW + 1) for word in Word)
    assert sorted(await asyncio.gather(*both)) == [False, True]
    assert await ground.write(all_well.answer, number, 9, Word.WELL, NOW) is False, "who was not asked"
    second = Asked(number, 2, NOW)
    for do in (all_well.again, all_well.told):
        assert [await ground.write(do, second, NOW + 2) for _ in range(2)] == [True, False]
    asked = await ground.read(all_well.asked, number)
    assert [one.waits for one in asked] == [False, True]
    assert (asked[1].again_at, asked[1].told_at) == (NOW + 2, NOW + 2)
    await ground.write(all_well.set_plan, 120_000)
    assert (await ground.read(all_well.plan)).round_id == number
    await ground.write(all_well.set_plan, None)
    assert await ground.read(all_well.plan) is None
    await ground.write(all_well.prune, NOW + 1)
    assert await ground.read(all_well.asked, number) == []


async def test_a_mark_is_set_once_and_a_note_is_signed_once(ground: Ground) -> None:
    shift = await ground.write(roster.add, "g1", 1, 1, (NOW, NOW + 10), Origin.HAND)
    both = (ground.write(duty.mark, shift, Mark.HOUR, NOW) for _ in range(2))
    assert sorted(await asyncio.gather(*both)) == [False, True]
    assert await ground.read(duty.marks, shift) == {Mark.HOUR}
    number = shift.shift_id
    assert await ground.write(duty.keep_words, number, "one") and await ground.write(duty.keep_words, number, "two")
    facts = [{"say": "cases", "many": 1, "late": 0}]
    assert [await ground.write(duty.sign, number, 2, facts, NOW + 5) for _ in range(2)] == [True, False]
    assert await ground.write(duty.keep_words, number, "three") is False, "it was signed"
    note = await ground.read(duty.note, number)
    assert (note.words, note.facts, note.signed_by, note.signed_at) == ("two", facts, 2, NOW + 5)


async def test_the_log_is_read_in_order_and_forgotten_in_time(ground: Ground) -> None:
    for n in range(3):
        await ground.write(duty.write, "words", NOW + n, {"n": n}, post="g1", grid=1, person=1, words=str(n))
    found = await ground.read(duty.log, NOW, NOW + 2)
    assert [(one.words, one.facts["n"], one.post, one.grid) for one in found] == [("0", 0, "g1", 1), ("1", 1, "g1", 1)]
    await ground.write(duty.prune, NOW + 2)
    assert [one.words for one in await ground.read(duty.log, NOW, NOW + 9)] == ["2"]
