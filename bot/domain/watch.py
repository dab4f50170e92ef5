"""What watches over a case: for every state the due times that it must have, so that no open case can be forgotten."""

from __future__ import annotations

from bot.domain.case import Case, State
from bot.domain.community import Policy
from bot.domain.petition import REOPEN_WITHIN_MS
from bot.domain.verdict import CONFIRM_WITHIN_MS, was_closed

#: The kinds of timers that belong to cases, each with the case's number as its subject.
DEADLINE, RETURN, ARCHIVE = "deadline", "return", "archive"
#: The reporter's time to say whether it is solved is over, and then the time to ask for it to be opened again.
CONFIRM = "confirm"
KINDS = (DEADLINE, RETURN, ARCHIVE, CONFIRM)


def timers(case: Case, policy: Policy, now: int) -> dict[str, int]:
    """The timers that the case must have as it stands, by kind; all other kinds of :data:`KINDS` must not be set."""
    if case.is_paused:
        return {RETURN: case.return_at or now}
    if case.is_open:
        return {DEADLINE: case.due_at or now}
    if case.state is not State.ARCHIVED:
        return {ARCHIVE: (case.closed_at or now) + policy.archive_after_ms, **_confirm(case, now)}
    return _confirm(case, now)


def _confirm(case: Case, now: int) -> dict[str, int]:
    """What the reporter can say to a closed case changes twice after its closing."""
    if not was_closed(case):
        return {}
    closed_at = case.closed_at or now
    # The last moment at which it can be asked for counts still: the button goes a moment later.
    ends = (closed_at + CONFIRM_WITHIN_MS, closed_at + REOPEN_WITHIN_MS + 1)
    return {CONFIRM: next(end for end in ends if end > now)} if now < ends[-1] else {}
