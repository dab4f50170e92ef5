"""What watches over a case: for every state the due times that it must have, so that no open case can be forgotten.

Every kind is one row for a case, handled and set again in the same transaction: after a leap of the clock it comes
once, and after a restart it is still there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain import reminder
from bot.domain.case import Case, State
from bot.domain.clocks import CLIMBS, Clock, Pace, limit
from bot.domain.ladder import LADDERS, Taken, next_step
from bot.domain.petition import REOPEN_WITHIN_MS
from bot.domain.verdict import CONFIRM_WITHIN_MS, was_closed

#: The kinds of timers that belong to cases, each with the case's number as its subject.
DEADLINE, RETURN, ARCHIVE = "deadline", "return", "archive"
#: The reporter's time to say whether it is solved is over, and then the time to ask for it to be opened again.
CONFIRM = "confirm"
LADDER = "ladder."
KINDS = (DEADLINE, RETURN, ARCHIVE, CONFIRM, *(LADDER + clock for clock in LADDERS))

#: What was told of the case in the runs of its clocks that are on.
Told = Mapping[Clock, Sequence[Taken]]


def timers(case: Case, pace: Pace, now: int, told: Told) -> dict[str, int]:
    """The timers that the case must have as it stands, by kind; all other kinds of :data:`KINDS` must not be set."""
    if case.is_paused:
        return {RETURN: _return(case, pace, now)}
    if case.is_open:
        return {DEADLINE: reminder.next_reminder(case, now, pace), **_ladders(case, pace, told)}
    if case.state is not State.ARCHIVED:
        return {ARCHIVE: (case.closed_at or now) + pace.policy.archive_after_ms, **_confirm(case, now)}
    return _confirm(case, now)


def _confirm(case: Case, now: int) -> dict[str, int]:
    """What the reporter can say to a closed case changes twice after its closing."""
    if not was_closed(case):
        return {}
    closed_at = case.closed_at or now
    # The last moment at which it can be asked for counts still: the button goes a moment later.
    ends = (closed_at + CONFIRM_WITHIN_MS, closed_at + REOPEN_WITHIN_MS + 1)
    return {CONFIRM: next(end for end in ends if end > now)} if now < ends[-1] else {}


def _return(case: Case, pace: Pace, now: int) -> int:
    """When somebody is asked about a paused case: on its day, then daily; who waits for the reporter goes on then."""
    at = case.return_at or now
    return at if at > now or case.state is State.NEED_INFO else reminder.daily(now, pace)


def _ladders(case: Case, pace: Pace, told: Told) -> dict[str, int]:
    """The next rung of each ladder of the state; one whose time has passed is due at once."""
    found: dict[str, int] = {}
    for clock in CLIMBS.get(case.state, ()):
        step = next_step(clock, told.get(clock, ()), limit(case, clock, pace), pace)
        if step is not None:
            found[LADDER + clock] = step.at
    return found
