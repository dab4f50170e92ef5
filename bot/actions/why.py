"""为什么是这个时间: how the deadline of a case came about, in one message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from bot.actions import deadlines, home
from bot.actions.context import Context
from bot.domain.case import Act, Case, State, category_name
from bot.domain.deadline import Deadline, Unit
from bot.domain.permission import Look, permit
from bot.domain.person import Person
from bot.domain.reckoning import LeftOut, Reckoning
from bot.domain.screen import Screen, Value
from bot.errors import Stale
from bot.storage import audit, cases, notes
from bot.storage.audit import Event

WHY = "why"
#: So many steps are told, the latest; and so many rows of days off.
_MOST_STEPS, _MOST_OFF = 8, 8
_PAUSES = {Act.NEED_INFO: Act.INFORM, Act.REFER: Act.RETURN, Act.PARK: Act.UNPARK}
_ENDS = {end: begin for begin, end in _PAUSES.items()} | {Act.DELIVER: Act.REFER}
_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing that set the deadline: the act, when, and to what; ``since``: from when the clock stood still."""

    act: Act
    at: int
    due_at: int | None
    since: int | None = None


async def explain(ctx: Context, person: Person, case_id: int) -> None:
    """Tell somebody who may see the case; Stale if it has no deadline any more."""
    case = permit(person, Look.SHEET, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    if not case.is_open or case.due_at is None:
        raise Stale("why.no_deadline", number=case_id)
    steps = list(_steps(await audit.of_case(ctx.tx, ctx.community_id, case_id)))
    reasons = await _reasons(ctx, case_id) if person.is_staff and person.person_id != case.reporter else {}
    told: list[Value] = [_told(ctx, case, step, person, reasons) for step in steps[-_MOST_STEPS:]]
    data: dict[str, Value] = {
        "number": case.case_id,
        "category": category_name(case, ctx.community, person.language),
        "due_at": case.due_at,
        "late": case.due_at < ctx.now and not case.is_paused,
        "steps": told,
        "paused_at": case.paused_at,
        "paused": _pausing(case.state),
    }
    await home.answer(ctx, person, Screen("case/why", person.language, data))


def _steps(events: list[Event]) -> Iterator[_Step]:
    """What set the deadline, in order; pauses with both their ends."""
    stopped: dict[Act, int] = {}
    known: int | None = None
    for event in events:
        act = _act(event)
        facts: dict[str, Any] = orjson.loads(event.facts)
        before, known = known, facts.get("due_at") or known
        if act in _PAUSES:
            stopped[act] = event.at
        elif act in _ENDS and _ENDS[act] in stopped:
            yield _Step(_ENDS[act], event.at, facts.get("due_at"), stopped.pop(_ENDS[act]))
        elif act is Act.OPEN or (act is not None and "to" in facts and known != before):
            yield _Step(act, event.at, facts.get("due_at"))


def _act(event: Event) -> Act | None:
    name = event.act.removeprefix("case.")
    return Act(name) if event.act.startswith("case.") and name in set(Act) else None


def _told(ctx: Context, case: Case, step: _Step, person: Person, reasons: dict[int, str]) -> dict[str, Value]:
    """A step in values for the message."""
    told: dict[str, Value] = {
        "act": step.act.value,
        "at": step.at,
        "due_at": step.due_at,
        "since": step.since,
        "pause": step.act.value if step.since is not None else None,
        "reason": reasons.get(step.at, ""),
        "reckoning": None,
    }
    if step.act in (Act.OPEN, Act.REOPEN):
        deadline = deadlines.rule(ctx, case.category)
        if step.due_at in (None, deadline.due(ctx.community.calendar, step.at)):
            told["reckoning"] = _reckoning(ctx, deadline, step.at, person.language)
    return told


def _reckoning(ctx: Context, deadline: Deadline, at: int, language: str) -> dict[str, Value]:
    """How a deadline was counted."""
    made = deadline.explain(ctx.community.calendar, at)
    amount = deadline.amount if deadline.unit is Unit.DAYS else round(deadline.amount / _HOUR_MS, 1)
    told: dict[str, Value] = {"unit": deadline.unit.value, "amount": f"{amount:g}"}
    return {**told, **(_days(ctx, made, language) if made else {"from_day": None, "off": [], "made_up": []})}


def _days(ctx: Context, made: Reckoning, language: str) -> dict[str, Value]:
    calendar = ctx.community.calendar
    moved = made.from_day != calendar.day_of(made.from_at)
    return {
        "from_day": _noon(ctx, made.from_day) if moved else None,
        "off": [_off(ctx, one, language) for one in made.left_out[:_MOST_OFF]],
        "made_up": [_noon(ctx, day) for day in made.made_up[:_MOST_OFF]],
    }


def _off(ctx: Context, one: LeftOut, language: str) -> dict[str, Value]:
    name = (one.holiday.name if language == "zh" else one.holiday.name_en) if one.holiday else ""
    last = None if one.first == one.last else _noon(ctx, one.last)
    return {"first": _noon(ctx, one.first), "last": last, "reason": one.reason.value, "name": name}


def _noon(ctx: Context, day: date) -> int:
    """An instant of the day, for the messages to say the day."""
    return ctx.community.calendar.instant(day, 12 * 60)


def _pausing(state: State) -> str | None:
    """What holds the clock now."""
    return {State.NEED_INFO: "need_info", State.REFERRED: "refer", State.PARKED: "park"}.get(state)


async def _reasons(ctx: Context, case_id: int) -> dict[int, str]:
    """What was said when the deadline was put off, by the instant."""
    said = await notes.of_case(ctx.tx, ctx.community_id, case_id)
    return {one.at: one.text for one in said if one.act == Act.EXTEND and not one.confidential}
