"""The buttons of questions to a reporter: ask one, answer it, or rather not."""

from __future__ import annotations

from bot.actions import dialogs, relays
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.relay import MOST_TEXT
from bot.domain.screen import Screen, Value
from bot.errors import Refused
from bot.flows import relay as flow
from bot.handlers.desk import NOTHING, Courtesies, Heard, Pressed
from bot.storage import outbox


async def ask(pressed: Pressed, press: Press) -> Courtesies:
    """Somebody who has the case wants to ask the reporter something."""
    case = await relays.askable(pressed.ctx, pressed.person, press.a)
    await dialogs.begin(pressed.ctx, pressed.person, flow.ASK, {"case_id": case.case_id})
    return pressed.toast()


async def answer(pressed: Pressed, press: Press) -> Courtesies:
    """The reporter wants to answer."""
    relay = await relays.answerable(pressed.ctx, pressed.person, press.a)
    known = {"relay_id": relay.relay_id, "case_id": relay.case_id, "question": relay.question}
    await dialogs.begin(pressed.ctx, pressed.person, flow.ANSWER, known)
    return pressed.toast()


async def decline(pressed: Pressed, press: Press) -> Courtesies:
    """The reporter would rather not answer."""
    relay = await relays.answer(pressed.ctx, pressed.person, press.a, None)
    return pressed.toast("did_not_answer", number=relay.case_id)


async def answers(heard: Heard) -> int | None:
    """The question (its number) that a message answers by its words: who is asked answers as they answer anybody."""
    said = heard.said
    if not said.private or said.reply_to is None or not said.replied_to_bot or said.content.files:
        return None
    slot = await outbox.slot_in(heard.ctx.tx, heard.ctx.community_id, said.chat_id, said.reply_to)
    return relays.relay_of(slot) if slot and said.content.text.strip() else None


async def take(heard: Heard, relay_id: int) -> Courtesies:
    """Pass the answer on and say so, or say why not."""
    ctx, person, words = heard.ctx, heard.person, heard.said.content.text.strip()
    try:
        if len(words) > MOST_TEXT:
            raise Refused("note.too_long")
        relay = await relays.answer(ctx, person, relay_id, words)
        screen = Screen("relay/answered", person.language, {"number": relay.case_id})
    except Refused as refusal:
        number = refusal.data.get("number")
        data: dict[str, Value] = {"code": refusal.code, "number": number if isinstance(number, int) else None}
        screen = Screen("dialog/refused", person.language, data)
    await outbox.send(ctx.tx, ctx.community_id, person.user_id, Kind.ANSWER, screen, ctx.now)
    return NOTHING


PRESSES = {"relay.ask": ask, relays.ANSWER: answer, relays.DECLINE: decline}
