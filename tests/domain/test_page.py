"""Whom a page calls next: a table of nights, and what holds on every night."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.page import (
    LADDERS,
    LAST_EVERY_MS,
    LAST_TIMES,
    STEP_MS,
    Call,
    Matter,
    Page,
    Rung,
    State,
    Step,
    Taken,
    next_step,
    unsettled,
)

NOW = 1_800_000_000_000
G1, G2, BOTH = ("g1",), ("g2",), ("g1", "g2")
PAGE = Page(1, Matter.WARNING, 7, 1, (), False, True, State.OPEN, NOW, G1)
TWO = replace(PAGE, posts=BOTH)


def call(
    person: int,
    rung: Rung = Rung.DUTY,
    posts: tuple[str, ...] = G1,
    *,
    whole: bool = False,
    answered: bool = False,
    lost_at: int | None = None,
    relieved: bool = False,
) -> Call:
    return Call(person, rung, posts, NOW, whole, NOW + 1 if answered else None, lost_at, NOW if relieved else None)


def taken(*rungs: Rung, post: str = "g1") -> list[Taken]:
    return [Taken(post, rung, 1, NOW + n * STEP_MS) for n, rung in enumerate(rungs)]


@pytest.mark.parametrize("matter", list(Matter))
def test_the_first_rung_is_taken_at_once(matter: Matter) -> None:
    page = replace(TWO, matter=matter)
    assert next_step(page, [], []) == Step(LADDERS[matter][0][0], 1, NOW, BOTH)


@pytest.mark.parametrize(
    ("page", "minutes"),
    [
        (PAGE, [("duty", 0), ("again", 3), ("reserve", 6), ("head", 9), ("secretary", 12)]),
        (
            replace(PAGE, matter=Matter.HELP),
            [("officer", 0), ("again", 3), ("leader", 3), ("reserve", 6), ("head", 9), ("secretary", 12)],
        ),
        (replace(PAGE, matter=Matter.EMPTY), [("secretary", 0), ("again", 3), ("deputies", 6)]),
        (replace(PAGE, manned=False), [("secretary", 0), ("again", 3), ("head", 6)]),
    ],
)
def test_without_an_answer_one_rung_follows_the_other(page: Page, minutes: list[tuple[str, int]]) -> None:
    known, calls = list[Taken](), list[Call]()
    for name, after in minutes:
        step = next_step(page, calls, known)
        assert step == Step(Rung(name), 1, NOW + after * 60_000, G1)
        known.append(Taken("g1", step.rung, 1, step.at))
        calls.append(Call(len(calls), step.rung, G1, step.at))
    last = known[-1].at
    for nth in range(1, LAST_TIMES + 1):
        step = next_step(page, calls, known)
        assert step == Step(Rung.LAST, nth, last + nth * LAST_EVERY_MS, G1)
        known.append(Taken("g1", step.rung, nth, step.at))
    assert next_step(page, calls, known) is None


@pytest.mark.parametrize(
    ("calls", "step"),
    [
        ([call(1, lost_at=NOW)], Step(Rung.RESERVE, 1, NOW, G1)),
        ([call(1, lost_at=NOW + 50_000)], Step(Rung.RESERVE, 1, NOW + 50_000, G1)),
        ([], Step(Rung.RESERVE, 1, NOW, G1)),  # nobody has the post
        ([call(1, lost_at=NOW), call(2, posts=(), whole=True)], Step(Rung.RESERVE, 1, NOW, G1)),  # a leader there is
        ([call(2, whole=True)], Step(Rung.AGAIN, 1, NOW + STEP_MS, G1)),  # it is the leader's
        ([call(1, lost_at=NOW), call(3)], Step(Rung.AGAIN, 1, NOW + STEP_MS, G1)),  # a doubled post
        ([call(1, relieved=True), call(3, Rung.RELIEF)], Step(Rung.AGAIN, 1, NOW + STEP_MS, G1)),
        ([call(1, relieved=True), call(3, Rung.RELIEF, lost_at=NOW + 9)], Step(Rung.RESERVE, 1, NOW + 9, G1)),
    ],
)
def test_who_cannot_be_reached_holds_nobody_up(calls: list[Call], step: Step) -> None:
    assert next_step(PAGE, calls, taken(Rung.DUTY)) == step


def test_who_is_lost_later_gives_the_next_one_their_full_time() -> None:
    calls = [call(1), call(2, Rung.RESERVE, lost_at=NOW + 2 * STEP_MS + 7)]
    known = taken(Rung.DUTY, Rung.AGAIN, Rung.RESERVE)
    assert next_step(PAGE, calls, known) == Step(Rung.HEAD, 1, NOW + 2 * STEP_MS + 7, G1)
    known.append(Taken("g1", Rung.HEAD, 1, NOW + 2 * STEP_MS + 7))
    calls.append(call(3, Rung.HEAD))
    assert next_step(PAGE, calls, known) == Step(Rung.SECRETARY, 1, NOW + 3 * STEP_MS + 7, G1)


def test_each_post_climbs_for_itself() -> None:
    calls = [call(1, lost_at=NOW), call(2, posts=G2)]
    known = [*taken(Rung.DUTY), *taken(Rung.DUTY, post="g2")]
    assert next_step(TWO, calls, known) == Step(Rung.RESERVE, 1, NOW, G1)
    known.append(Taken("g1", Rung.RESERVE, 1, NOW))
    calls.append(call(3, Rung.RESERVE, answered=True))
    assert next_step(TWO, calls, known) == Step(Rung.AGAIN, 1, NOW + STEP_MS, G2)


@pytest.mark.parametrize(
    ("calls", "left"),
    [
        ([call(1), call(2, posts=G2)], BOTH),
        ([call(1, answered=True), call(2, posts=G2)], G2),
        ([call(1), call(2, posts=(), whole=True, answered=True)], ()),  # the leader has it
        ([call(1, posts=BOTH, answered=True)], ()),  # one person at two posts
        ([call(1), call(2, posts=G2), call(3, Rung.RESERVE, posts=G1, answered=True)], G2),
        ([call(5, Rung.ASIDE, posts=(), answered=True)], BOTH),
        ([], BOTH),
    ],
)
def test_what_has_still_to_be_answered_for(calls: list[Call], left: tuple[str, ...]) -> None:
    assert unsettled(TWO, calls) == left


@pytest.mark.parametrize("state", [State.OVER, State.ANSWERED, State.UNANSWERED])
def test_where_nobody_waits_nobody_is_called_next(state: State) -> None:
    assert next_step(replace(PAGE, state=state), [call(1)], taken(Rung.DUTY)) is None


def test_a_plain_notice_is_told_once_and_has_no_ladder() -> None:
    page = replace(PAGE, quick=False)
    assert next_step(page, [], []) == Step(Rung.DUTY, 1, NOW, G1)
    assert next_step(page, [call(1)], taken(Rung.DUTY)) is None
    assert next_step(page, [call(1, lost_at=NOW)], taken(Rung.DUTY)) is None


# --- what holds on every night ---


@dataclass(frozen=True)
class Sleeper:
    """Somebody who can be called: for which posts on which rung, how long until they answer, and when they are lost."""

    person: int
    rung: Rung
    posts: tuple[str, ...]
    whole: bool
    answers_ms: int | None
    lost_ms: int | None


@dataclass
class Night:
    """A page on a night: what was done, and what happens between two looks of the program."""

    page: Page
    sleepers: list[Sleeper]
    calls: dict[tuple[int, Rung], Call] = field(default_factory=dict)
    known: list[Taken] = field(default_factory=list)
    messages: list[tuple[int, Rung]] = field(default_factory=list)
    at: int = NOW

    def pass_to(self, now: int) -> None:
        """Who answers or is lost by then."""
        self.at = now
        for (number, rung), one in self.calls.items():
            sleeper = next(s for s in self.sleepers if (s.person, s.rung) == (number, rung))
            if sleeper.lost_ms is not None and NOW + sleeper.lost_ms <= now and one.waits:
                one = replace(one, lost_at=now)
            if sleeper.answers_ms is not None and one.called_at + sleeper.answers_ms <= now and one.waits:
                one = replace(one, answered_at=now)
            self.calls[number, rung] = one

    def climb(self) -> None:
        """Take all that is due, as the program does."""
        while (step := next_step(self.page, [*self.calls.values()], self.known)) and step.at <= self.at:
            left = unsettled(self.page, [*self.calls.values()])
            assert left and set(step.posts) <= set(left), "nobody is called for what is settled"
            for post in step.posts:
                assert (post, step.rung, step.nth) not in {(one.post, one.rung, one.nth) for one in self.known}
                at = self.at if step.rung is Rung.LAST else step.at
                self.known.append(Taken(post, step.rung, step.nth, at))
            self._ask(step)

    def _ask(self, step: Step) -> None:
        for one in self.sleepers:
            posts = tuple(post for post in one.posts if post in step.posts)
            if one.rung is not step.rung or not (posts or one.whole):
                continue
            known = self.calls.get((one.person, one.rung))
            if known is None:
                lost = one.lost_ms is not None and NOW + one.lost_ms <= self.at
                made = Call(one.person, one.rung, posts, self.at, one.whole, lost_at=self.at if lost else None)
                self.calls[one.person, one.rung] = made
                self.messages += [] if lost else [(one.person, one.rung)]
            elif known.answered_at is None:
                self.calls[one.person, one.rung] = replace(known, posts=tuple({*known.posts, *posts}))


_ms = st.none() | st.integers(0, 40 * 60_000)


@st.composite
def nights(draw: st.DrawFn) -> Night:
    posts = tuple(f"g{n}" for n in range(1, draw(st.integers(1, 3)) + 1))
    must_all, manned = draw(st.booleans()), draw(st.booleans())
    matter = draw(st.sampled_from([Matter.WARNING, Matter.HELP]))
    page = replace(PAGE, matter=matter, posts=posts, must_all=must_all, manned=manned)
    sleepers = []
    for rung in {rung for rung, _ in page.ladder} - {Rung.AGAIN}:
        for person in draw(st.sets(st.integers(1, 5), max_size=3)):
            mine = tuple(draw(st.sets(st.sampled_from(posts), max_size=len(posts))))
            whole = not must_all and draw(st.booleans())
            sleepers.append(Sleeper(person, rung, mine, whole, draw(_ms), draw(_ms)))
    return Night(page, sleepers)


@given(nights(), st.lists(st.integers(0, 25 * 60_000), max_size=60))
def test_on_every_night_somebody_is_next_until_somebody_has_it(night: Night, winds: list[int]) -> None:
    """However long the program sleeps between two looks, and whoever answers or is lost meanwhile."""
    night.climb()
    for wind in [*winds, *[30 * 60_000] * (LAST_TIMES + 8)]:
        night.pass_to(night.at + wind)
        night.climb()
        step, left = (
            next_step(night.page, [*night.calls.values()], night.known),
            unsettled(night.page, [*night.calls.values()]),
        )
        done = [post for post in left if sum(o.post == post and o.rung is Rung.LAST for o in night.known) >= LAST_TIMES]
        assert (step is None) == (len(done) == len(left)), "somebody is next while somebody has to answer"
        assert step is None or night.at < step.at <= night.at + LAST_EVERY_MS
    assert len(set(night.messages)) == len(night.messages), "a person has one message of each rung at most"
    for post in night.page.posts:
        heights = [one.at for one in night.known if one.post == post and one.rung is not Rung.LAST]
        assert heights == sorted(heights), "the rungs are taken in their order"
