"""Leave, offers of cases, and what the desk of the staff reads: what is kept, and who is too late."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.domain import case as rules
from bot.domain.absence import Absence
from bot.domain.case import Case, State
from bot.domain.person import Appointment, Role
from bot.storage import absences, audit, cases, handovers, outbox, people, staff
from bot.storage.outbox import Living
from tests.made import NOW, person
from tests.storage.conftest import Ground


async def test_a_leave_is_kept_changed_and_ended(ground: Ground) -> None:
    first = Absence(1, 2, NOW, NOW + 10)
    await ground.write(absences.keep, first)
    assert await ground.read(absences.of, 1) == first and await ground.read(absences.of, 2) is None
    await ground.write(absences.keep, Absence(1, 3, NOW, NOW + 20))
    await ground.write(absences.keep, Absence(2, None, NOW, NOW + 5))
    assert [one.person for one in await ground.read(absences.standing, NOW)] == [1, 2]
    assert [one.person for one in await ground.read(absences.standing, NOW + 5)] == [1]
    assert await ground.write(absences.without, 1, 2) is False, "that one does not stand in any more"
    assert await ground.write(absences.without, 1, 3) is True
    assert await ground.read(absences.of, 1) == Absence(1, None, NOW, NOW + 20)
    assert [await ground.write(absences.end, 1) for _ in range(2)] == [True, False]


async def test_an_offer_has_one_answer(ground: Ground) -> None:
    known = await ground.case()
    asked = await ground.write(handovers.ask, known.case_id, 2, 1, NOW)
    assert await ground.read(handovers.by_id, asked.handover_id) == asked
    assert await ground.read(handovers.of_case, known.case_id) == asked
    assert await ground.read(handovers.waiting) == [asked]
    both = (ground.write(handovers.settle, asked.handover_id, answer) for answer in ("accepted", "declined"))
    assert await asyncio.gather(*both) == [True, False]
    found = await ground.read(handovers.by_id, asked.handover_id)
    assert not found.asked and await ground.read(handovers.of_case, known.case_id) is None
    assert await ground.read(handovers.by_id, 99) is None and await ground.read(handovers.waiting) == []


async def test_who_declined_counts_until_the_case_has_changed_hands(ground: Ground) -> None:
    known = await ground.case()
    for receiver, answer in ((2, "declined"), (3, "withdrawn"), (1, "declined")):
        asked = await ground.write(handovers.ask, known.case_id, receiver, 1, NOW)
        await ground.write(handovers.settle, asked.handover_id, answer)
    assert await ground.read(handovers.declined, known.case_id) == {1, 2}
    asked = await ground.write(handovers.ask, known.case_id, 3, 1, NOW)
    await ground.write(handovers.settle, asked.handover_id, "accepted")
    assert await ground.read(handovers.declined, known.case_id) == frozenset()
    assert await ground.read(handovers.declined, 99) == frozenset()


async def test_the_record_says_who_had_a_case(ground: Ground) -> None:
    known = await ground.case()
    await ground.write(audit.record, NOW, 1, "case.report", known.case_id, grid=1)
    assert not await ground.read(handovers.was_lead, known.case_id, 2)
    await ground.write(lambda tx, c: audit.record(tx, c, NOW, 1, "case.assign", known.case_id, worker=2))
    await ground.write(
        lambda tx, c: audit.record(tx, c, NOW, 3, "case.handed_over", known.case_id, **{"from": 2, "to": 3})
    )
    found = [await ground.read(handovers.was_lead, known.case_id, who) for who in (1, 2, 3)]
    assert found == [False, True, True] and not await ground.read(handovers.was_lead, 99, 2)


async def test_since_when_somebody_holds_what(ground: Ground) -> None:
    for held, since in ((Appointment(Role.DUTY, None), NOW + 1), (Appointment(Role.LIAISON, None, "unit"), NOW)):
        await ground.write(people.appoint, 3, held, since)
    await ground.write(people.appoint, 3, Appointment(Role.RESIDENT, 1), NOW)
    found = await ground.read(staff.held_by, 3)
    assert [(one.appointment.role, one.appointment.unit, one.since) for one in found] == [
        (Role.LIAISON, "unit", NOW),
        (Role.DUTY, "", NOW + 1),
    ]


async def test_the_cards_of_a_chat_with_their_older_copies(ground: Ground) -> None:
    for number, slot in enumerate(("case:7", "case:7~3", "case:12", "dialog", "staff"), start=1):
        await ground.write(outbox.keep_slot, 500, slot, Living(number, "text"))
    await ground.write(outbox.keep_slot, 501, "case:8", Living(9, "text"))
    assert await ground.read(staff.cards_in, 500) == {7: ["case:7", "case:7~3"], 12: ["case:12"]}


async def test_what_somebody_else_could_take(ground: Ground) -> None:
    known = await ground.case()
    worker = person(2, Role.FULL_TIME)
    known = await ground.write(cases.change, known, rules.open_(known, NOW, NOW + 1_000))
    assert await ground.read(staff.in_hand, 2) == []
    steps: list[Callable[[Case], Case]] = [
        lambda c: rules.assign(c, [worker], NOW),
        lambda c: rules.accept(c, NOW),
        lambda c: rules.start(c, NOW),
    ]
    for step in steps:
        known = await ground.write(cases.change, known, step(known))
        assert await ground.read(staff.in_hand, 2) == [known.case_id]
    known = await ground.write(cases.change, known, rules.hand_over(known, person(3, Role.AUXILIARY), NOW + 9))
    assert (await ground.read(cases.by_id, known.case_id)) == known and known.state is State.HANDLING
    assert [await ground.read(staff.in_hand, who) for who in (2, 3)] == [[], [known.case_id]]
    await ground.write(cases.change, known, rules.feed_back(known, None, 1, NOW + 10))
    assert await ground.read(staff.in_hand, 3) == []
