"""Agreements: the button to write one, the link that a side opens, and their yes or no."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import agreements, dialogs, home
from bot.domain.button import Press
from bot.errors import Refused
from bot.flows import agreement
from bot.handlers.desk import Courtesies, Heard, Pressed


async def open_link(heard: Heard) -> None:
    """/start with the payload of a side's link."""
    try:
        await agreements.open_link(heard.ctx, heard.person, heard.said.argument)
    except Refused as refusal:
        await home.show_menu(heard.ctx, heard.person, "home/refused", code=refusal.code)


async def new(pressed: Pressed, press: Press) -> Courtesies:
    """The lead wants to write one."""
    can = await agreements.prepare(pressed.ctx, pressed.person, press.a)
    await dialogs.begin(pressed.ctx, pressed.person, agreement.NAME, {"case_id": press.a, "reporter_can": can})
    return pressed.toast()


async def yes(pressed: Pressed, press: Press) -> Courtesies:
    """A side agrees."""
    await agreements.answer(pressed.ctx, pressed.person, press.a, agreed=True)
    return pressed.toast("did_agree_to")


async def no(pressed: Pressed, press: Press) -> Courtesies:
    """A side does not."""
    await agreements.answer(pressed.ctx, pressed.person, press.a, agreed=False)
    return pressed.toast("did_not_agree_to")


PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    agreements.NEW: new,
    agreements.YES: yes,
    agreements.NO: no,
}
