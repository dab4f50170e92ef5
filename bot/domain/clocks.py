"""The clocks (时钟) of a case: what runs in which state, since when, and by when something must have been done.

Source: the issue of the loop: an assignment within some service hours, 接单 within one (an emergency within 15 minutes
at any hour), 核查 and 结案 within a working day each; the deadline of the case itself runs beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case import Case, State
from bot.domain.community import CaseKind, Community, Policy
from bot.domain.deadline import days
from bot.domain.workdays import Calendar


class Clock(StrEnum):
    """What somebody is waited for to do."""

    ASSIGN = "assign"  # 指派
    ACCEPT = "accept"  # 接单
    DUE = "due"  # 办结: the deadline of the case
    VERIFY = "verify"  # 核查
    CLOSE = "close"  # 结案
    RETURN = "return"  # a paused case is asked about


#: The clock of each open state that reminds again and again, until its act is done: no open case is without one.
REMINDS: dict[State, Clock] = {
    State.REPORTED: Clock.DUE,
    State.OPENED: Clock.DUE,
    State.ASSIGNED: Clock.DUE,
    State.ACCEPTED: Clock.DUE,
    State.HANDLING: Clock.DUE,
    State.FED_BACK: Clock.VERIFY,
    State.VERIFIED: Clock.CLOSE,
    State.NEED_INFO: Clock.RETURN,
    State.REFERRED: Clock.RETURN,
    State.PARKED: Clock.RETURN,
}
#: The clocks of each state that climb a ladder (ladder.py) when their time is over.
CLIMBS: dict[State, tuple[Clock, ...]] = {
    State.REPORTED: (Clock.ASSIGN,),
    State.OPENED: (Clock.ASSIGN,),
    State.ASSIGNED: (Clock.ACCEPT, Clock.DUE),
    State.ACCEPTED: (Clock.DUE,),
    State.HANDLING: (Clock.DUE,),
    State.FED_BACK: (Clock.VERIFY,),
    State.VERIFIED: (Clock.CLOSE,),
}


@dataclass(frozen=True, slots=True)
class Pace:
    """How time passes for a case: in service hours, or at every hour where it is ``urgent`` (突发事件)."""

    calendar: Calendar
    policy: Policy
    urgent: bool

    def plus(self, at: int, usual_ms: int, urgent_ms: int) -> int:
        """So much service time later, or so much time where nothing can wait."""
        return at + urgent_ms if self.urgent else self.calendar.plus(at, usual_ms)


def pace(case: Case, community: Community) -> Pace:
    """How time passes for the case. One whose category the configuration lost is no emergency."""
    category = community.category(case.category)
    urgent = category is not None and category.kind is CaseKind.EMERGENCY
    return Pace(community.calendar, community.policy, urgent)


def clocks(case: Case) -> frozenset[Clock]:
    """All that runs for the case as it stands."""
    reminds = REMINDS.get(case.state)
    return frozenset((*CLIMBS.get(case.state, ()), *([reminds] if reminds else ())))


def run(case: Case, clock: Clock) -> int:
    """Which run of the clock this is: it begins anew with each entry into a state, each deadline, each day of return.

    What was told in one run is not told again in it; a number that no other run of the case's clock has.
    """
    match clock:
        case Clock.DUE:
            return case.due_at or case.reported_at
        case Clock.RETURN:
            return case.return_at or case.since
    return case.since


def limit(case: Case, clock: Clock, pace: Pace) -> int:
    """By when it must have been done; the instant at which it begins to be late."""
    policy = pace.policy
    match clock:
        case Clock.ASSIGN:
            return pace.plus(case.since, policy.assign_within_ms, policy.emergency_accept_within_ms)
        case Clock.ACCEPT:
            return pace.plus(case.since, policy.accept_within_ms, policy.emergency_accept_within_ms)
        case Clock.VERIFY:
            return days(policy.verify_days).due(pace.calendar, case.since)
        case Clock.CLOSE:
            return days(policy.close_days).due(pace.calendar, case.since)
        case Clock.DUE:  # who gets a case that is late already is late from then on
            return max(run(case, clock), case.assigned_at or 0)
    return run(case, clock)
