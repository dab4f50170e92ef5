"""Cases, dialogs, timers, the inbox, people and files: what each keeps, and who is too late."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain import case as rules
from bot.domain.case import Case, Place, State
from bot.domain.media import MediaKind, Purpose
from bot.domain.person import Appointment, Role
from bot.errors import Stale
from bot.storage import cases, dialogs, groups, inbox, media, people, timers
from bot.storage.cases import Report
from bot.storage.counters import next_number
from bot.storage.timers import Timer, TimerSet
from tests.made import NOW, PUBLIC, person, photo
from tests.storage.conftest import Ground

# --- cases ---


async def change(ground: Ground, before: Case, after: Case) -> Case:
    """Keep a case's next state."""
    kept: Case = await ground.write(cases.change, before, after)
    return kept


async def test_a_case_is_kept_through_the_whole_loop(ground: Ground) -> None:
    known = await ground.case()
    worker, secretary = person(2, Role.FULL_TIME), person(1, Role.SECRETARY)
    steps: list[Callable[[Case], Case]] = [
        lambda c: rules.open_(c, NOW + 1, NOW + 1 + 1_000),
        lambda c: rules.assign(c, [worker], NOW + 2),
        lambda c: rules.accept(c, NOW + 3),
        lambda c: rules.start(c, NOW + 4),
        lambda c: rules.feed_back(c, "note", 1, NOW + 5),
        lambda c: rules.verify(c, secretary, NOW + 6),
        lambda c: rules.close(c, NOW + 7),
        lambda c: rules.archive(c, NOW + 8),
    ]
    assert await ground.read(cases.by_id, known.case_id) == known
    for step in steps:
        known = await change(ground, known, step(known))
        assert await ground.read(cases.by_id, known.case_id) == known, "what the rules say is what is kept"
    assert (known.state, known.version, known.closed_at) == (State.ARCHIVED, 9, NOW + 7)


async def test_who_saw_an_older_case_changes_nothing(ground: Ground) -> None:
    seen = await ground.case()
    opened = await change(ground, seen, rules.open_(seen, NOW, NOW + 1))
    for stale in (
        seen,  # an older state and version
        replace(opened, version=1),
        replace(opened, state=State.ASSIGNED),
        replace(opened, case_id=99),
    ):
        with pytest.raises(Stale) as error:
            await change(ground, stale, replace(opened, state=State.ASSIGNED, lead=2))
        assert error.value.code == "case.moved_on"
    assert await ground.read(cases.by_id, seen.case_id) == opened


async def test_of_two_at_the_same_time_one_wins(ground: Ground) -> None:
    seen = await ground.case()
    opened = await change(ground, seen, rules.open_(seen, NOW, NOW + 1))
    both = [rules.assign(opened, [person(n, Role.FULL_TIME)], NOW) for n in (1, 2)]
    outcomes = await asyncio.gather(*(change(ground, opened, after) for after in both), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Case, Stale]
    assert (await ground.read(cases.by_id, seen.case_id)).lead == 1


async def test_a_place_is_kept_as_it_was(ground: Ground) -> None:
    places = [Place("b"), Place(words="字"), Place(lat=-35.5, lon=112.25), Place("b", "w", 0.0, 0.0)]
    for dialog, where in enumerate(places, start=1):
        made = await ground.write(cases.add, Report(1, PUBLIC, "", where, 3, dialog), NOW)
        assert (await ground.read(cases.by_id, made.case_id)).place == where
        assert await ground.read(cases.of_dialog, dialog) == made.case_id
    assert await ground.read(cases.of_dialog, 99) is None
    assert await ground.read(cases.by_id, 99) is None


async def test_what_is_counted_is_what_is_open(ground: Ground) -> None:
    for dialog, grid in enumerate((1, 1, 2), start=1):
        made = await ground.write(cases.add, Report(grid, PUBLIC, "", Place("b"), 3, dialog), NOW + dialog)
        opened = await change(ground, made, rules.open_(made, NOW, NOW + dialog * 1_000))
        if dialog != 2:
            await change(ground, opened, rules.assign(opened, [person(2, Role.FULL_TIME)], NOW))
    assert [c.case_id for c in await ground.read(cases.open_in_grid, 1, NOW)] == [2, 1]
    assert [c.case_id for c in await ground.read(cases.open_in_grid, 1, NOW + 2)] == [2]
    assert [c.case_id for c in await ground.read(cases.led_by, 2)] == [1, 3]
    assert [c.case_id for c in await ground.read(cases.reported_by, 3)] == [3, 2, 1]
    assert await ground.read(cases.load) == {2: 2}
    board = await ground.read(cases.board, NOW + 2_500)
    assert [(line.state, line.many, line.overdue) for line in board] == [("opened", 1, 1), ("assigned", 2, 1)]


