"""What watches over a case: for every state the due times that it must have, so that no open case can be forgotten."""

from __future__ import annotations

from bot.domain.case import Case, State
from bot.domain.community import Policy

#: The kinds of timers that belong to cases, each with the case's number as its subject.
DEADLINE, RETURN, ARCHIVE = "deadline", "return", "archive"
KINDS = (DEADLINE, RETURN, ARCHIVE)


def timers(case: Case, policy: Policy, now: int) -> dict[str, int]:
    """The timers that the case must have as it stands, by kind; all other kinds of :data:`KINDS` must not be set."""
    if case.is_paused:
        return {RETURN: case.return_at or now}
    if case.is_open:
        return {DEADLINE: case.due_at or now}
    if case.state is not State.ARCHIVED:
        return {ARCHIVE: (case.closed_at or now) + policy.archive_after_ms}
    return {}
