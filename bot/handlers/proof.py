"""A worker answers a case's card with photos: that is the feedback."""

from __future__ import annotations

from bot.actions import cases, home
from bot.domain.media import MediaKind
from bot.domain.notice import Kind
from bot.domain.screen import Reaction, Screen
from bot.errors import Refused
from bot.handlers.desk import Courtesies, Heard
from bot.storage import handovers, outbox

_MOST_NOTE = 500
_NO_PHOTO = "case.photo_required"


async def is_proof(heard: Heard) -> bool:
    """Whether the message is the answer to the card of a case by a worker, or by who once was the case's."""
    number = await case_of(heard)
    if number is None or heard.person.is_worker:
        return number is not None
    return await handovers.was_lead(heard.ctx.tx, heard.ctx.community_id, number, heard.person.person_id)


async def take(heard: Heard) -> Courtesies:
    """Feed the case back with the photos; what is wrong is said to the worker, privately."""
    number = await case_of(heard)
    photos = [file for file in heard.said.content.files if file.kind is not MediaKind.VOICE]
    note = heard.said.content.text.strip()[:_MOST_NOTE] or None
    try:
        if number is not None and not await cases.add_proof(heard.ctx, heard.person, number, photos):
            await cases.feed_back(heard.ctx, heard.person, number, note, photos)
            thanks = Screen("feedback/thanks", heard.person.language, {"number": number})
            await home.answer(heard.ctx, heard.person, thanks)
    except Refused as refusal:
        if not heard.said.private and not photos and refusal.code != _NO_PHOTO:
            return ()  # neighbours talking about the case
        data = {"code": refusal.code, "number": number}
        await _refuse(heard, Screen("dialog/refused", heard.person.language, data))
        return ()
    return (Reaction(heard.said.chat_id, heard.said.message_id, "👌"),)


async def _refuse(heard: Heard, screen: Screen) -> None:
    """Say it once for all photos of an album."""
    album = next((file.album for file in heard.said.content.files if file.album), None)
    if album is None:
        await home.answer(heard.ctx, heard.person, screen)
        return
    ctx, user_id = heard.ctx, heard.person.user_id
    await outbox.show(ctx.tx, ctx.community_id, user_id, Kind.ANSWER, f"album:{album}", screen, ctx.now)


async def case_of(heard: Heard) -> int | None:
    """The number of the case whose card the message answers."""
    said = heard.said
    if said.reply_to is None or not said.replied_to_bot:
        return None
    slot = await outbox.slot_in(heard.ctx.tx, heard.ctx.community_id, said.chat_id, said.reply_to)
    return int(slot.removeprefix("case:")) if slot and slot.startswith("case:") else None
