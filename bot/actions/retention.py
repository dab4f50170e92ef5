"""The daily tidying: what bot/domain/retention.py says is done, a batch at a time, so that nobody waits for it."""

from __future__ import annotations

from bot.actions.context import Context
from bot.domain.retention import Kept, before
from bot.storage import (
    all_well,
    audit,
    dialogs,
    distress,
    duty,
    finding,
    held_updates,
    inbox,
    mydata,
    outbox,
    pages,
    patrols,
    people,
    retention,
    roster,
    staff_list,
    timers,
    warnings,
)

#: The due time at which tidying goes on, and the errand that deletes a file; its subject is the file's number.
TIDY, SHRED = "tidy", "shred"
PAUSE_MS = 60_000
_CASES, _FILES, _PEOPLE = 50, 100, 50


async def tidy(ctx: Context) -> None:
    """Do what is due, and go on in a minute if there is more. Done twice it does no harm."""
    await _forget(ctx)
    more = [await _anonymise(ctx), await _shred(ctx), await _forget_strangers(ctx)]
    if any(more):
        await timers.set_(ctx.tx, ctx.community_id, TIDY, 0, ctx.now + PAUSE_MS)


async def _forget(ctx: Context) -> None:
    """What goes in one stroke: it is little, or is forgotten every day."""
    tx, number = ctx.tx, ctx.community_id
    await inbox.prune(tx, _before(ctx, Kept.UPDATES))
    await outbox.prune(tx, number, _before(ctx, Kept.MESSAGES))
    await retention.forget_failed(tx, number, _before(ctx, Kept.MESSAGES), _before(ctx, Kept.SET_ASIDE))
    await dialogs.prune_drafts(tx, number, _before(ctx, Kept.DRAFTS), unagreed=_before(ctx, Kept.HELD))
    await held_updates.prune(tx, number, _before(ctx, Kept.HELD))
    await finding.forget(tx, number, _before(ctx, Kept.FINDS))
    await staff_list.prune(tx, number, _before(ctx, Kept.LISTS))
    await staff_list.sweep(tx, number)
    await retention.forget_places(tx, number, _before(ctx, Kept.PLACES))
    await retention.forget_invitations(tx, number, _before(ctx, Kept.INVITATIONS))
    await retention.forget_blocks(tx, number, _before(ctx, Kept.BLOCKS))
    await warnings.forget(tx, number, _before(ctx, Kept.WARNINGS))
    await distress.forget_help(tx, number, _before(ctx, Kept.DISTRESS))
    await distress.forget_households(tx, number, _before(ctx, Kept.HOUSEHOLDS))
    await roster.prune(tx, number, _before(ctx, Kept.SHIFTS))
    await duty.prune(tx, number, _before(ctx, Kept.DUTY_LOG))
    await patrols.prune(tx, number, _before(ctx, Kept.DUTY_LOG))
    await all_well.prune(tx, number, _before(ctx, Kept.DUTY_LOG))
    await pages.prune(tx, number, _before(ctx, Kept.PAGES))
    await mydata.sweep(tx, number)


async def _anonymise(ctx: Context) -> bool:
    found = await retention.cases_over(ctx.tx, ctx.community_id, _before(ctx, Kept.CASES), _CASES)
    for case_id, reporter in found:
        await retention.anonymise(ctx.tx, ctx.community_id, case_id, reporter, ctx.now)
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "case.anonymised", case_id)
    return len(found) == _CASES


async def _shred(ctx: Context) -> bool:
    found = await retention.media_over(ctx.tx, ctx.community_id, _before(ctx, Kept.MEDIA), _FILES)
    for number in found:
        await timers.set_once(ctx.tx, ctx.community_id, SHRED, number, ctx.now)
    return len(found) == _FILES


async def _forget_strangers(ctx: Context) -> bool:
    found = await retention.strangers_over(ctx.tx, ctx.community_id, _before(ctx, Kept.STRANGERS), _PEOPLE)
    for number in found:
        person = await people.by_id(ctx.tx, ctx.community_id, number)
        if person is not None:
            erased = await mydata.erase(ctx.tx, ctx.community_id, person, ctx.now)
            await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "person.erased", person=number, **erased)
    return len(found) == _PEOPLE


def _before(ctx: Context, kept: Kept) -> int:
    return before(kept, ctx.community.policy, ctx.now)
