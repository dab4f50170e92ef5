"""The staff list in the chat: the secretary's files and buttons, and whoever claims their place on it."""

from __future__ import annotations

from bot.actions import claims, dialogs, home, staff_list
from bot.domain.button import Press
from bot.domain.permission import Deed, may
from bot.handlers import phones
from bot.handlers.desk import Courtesies, Heard, Pressed

#: What a list is usually called; in the middle of a dialog only such a file is taken for one.
_LISTS = (".xlsx", ".xlsm", ".xls", ".csv", ".et", ".txt")


async def show(heard: Heard) -> None:
    """/staff_list, for the secretary; for everybody else it does not exist."""
    if may(heard.person, Deed.TAKE_LIST):
        await staff_list.offer_import(heard.ctx, heard.person)
    else:
        await home.show_menu(heard.ctx, heard.person, "home/unknown")


async def claim(heard: Heard) -> None:
    """/claim, or the link for it: asks for one's own number."""
    await claims.ask(heard.ctx, heard.person)


async def contact(heard: Heard) -> None:
    """A number was shared."""
    assert heard.said.content.contact is not None  # noqa: S101  # the caller has looked
    phone, user_id = heard.said.content.contact
    await claims.claim(heard.ctx, heard.person, phone, user_id)


async def is_claim(heard: Heard) -> bool:
    """Whether the message is a number by which somebody claims a place: not what a dialog asks for or cannot use."""
    if heard.said.content.contact is None or await phones.is_meant(heard):
        return False
    own = heard.said.content.contact[1] == heard.person.user_id
    return own or not await dialogs.open_dialog(heard.ctx, heard.person)


async def is_list(heard: Heard) -> bool:
    """Whether the message is a file of somebody who may send lists, and not rather an answer in a dialog."""
    document = heard.said.content.document
    if document is None or not (may(heard.person, Deed.TAKE_LIST) or may(heard.person, Deed.PLAN_DUTY)):
        return False
    return document[1].lower().endswith(_LISTS) or not await dialogs.open_dialog(heard.ctx, heard.person)


async def document(heard: Heard) -> None:
    """A file of a director: a staff list, or a duty roster."""
    assert heard.said.content.document is not None  # noqa: S101  # the caller has looked
    file_id, name = heard.said.content.document
    await staff_list.receive(heard.ctx, heard.person, file_id, name)


async def pressed_show(pressed: Pressed, _press: Press) -> Courtesies:
    """How the list stands."""
    await staff_list.offer_import(pressed.ctx, pressed.person)
    return pressed.toast()


async def pressed_take(pressed: Pressed, press: Press) -> Courtesies:
    """Take the list as it was shown."""
    many = await staff_list.take(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast("list_did_take", many=many)


async def pressed_drop(pressed: Pressed, press: Press) -> Courtesies:
    """Throw the list away."""
    await staff_list.drop(pressed.ctx, pressed.person, press.a)
    return pressed.toast("list_did_drop")


async def pressed_give(pressed: Pressed, _press: Press) -> Courtesies:
    """The list as a file."""
    await staff_list.ask_sheet(pressed.ctx, pressed.person)
    return pressed.toast("list_did_give")


async def pressed_claim(pressed: Pressed, _press: Press) -> Courtesies:
    """Somebody says that they are on the list."""
    await claims.ask(pressed.ctx, pressed.person)
    return pressed.toast()


COMMANDS = {"staff_list": show, "claim": claim}
PRESSES = {
    staff_list.SHOW: pressed_show,
    staff_list.TAKE: pressed_take,
    staff_list.DROP: pressed_drop,
    staff_list.GIVE: pressed_give,
    claims.CLAIM: pressed_claim,
}
