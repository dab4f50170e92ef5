"""What is said about a case while it is handled: visits, reasons, answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case import Case, State
from bot.domain.permission import Deed, Look, may
from bot.domain.person import Person


class NoteKind(StrEnum):
    """What a note is: the first ones a worker chooses, the others come with what is done to the case."""

    VISIT = "visit"  # 到场
    PERSUADE = "persuade"  # 劝说
    RELATIVES = "relatives"  # 联系亲友
    JOINT = "joint"  # 联合执法
    MEDIATE = "mediate"  # 调解
    OTHER = "other"  # 其他
    REASON = "reason"  # why an act was done
    CHECK = "check"  # what was found on site
    ANSWER = "answer"  # what a department or the reporter said


#: The kinds among which a worker chooses.
WORK = (
    NoteKind.VISIT,
    NoteKind.PERSUADE,
    NoteKind.RELATIVES,
    NoteKind.JOINT,
    NoteKind.MEDIATE,
    NoteKind.OTHER,
)
MOST_TEXT = 500
#: What a talk between the two sides of a dispute was about is for the handlers, unless they say otherwise.
SECRET = frozenset({NoteKind.MEDIATE})
_WORKING = frozenset({State.ACCEPTED, State.HANDLING})


@dataclass(frozen=True, slots=True)
class Note:
    """A note: ``author`` is a person id, None the program; ``at`` ms UTC; a ``confidential`` one is for the handlers.

    ``act`` is what was done when it was said, ``reason`` the key of a reason that was chosen from a list.
    """

    note_id: int
    case_id: int
    author: int | None
    kind: NoteKind
    text: str
    at: int
    confidential: bool = False
    act: str = ""
    reason: str = ""


def is_working(case: Case) -> bool:
    """Whether somebody is at work on it: they visit, too, while a department has it or an answer is waited for."""
    return (case.resumes or case.state) in _WORKING


def may_write(case: Case, writer: Person) -> bool:
    """Whether what somebody answers to their card of a case is a note about it now."""
    if is_working(case):
        return may(writer, Deed.NOTE, case)
    return case.state is State.FED_BACK and case.checker == writer.person_id and may(writer, Deed.CHECK, case)


def may_read(note: Note, viewer: Person, case: Case) -> bool:
    """Whether somebody may read a note: the reporter, who follows, a department and the group never do."""
    return may(viewer, Look.CONFIDENTIAL if note.confidential else Look.NOTES, case)
