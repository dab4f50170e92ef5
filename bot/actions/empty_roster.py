"""Nobody at all stands on the roster (缺班): the secretary is called, until somebody does."""

from __future__ import annotations

from bot.actions import duty, pages, shift_cards
from bot.actions.context import Context
from bot.domain.page import Matter, State
from bot.domain.roster_check import DAY_MS, lately_manned
from bot.domain.screen import Value
from bot.storage import pages as store
from bot.storage import roster

#: There is one roster, and so one page about it; each time that it is empty the page begins anew.
_THE_ROSTER = 1


async def follow(ctx: Context) -> None:
    """Call, if the last one on duty has gone and nobody follows; call off, if somebody stands there again.

    A roster on which nobody has stood for a day has been given up: nobody is called about it any more.
    """
    page = await store.about(ctx.tx, ctx.community_id, Matter.EMPTY, _THE_ROSTER)
    waits = page is not None and page.state is not State.OVER
    known = await roster.between(ctx.tx, ctx.community_id, ctx.now - DAY_MS, ctx.now + 1)
    lacking = lately_manned(known, ctx.now)
    if await duty.now(ctx) or not lacking:
        if waits:
            await pages.over(ctx, Matter.EMPTY, _THE_ROSTER)
    elif not waits:
        posts: list[Value] = [shift_cards.post_data(ctx, one) for one in ctx.community.posts if one.key in lacking]
        await pages.call(ctx, Matter.EMPTY, _THE_ROSTER, {"posts": posts}, again=True)
