"""The case (案件) and the straight path of the six-step closed loop, as a transition table.

The steps are those of domain.md, section 1: report, open, assign, handle, feed back, close and archive. The side roads
(bounce, refer, extend, park ...) will be further rows of :data:`TRANSITIONS`.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.community import Community
from bot.domain.person import Person
from bot.errors import Refused, Stale


class State(StrEnum):
    """Where a case stands."""

    REPORTED = "reported"  # 已上报
    OPENED = "opened"  # 已立案
    ASSIGNED = "assigned"  # 已指派
    ACCEPTED = "accepted"  # 已接单
    HANDLING = "handling"  # 处置中
    FED_BACK = "fed_back"  # 已反馈
    VERIFIED = "verified"  # 已核查
    CLOSED = "closed"  # 已结案
    ARCHIVED = "archived"  # 已归档


class Act(StrEnum):
    """What moves a case on."""

    OPEN = "open"  # 立案
    ASSIGN = "assign"  # 指派
    ACCEPT = "accept"  # 接单
    START = "start"  # 处置
    FEED_BACK = "feed_back"  # 反馈
    VERIFY = "verify"  # 核查
    CLOSE = "close"  # 结案
    ARCHIVE = "archive"  # 归档


#: The number, 1 to 6, of the step of the loop that a state belongs to.
STEPS = {
    State.REPORTED: 1,
    State.OPENED: 2,
    State.ASSIGNED: 3,
    State.ACCEPTED: 4,
    State.HANDLING: 4,
    State.FED_BACK: 5,
    State.VERIFIED: 5,
    State.CLOSED: 6,
    State.ARCHIVED: 6,
}

#: act: (the state before, the state after). One row is one arrow of the loop.
TRANSITIONS: dict[Act, tuple[State, State]] = {
    Act.OPEN: (State.REPORTED, State.OPENED),
    Act.ASSIGN: (State.OPENED, State.ASSIGNED),
    Act.ACCEPT: (State.ASSIGNED, State.ACCEPTED),
    Act.START: (State.ACCEPTED, State.HANDLING),
    Act.FEED_BACK: (State.HANDLING, State.FED_BACK),
    Act.VERIFY: (State.FED_BACK, State.VERIFIED),
    Act.CLOSE: (State.VERIFIED, State.CLOSED),
    Act.ARCHIVE: (State.CLOSED, State.ARCHIVED),
}

#: The states in which nobody has anything left to do.
ENDED = frozenset({State.CLOSED, State.ARCHIVED})
#: The states in which a case can go to another worker: what is fed back stays the work of who did it, or they could
#: hand it over and verify it themselves.
IN_HAND = frozenset({State.ASSIGNED, State.ACCEPTED, State.HANDLING})


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a building's key, words, or WGS-84 degrees; at least one of them."""

    building: str | None = None
    words: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case. ``reporter`` and ``lead`` are person ids; instants are milliseconds UTC.

    ``anonymous``: the worker is not to know who reported; ``referred_to``: the department that has it (转办).
    """

    case_id: int
    grid: int
    category: str
    state: State
    version: int
    text: str
    place: Place
    reporter: int
    reported_at: int
    changed_at: int
    lead: int | None = None
    feedback: str | None = None
    due_at: int | None = None
    closed_at: int | None = None
    anonymous: bool = True
    referred_to: str | None = None

    @property
    def step(self) -> int:
        """Which of the six steps the case has reached."""
        return STEPS[self.state]


@dataclass(frozen=True, slots=True)
class PublicCase:
    """What a grid's group may see of a case.

    The type has no place for the reporter, the other party or the description: a card made from it cannot tell them.
    ``place`` is None where the category is private. ``holder`` is a worker, who is known to the grid.
    """

    number: int
    category: str
    grid: str
    place: str | None
    state: State
    step: int
    holder: str | None
    due_at: int | None


def public_view(case: Case, community: Community, lead: Person | None, language: str) -> PublicCase:
    """The part of a case that its grid's group may see."""
    grid = community.grid(case.grid)
    return PublicCase(
        number=case.case_id,
        category=category_name(case, community, language),
        grid=grid.name if grid else str(case.grid),
        place=public_place(case, community),
        state=case.state,
        step=case.step,
        holder=(lead.called or None) if lead else None,
        due_at=case.due_at if case.state not in ENDED else None,
    )


def is_public(case: Case, community: Community) -> bool:
    """Whether neighbours may know where the case is. A category that the configuration lost counts as private."""
    category = community.category(case.category)
    return category is not None and category.is_public


