"""What reporters say, who speaks with whom, parked pages, merged chains and repetitions, on both databases."""

from __future__ import annotations

from typing import Any

from bot.domain.case import Place
from bot.domain.petition import Wish
from bot.domain.root_cause import Spot
from bot.domain.verdict import Answer
from bot.storage import cases, petitions, retention, root_causes, staff, verdicts
from bot.storage.cases import Report
from bot.storage.outbox import Living, keep_slot
from tests.made import NOW, PUBLIC
from tests.storage.conftest import Ground

SPOT = Spot(1, "b", PUBLIC)


async def a_case(ground: Ground, dialog: int, **more: object) -> int:
    """A case in building b, with some columns as they are given."""
    report = Report(1, PUBLIC, "text", Place(building="b"), 3, dialog)
    case = await ground.write(cases.add, report, NOW + dialog)
    if more:
        shown = {key: f"'{value}'" if isinstance(value, str) else str(value) for key, value in more.items()}
        values = ", ".join(f"{key} = {value}" for key, value in shown.items())
        await ground.raw(f"UPDATE cases SET {values} WHERE case_id = {case.case_id}")  # noqa: S608
    return int(case.case_id)


async def a_closed_one(ground: Ground, dialog: int, outcome: str = "solved") -> int:
    """A case that was closed at NOW plus its dialog."""
    number = await a_case(ground, dialog)
    await ground.raw(
        f"UPDATE cases SET state = 'closed', lead = 2, closed_at = {NOW + dialog}, outcome = '{outcome}' "  # noqa: S608
        f"WHERE case_id = {number}"
    )
    return number


async def test_an_answer_is_kept_for_each_closing_and_can_be_changed(ground: Ground) -> None:
    number = await a_closed_one(ground, 1)
    assert await ground.read(verdicts.of_closing, number, NOW) is None
    assert not await ground.write(verdicts.rate, number, NOW, 5, NOW), "stars for no answer"
    await ground.write(verdicts.say, number, NOW, 3, Answer.SOLVED, NOW + 1)
    assert await ground.write(verdicts.rate, number, NOW, 4, NOW + 2)
    await ground.write(verdicts.say, number, NOW, 3, Answer.PARTLY, NOW + 3)
    await ground.write(verdicts.settle, number, NOW, 3, NOW + 9)
    said = await ground.read(verdicts.of_closing, number, NOW)
    assert (said.answer, said.rating, said.person, said.at) == (Answer.PARTLY, 4, 3, NOW + 3)
    await ground.write(verdicts.settle, number, NOW + 5, 3, NOW + 9)
    silent = await ground.read(verdicts.of_closing, number, NOW + 5)
    assert (silent.answer, silent.rating) == (None, None)
    await ground.write(verdicts.forget, number, NOW + 5)
    assert await ground.read(verdicts.of_closing, number, NOW + 5) is None
    assert (await ground.read(verdicts.of_closing, number, NOW)).answer is Answer.PARTLY


async def test_results_keep_everything_apart(ground: Ground) -> None:
    solved, partly = await a_closed_one(ground, 1), await a_closed_one(ground, 2, "partly")
    await a_closed_one(ground, 3)
    await a_closed_one(ground, 4, "impossible")
    await a_case(ground, 5, closed_at=NOW, state="archived")
    await a_case(ground, 6, closed_at=NOW, state="archived", outcome="not_ours")
    await a_case(ground, 7, closed_at=NOW, state="archived", same_as=solved)
    parent = await a_case(ground, 8, closed_at=NOW, state="archived")
    await a_case(ground, 9, parent=parent)
    await ground.write(verdicts.say, solved, NOW + 1, 3, Answer.SOLVED, NOW)
    await ground.write(verdicts.rate, solved, NOW + 1, 5, NOW)
    await ground.write(verdicts.say, partly, NOW + 2, 3, Answer.NOT, NOW)
    await ground.write(verdicts.settle, 3, NOW + 3, 3, NOW)
    asked = await ground.write(petitions.add, partly, Wish.REOPEN, 3, "why", None, NOW)
    await ground.write(petitions.decide, asked.petition_id, 1, True, NOW)
    await ground.write(petitions.add, partly, Wish.REOPEN, 3, "why", None, NOW + 1)
    found = await ground.read(verdicts.results, NOW)
    assert found.ends == {
        "solved": 2,
        "partly": 1,
        "impossible": 1,
        "rejected": 1,
        "not_ours": 1,
        "merged": 1,
        "split": 1,
    }
    assert found.answers == {"solved": 1, "not": 1, "silent": 1, "awaited": 1}
    assert found.ratings == {5: 1}
    assert found.petitions == {("reopen", "granted"): 1, ("reopen", "waiting"): 1}
    later = await ground.read(verdicts.results, NOW + 4)
    assert (later.ends, later.answers) == ({"impossible": 1}, {"awaited": 1})


