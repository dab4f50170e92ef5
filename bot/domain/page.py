"""A page: somebody on duty is called, and the next ones after them, until somebody says that they have it (收到).

Each post that has to be answered for climbs the ladder of its own: each rung is taken once, what stands above the last
one is called again every while, and whoever cannot be reached holds nobody up. Instants are milliseconds UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_MINUTE_MS = 60_000


class Matter(StrEnum):
    """What somebody is called for."""

    WARNING = "warning"  # a weather warning
    HELP = "help"  # a resident asks for help in a flood
    EMPTY = "empty"  # nobody stands on the roster (缺班)


class Rung(StrEnum):
    """As what somebody is called."""

    DUTY = "duty"  # they are on duty: the leader, and the posts of the grids
    OFFICER = "officer"  # the posts of the grids alone, before the leader
    AGAIN = "again"  # those who were called first, once more
    LEADER = "leader"  # 带班领导
    RESERVE = "reserve"  # 备班
    HEAD = "head"  # 网格长
    SECRETARY = "secretary"  # or who stands in
    DEPUTIES = "deputies"  # 副书记
    LAST = "last"  # who directs, and who stands on the last rung, over and over
    RELIEF = "relief"  # they came on duty while an answer was waited for
    ASIDE = "aside"  # nobody called them: they have seen it, and have it


STEP_MS = 3 * _MINUTE_MS
LAST_EVERY_MS, LAST_TIMES = 10 * _MINUTE_MS, 18

#: One row is one ladder from below: the rungs, and how long each waits for an answer to the one before it.
Ladder = tuple[tuple[Rung, int], ...]
LADDERS: dict[Matter, Ladder] = {
    Matter.WARNING: (
        (Rung.DUTY, 0),
        (Rung.AGAIN, STEP_MS),
        (Rung.RESERVE, STEP_MS),
        (Rung.HEAD, STEP_MS),
        (Rung.SECRETARY, STEP_MS),
    ),
    Matter.HELP: (
        (Rung.OFFICER, 0),
        (Rung.AGAIN, STEP_MS),
        (Rung.LEADER, 0),  # in need the leader is called together with the officer's second call
        (Rung.RESERVE, STEP_MS),
        (Rung.HEAD, STEP_MS),
        (Rung.SECRETARY, STEP_MS),
    ),
    Matter.EMPTY: ((Rung.SECRETARY, 0), (Rung.AGAIN, STEP_MS), (Rung.DEPUTIES, STEP_MS)),
}
#: Where nobody at all stands on the roster.
UNMANNED: Ladder = ((Rung.SECRETARY, 0), (Rung.AGAIN, STEP_MS), (Rung.HEAD, STEP_MS))


class State(StrEnum):
    """How a page stands."""

    OPEN = "open"  # somebody still has to answer
    ANSWERED = "answered"
    UNANSWERED = "unanswered"  # everybody was called as often as there is sense in it; an answer is still welcome
    OVER = "over"  # no answer is needed any more


@dataclass(frozen=True, slots=True)
class Page:
    """A page about one ``subject`` of a matter. ``run`` counts how often it began anew because the matter has grown.

    ``grids``: whom it concerns, empty for all; ``must_all``: everybody on duty has to answer, not one for each post;
    ``quick``: whoever does not answer is followed by the next; ``posts``: the keys of what has to be answered for;
    ``manned``: somebody stood on the roster as it began.
    """

    page_id: int
    matter: Matter
    subject: int
    run: int
    grids: tuple[int, ...]
    must_all: bool
    quick: bool
    state: State
    started_at: int
    posts: tuple[str, ...]
    manned: bool = True

    @property
    def ladder(self) -> Ladder:
        """Who is called one after another."""
        return LADDERS[self.matter] if self.manned or self.matter is Matter.EMPTY else UNMANNED


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody was called on a rung for some ``posts``. ``whole``: their answer is one for all posts.

    ``lost_at``: since when no message reaches them; ``relieved_at``: somebody came on duty in their place.
    """

    person: int
    rung: Rung
    posts: tuple[str, ...]
    called_at: int
    whole: bool = False
    answered_at: int | None = None
    lost_at: int | None = None
    relieved_at: int | None = None

    @property
    def waits(self) -> bool:
        """Whether an answer of this person is waited for, and could come."""
        return self.answered_at is None and self.lost_at is None and self.relieved_at is None

    def concerns(self, posts: Sequence[str]) -> bool:
        """Whether an answer would be one for any of the posts."""
        return self.whole or any(post in self.posts for post in posts)


