"""Taking a tap back (撤销): for a minute, by whoever tapped, while nothing else has happened to the case."""

from __future__ import annotations

from bot.actions import moves, notices
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain.case import Act, Case
from bot.domain.permission import permit
from bot.domain.person import Person
from bot.errors import Stale
from bot.storage import cases, people, undos, verdicts
from bot.storage.timers import Timer


async def undo(ctx: Context, actor: Person, case_id: int) -> Case:
    """Let the case be as it was before the actor's last tap; Stale if that cannot be any more."""
    case = permit(actor, Act.UNDO, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    last = await undos.of_case(ctx.tx, ctx.community_id, case_id)
    if last is None or last.actor != actor.person_id or last.version != case.version or ctx.now > last.until_at:
        raise Stale("undo.late", number=case_id)
    undone = await moves.keep(ctx, actor, Act.UNDO, case, rules.undo(case, last.before(case), ctx.now), undone=last.act)
    await undos.forget(ctx.tx, ctx.community_id, case_id)
    if last.act is Act.CLOSE and case.closed_at is not None:  # what the reporter has said of it meanwhile is void
        await verdicts.forget(ctx.tx, ctx.community_id, case_id, case.closed_at)
    return undone


async def expire(ctx: Context, timer: Timer) -> None:
    """The minute is over: the button goes away."""
    last = await undos.of_case(ctx.tx, ctx.community_id, timer.subject)
    case = await cases.by_id(ctx.tx, ctx.community_id, timer.subject)
    if last is None or case is None or ctx.now < last.until_at:
        return
    await undos.forget(ctx.tx, ctx.community_id, timer.subject)
    actor = await people.by_id(ctx.tx, ctx.community_id, last.actor)
    if actor is not None and not actor.is_gone and last.version == case.version:
        await notices.show_card(ctx, await notices.dossier(ctx, case), actor)
