"""A case that is the same as another one (并案): that one goes on for both."""

from __future__ import annotations

from bot.actions import moves, notices
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain.case import Act, Case
from bot.domain.permission import permit
from bot.domain.person import Person
from bot.errors import Refused
from bot.storage import cases


async def merge(ctx: Context, actor: Person, case_id: int, target: int) -> Case:
    """The case is the same as another one, which its reporter and all who follow it follow from now on."""
    case = await moves.load(ctx, actor, Act.MERGE, case_id)
    into = await cases.by_id(ctx.tx, ctx.community_id, target)
    if into is None:
        raise Refused("case.no_target", number=case_id)
    merged = rules.merge(case, permit(actor, Act.MERGE, into), ctx.now)
    await cases.move_followers(ctx.tx, ctx.community_id, case_id, target, ctx.now)
    if case.reporter != into.reporter:
        await cases.follow(ctx.tx, ctx.community_id, target, case.reporter, ctx.now)
    kept = await moves.keep(ctx, actor, Act.MERGE, case, merged, into=target)
    await notices.refresh(ctx, into, doer=actor.person_id)
    return kept
