"""The loop's table: every act in every state, and what no sequence of acts can break."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain import case as rules
from bot.domain.case import STEPS, TRANSITIONS, Act, Case, State
from bot.domain.person import Person, Role
from bot.errors import Refused, Stale
from tests.made import NOW, UNLED, case, person

#: The whole loop, by hand: whatever is not here is refused.
LEGAL = {
    (State.REPORTED, Act.OPEN): State.OPENED,
    (State.OPENED, Act.ASSIGN): State.ASSIGNED,
    (State.ASSIGNED, Act.ACCEPT): State.ACCEPTED,
    (State.ACCEPTED, Act.START): State.HANDLING,
    (State.HANDLING, Act.FEED_BACK): State.FED_BACK,
    (State.FED_BACK, Act.VERIFY): State.VERIFIED,
    (State.VERIFIED, Act.CLOSE): State.CLOSED,
    (State.CLOSED, Act.ARCHIVE): State.ARCHIVED,
}
#: The six steps of domain.md.
SIX = [
    (1, State.REPORTED),
    (2, State.OPENED),
    (3, State.ASSIGNED),
    (4, State.ACCEPTED),
    (4, State.HANDLING),
    (5, State.FED_BACK),
    (5, State.VERIFIED),
    (6, State.CLOSED),
    (6, State.ARCHIVED),
]
WORKER, SECRETARY = person(2, Role.FULL_TIME), person(9, Role.SECRETARY)
DO: dict[Act, Callable[[Case, int], Case]] = {
    Act.OPEN: lambda known, now: rules.open_(known, now, now + 1_000),
    Act.ASSIGN: lambda known, now: rules.assign(known, WORKER, now),
    Act.ACCEPT: rules.accept,
    Act.START: rules.start,
    Act.FEED_BACK: lambda known, now: rules.feed_back(known, "note", 1, now),
    Act.VERIFY: lambda known, now: rules.verify(known, SECRETARY, now),
    Act.CLOSE: rules.close,
    Act.ARCHIVE: rules.archive,
}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", State)
def test_an_act_moves_a_case_where_the_table_says_or_nowhere(state: State, act: Act) -> None:
    before = case(state, version=4)
    if (state, act) not in LEGAL:
        with pytest.raises(Stale) as stale:
            DO[act](before, NOW + 5)
        assert stale.value.code == "case.moved_on"
        assert stale.value.data == {"number": before.case_id, "state": state}
        return
    after = DO[act](before, NOW + 5)
    assert (after.state, after.version, after.changed_at) == (LEGAL[state, act], 5, NOW + 5)


def test_the_tables_are_whole() -> None:
    assert set(DO) == set(Act)
    assert {(before, act): after for act, (before, after) in TRANSITIONS.items()} == LEGAL
    assert {step: {s for n, s in SIX if n == step} for step in range(1, 7)} == {
        step: {state for state in State if case(state).step == step} for step in range(1, 7)
    }
    assert set(STEPS) == set(State)
    assert {State.CLOSED, State.ARCHIVED} == rules.ENDED


@pytest.mark.parametrize("act", Act)
def test_an_act_changes_its_own_fields_only(act: Act) -> None:
    own = {
        Act.OPEN: {"due_at"},
        Act.ASSIGN: {"lead"},
        Act.FEED_BACK: {"feedback"},
        Act.CLOSE: {"closed_at"},
    }
    before = case(TRANSITIONS[act][0], due_at=None, feedback=None)
    after = DO[act](before, NOW + 5)
    changed = {f.name for f in dataclasses.fields(Case) if getattr(before, f.name) != getattr(after, f.name)}
    assert changed == {"state", "version", "changed_at"} | own.get(act, set())


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
    assert (opened.due_at, opened.changed_at) == (NOW + 3_660_000, NOW + 60_000)


def test_a_clock_that_goes_back_does_not_take_a_case_with_it() -> None:
    assert rules.accept(case(State.ASSIGNED), NOW - 1_000).changed_at == NOW


@pytest.mark.parametrize("roles", [(), (Role.RESIDENT,), (Role.SECRETARY,)])
def test_a_case_goes_to_workers_only(roles: tuple[Role, ...]) -> None:
    with pytest.raises(Refused) as refused:
        rules.assign(case(State.OPENED), person(3, *roles), NOW)
    assert refused.value.code == "case.no_worker"
    assert not isinstance(refused.value, Stale)


@pytest.mark.parametrize("photos", [0, -1])
def test_feedback_needs_a_photo(photos: int) -> None:
    with pytest.raises(Refused) as refused:
        rules.feed_back(case(State.HANDLING), "done", photos, NOW)
    assert refused.value.code == "case.photo_required"


def test_the_one_who_handles_does_not_verify() -> None:
    both = person(2, Role.SECRETARY, Role.GRID_HEAD)
    with pytest.raises(Refused) as refused:
        rules.verify(case(State.FED_BACK, lead=2), both, NOW)
    assert refused.value.code == "case.own_work"
    assert rules.verify(case(State.FED_BACK, lead=3), both, NOW).state is State.VERIFIED


def test_moved_on_is_said_before_what_is_missing() -> None:
    with pytest.raises(Stale):
        rules.feed_back(case(State.VERIFIED), None, 0, NOW)
    with pytest.raises(Stale):
        rules.verify(case(State.VERIFIED, lead=9), SECRETARY, NOW)


class Loop(RuleBasedStateMachine):
    """Anybody does anything at any time; a case never stands where the database would not have it."""

    @initialize()
    def report(self) -> None:
        self.case = case(State.REPORTED)
        self.moves = 0
        self.past: list[State] = [State.REPORTED]

    @rule(
        act=st.sampled_from(Act),
        who=st.builds(person, st.integers(1, 4), st.sampled_from(Role), st.sampled_from(Role)),
        photos=st.integers(0, 2),
        passed=st.integers(-10_000, 10_000),
        note=st.none() | st.text(max_size=3),
    )
    def act(self, act: Act, who: Person, photos: int, passed: int, note: str | None) -> None:
        now = self.case.changed_at + passed
        do: dict[Act, Callable[[Case, int], Case]] = {
            **DO,
            Act.ASSIGN: lambda known, at: rules.assign(known, who, at),
            Act.FEED_BACK: lambda known, at: rules.feed_back(known, note, photos, at),
            Act.VERIFY: lambda known, at: rules.verify(known, who, at),
        }
        before = self.case
        try:
            self.case = do[act](before, now)
        except Refused:
            return
        self.moves += 1
        self.past.append(self.case.state)
        assert self.case.step >= before.step
        assert (before.state, act) in LEGAL

    @invariant()
    def closed_cases_and_only_they_have_an_end(self) -> None:
        assert (self.case.closed_at is not None) == (self.case.state in (State.CLOSED, State.ARCHIVED))

    @invariant()
    def somebody_has_it_from_the_assignment_on(self) -> None:
        assert (self.case.lead is None) == (self.case.state in UNLED)

    @invariant()
    def every_move_is_a_version(self) -> None:
        assert self.case.version == 1 + self.moves == len(self.past)
        assert len(set(self.past)) == len(self.past)

    @invariant()
    def time_does_not_run_back(self) -> None:
        assert self.case.changed_at >= self.case.reported_at

    @invariant()
    def an_opened_case_has_a_deadline(self) -> None:
        assert (self.case.due_at is None) == (self.case.state is State.REPORTED)


TestLoop = Loop.TestCase
