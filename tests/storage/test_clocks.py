"""What the clocks keep in the tables: rungs, lines of reminders, picked cases; and what no timer watches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import case as rules
from bot.domain import watch
from bot.domain.case import Case, State
from bot.domain.clocks import Clock
from bot.domain.ladder import Rung, Taken
from bot.domain.notice import Kind
from bot.domain.person import Role
from bot.domain.screen import Screen
from bot.storage import boards, cases, clocks, outbox, retention, timers
from bot.storage.clocks import ASKED, OWN, Reminder
from bot.storage.queries import load
from tests.made import NOW, person
from tests.storage.conftest import Ground

DAY = 86_400_000


async def opened(ground: Ground, dialog: int = 1, due_at: int = NOW + 1_000) -> Case:
    """A case that is on the books."""
    seen = await ground.case(dialog)
    kept: Case = await ground.write(cases.change, seen, rules.open_(seen, NOW, due_at))
    return kept


async def given(ground: Ground, known: Case, worker: int = 2) -> Case:
    """The case is in a worker's hands."""
    assigned = rules.assign(known, [person(worker, Role.FULL_TIME)], NOW)
    kept: Case = await ground.write(cases.change, known, assigned)
    return kept


async def test_the_clocks_of_a_case_are_kept(ground: Ground) -> None:
    known = await given(ground, await opened(ground))
    read = await ground.read(cases.by_id, known.case_id)
    assert (read.state_at, read.due_from, read.since) == (NOW, NOW, NOW) and read == known
    later = replace(rules.extend(known, NOW + 5, NOW + 9_000))
    kept = await ground.write(cases.change, known, later)
    assert (kept.state_at, kept.due_from) == (NOW, NOW + 5), "it is still in the same state"


async def test_a_rung_is_taken_once_in_a_run(ground: Ground) -> None:
    known = await given(ground, await opened(ground))
    rung = Taken(Rung.HEAD, NOW + 1_000, 2)
    assert await ground.write(clocks.take, known, Clock.DUE, rung, [1, 2])
    assert not await ground.write(clocks.take, known, Clock.DUE, replace(rung, many=0), [3])
    assert await ground.write(clocks.take, known, Clock.ACCEPT, Taken(Rung.LEAD, NOW, 0), [])
    assert await ground.read(clocks.taken, known) == {Clock.ACCEPT: [Taken(Rung.LEAD, NOW, 0)], Clock.DUE: [rung]}
    assert await ground.read(clocks.told, known, Clock.DUE) == {1, 2}
    assert await ground.read(clocks.told, known, Clock.ACCEPT) == frozenset()
    later = await ground.write(cases.change, known, rules.extend(known, NOW + 5, NOW + 9_000))
    assert await ground.read(clocks.taken, later) == {Clock.ACCEPT: [Taken(Rung.LEAD, NOW, 0)]}, "a new deadline"
    assert await ground.write(clocks.take, later, Clock.DUE, rung, [1])


async def test_one_line_for_each_case_and_clock_waits_for_somebody(ground: Ground) -> None:
    first, second = await opened(ground, 1), await opened(ground, 2)
    line = Reminder(first.case_id, Clock.DUE, 5, OWN, False, NOW)
    await ground.write(clocks.remember, 2, line)
    await ground.write(clocks.remember, 2, replace(line, rung=ASKED, set_at=NOW + 1))
    urgent = replace(line, case_id=second.case_id, urgent=True, set_at=NOW + 9)
    await ground.write(clocks.remember, 2, urgent)
    await ground.write(clocks.remember, 1, line)
    waiting = await ground.read(clocks.waiting, 2)
    assert waiting == [urgent, replace(line, rung=ASKED, set_at=NOW + 1)], "what is urgent comes first"
    urgent_only = await ground.store.read(lambda tx: clocks.waiting(tx, ground.community, 2, urgent=True))
    assert urgent_only == [urgent]
    await ground.write(clocks.done, 2, urgent)
    assert [one.case_id for one in await ground.read(clocks.waiting, 2)] == [first.case_id]
    assert len(await ground.read(clocks.waiting, 1)) == 1


