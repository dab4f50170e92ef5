"""The one door for permission: who, by what they are to a case, may do what. Policy is the table."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.case import Act, Case
from bot.domain.person import Person, Role
from bot.errors import Refused


class Standing(StrEnum):
    """What somebody is to a case."""

    SECRETARY = "secretary"
    LEAD = "lead"
    REPORTER = "reporter"
    FOLLOWER = "follower"
    PROGRAM = "program"  # the clock, or the program itself


class Look(StrEnum):
    """What somebody may see of a case beside its public part."""

    SHEET = "sheet"  # description, place, photos
    REPORTER = "reporter"  # who reported it


ALLOWED: dict[Act | Look, frozenset[Standing]] = {
    Act.OPEN: frozenset({Standing.PROGRAM}),
    Act.ASSIGN: frozenset({Standing.SECRETARY}),
    Act.ACCEPT: frozenset({Standing.LEAD}),
    Act.START: frozenset({Standing.LEAD}),
    Act.FEED_BACK: frozenset({Standing.LEAD}),
    Act.VERIFY: frozenset({Standing.SECRETARY}),
    Act.CLOSE: frozenset({Standing.SECRETARY}),
    Act.ARCHIVE: frozenset({Standing.SECRETARY, Standing.PROGRAM}),
    Look.SHEET: frozenset({Standing.SECRETARY, Standing.LEAD, Standing.REPORTER}),
    Look.REPORTER: frozenset({Standing.SECRETARY}),
}


def standings(person: Person | None, case: Case, followers: frozenset[int] = frozenset()) -> frozenset[Standing]:
    """All that a person is to a case; nobody is the program itself."""
    if person is None:
        return frozenset({Standing.PROGRAM})
    facts = {
        Standing.SECRETARY: person.holds(Role.SECRETARY),
        Standing.LEAD: person.person_id == case.lead and person.is_worker,
        Standing.REPORTER: person.person_id == case.reporter,
        Standing.FOLLOWER: person.person_id in followers,
    }
    return frozenset(standing for standing, holds in facts.items() if holds)


def may(person: Person | None, what: Act | Look, case: Case) -> bool:
    """Whether the person may do or see that."""
    return bool(ALLOWED[what] & standings(person, case))


def permit(person: Person | None, what: Act | Look, case: Case | None) -> Case:
    """The case, if it exists and the person may; else Refused, in the same words for both."""
    if case is None or not may(person, what, case):
        raise Refused("case.not_yours")
    return case