async def test_a_neighbour_follows_a_case_once(ground: Ground) -> None:
    known = await ground.case()
    assert await ground.write(cases.follow, known.case_id, 1, NOW) is True
    assert await ground.write(cases.follow, known.case_id, 1, NOW) is False
    assert await ground.write(cases.follow, known.case_id, 2, NOW) is True
    assert await ground.read(cases.followers, known.case_id) == frozenset({1, 2})


# --- dialogs ---


async def test_a_dialog_moves_for_whoever_saw_it_last(ground: Ground) -> None:
    begun = await ground.write(dialogs.begin, 3, "report", "grid", {"a": ["字", 1, None, {"b": 2.5}]}, NOW)
    assert await ground.read(dialogs.of, 3) == begun
    moved = await ground.write(dialogs.move, begun, "text", {"c": 1}, NOW + 1)
    assert (moved.version, moved.step, moved.answers) == (2, "text", {"c": 1})
    assert await ground.write(dialogs.move, begun, "where", {}, NOW + 2) is None
    assert await ground.read(dialogs.of, 3) == moved


async def test_a_new_dialog_ends_the_old_one_for_good(ground: Ground) -> None:
    old = await ground.write(dialogs.begin, 3, "report", "grid", {}, NOW)
    new = await ground.write(dialogs.begin, 3, "report", "grid", {}, NOW)
    assert new.dialog_id != old.dialog_id
    assert await ground.write(dialogs.move, old, "text", {}, NOW) is None
    await ground.write(dialogs.end, old)
    assert await ground.read(dialogs.of, 3) == new
    await ground.write(dialogs.end, new)
    assert await ground.read(dialogs.of, 3) is None


async def test_a_draft_is_taken_once_and_forgotten_in_time(ground: Ground) -> None:
    await ground.write(dialogs.keep_draft, 3, {"text": "old"}, NOW)
    await ground.write(dialogs.keep_draft, 3, {"text": "new"}, NOW)
    assert await ground.write(dialogs.take_draft, 3) == {"text": "new"}
    assert await ground.write(dialogs.take_draft, 3) is None
    await ground.write(dialogs.keep_draft, 3, {}, NOW)
    assert await ground.write(dialogs.prune_drafts, NOW, NOW) == 0
    assert await ground.write(dialogs.prune_drafts, NOW + 1, NOW) == 1
    await ground.write(dialogs.keep_draft, 3, {}, NOW)
    assert await ground.write(dialogs.prune_drafts, NOW, NOW + 1) == 1, "who has never agreed has less time"
    await ground.write(people.set_consent, 3, 1, NOW)
    await ground.write(dialogs.keep_draft, 3, {}, NOW)
    assert await ground.write(dialogs.prune_drafts, NOW, NOW + 1) == 0


# --- the inbox ---


async def add(ground: Ground, *numbers: int, bot: int = 1) -> list[int]:
    """Keep updates of those numbers; the places in the order of those that were new."""
    updates: list[dict[str, Any]] = [{"update_id": number, "message": {"text": "字"}} for number in numbers]
    received = await ground.store.write(lambda tx: inbox.add(tx, bot, updates, NOW))
    return [one.seq for one in received]


async def waiting(ground: Ground, bot: int = 1) -> list[tuple[int, int]]:
    """The numbers of the updates that wait, with how often each was tried."""
    found = await ground.store.read(lambda tx: inbox.waiting(tx, bot))
    return [(one.raw["update_id"], one.attempts) for one in found]


async def test_an_update_is_kept_once_in_the_order_of_its_arrival(ground: Ground) -> None:
    assert len(await add(ground, 5, 6)) == 2
    assert len(await add(ground, 6, 7, 7, 3)) == 2  # numbers may jump back after a silent week
    assert len(await add(ground, 5, bot=2)) == 1
    assert [number for number, _ in await waiting(ground)] == [5, 6, 7, 3]
    assert [number for number, _ in await waiting(ground, bot=2)] == [5]


