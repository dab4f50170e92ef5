"""/find and /mine, and the buttons of what was found."""

from __future__ import annotations

from bot.actions import dialogs, finding, home
from bot.domain.button import Press
from bot.flows import find as find_flow
from bot.handlers.desk import Courtesies, Heard, Pressed


async def find(heard: Heard) -> None:
    """/find: with words what they say, without the question for what."""
    if heard.said.argument.strip():
        await finding.find(heard.ctx, heard.person, heard.said.argument)
    else:
        await dialogs.begin(heard.ctx, heard.person, find_flow.NAME, {})


async def mine(heard: Heard) -> None:
    """/mine: one's own cases; with words those among them."""
    if heard.said.argument.strip():
        await finding.find(heard.ctx, heard.person, heard.said.argument, mine=True)
    else:
        await home.show_mine(heard.ctx, heard.person)


async def open_(pressed: Pressed, press: Press) -> Courtesies:
    """The card of the case ``a``."""
    await finding.open_(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def page(pressed: Pressed, press: Press) -> Courtesies:
    """The page ``b`` of the query that was version ``a``."""
    await finding.page(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast()


async def all_mine(pressed: Pressed, _press: Press) -> Courtesies:
    """All of one's own cases, page by page."""
    await finding.find_usual(pressed.ctx, pressed.person, "mine")
    return pressed.toast()


COMMANDS = {"find": find, "mine": mine}
PRESSES = {finding.OPEN: open_, finding.PAGE: page, finding.MINE: all_mine}
