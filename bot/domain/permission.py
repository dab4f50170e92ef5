"""The one door for permission: which role, by what it is to a case, may do what. Policy is the table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case import Act, Case
from bot.domain.person import STAFF, WORKERS, Person, Role
from bot.domain.roster import PostKind
from bot.errors import Refused


class Relation(StrEnum):
    """What somebody must be to that which they want to do something to."""

    ANYTHING = "anything"  # nothing in particular
    OWN_GRID = "own_grid"  # it is of the grid in which the role is held
    LEAD = "lead"  # the case is in their hands
    LEAD_NAMED = "lead_named"  # the same, and the reporter does not wish to stay unknown
    HELPER = "helper"  # they help the lead
    CHECKER = "checker"  # they are to look at it on site
    REFERRED = "referred"  # the case was referred to the department whose liaison they are
    REPORTED = "reported"  # they reported the case
    JOINED = "joined"  # they reported a case, of whatever grid, that was merged into it


class Look(StrEnum):
    """What somebody may see."""

    PUBLIC = "public"  # what a neighbour may know of a public case
    SHEET = "sheet"  # description, place, photos
    REPORTER = "reporter"  # who reported it
    PHONE = "phone"  # the reporter's phone number
    BOARD = "board"  # the open cases of the community
    STAFF = "staff"  # who holds what
    STAFF_PHONE = "staff_phone"  # the phone numbers on the staff list
    NOTES = "notes"  # what was done and said at a case
    CONFIDENTIAL = "confidential"  # what of that is for those who handle and direct it
    PARKED = "parked"  # the list of parked cases, of each what a neighbour may know
    ROSTER = "roster"  # the duty roster of all posts
    DUTY_LOG = "duty_log"  # the log of the duty (值班日志)
    SITUATION = "situation"  # what is going on in a flood: water, who is safe, who asks for help
    OVERDUE = "overdue"  # the overdue cases, of each what a neighbour may know and who has it


class Deed(StrEnum):
    """What somebody may do besides moving a case on."""

    REPORT = "report"  # 上报
    FOLLOW = "follow"  # 我也关注
    ASK = "ask"  # have a question passed on to the reporter
    ANSWER = "answer"  # answer it
    HIDE = "hide"  # choose whether the worker may know who reported
    ADD = "add"  # add words and photos to it
    HAND_OVER = "hand_over"  # offer a case to somebody else
    NOTE = "note"  # say what was done at it: visits, talks
    MORE_TIME = "more_time"  # ask for a later deadline
    CHECK = "check"  # say what was found on site
    MEDIATE = "mediate"  # write what both sides of a dispute are to agree on
    CONFIRM = "confirm"  # say whether it is solved
    OBJECT = "object"  # ask to open it again
    BIND = "bind"  # give a grid its group
    INVITE = "invite"  # make a link that gives a role
    TAKE_LIST = "take_list"  # take over a staff list from a file
    GIVE_LIST = "give_list"  # get the staff list as a file
    REVOKE = "revoke"  # end an appointment
    LEAVE = "leave"  # 请假
    ARCHIVE_FILE = "archive_file"  # get the proof file of a case, or of all of a month
    REMIND = "remind"  # 催办: remind who has a case
    BLOCK = "block"  # keep somebody from reporting, and let them again
    PLAN_DUTY = "plan_duty"  # 排班: make and change the roster
    TAKE_SHIFT = "take_shift"  # 替班: stand on a post, cover for somebody, take over now
    LOG_DUTY = "log_duty"  # write into the duty log
    PATROL = "patrol"  # tick the checkpoints of a patrol round
    WARN = "warn"  # enter a warning by hand
    RESPOND = "respond"  # start and end a flood response level (防汛应急响应)


What = Act | Look | Deed


@dataclass(frozen=True, slots=True)
class Rule:
    """Who holds ``role`` may, where they are ``relation`` to it. As a resident counts everybody who writes."""

    role: Role
    relation: Relation


def _each(roles: tuple[Role, ...], relation: Relation) -> tuple[Rule, ...]:
    return tuple(Rule(role, relation) for role in roles)


_SECRETARY = _each((Role.SECRETARY,), Relation.ANYTHING)
_DIRECTORS = _each((Role.SECRETARY, Role.DEPUTY), Relation.ANYTHING)
_LEADS = _each(WORKERS, Relation.LEAD)
_NAMED = _each(WORKERS, Relation.LEAD_NAMED)
_HELPERS = _each(WORKERS, Relation.HELPER)
_CHECKERS = _each(WORKERS, Relation.CHECKER)
_REFERRED = _each((Role.LIAISON,), Relation.REFERRED)
_REPORTER = _each((Role.RESIDENT,), Relation.REPORTED)
_JOINED = _each((Role.RESIDENT,), Relation.JOINED)
_NEIGHBOURS = _each((Role.RESIDENT, *WORKERS), Relation.OWN_GRID)

ALLOWED: dict[What, tuple[Rule, ...]] = {
    Act.OPEN: (),
    Act.ASSIGN: _DIRECTORS,
    Act.ACCEPT: _LEADS,
    Act.START: _LEADS,
    Act.FEED_BACK: _LEADS,
    Act.VERIFY: _DIRECTORS,
    Act.CLOSE: _DIRECTORS,
    Act.ARCHIVE: _DIRECTORS,
    Act.SEND_BACK: _DIRECTORS,
    Act.BOUNCE: _LEADS,
    Act.NEED_INFO: (*_DIRECTORS, *_LEADS),
    Act.INFORM: (*_DIRECTORS, *_LEADS, *_REPORTER),
    Act.REFER: _DIRECTORS,
    Act.RETURN: (*_DIRECTORS, *_LEADS, *_REFERRED),
    Act.DELIVER: (*_DIRECTORS, *_REFERRED),
    Act.PARK: _SECRETARY,
    Act.UNPARK: _SECRETARY,
    Act.EXTEND: _DIRECTORS,
    Act.SUPERVISE: _DIRECTORS,
    Act.REJECT: _DIRECTORS,
    Act.MERGE: _DIRECTORS,
    Act.SPLIT: _DIRECTORS,
    Act.REOPEN: _DIRECTORS,
    Act.UNDO: _DIRECTORS,
    Look.PUBLIC: (*_DIRECTORS, *_NEIGHBOURS, *_REPORTER, *_JOINED),
    Look.SHEET: (
        *_DIRECTORS,
        *_each((Role.GRID_HEAD,), Relation.OWN_GRID),
        *_LEADS,
        *_HELPERS,
        *_CHECKERS,
        *_REFERRED,
        *_REPORTER,
    ),
    Look.REPORTER: (*_DIRECTORS, *_NAMED),
    Look.PHONE: (*_DIRECTORS, *_NAMED),
    Look.BOARD: _DIRECTORS,
    Look.STAFF: _DIRECTORS,
    Look.STAFF_PHONE: _SECRETARY,
    Look.NOTES: (*_DIRECTORS, *_LEADS, *_HELPERS, *_CHECKERS),
    Look.CONFIDENTIAL: (*_DIRECTORS, *_LEADS, *_HELPERS),
    Look.PARKED: _each((Role.RESIDENT,), Relation.ANYTHING),
    Deed.REPORT: _each((Role.RESIDENT,), Relation.ANYTHING),
    Deed.FOLLOW: (*_DIRECTORS, *_NEIGHBOURS),
    Deed.ASK: (*_DIRECTORS, *_LEADS, *_REFERRED),
    Deed.ANSWER: _REPORTER,
    Deed.HIDE: _REPORTER,
    Deed.ADD: (*_DIRECTORS, *_REPORTER),
    Deed.HAND_OVER: (*_DIRECTORS, *_LEADS),
    Deed.NOTE: (*_DIRECTORS, *_LEADS, *_HELPERS, *_CHECKERS),
    Deed.MORE_TIME: _LEADS,
    Deed.CHECK: _CHECKERS,
    Deed.MEDIATE: _LEADS,
    Deed.CONFIRM: _REPORTER,
    Deed.OBJECT: (*_REPORTER, *_NEIGHBOURS, *_JOINED),
    Deed.BIND: _DIRECTORS,
    Deed.INVITE: _SECRETARY,
    Deed.TAKE_LIST: _SECRETARY,
    Deed.GIVE_LIST: _SECRETARY,
    Deed.REVOKE: _SECRETARY,
    Deed.LEAVE: _each(STAFF, Relation.ANYTHING),
    Deed.ARCHIVE_FILE: _DIRECTORS,
    Deed.REMIND: _DIRECTORS,
    Deed.BLOCK: _DIRECTORS,
    Look.ROSTER: _each(STAFF, Relation.ANYTHING),
    Look.DUTY_LOG: _DIRECTORS,
    Look.SITUATION: _DIRECTORS,
    Look.OVERDUE: _DIRECTORS,
    Deed.PLAN_DUTY: _DIRECTORS,
    Deed.TAKE_SHIFT: _each(tuple(role for role in STAFF if role is not Role.LIAISON), Relation.ANYTHING),
    Deed.LOG_DUTY: _DIRECTORS,
    Deed.PATROL: (),
    Deed.WARN: _DIRECTORS,
    Deed.RESPOND: _DIRECTORS,
}

#: What somebody may besides, of whatever role, while they answer for a post of the duty roster.
ON_DUTY: dict[What, frozenset[PostKind]] = {
    Look.DUTY_LOG: frozenset(PostKind),
    Look.SITUATION: frozenset(PostKind),
    Look.OVERDUE: frozenset({PostKind.LEADER, PostKind.GRID}),
    Deed.REMIND: frozenset({PostKind.LEADER, PostKind.GRID}),
    Deed.LOG_DUTY: frozenset(PostKind),
    Deed.PATROL: frozenset(PostKind),
    Deed.WARN: frozenset({PostKind.LEADER}),
}

#: What happens without anybody: by the program, or because its time has come.
BY_ITSELF = frozenset({Act.OPEN, Act.ARCHIVE, Act.INFORM})


def may(
    person: Person | None,
    what: What,
    case: Case | None = None,
    grid: int | None = None,
    joined: Collection[int] = (),
) -> bool:
    """Whether the person may do or see that; ``grid`` says of which grid it is where it is no case. None: the program.

    ``joined`` have reported what was merged into the case (person ids), as far as that matters to who asks. A person
    who was forgotten may nothing.
    """
    if person is None:
        return what in BY_ITSELF
    if person.is_gone:
        return False
    where = case.grid if case else grid
    if Rule(Role.RESIDENT, Relation.JOINED) in ALLOWED[what] and person.person_id in joined:
        return True
    return any(_holds(person, rule, case, where) for rule in ALLOWED[what])


def may_on_duty(person: Person, what: What, posts: Collection[PostKind]) -> bool:
    """Whether the person may, by a role or by one of the posts for which they answer now."""
    return may(person, what) or (not person.is_gone and bool(ON_DUTY.get(what, frozenset()).intersection(posts)))


def permit(person: Person | None, what: What, case: Case | None, joined: Collection[int] = ()) -> Case:
    """The case, if it exists and the person may; else Refused, in the same words for both."""
    if case is None or not may(person, what, case, joined=joined):
        raise Refused("case.not_yours")
    return case


def allow(person: Person, what: What, grid: int | None = None) -> None:
    """Nothing, if the person may do what concerns no case; else Refused."""
    if not may(person, what, grid=grid):
        raise Refused("person.not_yours")


def _holds(person: Person, rule: Rule, case: Case | None, grid: int | None) -> bool:
    held = [one for one in person.appointments if one.role is rule.role]
    match rule.relation:
        case Relation.ANYTHING:
            return bool(held) or rule.role is Role.RESIDENT
        case Relation.OWN_GRID:
            return grid is not None and any(one.grid in (None, grid) for one in held)
        case Relation.LEAD:
            return bool(held) and case is not None and case.lead == person.person_id
        case Relation.LEAD_NAMED:
            return bool(held) and case is not None and case.lead == person.person_id and not case.anonymous
        case Relation.HELPER:
            return bool(held) and case is not None and person.person_id in case.helpers
        case Relation.CHECKER:
            return bool(held) and case is not None and case.checker == person.person_id
        case Relation.REFERRED:
            return case is not None and case.referred_to is not None and case.referred_to in {one.unit for one in held}
        case Relation.REPORTED:
            return case is not None and case.reporter == person.person_id
        case Relation.JOINED:  # told apart by who asks: the case does not know it
            return False