async def test_what_is_anonymised_has_told_nobody_anything(ground: Ground) -> None:
    known, other = await opened(ground, 1), await opened(ground, 2)
    for one in (known, other):
        await ground.write(clocks.take, one, Clock.ASSIGN, Taken(Rung.SECRETARY, NOW, 1), [1])
        await ground.write(clocks.remember, 1, Reminder(one.case_id, Clock.ASSIGN, NOW, OWN, False, NOW))
        await ground.write(boards.pick, 1, one.case_id)
    await ground.write(retention.anonymise, known.case_id, 3, NOW + 5)
    for table in ("rungs", "rung_people", "reminders", "bulk_picks"):
        assert await ground.raw(f"SELECT case_id FROM {table}") == [(other.case_id,)], table  # noqa: S608


async def test_a_time_that_is_set_moves_forward_only(ground: Ground) -> None:
    for due_at, found in ((50, 50), (70, 50), (30, 30)):
        await ground.write(timers.set_earlier, "remind", 1, due_at)
        assert await ground.read(timers.next_due) == found


async def test_what_no_timer_watches_is_found(ground: Ground) -> None:
    numbers = [(await opened(ground, dialog)).case_id for dialog in range(1, 8)]
    watched, bare, paused, asleep, ended, gone, archived = numbers
    for number, state in ((paused, "parked"), (asleep, "parked")):
        await ground.raw(
            f"UPDATE cases SET state = '{state}', resumes = 'opened', paused_at = 1, return_at = 5 "  # noqa: S608
            f"WHERE case_id = {number}"
        )
    for number, state in ((ended, "closed"), (gone, "closed"), (archived, "archived")):
        await ground.raw(
            f"UPDATE cases SET state = '{state}', lead = 2, closed_at = {NOW} WHERE case_id = {number}"  # noqa: S608
        )
    for kind, number in (("deadline", watched), ("deadline", paused), ("return", asleep), ("archive", gone)):
        await ground.write(timers.set_, kind, number, NOW)
    assert await ground.read(clocks.unwatched) == [bare, paused], "the timer of another state does not count"
    assert await ground.read(clocks.unwatched, bare) == [paused]
    assert await ground.read(clocks.unwatched, 0, 1) == [bare]
    assert await ground.read(clocks.unarchived) == [ended]
    assert await ground.read(clocks.late_returns, 6) == [paused, asleep]
    assert await ground.read(clocks.late_returns, 5) == []
    assert [one.case_id for one in await ground.read(clocks.open_after, watched, 2)] == [bare, paused]
    await ground.write(timers.set_, "ladder.due", watched, NOW)
    assert await ground.read(clocks.any_due, NOW) and not await ground.read(clocks.any_due, NOW - 1)
    await ground.write(timers.set_, "fetch", watched, NOW - 9)
    assert not await ground.read(clocks.any_due, NOW - 1), "what is no clock of a case does not count"
    assert await ground.read(clocks.timers_of, watched) == {"deadline", "ladder.due"}


async def test_every_kind_of_timer_of_a_case_is_seen(ground: Ground) -> None:
    """What is not seen would stay when the case moves on."""
    for kind in (*watch.KINDS, "fetch", "undo"):
        await ground.write(timers.set_, kind, 7, NOW)
    assert await ground.read(clocks.timers_of, 7) == set(watch.KINDS)


@pytest.mark.only("sqlite")
async def test_looking_for_what_is_not_watched_reads_no_closed_case(ground: Ground) -> None:
    """However many cases have been closed: the ways through the tables are indexes of what is open."""
    for query, index in (
        ("cases_unwatched", "cases_open_by"),
        ("cases_open_after", "cases_open_by"),
        ("cases_late", "cases_open_by"),
        ("cases_overdue", "cases_open_by"),
        ("cases_open_in_grid", "cases_open_by_grid"),
        ("cases_unarchived", "cases_unarchived"),
        ("digest_reported", "cases_by_reported"),
        ("digest_closed", "cases_by_grid_closed"),
    ):
        found = load("sqlite")[query]
        values = dict.fromkeys(found.parameters, 1)

        async def plan(tx: object, sql: str = found.sql, values: dict[str, int] = values) -> list[str]:
            rows = tx._raw.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()  # type: ignore[attr-defined]
            return [row["detail"] for row in rows]

        steps = [step for step in await ground.store.read(plan) if "case_helpers" not in step and "timers" not in step]
        assert any(index in step for step in steps), (query, steps)
        assert not any(step.startswith(("SCAN c", "SCAN cases")) and "INDEX" not in step for step in steps), steps


