"""The loop's table: every act in every state, and what no sequence of acts can break."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain import case as rules
from bot.domain import pause
from bot.domain.case import ARROWS, Act, Case, State
from bot.domain.loop import ENDED, IN_HAND, LED, PAUSED, STEPS, UNDER_WAY, UNDOABLE, Whither, due_acts, step_of
from bot.domain.person import Person, Role
from bot.errors import Refused, Stale
from tests.domain.loops import BACK, DO, HOUR, LEGAL, standing
from tests.made import NOW, case, person

#: The six steps of domain.md; the ends that are no solution belong to the last, paused cases are where they were.
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
    (6, State.REJECTED),
    (6, State.MERGED),
    (6, State.SPLIT),
]


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", State)
def test_an_act_moves_a_case_where_the_table_says_or_nowhere(state: State, act: Act) -> None:
    before = standing(state, version=4)
    if (state, act) not in LEGAL:
        with pytest.raises(Stale) as stale:
            DO[act](before, NOW + 5)
        assert stale.value.code == "case.moved_on"
        assert stale.value.data == {"number": before.case_id, "state": state}
        return
    after = DO[act](before, NOW + 5)
    assert (after.state, after.version, after.changed_at) == (LEGAL[state, act], 5, NOW + 5)


def test_the_tables_are_whole() -> None:
    assert set(DO) == set(Act) == set(ARROWS)
    assert {(state, act) for act, arrow in ARROWS.items() for state in arrow.before} == set(LEGAL)
    for (state, act), after in LEGAL.items():
        arrow = ARROWS[act].after
        assert after == (arrow if isinstance(arrow, State) else {Whither.STAY: state, Whither.BACK: BACK}[arrow])
        assert act in due_acts(state)
    assert {state: step for step, state in SIX} | dict.fromkeys(PAUSED, 2) == STEPS
    assert {act for act in Act if ARROWS[act].after not in PAUSED} >= UNDOABLE


@pytest.mark.parametrize("state", State)
def test_the_groups_of_states(state: State) -> None:
    assert (state in ENDED) == (state in {State.CLOSED, State.ARCHIVED, State.REJECTED, State.MERGED, State.SPLIT})
    assert (state in PAUSED) == (state in {State.NEED_INFO, State.REFERRED, State.PARKED})
    assert (state in IN_HAND) == (state in {State.ASSIGNED, State.ACCEPTED, State.HANDLING})
    assert (state in UNDER_WAY) == (state is State.OPENED or state in IN_HAND)
    assert (state in LED) == (state in IN_HAND or state in {State.FED_BACK, State.VERIFIED})
    assert standing(state).is_open == (state not in ENDED) and standing(state).is_paused == (state in PAUSED)


def test_what_a_department_has_handled_is_verified_and_sent_back_to_nobody() -> None:
    nobody = standing(State.REFERRED, lead=None, resumes=State.OPENED)
    done = pause.deliver(nobody, NOW + 1, NOW + HOUR)
    assert (done.state, done.handled_by, done.referred_to, done.team) == (State.FED_BACK, "城管", None, ())
    assert (done.resumes, done.paused_at, done.return_at, done.due_at) == (None, None, None, NOW + HOUR)
    their_own = person(8, Role.DEPUTY, Role.LIAISON)
    liaison = dataclasses.replace(
        their_own, appointments=tuple(dataclasses.replace(one, unit="城管") for one in their_own.appointments)
    )
    for act in (rules.verify, rules.send_back):
        with pytest.raises(Refused, match="own_work"):
            act(done, liaison, NOW + 2)
    director = person(9, Role.SECRETARY)
    back = rules.send_back(done, director, NOW + 2)
    assert (back.state, back.lead, back.handled_by) == (State.OPENED, None, None)
    closed = rules.close(rules.verify(done, director, NOW + 2), NOW + 3)
    assert (closed.state, closed.handled_by) == (State.CLOSED, "城管")
    with pytest.raises(Refused, match="own_work"):
        rules.reopen(closed, liaison, NOW + 4, NOW + HOUR)
    assert rules.reopen(closed, director, NOW + 4, NOW + HOUR).handled_by is None
    with pytest.raises(Stale):
        pause.deliver(standing(State.REFERRED), NOW + 1, NOW + HOUR)


def test_every_open_state_has_a_way_on_and_every_state_but_the_last_one_out() -> None:
    for state in State:
        onward = [act for act in due_acts(state) if ARROWS[act].after is not Whither.STAY and act is not Act.UNDO]
        assert onward, state


@pytest.mark.parametrize("state", sorted(PAUSED))
@pytest.mark.parametrize("before", sorted(UNDER_WAY))
def test_a_paused_case_shows_the_step_at_which_it_was(state: State, before: State) -> None:
    assert step_of(state, before) == standing(state, resumes=before).step == STEPS[before]


#: What an act may change besides the state, the version and the time.
OWN = {
    Act.OPEN: {"due_at"},
    Act.ASSIGN: {"lead", "assigned_at"},
    Act.FEED_BACK: {"feedback"},
    Act.CLOSE: {"closed_at", "outcome"},
    Act.BOUNCE: {"lead", "bounces"},
    Act.NEED_INFO: {"resumes", "paused_at", "return_at"},
    Act.REFER: {"resumes", "paused_at", "return_at", "referred_to"},
    Act.PARK: {"resumes", "paused_at", "return_at"},
    Act.INFORM: {"resumes", "paused_at", "return_at", "due_at"},
    Act.RETURN: {"resumes", "paused_at", "return_at", "referred_to", "due_at"},
    Act.DELIVER: {"resumes", "paused_at", "return_at", "referred_to", "due_at", "lead", "handled_by"},
    Act.UNPARK: {"resumes", "paused_at", "return_at", "due_at"},
    Act.EXTEND: {"due_at", "extensions"},
    Act.SUPERVISE: {"supervised_at"},
    Act.REJECT: {"closed_at"},
    Act.MERGE: {"closed_at", "same_as"},
    Act.SPLIT: {"closed_at"},
    Act.REOPEN: {"closed_at", "due_at", "lead", "reopened", "bounces", "extensions"},
    Act.UNDO: {"lead"},
}


@pytest.mark.parametrize("act", Act)
def test_an_act_changes_its_own_fields_only(act: Act) -> None:
    state = sorted(ARROWS[act].before)[0]
    before = standing(state, feedback=None, outcome=None, **({"due_at": None} if act is Act.OPEN else {}))
    after = DO[act](before, NOW + 5)
    changed = {f.name for f in dataclasses.fields(Case) if getattr(before, f.name) != getattr(after, f.name)}
    assert changed - {"state"} <= {"version", "changed_at", "state_at", "due_from"} | OWN.get(act, set())
    assert {"version", "changed_at"} <= changed


class Loop(RuleBasedStateMachine):
    """Anybody does anything at any time; a case never stands where the database would not have it."""

    @initialize()
    def report(self) -> None:
        self.case = case(State.REPORTED)
        self.moves = 0

    @rule(
        act=st.sampled_from(Act),
        who=st.builds(person, st.integers(1, 4), st.sampled_from(Role), st.sampled_from(Role)),
        helper=st.builds(person, st.integers(1, 4), st.sampled_from(Role)),
        photos=st.integers(0, 2),
        passed=st.integers(-10_000, 10_000),
        later=st.integers(-HOUR, HOUR),
        note=st.none() | st.text(max_size=3),
    )
    def act(
        self, act: Act, who: Person, helper: Person, photos: int, passed: int, later: int, note: str | None
    ) -> None:
        now = self.case.changed_at + passed
        do: dict[Act, Callable[[Case, int], Case]] = {
            **DO,
            Act.ASSIGN: lambda known, at: rules.assign(known, [who, helper], at, at + later),
            Act.FEED_BACK: lambda known, at: rules.feed_back(known, note, photos, at, who.person_id),
            Act.VERIFY: lambda known, at: rules.verify(known, who, at),
            Act.SEND_BACK: lambda known, at: rules.send_back(known, who, at),
            Act.DELIVER: lambda known, at: pause.deliver(known, at, at + HOUR, who.person_id),
            Act.PARK: lambda known, at: pause.pause(known, Act.PARK, at, at + later),
            Act.EXTEND: lambda known, at: rules.extend(known, at, at + later),
            Act.REOPEN: lambda known, at: rules.reopen(known, who, at, at + HOUR),
        }
        before = self.case
        try:
            self.case = do[act](before, now)
        except Refused:
            return
        self.moves += 1
        assert (before.state, act) in LEGAL
        assert (
            before.state in (State.FED_BACK, State.CLOSED, State.ARCHIVED, State.REJECTED)
            or act in (*(Act.UNDO, Act.BOUNCE),)
            or self.case.step >= before.step
        )

    @rule(good=st.booleans(), waive=st.booleans())
    def check(self, good: bool, waive: bool) -> None:
        before = self.case
        try:
            self.case = rules.waive_check(before, NOW) if waive else rules.report_check(before, good, NOW)
        except Refused:
            return
        self.moves += 1
        assert before.state is State.FED_BACK and before.checker is not None

    @invariant()
    def what_has_ended_and_only_that_has_an_end(self) -> None:
        assert (self.case.closed_at is not None) == (self.case.state in ENDED)

    @invariant()
    def somebody_has_what_is_in_hand(self) -> None:
        assert self.case.lead is not None or self.case.state not in LED or self.case.handled_by is not None
        assert self.case.lead is not None or self.case.state not in IN_HAND
        assert self.case.lead not in self.case.helpers

    @invariant()
    def what_is_paused_and_only_that_knows_the_way_back(self) -> None:
        known = {self.case.resumes is not None, self.case.paused_at is not None, self.case.return_at is not None}
        assert known == {self.case.state in PAUSED}
        assert self.case.resumes is None or self.case.resumes in UNDER_WAY
        assert self.case.state is not State.REFERRED or self.case.referred_to

    @invariant()
    def every_move_is_a_version(self) -> None:
        assert self.case.version == 1 + self.moves

    @invariant()
    def time_does_not_run_back(self) -> None:
        assert self.case.changed_at >= self.case.reported_at

    @invariant()
    def an_opened_case_has_a_deadline(self) -> None:
        assert self.case.due_at is not None or self.case.state is State.REPORTED

    @invariant()
    def who_found_something_was_sent(self) -> None:
        assert self.case.checked is None or self.case.checker is not None


TestLoop = Loop.TestCase
