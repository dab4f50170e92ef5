"""Keeping the index of cases right: what has changed is put into it before anybody searches, what was there before by
and by."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.context import Context
from bot.domain.findable import entries, fingerprint
from bot.storage import cases, search, timers

#: The due time at which the index is brought up to date.
TIMER = search.INDEX
#: So many cases in one transaction; a hundredth of a second or two, for which an answer may have to wait.
MOST = 200
_PAUSE_MS = 100


async def plan(ctx: Context) -> None:
    """At the start: go on where the last run ended; begin anew if the words changed by which cases are found."""
    made_of = fingerprint(ctx.community)
    known = await search.progress(ctx.tx, ctx.community_id)
    if known is None or known.made_of != made_of:
        last = await search.last(ctx.tx, ctx.community_id)
        await search.set_progress(ctx.tx, ctx.community_id, made_of, last + 1)
    if await is_behind(ctx):
        await timers.set_(ctx.tx, ctx.community_id, TIMER, 0, ctx.now)


async def go_on(ctx: Context) -> None:
    """When the time has come: the cases that have changed, then some of those of before; once more if any are left."""
    if await catch_up(ctx):
        await _older(ctx)
    if await is_behind(ctx):
        await timers.set_(ctx.tx, ctx.community_id, TIMER, 0, ctx.now + _PAUSE_MS)


async def catch_up(ctx: Context) -> bool:
    """Put what has changed into the index; False if there is still more of it."""
    numbers = await search.waiting(ctx.tx, ctx.community_id, MOST)
    if numbers:
        await _put(ctx, numbers)
        await search.done(ctx.tx, ctx.community_id, numbers[-1])
    return len(numbers) < MOST


async def is_behind(ctx: Context) -> bool:
    """Whether there are cases that are not in the index yet, or not as they are."""
    known = await search.progress(ctx.tx, ctx.community_id)
    return (known is not None and known.below > 1) or bool(await search.waiting(ctx.tx, ctx.community_id, 1))


async def _older(ctx: Context) -> None:
    """The newest of the cases that were there before the index."""
    known = await search.progress(ctx.tx, ctx.community_id)
    if known is None or known.below == 1:
        return
    numbers = await search.find(ctx.tx, ctx.community_id, (), search.Reach(before=known.below), MOST)
    if numbers:
        await _put(ctx, numbers)
    below = numbers[-1] if len(numbers) == MOST else 1
    await search.set_progress(ctx.tx, ctx.community_id, known.made_of, below)


async def _put(ctx: Context, numbers: Sequence[int]) -> None:
    found = await cases.by_ids(ctx.tx, ctx.community_id, numbers)
    await search.put(ctx.tx, ctx.community_id, {case.case_id: entries(case, ctx.community) for case in found})
