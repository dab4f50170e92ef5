"""/settings and its buttons."""

from __future__ import annotations

from bot.actions import dialogs, settings
from bot.actions import plain as plain_actions
from bot.domain.button import Press
from bot.handlers.desk import Courtesies, Heard, Pressed


async def open_(heard: Heard) -> None:
    """/settings."""
    await settings.show(heard.ctx, heard.person, fresh=True)


async def language(pressed: Pressed, press: Press) -> Courtesies:
    """Speak that language with me."""
    await settings.speak(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def plain(pressed: Pressed, press: Press) -> Courtesies:
    """Plain mode on (1) or off (0)."""
    person = await settings.set_plain(pressed.ctx, pressed.person, plain=press.a == 1)
    await settings.show(pressed.ctx, person)
    return pressed.toast("did_plain" if person.plain else "did_not_plain")


async def quiet(pressed: Pressed, press: Press) -> Courtesies:
    """Quiet from ``a`` to ``b``, in minutes of the day; ``c``: chosen where one puts them together oneself."""
    person = await settings.set_quiet(pressed.ctx, pressed.person, (press.a, press.b))
    await settings.show(pressed.ctx, person, own_hours=press.c == 1)
    return pressed.toast()


async def own_hours(pressed: Pressed, press: Press) -> Courtesies:
    """Open the choice of one's own quiet hours, or (1) leave it."""
    await settings.show(pressed.ctx, pressed.person, own_hours=press.a == 0)
    return pressed.toast()


async def offered_plain(pressed: Pressed, _press: Press) -> Courtesies:
    """Yes to the plain mode, from within a report."""
    person = await settings.set_plain(pressed.ctx, pressed.person, plain=True)
    await plain_actions.answered(pressed.ctx, person, yes=True)
    await dialogs.simplify(pressed.ctx, person)
    return pressed.toast("did_plain")


async def declined_plain(pressed: Pressed, _press: Press) -> Courtesies:
    """No to it."""
    await plain_actions.answered(pressed.ctx, pressed.person, yes=False)
    return pressed.toast()


COMMANDS = {"settings": open_}
PRESSES = {
    settings.LANGUAGE: language,
    settings.PLAIN: plain,
    settings.QUIET: quiet,
    settings.OWN_HOURS: own_hours,
    plain_actions.YES: offered_plain,
    plain_actions.NO: declined_plain,
}
