"""Forgets what nobody needs any more: handled updates, sent messages, drafts for which nobody came."""

from __future__ import annotations

from bot.actions.context import Context
from bot.domain.consent import HELD_MS
from bot.storage import dialogs, held_updates, inbox, mydata, outbox, staff_list

_DAY_MS = 86_400_000
#: Telegram keeps updates for 24 hours (telegram.md), so one that is older cannot come again.
INBOX_MS = 3 * _DAY_MS
OUTBOX_MS = 30 * _DAY_MS
DRAFT_MS = 7 * _DAY_MS
LIST_MS = 7 * _DAY_MS


async def run(ctx: Context) -> None:
    """Forget handled updates after 3 days, what waits for consent after 1, drafts, lists after 7, messages after 30."""
    await inbox.prune(ctx.tx, ctx.now - INBOX_MS)
    await outbox.prune(ctx.tx, ctx.community_id, ctx.now - OUTBOX_MS)
    await dialogs.prune_drafts(ctx.tx, ctx.community_id, ctx.now - DRAFT_MS)
    await held_updates.prune(ctx.tx, ctx.community_id, ctx.now - HELD_MS)
    await staff_list.prune(ctx.tx, ctx.community_id, ctx.now - LIST_MS)
    await staff_list.sweep(ctx.tx, ctx.community_id)
    await mydata.sweep(ctx.tx, ctx.community_id)
