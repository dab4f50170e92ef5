"""/warn and /warnings, and the buttons of warnings that were entered by hand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import dialogs, home, warning_desk
from bot.domain.button import Press
from bot.errors import Refused
from bot.flows import warn
from bot.handlers.desk import Courtesies, Heard, Pressed


async def enter(heard: Heard) -> None:
    """/warn: somebody was told of a warning by telephone."""
    try:
        known = await warning_desk.known_of(heard.ctx, heard.person, None)
    except Refused as refusal:
        await home.show_menu(heard.ctx, heard.person, "home/refused", code=refusal.code)
        return
    await dialogs.begin(heard.ctx, heard.person, warn.NAME, known)


async def listed(heard: Heard) -> None:
    """/warnings: what is in force."""
    await warning_desk.show(heard.ctx, heard.person, fresh=True)


async def _enter(pressed: Pressed, _press: Press) -> Courtesies:
    known = await warning_desk.known_of(pressed.ctx, pressed.person, None)
    await dialogs.begin(pressed.ctx, pressed.person, warn.NAME, known)
    return pressed.toast()


async def _change(pressed: Pressed, press: Press) -> Courtesies:
    """What was entered as the warning ``a`` is another one now."""
    known = await warning_desk.known_of(pressed.ctx, pressed.person, press.a)
    await dialogs.begin(pressed.ctx, pressed.person, warn.NAME, known)
    return pressed.toast()


async def _lift(pressed: Pressed, press: Press) -> Courtesies:
    """Lift the warning ``a``; ``b``: they are sure."""
    if not press.b:
        await warning_desk.ask_lift(pressed.ctx, pressed.person, press.a)
        return pressed.toast()
    await warning_desk.lift(pressed.ctx, pressed.person, press.a)
    await warning_desk.show(pressed.ctx, pressed.person)
    return pressed.toast("did_lift_warning")


async def _show(pressed: Pressed, _press: Press) -> Courtesies:
    await warning_desk.show(pressed.ctx, pressed.person)
    return pressed.toast()


COMMANDS = {"warn": enter, "warnings": listed}
PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    warning_desk.ENTER: _enter,
    warning_desk.CHANGE: _change,
    warning_desk.LIFT: _lift,
    warning_desk.SHOW: _show,
}
