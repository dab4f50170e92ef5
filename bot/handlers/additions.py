"""A reporter or a director answers their own card: that is added to the case."""

from __future__ import annotations

from bot.actions import additions
from bot.domain.notice import Kind
from bot.domain.screen import Screen
from bot.errors import Refused
from bot.handlers.desk import NOTHING, Courtesies, Heard
from bot.handlers.proof import case_of
from bot.storage import outbox


async def is_addition(heard: Heard) -> bool:
    """Whether the message is an answer to somebody's own card, and holds something that can be added."""
    content = heard.said.content
    if not heard.said.private or content.unusable or not (content.text.strip() or content.files):
        return False
    number = await case_of(heard)
    return number is not None and await additions.addable(heard.ctx, heard.person, number)


async def take(heard: Heard) -> Courtesies:
    """Add it; say so, once for all photos of an album."""
    number, content = await case_of(heard) or 0, heard.said.content
    screen = Screen("case/added", heard.person.language, {"number": number})
    try:
        await additions.add(heard.ctx, heard.person, number, content.text.strip(), content.files)
    except Refused as refusal:
        screen = Screen("dialog/refused", heard.person.language, {"code": refusal.code, "number": number})
    album = next((file.album for file in content.files if file.album), None)
    ctx, user = heard.ctx, heard.person.user_id
    if album is None:
        await outbox.send(ctx.tx, ctx.community_id, user, Kind.ANSWER, screen, ctx.now)
    else:
        await outbox.show(ctx.tx, ctx.community_id, user, Kind.ANSWER, f"album:{album}", screen, ctx.now)
    return NOTHING
