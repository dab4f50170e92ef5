"""One's own phone number, left and deleted; and the reporter's, for whom it is meant."""

from __future__ import annotations

from bot.actions import dialogs, phones
from bot.domain.button import Press
from bot.flows import phone as flow
from bot.handlers.desk import Courtesies, Heard, Pressed


async def own(heard: Heard) -> None:
    """/phone: the number that was left, or the key that sends it."""
    await _open(heard)


async def open_own(pressed: Pressed, _press: Press) -> Courtesies:
    """The same, as a button."""
    await _open(pressed)
    return pressed.toast()


async def ask(pressed: Pressed, _press: Press) -> Courtesies:
    """Another number instead."""
    await dialogs.begin(pressed.ctx, pressed.person, flow.NAME, {})
    return pressed.toast()


async def delete(pressed: Pressed, _press: Press) -> Courtesies:
    """No number any more."""
    deleted = await phones.delete(pressed.ctx, pressed.person)
    return pressed.toast("did_delete_phone" if deleted else "no_phone")


async def show(pressed: Pressed, press: Press) -> Courtesies:
    """Somebody who has a case wants to call the reporter."""
    shown = await phones.reveal(pressed.ctx, pressed.person, press.a)
    return pressed.toast(None if shown else "no_phone")


async def is_meant(heard: Heard) -> bool:
    """Whether a contact was sent because it was asked for here."""
    if heard.said.content.contact is None:
        return False
    dialog = await dialogs.open_dialog(heard.ctx, heard.person)
    return dialog is not None and dialog.flow == flow.NAME


async def _open(who: Heard | Pressed) -> None:
    if who.person.phone is not None:
        await phones.show_own(who.ctx, who.person)
    else:
        await dialogs.begin(who.ctx, who.person, flow.NAME, {})


COMMANDS = {"phone": own}
PRESSES = {"phone.open": open_own, phones.ASK: ask, phones.DELETE: delete, "phone.show": show}
