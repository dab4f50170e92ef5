"""What comes to a case after it was reported: words and photos of the reporter, the directors, and who follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.actions import notices, standing
from bot.actions.cases import attach
from bot.actions.context import Context
from bot.actions.notices import Standing
from bot.domain import case as rules
from bot.domain.case import Case
from bot.domain.media import Attachment, MediaKind, Purpose
from bot.domain.permission import Deed, may, permit
from bot.domain.person import Person
from bot.errors import Refused
from bot.storage import audit, cases, media


async def addable(ctx: Context, actor: Person, case_id: int) -> bool:
    """Whether what the actor answers to their card is an addition; of who has the case in hand it is the proof."""
    case = await cases.by_id(ctx.tx, ctx.community_id, case_id)
    return case is not None and may(actor, Deed.ADD, case) and case.lead != actor.person_id


async def add(ctx: Context, actor: Person, case_id: int, words: str, files: Sequence[Attachment]) -> None:
    """Add words and files; Refused if the words have no room, the case has ended, or the actor is blocked."""
    case = permit(actor, Deed.ADD, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    await standing.check(ctx, actor.person_id)
    rules.check_open(case)
    text = "\n".join(filter(None, (case.text, words)))
    if len(text) > ctx.community.policy.max_text:
        raise Refused("case.no_room", number=case_id)
    news = not await _is_known(ctx, case, files)
    if words:
        await cases.set_text(ctx.tx, ctx.community_id, case_id, text)
    await attach(ctx, case, actor.person_id, Purpose.REPORT, files)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "case.added", case_id, files=len(files))
    sounds = (Standing.LEAD if case.lead else Standing.DIRECTOR) if news else None
    await notices.refresh(ctx, replace(case, text=text), sounds=sounds, doer=actor.person_id)


async def add_photos(ctx: Context, actor: Person, case_id: int, files: Sequence[Attachment]) -> None:
    """Photos of a neighbour who found that the case is the same thing: they belong to it, if it is still open."""
    case = permit(actor, Deed.FOLLOW, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    await standing.check(ctx, actor.person_id)
    photos = [file for file in files if file.kind is not MediaKind.VOICE]
    if photos and rules.is_public(case, ctx.community) and case.state not in rules.ENDED:
        await attach(ctx, case, actor.person_id, Purpose.REPORT, photos)
        await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "case.added", case_id, files=len(photos))
        await notices.refresh(ctx, case)


async def _is_known(ctx: Context, case: Case, files: Sequence[Attachment]) -> bool:
    """Whether earlier photos of the same album have been added."""
    albums = {file.album for file in files if file.album}
    known = await media.of_case(ctx.tx, ctx.community_id, case.case_id) if albums else []
    return any(medium.attachment.album in albums for medium in known)
