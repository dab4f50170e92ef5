"""A shift is taken over by a tap; who hands over adds words by answering the message that shows it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import home, overdue_list, shift_cards, shift_clocks, shifts
from bot.domain.button import Press
from bot.errors import Refused
from bot.handlers.desk import NOTHING, Courtesies, Heard, Pressed
from bot.storage import outbox


async def accept(pressed: Pressed, press: Press) -> Courtesies:
    """接班."""
    await shifts.accept(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_accept_shift")


async def stand_in(pressed: Pressed, press: Press) -> Courtesies:
    """我来顶."""
    await shifts.stand_in(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_stand_in")


async def overdue(pressed: Pressed, press: Press) -> Courtesies:
    """Another page of the overdue cases."""
    await overdue_list.turn(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def remind(pressed: Pressed, press: Press) -> Courtesies:
    """催办."""
    await overdue_list.remind(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_remind_overdue")


async def note_of(heard: Heard) -> int | None:
    """The shift whose hand-over the message answers."""
    said = heard.said
    if not said.private or said.reply_to is None or not said.content.text.strip():
        return None
    ctx = heard.ctx
    slot = await outbox.slot_in(ctx.tx, ctx.community_id, said.chat_id, said.reply_to)
    return shift_clocks.number_of(slot) if slot and slot.startswith("shiftnote:") else None


async def take(heard: Heard, shift: int) -> Courtesies:
    """Words for who comes after."""
    try:
        await shifts.add_words(heard.ctx, heard.person, shift, heard.said.content.text[: shifts.MOST_WORDS])
    except Refused as refusal:
        await home.show_menu(heard.ctx, heard.person, "home/refused", code=refusal.code)
    return NOTHING


PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    shift_cards.ACCEPT: accept,
    shift_cards.STAND_IN: stand_in,
    overdue_list.PAGE: overdue,
    overdue_list.REMIND: remind,
}
