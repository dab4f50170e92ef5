"""Photos that show that a case is done: whether they are new when they come, and whether they were there before."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions import notices
from bot.actions.context import Context
from bot.domain import picture as pictures
from bot.domain import proof as rules
from bot.domain.case import Case
from bot.domain.media import Attachment
from bot.storage import audit, cases, media


async def fresh(ctx: Context, case: Case, photos: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Those of the photos that can show it; Refused if there are some and none can."""
    seen = {photo.unique_id for photo in photos if await media.is_seen(ctx.tx, ctx.community_id, case, photo)}
    return rules.fresh(case, photos, seen)


async def compare(ctx: Context, number: int) -> None:
    """A file has come into the store: who verifies a case whose proof is a copy of an earlier picture is warned."""
    picture = await media.picture(ctx.tx, ctx.community_id, number)
    like = await media.like(ctx.tx, ctx.community_id, picture) if picture else []
    for medium, of in pictures.copies(picture, like) if picture else ():
        found = await media.by_id(ctx.tx, ctx.community_id, medium)
        if found is None or not await media.copied(ctx.tx, ctx.community_id, medium, of):
            continue
        facts = {"media": medium, "of": of}
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "proof.copied", found.case_id, **facts)
        case = await cases.by_id(ctx.tx, ctx.community_id, found.case_id)
        if case is not None and case.is_open:
            await notices.refresh(ctx, case)
