"""The buttons of a proposal to look for a root cause."""

from __future__ import annotations

from bot.actions import root_causes
from bot.domain.button import Press
from bot.handlers.desk import Courtesies, Pressed


async def make(pressed: Pressed, press: Press) -> Courtesies:
    """Carry the proposal ``a`` out."""
    case = await root_causes.make(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_root", number=case.case_id)


async def leave(pressed: Pressed, press: Press) -> Courtesies:
    """Do not carry the proposal ``a`` out."""
    await root_causes.leave(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_leave_root")


PRESSES = {root_causes.MAKE: make, root_causes.LEAVE: leave}
