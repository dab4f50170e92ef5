"""Whom a page calls next: a table of nights, and what holds on every night."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.page import (
    LADDER,
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
    is_settled,
    missing,
    next_step,
)

NOW = 1_800_000_000_000
PAGE = Page(1, Matter.WARNING, 7, 1, (), False, True, State.OPEN, NOW)


def call(person: int, rung: Rung = Rung.DUTY, *, reachable: bool = True, answered: bool = False) -> Call:
    return Call(person, rung, NOW, reachable, NOW + 1 if answered else None)


def taken(*rungs: Rung) -> list[Taken]:
    return [Taken(rung, 1, NOW + n * STEP_MS) for n, rung in enumerate(rungs)]


def test_who_is_on_duty_is_called_at_once() -> None:
    assert next_step(PAGE, [], []) == Step(Rung.DUTY, 1, NOW)


def test_without_an_answer_one_rung_follows_the_other() -> None:
    asked = [call(1)]
    people = {Rung.RESERVE: 2, Rung.HEAD: 3, Rung.SECRETARY: 4}
    for done in range(1, len(LADDER)):
        known = taken(*LADDER[:done])
        assert next_step(PAGE, asked, known) == Step(LADDER[done], 1, known[-1].at + STEP_MS)
        asked += [call(people[LADDER[done]], LADDER[done])] if LADDER[done] in people else []


def test_above_the_last_everybody_is_called_again_but_not_for_ever() -> None:
    known = taken(*LADDER)
    asked = [call(1), call(4, Rung.SECRETARY)]
    for nth in range(1, LAST_TIMES + 1):
        step = next_step(PAGE, asked, known)
        assert step == Step(Rung.LAST, nth, known[-1].at + LAST_EVERY_MS)
        known.append(Taken(step.rung, nth, step.at))
    assert next_step(PAGE, asked, known) is None


@pytest.mark.parametrize("must_all", [False, True])
def test_who_cannot_be_reached_holds_nobody_up(must_all: bool) -> None:
    page = replace(PAGE, must_all=must_all)
    assert next_step(page, [call(1, reachable=False)], taken(Rung.DUTY)) == Step(Rung.RESERVE, 1, NOW)
    gone = [call(1, reachable=False), call(2, Rung.RESERVE, reachable=False)]
    known = [Taken(Rung.DUTY, 1, NOW), Taken(Rung.RESERVE, 1, NOW)]
    assert next_step(page, gone, known) == Step(Rung.HEAD, 1, NOW)


def test_one_of_two_who_cannot_be_reached_matters_where_all_must_answer() -> None:
    asked = [call(1), call(2, reachable=False)]
    assert next_step(PAGE, asked, taken(Rung.DUTY)) == Step(Rung.AGAIN, 1, NOW + STEP_MS)
    assert next_step(replace(PAGE, must_all=True), asked, taken(Rung.DUTY)) == Step(Rung.RESERVE, 1, NOW)
    later = [*asked, call(3, Rung.RESERVE)]
    known = [Taken(Rung.DUTY, 1, NOW), Taken(Rung.RESERVE, 1, NOW)]
    assert next_step(replace(PAGE, must_all=True), later, known) == Step(Rung.AGAIN, 1, NOW + STEP_MS)


@pytest.mark.parametrize(
    ("must_all", "calls", "settled"),
    [
        (False, [call(1), call(2)], False),
        (False, [call(1), call(2, answered=True)], True),
        (True, [call(1), call(2, answered=True)], False),
        (True, [call(1, answered=True), call(2, answered=True)], True),
        (True, [call(1), call(2), call(3, Rung.RESERVE, answered=True)], True),
        (True, [], False),
        (False, [call(5, Rung.ASIDE, answered=True)], True),
    ],
)
def test_when_nobody_else_has_to_be_called(must_all: bool, calls: list[Call], settled: bool) -> None:
    page = replace(PAGE, must_all=must_all)
    assert is_settled(page, calls) is settled
    assert settled is False or next_step(page, calls, taken(Rung.DUTY)) is None


def test_who_is_missing_is_on_duty_and_silent() -> None:
    calls = [call(1), call(2, answered=True), call(3, Rung.RESERVE), call(4, reachable=False)]
    assert [one.person for one in missing(calls)] == [1, 4]


@pytest.mark.parametrize("page", [replace(PAGE, state=State.OVER), replace(PAGE, quick=False)])
def test_where_nobody_waits_nobody_is_called_next(page: Page) -> None:
    assert next_step(page, [call(1)], taken(Rung.DUTY)) is None


@given(
    st.booleans(),
    st.lists(st.tuples(st.booleans(), st.integers(0, 30)), min_size=1, max_size=4),
    st.dictionaries(st.sampled_from(LADDER[2:]), st.tuples(st.booleans(), st.integers(0, 30)), max_size=3),
)
def test_on_every_night_somebody_is_next_until_somebody_has_it(
    must_all: bool, on_duty: list[tuple[bool, int]], above: dict[Rung, tuple[bool, int]]
) -> None:
    """People answer so many minutes after they were called, or never (over 20): each rung is taken once, in time."""
    page, calls, known, now = replace(PAGE, must_all=must_all), list[Call](), list[Taken](), NOW
    answers: dict[int, int] = {}
    for _ in range(len(LADDER) + LAST_TIMES + 10):
        step = next_step(page, _at(calls, answers, now), known)
        if step is None:
            break
        if any(now < at <= step.at for at in answers.values()):  # somebody answers before that
            now = min(at for at in answers.values() if now < at <= step.at)
            continue
        assert step.at >= now and (step.rung, step.nth) not in {(one.rung, one.nth) for one in known}
        assert step.at - now <= max(STEP_MS, LAST_EVERY_MS)
        now = step.at
        known.append(Taken(step.rung, step.nth, step.at))
        people = on_duty if step.rung is Rung.DUTY else [above[step.rung]] if step.rung in above else []
        for reachable, minutes in people:
            calls.append(Call(len(calls), step.rung, now, reachable))
            if reachable and minutes <= 20:
                answers[len(calls) - 1] = now + minutes * 60_000 + 1
    seen = _at(calls, answers, now)
    done = is_settled(page, seen) or [one.rung for one in known].count(Rung.LAST) == LAST_TIMES
    assert done or any(at > now for at in answers.values())


def _at(calls: list[Call], answers: dict[int, int], now: int) -> list[Call]:
    return [replace(one, answered_at=at) if (at := answers.get(one.person, now + 1)) <= now else one for one in calls]
