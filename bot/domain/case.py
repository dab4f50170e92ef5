"""The case (案件) and what each act of the six-step closed loop makes of it; which acts there are says loop.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.community import Community
from bot.domain.loop import ARROWS as ARROWS
from bot.domain.loop import ENDED as ENDED
from bot.domain.loop import IN_HAND as IN_HAND
from bot.domain.loop import PAUSED as PAUSED
from bot.domain.loop import Act as Act
from bot.domain.loop import Outcome as Outcome
from bot.domain.loop import State as State
from bot.domain.loop import Whither, step_of
from bot.domain.person import Person
from bot.errors import Refused, Stale


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a building's key, words, or WGS-84 degrees; at least one of them."""

    building: str | None = None
    words: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case. People are person ids; instants are milliseconds UTC.

    ``lead`` answers for it, ``helpers`` work at it with them. ``anonymous``: the worker is not to know who reported.
    While it is paused, ``resumes`` is the state to which it comes back, ``paused_at`` since when its clock stands still
    and ``return_at`` when somebody is asked about it; ``referred_to`` is the department that has it (转办).
    It is in its state since ``state_at``, and its deadline counts from ``due_from`` (both None: not known).
    ``checker`` looks on site before it is verified, ``checked`` is what they found. ``same_as`` is the case that it was
    merged into, ``parent`` the one that it was split from; ``bounces``, ``extensions`` and ``reopened`` count.
    ``handled_by`` is the department that has done what was to be done where nobody of the community had the case.
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
    helpers: tuple[int, ...] = ()
    assigned_at: int | None = None
    resumes: State | None = None
    paused_at: int | None = None
    return_at: int | None = None
    extensions: int = 0
    bounces: int = 0
    reopened: int = 0
    supervised_at: int | None = None
    outcome: Outcome | None = None
    same_as: int | None = None
    parent: int | None = None
    checker: int | None = None
    checked: bool | None = None
    state_at: int | None = None
    due_from: int | None = None
    handled_by: str | None = None

    @property
    def since(self) -> int:
        """Since when it is in its state, as far as that is known."""
        return self.changed_at if self.state_at is None else self.state_at

    @property
    def step(self) -> int:
        """Which of the six steps the case has reached."""
        return step_of(self.state, self.resumes)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do."""
        return self.state not in ENDED

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands still."""
        return self.state in PAUSED

    @property
    def team(self) -> tuple[int, ...]:
        """The lead and the helpers: the handlers, who do not verify (GB/T 30428)."""
        return (*((self.lead,) if self.lead else ()), *self.helpers)


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
    outcome: Outcome | None = None


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
        due_at=case.due_at if case.is_open and not case.is_paused else None,
        outcome=case.outcome,
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
    if case.state not in ARROWS[act].before or (version is not None and version != case.version):
        raise Stale("case.moved_on", number=case.case_id, state=case.state)


def check_open(case: Case) -> None:
    """Raise Stale if the case has ended."""
    if not case.is_open:
        raise Stale("case.moved_on", number=case.case_id, state=case.state)


# --- the straight path ---


def open_(case: Case, now: int, due_at: int) -> Case:
    """The case is on the books; the deadline runs from here to ``due_at``."""
    return move(case, Act.OPEN, now, due_at=due_at)


def assign(case: Case, team: Sequence[Person], now: int, due_at: int | None = None) -> Case:
    """Workers have the case, the first of them answers for it; ``due_at`` is the new deadline, None: as it was."""
    for person in team:
        if not person.is_worker or person.is_gone:
            raise Refused("case.no_worker", name=person.name)
    lead, *helpers = dict.fromkeys(person.person_id for person in team)
    due = case.due_at if due_at is None else due_at
    return move(case, Act.ASSIGN, now, lead=lead, helpers=tuple(helpers), assigned_at=now, due_at=due)


def accept(case: Case, now: int) -> Case:
    """The worker has said yes."""
    return move(case, Act.ACCEPT, now)


def start(case: Case, now: int) -> Case:
    """The worker is at it."""
    return move(case, Act.START, now)


def feed_back(
    case: Case, note: str | None, photos: int, now: int, checker: int | None = None, *, agreed: bool = False
) -> Case:
    """The worker says it is done, and shows it: Refused without a photo.

    Where both sides of a dispute have ``agreed``, none is needed. ``checker`` is who has to look on site.
    """
    check(case, Act.FEED_BACK)
    if photos < 1 and not agreed:
        raise Refused("case.photo_required", number=case.case_id)
    return move(case, Act.FEED_BACK, now, feedback=note, checker=checker, checked=None)


def report_check(case: Case, good: bool, now: int) -> Case:
    """Who was sent to look on site says what they found."""
    check(case, Act.VERIFY)
    if case.checker is None or case.checked is not None:
        raise Stale("case.moved_on", number=case.case_id, state=case.state)
    return amend(case, now, checked=good)


def waive_check(case: Case, now: int) -> Case:
    """Nobody has to look on site any more."""
    check(case, Act.VERIFY)
    if case.checker is None or case.checked is not None:
        raise Stale("case.moved_on", number=case.case_id, state=case.state)
    return amend(case, now, checker=None)


def verify(case: Case, verifier: Person, now: int) -> Case:
    """Somebody else has looked: the one who handles does not verify (GB/T 30428, 核查)."""
    check(case, Act.VERIFY)
    if has_handled(case, verifier):
        raise Refused("case.own_work", number=case.case_id)
    if case.checker is not None and case.checked is None:
        raise Refused("case.check_first", number=case.case_id)
    return move(case, Act.VERIFY, now)


