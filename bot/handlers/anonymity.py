"""The button with which a reporter hides from the worker, or shows who they are."""

from __future__ import annotations

from bot.actions import anonymity
from bot.domain.button import Press
from bot.handlers.desk import Courtesies, Pressed


async def hide(pressed: Pressed, press: Press) -> Courtesies:
    """The worker is not to know who reported."""
    await anonymity.choose(pressed.ctx, pressed.person, press.a, anonymous=True)
    return pressed.toast("did_hide", number=press.a)


async def show(pressed: Pressed, press: Press) -> Courtesies:
    """The worker may know who reported."""
    await anonymity.choose(pressed.ctx, pressed.person, press.a, anonymous=False)
    return pressed.toast("did_show", number=press.a)


PRESSES = {"who.hide": hide, "who.show": show}
