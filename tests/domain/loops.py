"""The loop written down a second time, by hand, and how each act is done in tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.domain import case as rules
from bot.domain import pause
from bot.domain.case import Act, Case, State
from bot.domain.person import Role
from tests.made import NOW, case, person

WORKER, SECRETARY = person(2, Role.FULL_TIME), person(9, Role.SECRETARY)
HOUR = 3_600_000
#: Each state, and what can happen to a case that stands there. "=": it stays; "<": back to where it was.
TABLE = """
reported   open:opened
opened     assign:assigned need_info:need_info refer:referred park:parked extend:= supervise:= reject:rejected
opened     merge:merged split:split undo:<
assigned   assign:assigned accept:accepted bounce:opened need_info:need_info refer:referred park:parked extend:=
assigned   supervise:= merge:merged split:split undo:<
accepted   start:handling bounce:opened need_info:need_info refer:referred park:parked extend:= supervise:=
accepted   merge:merged split:split undo:<
handling   feed_back:fed_back bounce:opened need_info:need_info refer:referred park:parked extend:= supervise:=
handling   merge:merged split:split undo:<
fed_back   verify:verified send_back:handling supervise:= undo:<
verified   close:closed supervise:= undo:<
closed     archive:archived reopen:opened undo:<
archived   reopen:opened
need_info  inform:< extend:= supervise:=
referred   return:< deliver:fed_back extend:= supervise:=
parked     unpark:< extend:= supervise:=
rejected   archive:archived reopen:opened undo:<
merged     archive:archived
split      archive:archived
"""
#: Where a paused case comes back to, and where a tap that is undone had begun, in tests.
BACK = State.ACCEPTED


def _legal() -> dict[tuple[State, Act], State]:
    found = {}
    for line in TABLE.strip().splitlines():
        state, *arrows = line.split()
        for arrow in arrows:
            act, _, to = arrow.partition(":")
            after = {"=": State(state), "<": BACK}.get(to) or State(to)
            found[State(state), Act(act)] = after
    return found


LEGAL = _legal()


def standing(state: State, **more: object) -> Case:
    """A case in a state, with a deadline, paused from :data:`BACK` where it is paused."""
    given: dict[str, object] = {"due_at": NOW + 9 * HOUR, **more}
    return case(state, 7, **given)


def _undo(known: Case, now: int) -> Case:
    return rules.undo(known, replace(known, state=BACK, lead=2, helpers=(), closed_at=None), now)


def _back(act: Act) -> Callable[[Case, int], Case]:
    return lambda known, now: pause.resume(known, act, now, now + HOUR)


#: Every act, done by who may and with all that it needs.
DO: dict[Act, Callable[[Case, int], Case]] = {
    Act.OPEN: lambda known, now: rules.open_(known, now, now + 1_000),
    Act.ASSIGN: lambda known, now: rules.assign(known, [WORKER], now),
    Act.ACCEPT: rules.accept,
    Act.START: rules.start,
    Act.FEED_BACK: lambda known, now: rules.feed_back(known, "note", 1, now),
    Act.VERIFY: lambda known, now: rules.verify(known, SECRETARY, now),
    Act.CLOSE: rules.close,
    Act.ARCHIVE: rules.archive,
    Act.SEND_BACK: lambda known, now: rules.send_back(known, SECRETARY, now),
    Act.BOUNCE: rules.bounce,
    Act.NEED_INFO: lambda known, now: pause.pause(known, Act.NEED_INFO, now, now + HOUR),
    Act.INFORM: _back(Act.INFORM),
    Act.REFER: lambda known, now: pause.pause(known, Act.REFER, now, now + HOUR, "城管"),
    Act.RETURN: _back(Act.RETURN),
    Act.DELIVER: lambda known, now: pause.deliver(replace(known, lead=None, resumes=State.OPENED), now, now + HOUR),
    Act.PARK: lambda known, now: pause.pause(known, Act.PARK, now, now + HOUR),
    Act.UNPARK: _back(Act.UNPARK),
    Act.EXTEND: lambda known, now: rules.extend(known, now, max(now, known.due_at or 0) + HOUR),
    Act.SUPERVISE: rules.supervise,
    Act.REJECT: rules.reject,
    Act.MERGE: lambda known, now: rules.merge(known, case(number=known.case_id + 1), now),
    Act.SPLIT: lambda known, now: rules.split(known, 2, now),
    Act.REOPEN: lambda known, now: rules.reopen(known, SECRETARY, now, now + HOUR),
    Act.UNDO: _undo,
}
