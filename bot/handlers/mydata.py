"""/mydata: everything that is held about somebody as a file, and being forgotten."""

from __future__ import annotations

from bot.actions import mydata
from bot.domain.button import Press
from bot.handlers.desk import Courtesies, Heard, Pressed


async def give(heard: Heard) -> None:
    """/mydata."""
    await mydata.give(heard.ctx, heard.person)


async def ask(pressed: Pressed, _press: Press) -> Courtesies:
    """What goes and what stays."""
    await mydata.ask(pressed.ctx, pressed.person)
    return pressed.toast()


async def forget(pressed: Pressed, press: Press) -> Courtesies:
    """The second tap."""
    await mydata.forget(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast("did_forget")


async def keep(pressed: Pressed, _press: Press) -> Courtesies:
    """Rather not."""
    await mydata.keep(pressed.ctx, pressed.person)
    return pressed.toast()


COMMANDS = {"mydata": give}
PRESSES = {mydata.ERASE: ask, mydata.FORGET: forget, mydata.KEEP: keep}
