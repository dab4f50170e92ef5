"""A case whose clock stands still (待补充, 转办, 挂账): how that begins, lasts and ends."""

from __future__ import annotations

from bot.domain.case import Act, Case, amend, check, move
from bot.errors import Refused, Stale


def pause(case: Case, act: Act, now: int, return_at: int, unit: str | None = None) -> Case:
    """The clock stands still until ``return_at`` at the latest: information is missing, a department (``unit``) has
    it, or it is parked.
    """
    check(case, act)
    if return_at <= now:
        raise Refused("case.past", number=case.case_id)
    return move(case, act, now, resumes=case.state, paused_at=now, return_at=return_at, referred_to=unit)


def resume(case: Case, act: Act, now: int, due_at: int | None) -> Case:
    """The clock goes on, to ``due_at``; the case is where it was before it was paused."""
    return move(case, act, now, due_at=due_at, resumes=None, paused_at=None, return_at=None, referred_to=None)


def deliver(case: Case, now: int, due_at: int | None, checker: int | None = None) -> Case:
    """The department has handled what nobody of the community had: it is verified as what a worker feeds back is.

    Stale if a worker has the case: they look, and feed it back. ``checker`` is who has to look on site.
    """
    check(case, Act.DELIVER)
    if case.lead is not None:
        raise Stale("case.moved_on", number=case.case_id, state=case.state)
    clock: dict[str, object] = dict.fromkeys(
        ("resumes", "paused_at", "return_at", "referred_to", "feedback", "checked")
    )
    unit = case.referred_to
    return move(case, Act.DELIVER, now, due_at=due_at, handled_by=unit, checker=checker, **clock)


def wait_longer(case: Case, now: int, return_at: int) -> Case:
    """A paused case is asked about on another day."""
    if not case.is_paused:
        raise Stale("case.moved_on", number=case.case_id, state=case.state)
    if return_at <= now:
        raise Refused("case.past", number=case.case_id)
    return amend(case, now, return_at=return_at)
