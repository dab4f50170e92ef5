"""What a worker has said will be done by a day (承诺): they are reminded of it then."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.person import Person
from bot.errors import Refused, Stale


class Standing(StrEnum):
    """What has become of it."""

    OPEN = "open"
    KEPT = "kept"  # they say that it is done
    VOID = "void"  # the case has ended, or is somebody else's


#: By how many days it can be put off with a tap.
LATER_DAYS = (1, 3, 7)


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise: what was said stands in the note; instants are milliseconds UTC."""

    promise_id: int
    case_id: int
    note_id: int
    person: int
    due_at: int
    made_at: int
    state: Standing = Standing.OPEN


def check(promise: Promise | None, person: Person) -> Promise:
    """The promise, if the person made it and it stands; else Refused, or Stale."""
    if promise is None or promise.person != person.person_id:
        raise Refused("case.not_yours")
    if promise.state is not Standing.OPEN:
        raise Stale("promise.over", number=promise.case_id)
    return promise