@dataclass(frozen=True, slots=True)
class Taken:
    """A rung that was taken for a post, and when it was its time; ``nth`` counts the times of LAST."""

    post: str
    rung: Rung
    nth: int
    at: int


@dataclass(frozen=True, slots=True)
class Step:
    """The rung that is next, for which posts, and when its time is."""

    rung: Rung
    nth: int
    at: int
    posts: tuple[str, ...]


def unsettled(page: Page, calls: Sequence[Call]) -> tuple[str, ...]:
    """The posts for which nobody has answered."""
    answers = [call for call in calls if call.answered_at is not None]
    return tuple(post for post in page.posts if not any(call.concerns((post,)) for call in answers))


def next_step(page: Page, calls: Sequence[Call], taken: Sequence[Taken]) -> Step | None:
    """What is next, if nobody answers until then; None if nothing is, or if the last has been done often enough.

    What falls to several posts at the same time is one step.
    """
    if page.state is not State.OPEN:
        return None
    known = [_next_of(page, post, calls, taken) for post in unsettled(page, calls)]
    steps = [step for step in known if step is not None]
    if not steps:
        return None
    first = min(steps, key=lambda one: (one.at, _height(page, one.rung), one.nth))
    alike = [one for one in steps if (one.rung, one.nth, one.at) == (first.rung, first.nth, first.at)]
    return Step(first.rung, first.nth, first.at, tuple(post for one in alike for post in one.posts))


def _next_of(page: Page, post: str, calls: Sequence[Call], taken: Sequence[Taken]) -> Step | None:
    mine = [one for one in taken if one.post == post]
    if not mine:
        return Step(page.ladder[0][0], 1, page.started_at, (post,))
    if not page.quick:
        return None
    last = max(mine, key=lambda one: (_height(page, one.rung), one.nth))
    left = page.ladder[_height(page, last.rung) + 1 :]
    vain_at = _in_vain_since(page, post, calls, last)
    if vain_at is not None:  # to call once more whom no message reaches is in vain, too
        left = tuple(one for one in left if one[0] is not Rung.AGAIN)
    if left:
        return Step(left[0][0], 1, last.at + left[0][1] if vain_at is None else vain_at, (post,))
    nth = last.nth + 1 if last.rung is Rung.LAST else 1
    return Step(Rung.LAST, nth, last.at + LAST_EVERY_MS, (post,)) if nth <= LAST_TIMES else None


def _height(page: Page, rung: Rung) -> int:
    known = [one for one, _ in page.ladder]
    return known.index(rung) if rung in known else len(known)


def _in_vain_since(page: Page, post: str, calls: Sequence[Call], last: Taken) -> int | None:
    """From when on it is known that nobody can answer whom the rung has called for the post; None if somebody can.

    The leader, whose answer is one for all posts, does not stand in for a post's own officer who cannot be reached.
    """
    first = last.rung in (page.ladder[0][0], Rung.AGAIN)
    rungs = {page.ladder[0][0], Rung.RELIEF} if first else {last.rung}
    # Who was relieved on the first rung is followed by a relief there; on another one time is given as usual.
    on = [one for one in calls if one.rung in rungs and not (first and one.relieved_at is not None)]
    asked = [one for one in on if post in one.posts]
    lost = [one.lost_at for one in asked if one.lost_at is not None]
    return max([last.at, *lost]) if len(lost) == len(asked) else None
