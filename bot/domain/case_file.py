"""The proof file of a case (案件档案): what it says, as values. Who is named in it, and what one archive file holds.

Gathered by :mod:`bot.actions.case_files`, drawn and packed in :mod:`bot.papers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.case import Act, Case, State
from bot.domain.loop import STEPS
from bot.domain.media import MediaKind, Purpose
from bot.domain.permission import ALLOWED, Deed
from bot.domain.person import Person, Role

#: Telegram takes files of up to 50 MB from a bot (telegram.md, Limits); the rest is room for what goes around them.
MOST_BYTES = 45_000_000
#: So much a case's PDF and records may take besides its originals, and each photo in the PDF.
_RECORDS, _PICTURE = 400_000, 500_000
_PEOPLE_FROM = 10**9
MOST_STEPS = 6


#: What is no step to read about: that the kind of a note was chosen anew, which the note shows. The records have it.
SILENT = frozenset({"note.changed"})


class Standing(StrEnum):
    """As what somebody stands in the file."""

    PROGRAM = "program"
    STAFF = "staff"
    RESIDENT = "resident"


class Condition(StrEnum):
    """What is there of a photo or voice note."""

    STORED = "stored"
    WAITING = "waiting"
    LOST = "lost"
    DELETED = "deleted"  # its time was over: the hash is left


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in the file; an empty ``name`` says no more than "resident". ``title``: None where it is not known."""

    standing: Standing
    name: str = ""
    title: Role | None = None


PROGRAM, SOMEBODY = Named(Standing.PROGRAM), Named(Standing.RESIDENT)


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened, with its time and its actor; ``text`` is what was written about it, if anything.

    ``seq`` and ``hash`` are those of the audit event, None where a line does not come from one. ``other`` is who else
    it concerns (to whom a case was given), ``data`` what the words for it may be filled with.
    """

    at: int
    actor: Named
    act: str
    other: Named | None = None
    data: Mapping[str, str | int] = field(default_factory=dict)
    text: str | None = None
    seq: int | None = None
    hash: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A photo or voice note of the case. ``size`` in bytes; ``sha256`` is the name of its original in the store."""

    number: int
    purpose: Purpose
    kind: MediaKind
    at: int
    sender: Named
    condition: Condition
    sha256: str | None
    size: int
    deleted_at: int | None = None

    @property
    def is_picture(self) -> bool:
        """Whether it can be seen."""
        return self.kind is not MediaKind.VOICE

    @property
    def is_there(self) -> bool:
        """Whether its original lies in the store."""
        return self.condition is Condition.STORED and self.sha256 is not None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that the proof file of a case says; instants are milliseconds UTC.

    ``steps``: when each of the six steps was reached, None where it is not yet. ``forgotten``: the case was anonymised,
    and what people wrote is not there any more. ``records`` are the audit events as they are stored, a line of JSON
    each; ``head`` is where the audit chain ends now, as number and hash.
    """

    case: Case
    community: str
    slug: str
    language: str
    timezone: ZoneInfo
    category: str
    grid: str
    place: str
    reporter: Named
    lead: Named | None
    helpers: tuple[Named, ...]
    steps: tuple[int | None, ...]
    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    records: tuple[str, ...]
    head: tuple[int, str]
    made_at: int
    forgotten: bool = False

    def stamp(self, at: int) -> str:
        """An instant in the community's time, as it stands in files."""
        return stamp(at, self.timezone)


def stamp(at: int, timezone: ZoneInfo) -> str:
    """An instant in a time zone, as it stands in files."""
    return f"{datetime.fromtimestamp(at / 1_000, timezone):%Y-%m-%d %H:%M}"


# --- who is named ---


#: By what right is done what is no act of the loop: the first part of its name.
_RIGHTS = {"note": Deed.NOTE, "promise": Deed.NOTE, "check": Deed.CHECK, "file": Deed.ARCHIVE_FILE}


def staff_acts(act: str) -> bool:
    """Whether only the staff can have done it, by the table of permissions; unknown acts count as anybody's."""
    kind, _, name = act.partition(".")
    right = Act(name) if kind == "case" and name in set(Act) else _RIGHTS.get(kind)
    return right is not None and all(rule.role is not Role.RESIDENT for rule in ALLOWED[right])


def reporter_of(case: Case, reporter: Person) -> Named:
    """The reporter, by name only where they agreed to be known and were not forgotten."""
    if case.anonymous or reporter.is_gone:
        return SOMEBODY
    return Named(Standing.RESIDENT, reporter.name)