async def test_an_update_is_handled_once_and_its_words_are_not_kept(ground: Ground) -> None:
    (seq,) = await add(ground, 5)
    assert await ground.store.write(lambda tx: inbox.done(tx, seq, NOW)) is True
    assert await ground.store.write(lambda tx: inbox.done(tx, seq, NOW)) is False
    assert await ground.raw("SELECT state, raw FROM inbox") == [("done", None)]
    assert await add(ground, 5) == [], "Telegram may repeat it"


async def test_an_update_that_fails_is_set_aside_and_can_be_tried_again(ground: Ground) -> None:
    (seq,) = await add(ground, 5)
    await ground.store.write(lambda tx: inbox.failed_once(tx, seq, "first"))
    assert await waiting(ground) == [(5, 1)]
    await ground.store.write(lambda tx: inbox.set_aside(tx, seq, "second", NOW))
    assert await waiting(ground) == []
    (aside,) = await ground.store.read(inbox.failed)
    assert (aside.update_id, aside.attempts, aside.error) == (5, 2, "second")
    assert "字" in aside.raw
    assert await ground.store.write(lambda tx: inbox.done(tx, seq, NOW)) is False
    assert await ground.store.write(lambda tx: inbox.again(tx, seq)) is True
    assert await ground.store.write(lambda tx: inbox.again(tx, seq)) is False
    assert await waiting(ground) == [(5, 0)]
    assert await ground.store.read(inbox.count_waiting) == 1


async def test_only_handled_updates_are_forgotten(ground: Ground) -> None:
    done, failed, _waits = await add(ground, 1, 2, 3)
    await ground.store.write(lambda tx: inbox.done(tx, done, NOW))
    await ground.store.write(lambda tx: inbox.set_aside(tx, failed, "x", NOW))
    assert await ground.store.write(lambda tx: inbox.prune(tx, NOW)) == 0
    assert await ground.store.write(lambda tx: inbox.prune(tx, NOW + 1)) == 1
    assert await ground.raw("SELECT update_id FROM inbox ORDER BY seq") == [(2,), (3,)]


# --- timers ---


async def test_a_due_time_replaces_the_one_before_and_is_taken_once(ground: Ground) -> None:
    await ground.write(timers.set_, "deadline", 7, NOW + 5)
    await ground.write(timers.set_, "deadline", 7, NOW + 9)
    assert ground.heard == [TimerSet(NOW + 5), TimerSet(NOW + 9)]
    assert await ground.read(timers.due, NOW + 8) == []
    (due,) = await ground.read(timers.due, NOW + 9)
    assert due == Timer("deadline", 7, NOW + 9, 0)
    assert await ground.write(timers.take, replace(due, due_at=NOW + 5)) is False, "it was set anew meanwhile"
    assert await ground.write(timers.take, due) is True
    assert await ground.write(timers.take, due) is False


async def test_the_earliest_comes_first(ground: Ground) -> None:
    assert await ground.read(timers.next_due) is None
    for subject, at in ((1, 30), (2, 10), (3, 20)):
        await ground.write(timers.set_, "deadline", subject, at)
    assert await ground.read(timers.next_due) == 10
    assert [timer.subject for timer in await ground.read(timers.due, 25)] == [2, 3]
    assert [timer.subject for timer in await ground.read(timers.due, 25, 1)] == [2]
    await ground.write(timers.clear, "deadline", 2)
    assert await ground.read(timers.next_due) == 20


async def test_a_job_that_was_missed_keeps_its_time(ground: Ground) -> None:
    await ground.write(timers.set_once, "job.board", 0, 10)
    await ground.write(timers.set_once, "job.board", 0, 99)
    assert await ground.read(timers.next_due) == 10


async def test_what_fails_is_due_again_and_counted(ground: Ground) -> None:
    await ground.write(timers.set_, "fetch", 1, 10)
    (due,) = await ground.read(timers.due, 10)
    await ground.write(timers.failed, due, 60, "no line")
    assert await ground.read(timers.due, 59) == []
    assert await ground.read(timers.due, 60) == [Timer("fetch", 1, 60, 1)]
    assert await ground.read(timers.failing) == [(Timer("fetch", 1, 60, 1), "no line")]
    await ground.write(timers.set_, "fetch", 1, 70)
    assert await ground.read(timers.failing) == []


# --- people, files, numbers ---


