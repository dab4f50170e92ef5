"""Deadlines as the community counts them: working days, service hours, and any hour for emergencies."""

from __future__ import annotations

from bot.actions.context import Context
from bot.domain.case import Case
from bot.domain.deadline import Deadline, days, offers
from bot.domain.screen import Value
from bot.errors import Stale

#: Of a category that the configuration has lost.
_FALLBACK = days(3)


def of_category(ctx: Context, category: str) -> int:
    """The deadline of a case of that category which begins now."""
    return rule(ctx, category).due(ctx.community.calendar, ctx.now)


def continued(ctx: Context, case: Case) -> int | None:
    """The deadline of a paused case that goes on now: as much time is left as when its clock was stopped."""
    if case.due_at is None or case.paused_at is None:
        return case.due_at
    return rule(ctx, case.category).resumed(ctx.community.calendar, case.due_at, case.paused_at, ctx.now)


def as_stopped(ctx: Context, case: Case, due_at: int) -> int:
    """What a day means that is named now as the deadline: of a paused case, by the clock that stands still."""
    if case.paused_at is None:
        return due_at
    return rule(ctx, case.category).as_stopped(ctx.community.calendar, due_at, case.paused_at, ctx.now)


def offered(ctx: Context, case: Case) -> list[tuple[int, dict[str, Value]]]:
    """The deadlines to choose from, each with its number and what its button says; number 0 keeps what there is."""
    known = offers(ctx.community.calendar, ctx.now)
    found: list[tuple[int, dict[str, Value]]] = [(0, {"days": -1, "due_at": case.due_at})]
    found += [(n, {"days": one.deadline.amount, "due_at": one.due_at}) for n, one in enumerate(known, start=1)]
    return found


def chosen(ctx: Context, case: Case, number: int) -> int | None:
    """The deadline of a choice; None keeps what there is. Stale if it was never offered."""
    if number == 0:
        return None
    due_at = {n: data["due_at"] for n, data in offered(ctx, case)}.get(number)
    if not isinstance(due_at, int):
        raise Stale("case.moved_on", number=case.case_id, state=case.state)
    return due_at


def rule(ctx: Context, category: str) -> Deadline:
    """The deadline that cases of that category have."""
    known = ctx.community.category(category)
    return known.deadline if known else _FALLBACK
