"""Climbing the ladder (bot/domain/ladder.py): who stands on a rung now, and that each is taken once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import duty, leave, notices, reminders, watch
from bot.actions.context import Context
from bot.domain.case import Case
from bot.domain.clocks import CLIMBS, Clock, limit, pace
from bot.domain.ladder import Rung, Step, Taken, next_step
from bot.domain.person import Person, Role
from bot.domain.watch import LADDER
from bot.storage import audit, cases, clocks, people
from bot.storage.timers import Timer


async def climb(ctx: Context, timer: Timer) -> None:
    """Take every rung whose time has come: after a pause of the program several at once, each of them once."""
    clock = Clock(timer.kind.removeprefix(LADDER))
    case = await cases.by_id(ctx.tx, ctx.community_id, timer.subject)
    if case is None or clock not in CLIMBS.get(case.state, ()):
        return
    while (step := await _next(ctx, case, clock)) is not None and step.at <= ctx.now:
        await _take(ctx, case, clock, step)
    await watch.over(ctx, case)


async def _next(ctx: Context, case: Case, clock: Clock) -> Step | None:
    known = await clocks.taken(ctx.tx, ctx.community_id, case)
    time = pace(case, ctx.community)
    return next_step(clock, known.get(clock, ()), limit(case, clock, time), time)


async def _take(ctx: Context, case: Case, clock: Clock, step: Step) -> None:
    """Tell those who stand on the rung, as far as nobody has told them in this run."""
    before = await clocks.told(ctx.tx, ctx.community_id, case, clock)
    found = {one.person_id: one for one in await _ON[step.rung](ctx, case) if one.reachable and not one.is_gone}
    fresh = [one for number, one in found.items() if number not in before]
    taken = Taken(step.rung, step.at, len(fresh))
    await clocks.take(ctx.tx, ctx.community_id, case, clock, taken, [one.person_id for one in fresh])
    for person in fresh:
        await reminders.add(ctx, person, case, clock, step.rung.value)
    facts = {"clock": clock.value, "rung": step.rung.value, "many": len(fresh)}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "case.rung", case.case_id, **facts)


# --- who stands on which rung ---


async def _workers(ctx: Context, case: Case) -> list[Person]:
    return [one for number in case.team if (one := await reminders.present(ctx, number)) is not None]


async def _lead(ctx: Context, case: Case) -> list[Person]:
    lead = await reminders.present(ctx, case.lead)
    return [lead] if lead else []


async def _checker(ctx: Context, case: Case) -> list[Person]:
    checker = await reminders.present(ctx, case.checker) if case.checked is None else None
    return [checker] if checker else []


async def _head(ctx: Context, case: Case) -> list[Person]:
    staff = await people.staff(ctx.tx, ctx.community_id)
    heads = [one for one in staff if any(h.role is Role.GRID_HEAD and h.grid == case.grid for h in one.appointments)]
    return [one for head in heads if (one := await reminders.present(ctx, head.person_id)) is not None]


async def _duty(ctx: Context, case: Case) -> list[Person]:
    return list(await duty.on_duty(ctx, case.grid))


async def _secretary(ctx: Context, _case: Case) -> list[Person]:
    return list(await notices.directors(ctx))


async def _deputies(ctx: Context, _case: Case) -> list[Person]:
    away = await leave.away(ctx)
    staff = await people.staff(ctx.tx, ctx.community_id)
    return [one for one in staff if one.holds(Role.DEPUTY) and one.person_id not in away]


_ON: dict[Rung, Callable[[Context, Case], Awaitable[list[Person]]]] = {
    Rung.WORKERS: _workers,
    Rung.LEAD: _lead,
    Rung.CHECKER: _checker,
    Rung.HEAD: _head,
    Rung.DUTY: _duty,
    Rung.SECRETARY: _secretary,
    Rung.DEPUTIES: _deputies,
}