async def test_the_boards_count(ground: Ground) -> None:
    one, two, three, four = [await opened(ground, dialog, NOW + dialog * 1_000) for dialog in (1, 2, 3, 4)]
    await given(ground, one)
    accepted = await given(ground, two)
    await ground.write(cases.change, accepted, rules.accept(accepted, NOW))
    await given(ground, three, 1)
    now = NOW + 2_500
    waits = await ground.read(boards.people, now)
    assert [(w.person, w.many, w.unaccepted, w.overdue) for w in waits] == [(2, 2, 1, 2), (1, 1, 1, 0)]
    assert [w.person for w in await ground.read(boards.people, now, 1)] == [2]
    assert await ground.read(boards.due_between, NOW + 2_000, NOW + 4_000) == 2
    assert await ground.read(boards.how_many_overdue, now) == 2
    assert [case.case_id for case in await ground.read(boards.overdue, now, 5)] == [one.case_id, two.case_id]
    assert [case.case_id for case in await ground.read(boards.overdue, now, 5, 1)] == [two.case_id]
    assert [case.case_id for case in await ground.read(boards.unassigned, 5)] == [four.case_id]
    assert await ground.read(boards.unassigned, 5, 1) == []
    lines = await ground.read(boards.of_grid, 1, now)
    assert [(line.state, line.many, line.overdue) for line in lines] == [
        (State.OPENED, 1, 0),
        (State.ASSIGNED, 2, 1),
        (State.ACCEPTED, 1, 1),
    ]
    assert await ground.read(boards.of_grid, 2, now) == []


async def test_the_digest_counts_one_grid(ground: Ground) -> None:
    first = await opened(ground, 1)
    await opened(ground, 2)
    await ground.raw(
        f"UPDATE cases SET state = 'closed', lead = 2, closed_at = {NOW + 9} WHERE case_id = {first.case_id}"  # noqa: S608
    )
    assert await ground.read(boards.reported_between, 1, NOW, NOW + 99) == 2
    assert await ground.read(boards.reported_between, 1, NOW + 1, NOW + 99) == 0
    assert await ground.read(boards.reported_between, 2, NOW, NOW + 99) == 0
    assert await ground.read(boards.reported_between, 1, NOW - 9, NOW) == 0, "the end is not part of it"
    assert await ground.read(boards.closed_between, 1, NOW + 9, NOW + 99) == 1
    assert await ground.read(boards.closed_between, 1, NOW, NOW + 9) == 0
    assert await ground.read(boards.closed_between, 1, NOW + 10, NOW + 99) == 0
    await ground.raw("UPDATE cases SET state = 'merged', same_as = 2 WHERE case_id = 1")
    assert await ground.read(boards.closed_between, 1, NOW, NOW + 99) == 0, "what was merged goes on elsewhere"


async def test_picking_and_dropping(ground: Ground) -> None:
    numbers = [(await opened(ground, dialog)).case_id for dialog in (1, 2)]
    for number in (*reversed(numbers), numbers[0]):
        await ground.write(boards.pick, 1, number)
    assert await ground.read(boards.picked, 1) == tuple(numbers) and await ground.read(boards.picked, 2) == ()
    assert await ground.write(boards.drop, 1, numbers[0]) is True
    assert await ground.write(boards.drop, 1, numbers[0]) is False
    await ground.write(boards.clear, 1)
    assert await ground.read(boards.picked, 1) == ()


async def test_what_failed_and_what_is_stuck_is_counted(ground: Ground) -> None:
    for chat in (1_001, 1_002):
        await ground.write(outbox.send, chat, Kind.RECEIPT, Screen("a/b", "zh"), NOW)
    assert await ground.read(outbox.stuck, NOW + 1) == 2 and await ground.read(outbox.stuck, NOW) == 0
    await ground.write(outbox.fail, 1, "no such chat", NOW + 5)
    assert await ground.read(outbox.failed_since, NOW + 5) == 1
    assert await ground.read(outbox.failed_since, NOW + 6) == 0
    assert await ground.read(outbox.stuck, NOW + DAY) == 1
