"""A page: somebody on duty is called, and the next ones after them, until somebody says that they have it (收到).

What is to be done next is told by what was done before and by the time: each rung is taken once, those above the last
one are called again every while, and whoever cannot be reached holds nobody up. Instants are milliseconds UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Matter(StrEnum):
    """What somebody is called for."""

    WARNING = "warning"  # a weather warning
    HELP = "help"  # a resident asks for help in a flood


class Rung(StrEnum):
    """As what somebody is called."""

    DUTY = "duty"  # they are on duty
    AGAIN = "again"  # the same people, once more
    RESERVE = "reserve"  # 备班
    HEAD = "head"  # 网格长
    SECRETARY = "secretary"  # or who stands in
    LAST = "last"  # everybody who was called and has not answered, over and over
    ASIDE = "aside"  # nobody called them: they have seen it, and have it


#: The rungs in their order; LAST follows above them.
LADDER = (Rung.DUTY, Rung.AGAIN, Rung.RESERVE, Rung.HEAD, Rung.SECRETARY)
STEP_MS = 180_000
LAST_EVERY_MS, LAST_TIMES = 600_000, 18


class State(StrEnum):
    """How a page stands."""

    OPEN = "open"  # somebody still has to answer
    ANSWERED = "answered"
    OVER = "over"  # no answer is needed any more


@dataclass(frozen=True, slots=True)
class Page:
    """A page about one ``subject`` of a matter. ``run`` counts how often it began anew because the matter has grown.

    ``grids``: whom it concerns, empty for all; ``must_all``: everybody on duty has to answer, not one of them;
    ``quick``: nobody waits for an answer that does not come.
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


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody was called: on which rung first, when, whether a message reaches them, and when they answered."""

    person: int
    rung: Rung
    called_at: int
    reachable: bool
    answered_at: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A rung that was taken, and when it was its time; ``nth`` counts the times of LAST."""

    rung: Rung
    nth: int
    at: int


@dataclass(frozen=True, slots=True)
class Step:
    """The rung that is next, and when its time is."""

    rung: Rung
    nth: int
    at: int


def is_settled(page: Page, calls: Sequence[Call]) -> bool:
    """Whether nobody else has to be called.

    One answer is enough; where all must answer, all who were on duty, or one of those who were called in their stead.
    """
    first = [call for call in calls if call.rung is Rung.DUTY]
    others = [call for call in calls if call.rung is not Rung.DUTY and call.answered_at is not None]
    if not page.must_all:
        return bool(others) or any(call.answered_at is not None for call in first)
    return bool(others) or (bool(first) and all(call.answered_at is not None for call in first))


def missing(calls: Sequence[Call]) -> tuple[Call, ...]:
    """Who is on duty and has not answered."""
    return tuple(call for call in calls if call.rung is Rung.DUTY and call.answered_at is None)


def next_step(page: Page, calls: Sequence[Call], taken: Sequence[Taken]) -> Step | None:
    """What is next, if nobody answers until then; None if nothing is, or if the last has been done often enough."""
    if page.state is not State.OPEN or not page.quick or is_settled(page, calls):
        return None
    if not taken:
        return Step(LADDER[0], 1, page.started_at)
    last = max(enumerate(taken), key=lambda one: (one[1].at, one[0]))[1]
    hurry = _holds_up(page, calls, last.rung)
    known = {one.rung for one in taken}
    left = [rung for rung in LADDER if rung not in known and not (hurry and rung is Rung.AGAIN)]
    if left:
        return Step(left[0], 1, last.at if hurry else last.at + STEP_MS)
    nth = 1 + sum(one.rung is Rung.LAST for one in taken)
    return Step(Rung.LAST, nth, last.at + LAST_EVERY_MS) if nth <= LAST_TIMES else None


def _holds_up(page: Page, calls: Sequence[Call], rung: Rung) -> bool:
    """Whether nobody can answer whom the rung has called, so that waiting for them is in vain."""
    if rung is Rung.LAST:
        return False
    asked = [call for call in calls if call.rung is (Rung.DUTY if rung is Rung.AGAIN else rung)]
    if rung is Rung.DUTY and page.must_all and any(not call.reachable for call in asked):
        return True
    return not any(call.reachable for call in asked)
