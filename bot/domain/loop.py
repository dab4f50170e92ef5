"""The six-step closed loop (六步闭环) with all its side roads, as data: states, acts, and the arrows between them.

Sources: domain.md, section 1, and the national practice of digital urban management (数字城管, GB/T 30428). What the
buttons offer, what storage accepts, what the documentation draws and what the tests walk is made from :data:`ARROWS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class State(StrEnum):
    """Where a case stands."""

    REPORTED = "reported"  # 已上报
    OPENED = "opened"  # 已立案
    ASSIGNED = "assigned"  # 已指派
    ACCEPTED = "accepted"  # 已接单
    HANDLING = "handling"  # 处置中
    FED_BACK = "fed_back"  # 已反馈
    VERIFIED = "verified"  # 已核查
    CLOSED = "closed"  # 已结案
    ARCHIVED = "archived"  # 已归档
    NEED_INFO = "need_info"  # 待补充: the reporter was asked something
    REFERRED = "referred"  # 已转办: a department or company has it
    PARKED = "parked"  # 已挂账: it cannot be solved now, and is looked at again on a day
    REJECTED = "rejected"  # 不予受理
    MERGED = "merged"  # 已并案: it is the same as another case
    SPLIT = "split"  # 已拆分: other cases carry its parts


class Act(StrEnum):
    """What moves a case on, or changes what is agreed about it."""

    OPEN = "open"  # 立案
    ASSIGN = "assign"  # 指派
    ACCEPT = "accept"  # 接单
    START = "start"  # 处置
    FEED_BACK = "feed_back"  # 反馈
    VERIFY = "verify"  # 核查
    CLOSE = "close"  # 结案
    ARCHIVE = "archive"  # 归档
    SEND_BACK = "send_back"  # 退回重办: what was fed back is not good yet
    BOUNCE = "bounce"  # 退单: the worker says whose it is instead; the deadline keeps running
    NEED_INFO = "need_info"  # 待补充
    INFORM = "inform"  # 已补充, or nobody answered
    REFER = "refer"  # 转办
    RETURN = "return"  # 转回
    DELIVER = "deliver"  # 部门办好: a department has handled what nobody of the community had
    PARK = "park"  # 挂账
    UNPARK = "unpark"  # 取消挂账
    EXTEND = "extend"  # 延期
    SUPERVISE = "supervise"  # 督办
    REJECT = "reject"  # 不予受理
    MERGE = "merge"  # 并案
    SPLIT = "split"  # 拆分
    REOPEN = "reopen"  # 重开
    UNDO = "undo"  # 撤销: the last tap was a mistake


class Whither(Enum):
    """Where an arrow leads that does not always lead to the same state."""

    STAY = "stay"  # the case stays in the state in which it is
    BACK = "back"  # to the state in which it was before it was paused, or before the tap that is undone


@dataclass(frozen=True, slots=True)
class Arrow:
    """One act: the states in which it can be done, and the state after it."""

    before: frozenset[State]
    after: State | Whither
    unled: State | None = None  # where it leads instead if nobody of the community has the case


def _from(*before: State, to: State | Whither, unled: State | None = None) -> Arrow:
    return Arrow(frozenset(before), to, unled)


#: The number, 1 to 6, of the step of the loop that a state belongs to. A paused case is where it was (see
#: :func:`step_of`); the numbers of the pausing states themselves stand for a case that nobody had yet.
STEPS = {
    State.REPORTED: 1,
    State.OPENED: 2,
    State.ASSIGNED: 3,
    State.ACCEPTED: 4,
    State.HANDLING: 4,
    State.FED_BACK: 5,
    State.VERIFIED: 5,
    State.CLOSED: 6,
    State.ARCHIVED: 6,
    State.NEED_INFO: 2,
    State.REFERRED: 2,
    State.PARKED: 2,
    State.REJECTED: 6,
    State.MERGED: 6,
    State.SPLIT: 6,
}

#: The states in which nobody has anything left to do.
ENDED = frozenset({State.CLOSED, State.ARCHIVED, State.REJECTED, State.MERGED, State.SPLIT})
#: The states in which the clock stands still: each has a day on which somebody is asked about it.
PAUSED = frozenset({State.NEED_INFO, State.REFERRED, State.PARKED})
#: The states in which a case can go to another worker: what is fed back stays the work of who did it, or they could
#: hand it over and verify it themselves.
IN_HAND = frozenset({State.ASSIGNED, State.ACCEPTED, State.HANDLING})
#: The states from which a case can leave the straight path: it is on the books and not yet fed back.
UNDER_WAY = frozenset({State.OPENED, *IN_HAND})
#: The states in which a case has a lead, or was handled by a department (only what was fed back can be that).
LED = frozenset({*IN_HAND, State.FED_BACK, State.VERIFIED})
#: The acts that a tap does and that whoever tapped can take back for a minute.
UNDOABLE = frozenset({Act.ASSIGN, Act.VERIFY, Act.SEND_BACK, Act.CLOSE, Act.REJECT, Act.SUPERVISE, Act.UNPARK})
UNDO_MS = 60_000

#: One row is one act. Whatever is not here cannot happen.
ARROWS: dict[Act, Arrow] = {
    Act.OPEN: _from(State.REPORTED, to=State.OPENED),
    Act.ASSIGN: _from(State.OPENED, State.ASSIGNED, to=State.ASSIGNED),
    Act.ACCEPT: _from(State.ASSIGNED, to=State.ACCEPTED),
    Act.START: _from(State.ACCEPTED, to=State.HANDLING),
    Act.FEED_BACK: _from(State.HANDLING, to=State.FED_BACK),
    Act.VERIFY: _from(State.FED_BACK, to=State.VERIFIED),
    Act.CLOSE: _from(State.VERIFIED, to=State.CLOSED),
    Act.ARCHIVE: _from(*(ENDED - {State.ARCHIVED}), to=State.ARCHIVED),
    Act.SEND_BACK: _from(State.FED_BACK, to=State.HANDLING, unled=State.OPENED),
    Act.BOUNCE: _from(*IN_HAND, to=State.OPENED),
    Act.NEED_INFO: _from(*UNDER_WAY, to=State.NEED_INFO),
    Act.INFORM: _from(State.NEED_INFO, to=Whither.BACK),
    Act.REFER: _from(*UNDER_WAY, to=State.REFERRED),
    Act.RETURN: _from(State.REFERRED, to=Whither.BACK),
    Act.DELIVER: _from(State.REFERRED, to=State.FED_BACK),
    Act.PARK: _from(*UNDER_WAY, to=State.PARKED),
    Act.UNPARK: _from(State.PARKED, to=Whither.BACK),
    Act.EXTEND: _from(*UNDER_WAY, *PAUSED, to=Whither.STAY),
    Act.SUPERVISE: _from(*(set(State) - ENDED - {State.REPORTED}), to=Whither.STAY),
    Act.REJECT: _from(State.OPENED, to=State.REJECTED),
    Act.MERGE: _from(*UNDER_WAY, to=State.MERGED),
    Act.SPLIT: _from(*UNDER_WAY, to=State.SPLIT),
    Act.REOPEN: _from(State.CLOSED, State.ARCHIVED, State.REJECTED, to=State.OPENED),
    Act.UNDO: _from(
        *(set(State) - {State.REPORTED, State.ARCHIVED, *PAUSED, State.MERGED, State.SPLIT}), to=Whither.BACK
    ),
}


class Outcome(StrEnum):
    """What came of a case, as it is told and counted: none of these passes for another."""

    SOLVED = "solved"  # 已解决
    PARTLY = "partly"  # 部分解决
    IMPOSSIBLE = "impossible"  # 无法解决
    NOT_OURS = "not_ours"  # 不属社区职责


def step_of(state: State, resumes: State | None) -> int:
    """The step, 1 to 6, of a case in a state; of a paused one that of the state to which it comes back."""
    return STEPS[resumes or state]


def due_acts(state: State) -> tuple[Act, ...]:
    """What can be done in a state, in the order of the table."""
    return tuple(act for act, arrow in ARROWS.items() if state in arrow.before)