def actor_of(case: Case, actor: Person | None, act: str) -> Named:
    """Who did something: the staff by title and name, the reporter as in :func:`reporter_of`, others as residents.

    Who is of the staff and did what a resident may do (reported, added, followed) is named only as a reporter would be.
    """
    if actor is None:
        return PROGRAM
    if actor.is_gone:
        return SOMEBODY
    if not staff_acts(act) and actor.person_id == case.reporter:
        return reporter_of(case, actor)
    return staff_of(actor) if staff_acts(act) or actor.is_staff else SOMEBODY


def staff_of(person: Person | None) -> Named:
    """Somebody by what they hold now; who holds nothing any more, by name."""
    if person is None or person.is_gone:
        return SOMEBODY
    return Named(Standing.STAFF, person.name, person.title if person.is_staff else None)


def steps_of(reached: Iterable[tuple[int, State]], step: int) -> tuple[int | None, ...]:
    """When each step up to ``step`` was reached, from the states and their instants in order.

    A case that went back reaches a step anew; one that skipped a step reached it with the next.
    """
    found: list[int | None] = [None] * MOST_STEPS
    before = 0
    for at, state in reached:
        here = STEPS.get(state, before)
        for number in range(before, here):
            found[number] = at
        for number in range(here, MOST_STEPS):
            found[number] = None
        before = here
    return tuple(at if number < step else None for number, at in enumerate(found))


# --- what one archive file holds ---


@dataclass(frozen=True, slots=True)
class Share:
    """What of a case goes into one archive file: these pieces, and the records (``whole``: for the first time)."""

    number: int
    pieces: tuple[int, ...]
    whole: bool = True


def parts(cases: Sequence[tuple[int, Sequence[Piece]]], most: int = MOST_BYTES) -> tuple[tuple[Share, ...], ...]:
    """How the cases are dealt out to archive files of at most ``most`` bytes; a case is divided only if it must be.

    An original is at most 20 MB (:data:`bot.domain.media.MOST_BYTES`), so each fits into one.
    """
    found: list[list[Share]] = [[]]
    room = most
    for number, pieces in cases:
        there = [piece for piece in pieces if piece.is_there]
        base = _RECORDS + sum(min(_PICTURE, piece.size) for piece in there if piece.is_picture)
        if found[-1] and base + sum(piece.size for piece in there) > room:
            found.append([])
            room = most
        room = _deal(found, number, there, room - base, most)
    return tuple(tuple(part) for part in found if part)


def _deal(found: list[list[Share]], number: int, there: Sequence[Piece], room: int, most: int) -> int:
    """Put a case's originals into the last part and, where that is full, into new ones; the room that is left."""
    taken: list[int] = []
    whole = True
    for piece in there:
        if piece.size > room and (taken or whole):
            found[-1].append(Share(number, tuple(taken), whole))
            found.append([])
            taken, whole, room = [], False, most - _RECORDS
        taken.append(piece.number)
        room -= piece.size
    found[-1].append(Share(number, tuple(taken), whole))
    return room


# --- what is asked for, in the one number that a timer has ---


def asked(person: int, what: int) -> int:
    """The subject of an errand: what (a case's number, a month as 202611) is wanted by whom."""
    if not 0 < what < _PEOPLE_FROM:
        raise ValueError(f"{what} does not fit into a subject")
    return person * _PEOPLE_FROM + what


def asked_by(subject: int) -> tuple[int, int]:
    """The person and what they want, from the subject of an errand."""
    return divmod(subject, _PEOPLE_FROM)


def month_bounds(month: int, timezone: ZoneInfo) -> tuple[int, int]:
    """From when until before when a month (202611) lasts; ValueError if there is no such month."""
    year, number = divmod(month, 100)
    first = datetime(year, number, 1, tzinfo=timezone)
    after = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=timezone)
    return int(first.timestamp() * 1_000), int(after.timestamp() * 1_000)


def months_before(now: int, timezone: ZoneInfo, many: int) -> tuple[int, ...]:
    """The month of an instant and those before it, the newest first, as 202611."""
    local = datetime.fromtimestamp(now / 1_000, timezone)
    count = local.year * 12 + local.month - 1
    return tuple((n // 12) * 100 + n % 12 + 1 for n in range(count, count - many, -1))
