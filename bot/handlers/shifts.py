"""A shift is taken over by a tap; who hands over adds words by answering the message that shows it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import duty_book, home, overdue_list, shift_cards, shift_clocks, shifts
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


async def log(heard: Heard) -> None:
    """/log: the day, or with words an entry."""
    words = heard.said.argument.strip()
    if words:
        await duty_book.write(heard.ctx, heard.person, words)
    else:
        await duty_book.show(heard.ctx, heard.person, fresh=True)


async def log_day(pressed: Pressed, press: Press) -> Courtesies:
    """The log of another day."""
    await duty_book.show(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def log_file(pressed: Pressed, press: Press) -> Courtesies:
    """The log of a day as files."""
    await duty_book.ask_file(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_log_file")


async def log_photos(pressed: Pressed, press: Press) -> Courtesies:
    """The photos of the patrol rounds of a day."""
    await duty_book.send_photos(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_log_photos")


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


async def answers_log(heard: Heard) -> bool:
    """Whether the message answers the one that shows the log."""
    said = heard.said
    if not said.private or said.reply_to is None or not said.content.text.strip():
        return False
    return await outbox.slot_in(heard.ctx.tx, heard.ctx.community_id, said.chat_id, said.reply_to) == duty_book.SLOT


async def take_log(heard: Heard) -> Courtesies:
    """Words for the log."""
    try:
        await duty_book.write(heard.ctx, heard.person, heard.said.content.text)
    except Refused as refusal:
        await home.show_menu(heard.ctx, heard.person, "home/refused", code=refusal.code)
    return NOTHING


COMMANDS: dict[str, Callable[[Heard], Awaitable[None]]] = {"log": log}
PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    shift_cards.ACCEPT: accept,
    shift_cards.STAND_IN: stand_in,
    overdue_list.PAGE: overdue,
    duty_book.DAY: log_day,
    duty_book.FILE: log_file,
    duty_book.PHOTOS: log_photos,
    overdue_list.REMIND: remind,
}
