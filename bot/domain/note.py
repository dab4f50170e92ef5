"""What is said about a case while it is handled: visits, reasons, answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
