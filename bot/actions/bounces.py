"""Giving a case back (退单): the worker says why, and whose it is instead. Its deadline keeps running."""

from __future__ import annotations

from bot.actions import leave, moves, notices
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain.case import Act, Case
from bot.domain.person import Person
from bot.domain.suggestions import suggestions
from bot.errors import Refused
from bot.storage import cases, people


async def bounce(ctx: Context, actor: Person, case_id: int, reason: str, words: str, owner: int | None) -> Case:
    """The first time the case goes to the owner who was named; without one, or the second time, to the directors."""
    before = await moves.load(ctx, actor, Act.BOUNCE, case_id)
    bounced = await moves.keep_quietly(ctx, actor, Act.BOUNCE, before, rules.bounce(before, ctx.now), owner=owner or 0)
    await moves.say_why(ctx, actor, Act.BOUNCE, case_id, words, reason)
    case = await _pass_on(ctx, bounced, owner) if before.bounces == 0 and owner else bounced
    await notices.tell(ctx, case, Act.ASSIGN if case.lead else Act.BOUNCE, actor.person_id)
    await moves.let_go(ctx, before, case)
    return case


async def _pass_on(ctx: Context, case: Case, owner: int) -> Case:
    """The case goes to the better owner, or to who stands in; it stays where it is if that is nobody."""
    meant = await people.by_id(ctx.tx, ctx.community_id, owner)
    if meant is None or not meant.is_worker:
        return case
    try:
        worker = await leave.stand_in(ctx, meant)
        assigned = rules.assign(case, [worker], ctx.now)
    except Refused:  # they are away and nobody stands in: the directors decide
        return case
    return await moves.keep_quietly(ctx, None, Act.ASSIGN, case, assigned, worker=worker.person_id)


async def choices(ctx: Context, case: Case) -> list[Person]:
    """Who could be the better owner, the most fitting first: not those who have it."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    load = await cases.load(ctx.tx, ctx.community_id)
    ranked = suggestions(staff, case, ctx.community, load, await leave.away(ctx))
    return [one for one in ranked if one.person_id not in case.team]