def public_place(case: Case, community: Community) -> str | None:
    """The building of a public case. Never the reporter's own words or position: they may point at a door."""
    if not is_public(case, community) or case.place.building is None:
        return None
    building = community.building(case.grid, case.place.building)
    return building.name if building else None


def category_name(case: Case, community: Community, language: str) -> str:
    """The name of the case's category in a language; its key if the configuration lost it."""
    category = community.category(case.category)
    if category is None:
        return case.category
    return category.name if language == "zh" else category.name_en


def check(case: Case, act: Act, version: int | None = None) -> None:
    """Raise Stale unless the act is due in the case's state, and the case is as it was seen (``version``)."""
    if case.state is not TRANSITIONS[act][0] or (version is not None and version != case.version):
        raise Stale("case.moved_on", number=case.case_id, state=case.state)


def open_(case: Case, now: int, due_at: int) -> Case:
    """The case is on the books; the deadline runs from here to ``due_at``."""
    return _move(case, Act.OPEN, now, due_at=due_at)


def assign(case: Case, worker: Person, now: int) -> Case:
    """A worker has the case."""
    if not worker.is_worker:
        raise Refused("case.no_worker", name=worker.name)
    return _move(case, Act.ASSIGN, now, lead=worker.person_id)


def accept(case: Case, now: int) -> Case:
    """The worker has said yes."""
    return _move(case, Act.ACCEPT, now)


def start(case: Case, now: int) -> Case:
    """The worker is at it."""
    return _move(case, Act.START, now)


def feed_back(case: Case, note: str | None, photos: int, now: int) -> Case:
    """The worker says it is done, and shows it: Refused without a photo."""
    check(case, Act.FEED_BACK)
    if photos < 1:
        raise Refused("case.photo_required", number=case.case_id)
    return _move(case, Act.FEED_BACK, now, feedback=note)


def verify(case: Case, verifier: Person, now: int) -> Case:
    """Somebody else has looked: the one who handles does not verify (GB/T 30428, 核查)."""
    check(case, Act.VERIFY)
    if verifier.person_id == case.lead:
        raise Refused("case.own_work", number=case.case_id)
    return _move(case, Act.VERIFY, now)


def close(case: Case, now: int) -> Case:
    """The case is closed."""
    return _move(case, Act.CLOSE, now, closed_at=now)


def archive(case: Case, now: int) -> Case:
    """The case is in the archive."""
    return _move(case, Act.ARCHIVE, now)


def hand_over(case: Case, receiver: Person, now: int) -> Case:
    """Another worker has the case; it stays in the state in which it is."""
    if case.state not in IN_HAND or case.lead is None or case.lead == receiver.person_id:
        raise Stale("case.moved_on", number=case.case_id, state=case.state)
    if not receiver.is_worker or receiver.is_gone:
        raise Refused("case.no_worker", name=receiver.name)
    return replace(case, lead=receiver.person_id, version=case.version + 1, changed_at=max(now, case.changed_at))


def check_open(case: Case) -> None:
    """Raise Stale if the case has ended."""
    if case.state in ENDED:
        raise Stale("case.moved_on", number=case.case_id, state=case.state)


def refer(case: Case, unit: str | None, now: int) -> Case:
    """A department has the case (转办), or None has it any more; it stays in the state in which it is."""
    check_open(case)
    if case.referred_to == unit:
        raise Stale("refer.moved_on", number=case.case_id)
    return replace(case, referred_to=unit, version=case.version + 1, changed_at=max(now, case.changed_at))


def _move(case: Case, act: Act, now: int, **changes: object) -> Case:
    check(case, act)
    after = TRANSITIONS[act][1]
    moved = replace(case, state=after, version=case.version + 1, changed_at=max(now, case.changed_at))
    return replace(moved, **changes)  # type: ignore[arg-type]  # the callers above name fields of Case


def suggestions(
    workers: tuple[Person, ...],
    case: Case,
    community: Community,
    load: dict[int, int],
    away: Container[int] = frozenset(),
) -> tuple[Person, ...]:
    """The workers to whom the case may go, the most fitting first.

    Those who are not ``away`` before those who are, those of the case's grid before others, then by the roles that the
    category names, then those with less to do.
    """
    category = community.category(case.category)
    wanted = category.suggest if category else ()

    def rank(worker: Person) -> tuple[bool, int, int, int, int]:
        here = any(held.grid in (case.grid, None) for held in worker.appointments)
        role = min((wanted.index(h.role) for h in worker.appointments if h.role in wanted), default=len(wanted))
        there = worker.person_id in away
        return (there, 0 if here else 1, role, load.get(worker.person_id, 0), worker.person_id)

    return tuple(sorted((worker for worker in workers if worker.is_worker), key=rank))
