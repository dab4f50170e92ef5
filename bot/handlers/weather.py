"""/weather: how the weather sources do, and what the forecasts say."""

from __future__ import annotations

from bot.actions import sky
from bot.domain.button import Press
from bot.handlers.desk import Courtesies, Heard, Pressed


async def asked(heard: Heard) -> None:
    """/weather."""
    await sky.show(heard.ctx, heard.person, fresh=True)


async def again(pressed: Pressed, press: Press) -> Courtesies:  # noqa: ARG001
    """Look again."""
    await sky.show(pressed.ctx, pressed.person)
    return pressed.toast()


COMMANDS = {"weather": asked}
PRESSES = {sky.AGAIN: again}
