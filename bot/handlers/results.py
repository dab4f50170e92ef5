"""The button below the board that shows what came of the cases."""

from __future__ import annotations

from bot.actions import results
from bot.domain.button import Press
from bot.handlers.desk import Courtesies, Pressed


async def show(pressed: Pressed, _press: Press) -> Courtesies:
    """The last 30 days."""
    await results.show(pressed.ctx, pressed.person)
    return pressed.toast()


PRESSES = {results.SHOW: show}
