"""What each act needs beside the right state, and what it makes of a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import case as rules
from bot.domain import pause
from bot.domain.case import Act, Outcome, State
from bot.domain.person import Role
from bot.errors import Refused, Stale
from tests.domain.loops import HOUR, SECRETARY, WORKER, standing
from tests.made import NOW, case, person

HEAD = person(3, Role.GRID_HEAD)


@pytest.mark.parametrize(("seen", "refused"), [(None, False), (3, False), (2, True), (4, True), (0, True)])
def test_a_button_of_another_version_does_nothing(seen: int | None, refused: bool) -> None:
    known = case(State.ASSIGNED, version=3)
    if refused:
        with pytest.raises(Stale):
            rules.check(known, Act.ACCEPT, seen)
    else:
        rules.check(known, Act.ACCEPT, seen)


def test_the_deadline_runs_from_the_opening() -> None:
    opened = rules.open_(case(State.REPORTED), NOW + 60_000, NOW + 3_660_000)
    assert opened.due_at == NOW + 60_000 + 3_600_000


def test_a_clock_that_goes_back_does_not_take_a_case_with_it() -> None:
    assert rules.accept(case(State.ASSIGNED), NOW - 1_000).changed_at == NOW


@pytest.mark.parametrize("roles", [(), (Role.RESIDENT,), (Role.SECRETARY,)])
def test_a_case_goes_to_workers_only(roles: tuple[Role, ...]) -> None:
    for team in ([person(3, *roles)], [WORKER, person(3, *roles)]):
        with pytest.raises(Refused) as refused:
            rules.assign(case(State.OPENED), team, NOW)
        assert refused.value.code == "case.no_worker"
        assert not isinstance(refused.value, Stale)


def test_the_first_leads_and_nobody_is_named_twice() -> None:
    given = rules.assign(standing(State.OPENED), [HEAD, WORKER, HEAD, WORKER], NOW, NOW + HOUR)
    assert (given.lead, given.helpers, given.team) == (3, (2,), (3, 2))
    assert (given.due_at, given.assigned_at) == (NOW + HOUR, NOW)
    assert rules.assign(standing(State.OPENED), [HEAD], NOW).due_at == standing(State.OPENED).due_at


@pytest.mark.parametrize("photos", [0, -1])
def test_feedback_needs_a_photo(photos: int) -> None:
    with pytest.raises(Refused) as refused:
        rules.feed_back(case(State.HANDLING), "done", photos, NOW)
    assert refused.value.code == "case.photo_required"


@pytest.mark.parametrize("verdict", [rules.verify, rules.send_back])
def test_who_handles_does_not_verify(verdict: object) -> None:
    assert callable(verdict)
    both = person(2, Role.SECRETARY, Role.GRID_HEAD)
    for known in (case(State.FED_BACK, lead=2), case(State.FED_BACK, lead=3, helpers=(7, 2))):
        with pytest.raises(Refused) as refused:
            verdict(known, both, NOW)
        assert refused.value.code == "case.own_work"
    assert verdict(case(State.FED_BACK, lead=3), both, NOW).version == 2


def test_a_look_on_site_comes_before_the_verifying() -> None:
    known = rules.feed_back(case(State.HANDLING), None, 1, NOW, checker=6)
    with pytest.raises(Refused) as refused:
        rules.verify(known, SECRETARY, NOW)
    assert refused.value.code == "case.check_first"
    for good in (True, False):
        looked = rules.report_check(known, good, NOW)
        assert looked.checked is good and rules.verify(looked, SECRETARY, NOW).state is State.VERIFIED
        for again in (rules.report_check, rules.waive_check):
            with pytest.raises(Stale):
                again(looked, NOW) if again is rules.waive_check else rules.report_check(looked, good, NOW)
    assert rules.verify(rules.waive_check(known, NOW), SECRETARY, NOW).state is State.VERIFIED
    back = rules.send_back(rules.report_check(known, False, NOW), SECRETARY, NOW)
    assert (back.state, back.checker, back.checked) == (State.HANDLING, None, None)


def test_a_deadline_is_only_put_off() -> None:
    known = standing(State.HANDLING, due_at=NOW + HOUR)
    for due_at in (NOW + HOUR, NOW, NOW - 1):
        with pytest.raises(Refused) as refused:
            rules.extend(known, NOW, due_at)
        assert refused.value.code == "case.not_later"
    with pytest.raises(Refused):
        rules.extend(standing(State.HANDLING, due_at=NOW - HOUR), NOW, NOW - 1)
    assert rules.extend(rules.extend(known, NOW, NOW + 2 * HOUR), NOW, NOW + 3 * HOUR).extensions == 2


@pytest.mark.parametrize("act", [Act.NEED_INFO, Act.REFER, Act.PARK])
def test_a_pause_ends_in_the_future(act: Act) -> None:
    known = standing(State.ACCEPTED)
    with pytest.raises(Refused) as refused:
        pause.pause(known, act, NOW, NOW, "城管")
    assert refused.value.code == "case.past"
    paused = pause.pause(known, act, NOW, NOW + HOUR, "城管" if act is Act.REFER else None)
    assert (paused.resumes, paused.paused_at, paused.return_at) == (State.ACCEPTED, NOW, NOW + HOUR)
    assert pause.wait_longer(paused, NOW, NOW + 2 * HOUR).return_at == NOW + 2 * HOUR
    with pytest.raises(Refused):
        pause.wait_longer(paused, NOW, NOW - 1)
    with pytest.raises(Stale):
        pause.wait_longer(known, NOW, NOW + HOUR)


def test_a_bounce_gains_no_time() -> None:
    known = standing(State.HANDLING, helpers=(7,), assigned_at=NOW)
    bounced = rules.bounce(known, NOW + HOUR)
    assert (bounced.due_at, bounced.lead, bounced.helpers, bounced.bounces) == (known.due_at, None, (), 1)


def test_a_case_is_merged_into_an_open_other_one() -> None:
    known = standing(State.OPENED)
    for target in (known, case(State.CLOSED, number=9), case(State.MERGED, number=9, same_as=3)):
        with pytest.raises(Refused) as refused:
            rules.merge(known, target, NOW)
        assert refused.value.code == "case.no_target"
    assert rules.merge(known, case(number=9), NOW).same_as == 9


@pytest.mark.parametrize(("parts", "good"), [(0, False), (1, False), (2, True), (10, True), (11, False)])
def test_a_case_is_split_into_two_to_ten(parts: int, good: bool) -> None:
    if good:
        assert rules.split(standing(State.OPENED), parts, NOW).state is State.SPLIT
    else:
        with pytest.raises(Refused):
            rules.split(standing(State.OPENED), parts, NOW)


def test_who_handled_it_does_not_open_it_again() -> None:
    closed = standing(State.CLOSED, lead=2, helpers=(4,), outcome=Outcome.SOLVED)
    for number in (2, 4):
        with pytest.raises(Refused) as refused:
            rules.reopen(closed, person(number, Role.SECRETARY), NOW, NOW + HOUR)
        assert refused.value.code == "case.own_work"
    opened = rules.reopen(closed, SECRETARY, NOW, NOW + HOUR)
    assert (opened.lead, opened.helpers, opened.closed_at, opened.outcome) == (None, (), None, None)
    assert (opened.due_at, opened.reopened) == (NOW + HOUR, 1)


def test_an_undone_tap_keeps_what_was_added_meanwhile() -> None:
    before = standing(State.VERIFIED, text="one", version=4)
    closed = rules.close(before, NOW + 5)
    undone = rules.undo(replace(closed, text="one\ntwo"), before, NOW + 10)
    assert (undone.state, undone.text, undone.version, undone.changed_at) == (State.VERIFIED, "one\ntwo", 6, NOW + 10)
    assert undone.closed_at is None and undone.outcome is None


def test_it_is_watched_over_once() -> None:
    watched = rules.supervise(standing(State.HANDLING), NOW)
    with pytest.raises(Stale):
        rules.supervise(watched, NOW)


def test_moved_on_is_said_before_what_is_missing() -> None:
    with pytest.raises(Stale):
        rules.feed_back(case(State.VERIFIED), None, 0, NOW)
    with pytest.raises(Stale):
        rules.verify(case(State.VERIFIED, lead=9), SECRETARY, NOW)