async def test_a_person_is_who_they_were(ground: Ground) -> None:
    assert await ground.write(people.appoint, 1, Appointment(Role.SECRETARY, None), NOW) is True
    assert await ground.write(people.appoint, 2, Appointment(Role.AUXILIARY, 3), NOW) is True
    assert await ground.write(people.appoint, 2, Appointment(Role.AUXILIARY, 3), NOW) is False
    assert await ground.write(people.appoint, 2, Appointment(Role.RESIDENT, 4), NOW) is True
    await ground.write(people.set_language, 2, "en")
    await ground.write(people.set_habit, 2, 3, "b", PUBLIC)
    found = await ground.read(people.by_user, 1_002)
    assert found == await ground.read(people.by_id, 2)
    assert (found.language, found.grid, found.building, found.category) == ("en", 3, "b", PUBLIC)
    appointed = (Appointment(Role.AUXILIARY, 3),)
    assert found.appointments == (*appointed, Appointment(Role.RESIDENT, 4))
    assert await ground.read(people.staff) == (
        await ground.read(people.by_id, 1),
        replace(found, appointments=appointed),
    )
    assert await ground.write(people.dismiss, 1, Appointment(Role.SECRETARY, None)) is True
    assert await ground.write(people.dismiss, 1, Appointment(Role.SECRETARY, None)) is False
    assert [p.person_id for p in await ground.read(people.staff)] == [2]


async def test_a_person_keeps_what_they_chose(ground: Ground) -> None:
    await ground.write(people.set_phone, 2, "13800000002")
    await ground.write(people.set_consent, 2, 3, NOW)
    await ground.write(people.set_plain, 2, plain=True)
    await ground.write(people.set_quiet, 2, 60, 120)
    found = await ground.read(people.by_id, 2)
    assert (found.phone, found.consent, found.plain, found.quiet) == ("13800000002", 3, True, (60, 120))


async def test_news_is_news_once(ground: Ground) -> None:
    assert await ground.write(people.set_reachable, 1_001, reachable=False) is False
    assert await ground.write(people.set_reachable, 1_001, reachable=True) is True
    assert await ground.write(people.set_reachable, 1_001, reachable=True) is False
    await ground.write(groups.bind, 1, -5, None, 1, NOW)
    assert await ground.write(groups.set_reachable, -5, reachable=False) is True
    assert await ground.write(groups.set_reachable, -5, reachable=False) is False


async def test_a_chat_serves_the_grid_to_which_it_was_bound_last(ground: Ground) -> None:
    await ground.write(groups.bind, 1, -5, None, 1, NOW)
    await ground.write(groups.bind, 2, -5, 9, 1, NOW)
    assert await ground.read(groups.of_grid, 1) is None
    group = await ground.read(groups.of_grid, 2)
    assert (group.chat_id, group.thread, group.reachable) == (-5, 9, True)
    await ground.write(groups.bind, 2, -6, None, 1, NOW)
    assert await ground.read(groups.in_chat, -5) is None


async def test_a_file_is_a_cases_once_for_each_purpose(ground: Ground) -> None:
    known = await ground.case()
    voice = photo(2, MediaKind.VOICE)
    first = await ground.write(media.add, known.case_id, 3, Purpose.REPORT, photo(1, album="a"), NOW)
    assert await ground.write(media.add, known.case_id, 3, Purpose.REPORT, photo(1), NOW) is None
    assert await ground.write(media.add, known.case_id, 3, Purpose.COMPLETION, photo(1), NOW) is not None
    assert await ground.write(media.add, known.case_id, 3, Purpose.REPORT, voice, NOW) is not None
    found = await ground.read(media.of_case, known.case_id)
    assert [(m.purpose, m.attachment.kind) for m in found] == [
        (Purpose.REPORT, MediaKind.PHOTO),
        (Purpose.COMPLETION, MediaKind.PHOTO),
        (Purpose.REPORT, MediaKind.VOICE),
    ]
    assert found[0].attachment.album == "a"
    await ground.write(media.stored, first, "f" * 64, 9)
    await ground.write(media.lost, first)
    assert (await ground.read(media.by_id, first)).sha256 == "f" * 64, "what lies in the store is not lost"
    await ground.write(media.lost, found[1].media_id)
    assert (await ground.read(media.by_id, found[1].media_id)).sha256 is None


async def test_numbers_have_neither_gap_nor_double(ground: Ground) -> None:
    async def fails(tx: Any, community: int) -> None:
        await next_number(tx, community, "x")
        raise ValueError("no")

    works = [ground.write(next_number, "x") if n % 3 else ground.write(fails) for n in range(30)]
    outcomes = await asyncio.gather(*works, return_exceptions=True)
    assert [n for n in outcomes if isinstance(n, int)] == list(range(1, 21))
    assert await ground.write(next_number, "y") == 1
