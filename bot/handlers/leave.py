"""Leave (请假): /leave, coming back early, and a deputy who cannot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import dialogs, leave
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.permission import Deed, allow
from bot.domain.person import Person
from bot.errors import Stale
from bot.flows import leave as flow
from bot.handlers.desk import Courtesies, Heard, Pressed


async def command(heard: Heard) -> None:
    """/leave, which is there for the staff: the dialog, or the leave on which one is."""
    if absence := await leave.of(heard.ctx, heard.person):
        await leave.show(heard.ctx, heard.person, absence)
    else:
        await _begin(heard.ctx, heard.person)


async def back(pressed: Pressed, _press: Press) -> Courtesies:
    """Back before the time."""
    await leave.come_back(pressed.ctx, pressed.person)
    return pressed.toast()


async def again(pressed: Pressed, _press: Press) -> Courtesies:
    """Change the leave: until when, and who stands in."""
    allow(pressed.person, Deed.LEAVE)
    if await leave.of(pressed.ctx, pressed.person) is None:
        raise Stale("leave.over")
    await _begin(pressed.ctx, pressed.person)
    return pressed.toast()


async def no(pressed: Pressed, press: Press) -> Courtesies:
    """Somebody cannot stand in for person ``a``."""
    await leave.decline(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def _begin(ctx: Context, person: Person) -> None:
    await dialogs.begin(ctx, person, flow.NAME, {"colleagues": await leave.colleagues(ctx, person)})


COMMANDS: dict[str, Callable[[Heard], Awaitable[None]]] = {"leave": command}
PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    "leave.back": back,
    "leave.again": again,
    "leave.no": no,
}
