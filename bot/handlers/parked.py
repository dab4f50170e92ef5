"""/parked: the list of parked cases and its pages."""

from __future__ import annotations

from bot.actions import parked
from bot.domain.button import Press
from bot.handlers.desk import Courtesies, Heard, Pressed


async def listed(heard: Heard) -> None:
    """/parked, and the link in the group."""
    await parked.show(heard.ctx, heard.person, fresh=True)


async def page(pressed: Pressed, press: Press) -> Courtesies:
    """The page ``a`` of the list."""
    await parked.show(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


COMMANDS = {"parked": listed}
PRESSES = {parked.PAGE: page}
