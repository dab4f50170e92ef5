"""Whether the worker may know who reported a case: the reporter's own choice, at any time."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import notices, release
from bot.actions.context import Context
from bot.actions.notices import Standing
from bot.domain.permission import Deed, permit
from bot.domain.person import Person
from bot.storage import audit, cases


async def choose(ctx: Context, actor: Person, case_id: int, anonymous: bool) -> None:
    """The reporter hides from the worker, or shows who they are; it holds at once on every card."""
    case = permit(actor, Deed.HIDE, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    if not await cases.set_anonymous(ctx.tx, ctx.community_id, case_id, anonymous):
        return
    act = "case.hidden" if anonymous else "case.named"
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, act, case_id)
    chosen = replace(case, anonymous=anonymous)
    shown = await notices.refresh(ctx, chosen)
    for person, standing in shown if anonymous else ():
        if standing is Standing.LEAD:
            await release.old_copies(ctx, await notices.dossier(ctx, chosen), person)