def send_back(case: Case, verifier: Person, now: int) -> Case:
    """Somebody else has looked, and it is not good yet."""
    check(case, Act.SEND_BACK)
    if has_handled(case, verifier):
        raise Refused("case.own_work", number=case.case_id)
    return move(case, Act.SEND_BACK, now, checker=None, checked=None, handled_by=None)


def has_handled(case: Case, person: Person) -> bool:
    """Whether it is the person's own work, or that of the department for which they speak."""
    return person.person_id in case.team or (case.handled_by is not None and case.handled_by in person.departments)


def close(case: Case, now: int, outcome: Outcome = Outcome.SOLVED) -> Case:
    """The case is closed, and it is said what came of it."""
    return move(case, Act.CLOSE, now, closed_at=now, outcome=outcome)


def archive(case: Case, now: int) -> Case:
    """The case is in the archive."""
    return move(case, Act.ARCHIVE, now)


# --- the side roads ---


def bounce(case: Case, now: int) -> Case:
    """The worker gives it back (退单); the deadline keeps running, so that nobody gains time by it."""
    return move(case, Act.BOUNCE, now, lead=None, helpers=(), assigned_at=None, bounces=case.bounces + 1)


def can_change_hands(case: Case) -> bool:
    """Whether another worker can lead the case: somebody has it, also while its clock stands still."""
    return case.lead is not None and (case.state in IN_HAND or case.is_paused)


def hand_over(case: Case, receiver: Person, now: int) -> Case:
    """Another worker leads the case; it stays in the state in which it is."""
    if not can_change_hands(case) or case.lead == receiver.person_id:
        raise Stale("case.moved_on", number=case.case_id, state=case.state)
    if not receiver.is_worker or receiver.is_gone:
        raise Refused("case.no_worker", name=receiver.name)
    helpers = tuple(one for one in case.helpers if one != receiver.person_id)
    return amend(case, now, lead=receiver.person_id, helpers=helpers)


def extend(case: Case, now: int, due_at: int) -> Case:
    """The deadline is put off (延期); Refused if the new one is not later.

    Of a paused case the deadline is as its clock stood when it stopped: what is left then is counted when it goes on.
    """
    check(case, Act.EXTEND)
    stands_at = now if case.paused_at is None else case.paused_at
    if due_at <= max(stands_at, case.due_at or 0):
        raise Refused("case.not_later", number=case.case_id)
    return move(case, Act.EXTEND, now, due_at=due_at, extensions=case.extensions + 1)


def supervise(case: Case, now: int) -> Case:
    """The secretary watches over it (督办); Stale if that is so already."""
    if case.supervised_at is not None:
        raise Stale("case.moved_on", number=case.case_id, state=case.state)
    return move(case, Act.SUPERVISE, now, supervised_at=now)


def reject(case: Case, now: int, outcome: Outcome | None = None) -> Case:
    """The community does not take it up (不予受理)."""
    return move(case, Act.REJECT, now, closed_at=now, outcome=outcome)


def merge(case: Case, into: Case, now: int) -> Case:
    """The case is the same as another, open one, which goes on for both."""
    check(case, Act.MERGE)
    if into.case_id == case.case_id or not into.is_open:
        raise Refused("case.no_target", number=case.case_id)
    return move(case, Act.MERGE, now, closed_at=now, same_as=into.case_id)


def split(case: Case, parts: int, now: int) -> Case:
    """Other cases carry its parts."""
    check(case, Act.SPLIT)
    if not LEAST_PARTS <= parts <= MOST_PARTS:
        raise Refused("case.parts", number=case.case_id)
    return move(case, Act.SPLIT, now, closed_at=now)


def reopen(case: Case, decider: Person, now: int, due_at: int) -> Case:
    """The case is opened again (重开), and what is counted begins anew; who handled it does not decide that."""
    check(case, Act.REOPEN)
    if has_handled(case, decider):
        raise Refused("case.own_work", number=case.case_id)
    gone = ("lead", "closed_at", "outcome", "assigned_at", "checker", "checked", "handled_by")
    fresh: dict[str, object] = dict.fromkeys(gone)
    counts = {"reopened": case.reopened + 1, "bounces": 0, "extensions": 0}
    return move(case, Act.REOPEN, now, due_at=due_at, helpers=(), **counts, **fresh)


def undo(case: Case, before: Case, now: int) -> Case:
    """The last tap was a mistake: the case is as it was ``before``, except that time has passed."""
    check(case, Act.UNDO)
    return replace(before, text=case.text, version=case.version + 1, changed_at=max(now, case.changed_at))


LEAST_PARTS, MOST_PARTS = 2, 10


def move(case: Case, act: Act, now: int, **changes: object) -> Case:
    """The case after an act, with what that has changed; Stale if it is not due."""
    check(case, act)
    after = _after(case, act)
    if after is not case.state or act is Act.ASSIGN:  # what is waited for begins anew
        changes["state_at"] = now
    if changes.get("due_at", case.due_at) != case.due_at:
        changes["due_from"] = now
    moved = replace(case, state=after, version=case.version + 1, changed_at=max(now, case.changed_at))
    return replace(moved, **changes)  # type: ignore[arg-type]  # the callers above name fields of Case


def _after(case: Case, act: Act) -> State:
    arrow = ARROWS[act]
    if arrow.unled is not None and case.lead is None:
        return arrow.unled
    match arrow.after:
        case State() as state:
            return state
        case Whither.STAY:
            return case.state
        case Whither.BACK:
            assert case.resumes is not None  # noqa: S101  # the schema holds it where a case is paused
            return case.resumes


def amend(case: Case, now: int, **changes: object) -> Case:
    """What is known of the case changes, and the state does not."""
    amended = replace(case, version=case.version + 1, changed_at=max(now, case.changed_at))
    return replace(amended, **changes)  # type: ignore[arg-type]  # the callers above name fields of Case
