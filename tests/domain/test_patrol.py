"""Which checkpoints belong to whom, and what is missing; what is due about who does not say that all is well."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.all_well import ANSWER_MS, Asked, Step, Word, next_at, step
from bot.domain.patrol import Checkpoint, PointKind, Round, missing, points_of, still_there
from bot.domain.roster import Post, PostKind

A, B, C = (Checkpoint(key, key, PointKind.DRAIN, grid) for key, grid in (("a", 1), ("b", 1), ("c", 2)))
LEADER, FIRST, SECOND = Post("leader", PostKind.LEADER), Post("g1", PostKind.GRID, 1), Post("g2", PostKind.GRID, 2)


@pytest.mark.parametrize(
    ("posts", "points"),
    [
        ((), ()),
        ((FIRST,), (A, B)),
        ((SECOND,), (C,)),
        ((FIRST, SECOND), (A, B, C)),
        ((LEADER,), (A, B, C)),
        ((Post("g9", PostKind.GRID, 9),), ()),
    ],
)
def test_whose_checkpoints_they_are(posts: tuple[Post, ...], points: tuple[Checkpoint, ...]) -> None:
    assert points_of((A, B, C), posts) == points


def test_what_is_missing_and_what_is_not_there_any_more() -> None:
    walk = Round(1, 2, "g1", ("b", "gone", "a"), 0)
    points = still_there(walk, {"a": A, "b": B, "c": C})
    assert points == (B, A), "in the order of the round"
    assert missing(points, {"b"}) == (A,) and missing(points, {"a", "b", "gone"}) == ()


ASKED = Asked(1, 2, 0)


@pytest.mark.parametrize(
    ("asked", "now", "reachable", "due"),
    [
        (ASKED, ANSWER_MS - 1, True, None),
        (ASKED, ANSWER_MS, True, Step.AGAIN),
        (ASKED, 0, False, Step.TELL),
        (replace(ASKED, again_at=ANSWER_MS), 2 * ANSWER_MS - 1, True, None),
        (replace(ASKED, again_at=ANSWER_MS), 2 * ANSWER_MS, True, Step.TELL),
        (replace(ASKED, again_at=ANSWER_MS, told_at=2 * ANSWER_MS), 9 * ANSWER_MS, True, None),
        (replace(ASKED, told_at=0), 9 * ANSWER_MS, False, None),
        (replace(ASKED, answered_at=1, word=Word.WELL), 9 * ANSWER_MS, True, None),
    ],
)
def test_what_is_due(asked: Asked, now: int, reachable: bool, due: Step | None) -> None:
    assert step(asked, now, reachable=reachable) is due


@given(st.lists(st.integers(1, 40 * 60_000), max_size=12), st.integers(0, 12))
def test_whatever_leaps_each_step_comes_once_and_in_order(leaps: list[int], answers_at: int) -> None:
    now, asked, done = 0, ASKED, list[Step]()
    for n, leap in enumerate(leaps):
        now += leap
        if n == answers_at:
            asked = replace(asked, answered_at=now, word=Word.WELL)
        due = step(asked, now, reachable=True)
        assert due is None or asked.waits
        if due is Step.AGAIN:
            asked = replace(asked, again_at=now)
        elif due is Step.TELL:
            asked = replace(asked, told_at=now)
        done += [due] if due else []
        at = next_at(asked)
        assert at is None or at > now, "what is due next lies ahead"
    assert done in ([], [Step.AGAIN], [Step.AGAIN, Step.TELL])
