"""/help with its pages, and what waits for somebody."""

from __future__ import annotations

from bot.actions import handovers, waiting
from bot.actions import help as help_actions
from bot.domain.button import Press
from bot.handlers.desk import Courtesies, Heard, Pressed


async def topics(heard: Heard) -> None:
    """/help."""
    await help_actions.show(heard.ctx, heard.person, fresh=True)


async def page(pressed: Pressed, press: Press) -> Courtesies:
    """The page ``a``, or 0: the topics."""
    await help_actions.show_page(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def cards(pressed: Pressed, press: Press) -> Courtesies:
    """The cards of the cases that wait in the state of number ``a``."""
    await waiting.show(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def request(pressed: Pressed, press: Press) -> Courtesies:
    """The offer ``a`` of a case, once more."""
    await handovers.show_again(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


COMMANDS = {"help": topics}
PRESSES = {help_actions.PAGE: page, waiting.SHOW: cards, waiting.REQUEST: request}
