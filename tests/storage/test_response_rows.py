"""Flood responses in the database: one at a time, what is settled stays so, and what is forgotten."""

from __future__ import annotations

import asyncio

from bot.domain.distress import Depth, Found, HelpState, Need
from bot.domain.response import Move
from bot.storage import distress, responses
from tests.made import NOW
from tests.storage.conftest import Ground


async def test_one_response_holds_at_a_time(ground: Ground) -> None:
    assert await ground.read(responses.now_open) is None
    both = await asyncio.gather(*(ground.write(responses.start, level, NOW) for level in (3, 4)))
    assert [one.level for one in both if one] == [3]
    first = await ground.read(responses.now_open)
    number = first.response_id
    for move, level in ((Move.START, 3), (Move.RAISE, 2)):
        await ground.write(responses.add_phase, number, move, level, NOW)
    await ground.write(responses.set_level, number, 2)
    assert (await ground.read(responses.now_open)).level == 2
    assert [(one.move, one.level) for one in await ground.read(responses.phases, number)] == [
        (Move.START, 3),
        (Move.RAISE, 2),
    ]
    assert await ground.read(responses.version) == 2
    await ground.write(responses.end, number, NOW + 1)
    assert await ground.read(responses.now_open) is None
    assert (await ground.read(responses.by_id, number)).ended_at == NOW + 1
    again = await ground.write(responses.start, 4, NOW + 2)
    assert again.response_id > number


async def test_a_proposal_is_settled_once(ground: Ground) -> None:
    made = await ground.write(responses.propose, 3, 7, NOW)
    assert await ground.read(responses.proposed) == made
    settled = [await ground.write(responses.settle_proposal, made.proposal_id, "taken", NOW) for _ in range(2)]
    assert settled == [True, False]
    assert await ground.read(responses.proposed) is None
    assert await ground.read(responses.proposals_between, NOW, NOW) == (made,)


async def test_who_was_asked_for_a_seat(ground: Ground) -> None:
    made = await ground.write(responses.start, 3, NOW)
    number = made.response_id
    for post, person in (("g1", 1), ("g1", 2), ("leader", 2)):
        assert await ground.write(responses.ask, number, post, person, NOW)
    assert not await ground.write(responses.ask, number, "g1", 1, NOW)
    assert await ground.read(responses.asked, number, "g1") == (1, 2)
    assert await ground.read(responses.asked_of, number, 2) == {"g1", "leader"}
    await ground.write(responses.ask_no_more, number, "g1")
    assert await ground.read(responses.asked_of, number, 2) == {"leader"}


async def test_water_is_a_case(ground: Ground) -> None:
    made, case = await ground.write(responses.start, 3, NOW), await ground.case()
    assert await ground.write(responses.add_water, made.response_id, case.case_id, Depth.KNEE)
    assert not await ground.write(responses.add_water, made.response_id, case.case_id, None)
    (point,) = await ground.read(responses.water, made.response_id)
    assert (point.case_id, point.depth, point.grid, point.outcome) == (case.case_id, Depth.KNEE, 1, None)
    assert await ground.read(responses.depth, case.case_id) is Depth.KNEE


async def test_a_round_counts_the_last_answer_of_each(ground: Ground) -> None:
    made = await ground.write(responses.start, 3, NOW)
    call = await ground.write(distress.start_roll_call, made.response_id, NOW)
    assert await ground.write(distress.start_roll_call, made.response_id, NOW) is None
    number = call.roll_call_id
    news = [
        await ground.write(distress.answer, number, person, grid, safe, NOW)
        for person, grid, safe in ((1, 1, True), (1, 1, True), (2, 1, False), (3, 2, True), (2, 1, True))
    ]
    assert news == [True, False, True, True, True]
    assert [await ground.read(distress.safe_in, number, grid) for grid in (1, 2, 3)] == [2, 1, 0]
    await ground.write(distress.end_roll_call, number, NOW + 1)
    assert await ground.read(distress.roll_call) is None
    assert [(one.safe, one.help) for one in await ground.read(distress.rounds, made.response_id)] == [(3, 0)]


async def test_help_is_taken_given_over_and_settled_once(ground: Ground) -> None:
    made = await ground.write(responses.start, 3, NOW)
    asked = await ground.write(distress.ask_help, made.response_id, 1, NOW, person=3)
    number = asked.help_id
    assert asked.need is Need.UNSAID and asked.is_open
    assert await ground.read(distress.open_of, 3) == (asked,) == await ground.read(distress.open_help)
    assert await ground.write(distress.tell_help, number, Need.TRAPPED, "here", "123")
    assert [await ground.write(distress.called, number, NOW) for _ in range(2)] == [True, False]
    assert [await ground.write(distress.take, number, person, NOW) for person in (1, 1, 2)] == [True, False, True]
    ended = [await ground.write(distress.settle, number, HelpState.DONE, NOW + 1) for _ in range(2)]
    assert ended == [True, False]
    assert not await ground.write(distress.take, number, 1, NOW)
    assert not await ground.write(distress.tell_help, number, Need.WATER, "", "")
    found = await ground.read(distress.help_by_id, number)
    assert (found.state, found.taken_by, found.place) == (HelpState.DONE, 2, "here")
    assert await ground.read(distress.open_help) == ()
    await ground.write(distress.forget_help, NOW + 1)
    assert (await ground.read(distress.help_by_id, number)).person == 3
    assert await ground.write(distress.forget_help, NOW + 2) == 1
    found = await ground.read(distress.help_by_id, number)
    assert (found.person, found.place, found.phone, found.need) == (None, "", "", Need.TRAPPED)
    assert await ground.read(distress.help_of, made.response_id) == (found,)


async def test_a_household_is_erased_with_all_that_leads_to_it(ground: Ground) -> None:
    made = await ground.write(responses.start, 3, NOW)
    number = made.response_id
    listed = await ground.write(distress.add_household, "Z", 1, None, "deaf", "123", NOW)
    other = await ground.write(distress.add_household, "Y", 1, None, "", "", NOW)
    await ground.write(distress.give_door, number, listed.household_id, 1, NOW)
    await ground.write(distress.give_door, number, listed.household_id, 2, NOW + 1)
    (door,) = await ground.read(distress.doors, number)
    assert (door.person, door.assigned_at, door.reminded) == (2, NOW + 1, 0)
    await ground.write(distress.remind_doors, number, 2, 1)
    found = [
        await ground.write(distress.find_door, number, listed.household_id, what, NOW)
        for what in (Found.NOBODY, Found.SAFE, Found.HELP)
    ]
    assert found == [True, True, False]
    (door,) = await ground.read(distress.doors, number)
    assert (door.found, door.reminded) == (Found.SAFE, 1)
    asked = await ground.write(distress.ask_help, number, 1, NOW, household=listed.household_id, phone="123")
    assert [await ground.write(distress.drop_household, listed.household_id) for _ in range(2)] == [True, False]
    assert await ground.read(distress.households) == (other,)
    assert await ground.read(distress.doors, number) == ()
    kept = await ground.read(distress.help_by_id, asked.help_id)
    assert (kept.household, kept.phone) == (None, "")
    assert await ground.write(distress.forget_households, NOW) == 0
    assert await ground.write(distress.forget_households, NOW + 1) == 1
    assert await ground.read(distress.households) == ()