async def test_who_speaks_for_a_petition_is_heard_once(ground: Ground) -> None:
    number = await a_closed_one(ground, 1)
    asked = await ground.write(petitions.add, number, Wish.REOPEN, 3, "why", None, NOW)
    assert await ground.read(petitions.waiting) == 1
    assert await ground.write(petitions.add_voice, asked.petition_id, 1, "me too", NOW + 1)
    assert not await ground.write(petitions.add_voice, asked.petition_id, 1, "again", NOW + 2)
    assert [(v.person, v.text) for v in await ground.read(petitions.voices, asked.petition_id)] == [(1, "me too")]
    assert await ground.write(petitions.decide, asked.petition_id, 2, False, NOW)
    assert not await ground.write(petitions.decide, asked.petition_id, 2, True, NOW), "once"
    assert await ground.read(petitions.waiting) == 0


async def test_an_old_case_says_no_more_who_judged_and_asked(ground: Ground) -> None:
    number = await a_closed_one(ground, 1)
    await ground.write(verdicts.say, number, NOW + 1, 3, Answer.NOT, NOW)
    asked = await ground.write(petitions.add, number, Wish.REOPEN, 3, "why", None, NOW)
    await ground.write(petitions.add_voice, asked.petition_id, 1, "me too", NOW)
    await ground.write(petitions.decide, asked.petition_id, 2, False, NOW)
    await ground.write(petitions.add, number, Wish.EXTEND, 2, "parts", NOW + 9, NOW)
    await ground.write(retention.anonymise, number, 3, NOW + 9)
    nobody = (await ground.read(cases.by_id, number)).reporter
    said = await ground.read(verdicts.of_closing, number, NOW + 1)
    assert (said.person, said.answer) == (nobody, Answer.NOT)
    one, two = await ground.read(petitions.of_case, number)
    assert (one.asked_by, one.text, one.granted, one.decided_by) == (nobody, "", False, 2)
    assert (two.asked_by, two.text) == (2, ""), "the worker's work is still the worker's"
    assert await ground.read(petitions.voices, asked.petition_id) == []


async def test_parked_cases_come_in_pages_the_next_first(ground: Ground) -> None:
    for dialog, day in ((1, 30), (2, 10), (3, 20)):
        await a_case(ground, dialog, state="parked", resumes="opened", paused_at=NOW, return_at=NOW + day)
    assert await ground.read(cases.count_parked) == 3
    assert [c.case_id for c in await ground.read(cases.parked, 0, 2)] == [2, 3]
    assert [c.case_id for c in await ground.read(cases.parked, 2, 2)] == [1]


async def test_whose_report_goes_on_in_another_is_known_along_the_chain(ground: Ground) -> None:
    last = await a_case(ground, 1)
    middle = await a_case(ground, 2, reporter=2, same_as=last)
    await a_case(ground, 3, reporter=1, same_as=middle)
    assert await ground.read(cases.merged_reporters, last) == {1, 2}
    assert await ground.read(cases.merged_reporters, middle) == {1}
    assert await ground.read(cases.merged_reporters, 3) == frozenset()
    assert [c.case_id for c in await ground.read(cases.merged_into, last)] == [middle]


async def test_repetitions_are_of_one_kind_in_one_building_and_no_duplicates(ground: Ground) -> None:
    one, two = await a_case(ground, 1), await a_closed_one(ground, 2)
    await a_case(ground, 3, building="c")
    await a_case(ground, 4, category="other")
    await a_case(ground, 5, closed_at=NOW, state="merged", same_as=one)
    await a_case(ground, 6, closed_at=NOW, state="rejected")
    await a_case(ground, 7, parent=one)
    await a_case(ground, 8, grid=2)
    assert [c.case_id for c in await ground.read(root_causes.alike, SPOT, NOW)] == [one, two]
    assert [c.case_id for c in await ground.read(root_causes.alike, SPOT, NOW + 2)] == [two]


async def test_a_proposal_is_decided_once(ground: Ground) -> None:
    number = await a_case(ground, 1)
    assert not await ground.read(root_causes.was_proposed, SPOT, 0)
    made = await ground.write(root_causes.add, SPOT, NOW - 9, NOW)
    assert await ground.read(root_causes.was_proposed, SPOT, NOW - 1)
    assert not await ground.read(root_causes.was_proposed, SPOT, NOW)
    assert not await ground.read(root_causes.was_proposed, Spot(1, "c", PUBLIC), 0)
    assert await ground.read(root_causes.by_id, made.proposal_id) == made and made.is_open
    assert await ground.write(root_causes.decide, made.proposal_id, 1, number, NOW + 1)
    assert not await ground.write(root_causes.decide, made.proposal_id, 2, None, NOW + 2)
    known: Any = await ground.read(root_causes.of_case, number)
    assert (known.decided_by, known.decided_at, known.case_id, known.is_open) == (1, NOW + 1, number, False)


async def test_what_a_director_was_asked_is_found_in_their_chat(ground: Ground) -> None:
    for message, slot in enumerate(("petition:1", "petition:1~7", "root:2", "case:8", "dialog"), start=1):
        await ground.write(keep_slot, 1_001, slot, Living(message, "text"))
    assert await ground.read(staff.questions_in, 1_001) == ["petition:1", "petition:1~7", "root:2"]
