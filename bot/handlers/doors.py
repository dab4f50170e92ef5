"""/households, the list for door calls, and the buttons of who knocks at doors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from bot.actions import dialogs, door_calls, households
from bot.actions.door_cards import GIVE, NOBODY, PICK, SHARE
from bot.actions.door_cards import HELP as NEEDS_HELP
from bot.actions.door_cards import SAFE as IS_SAFE
from bot.actions.response_cards import DOORS
from bot.domain.button import Press
from bot.domain.distress import Found
from bot.domain.permission import Deed, allow
from bot.flows import household
from bot.handlers.desk import Courtesies, Heard, Pressed


async def command(heard: Heard) -> None:
    """/households: the list."""
    await households.show(heard.ctx, heard.person, fresh=True)


async def add(pressed: Pressed, _press: Press) -> Courtesies:
    """List a household."""
    allow(pressed.person, Deed.RESPOND)
    await dialogs.begin(pressed.ctx, pressed.person, household.NAME, {})
    return pressed.toast()


async def page(pressed: Pressed, press: Press) -> Courtesies:
    """Page ``a`` of the list."""
    await households.show(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def drop(pressed: Pressed, press: Press) -> Courtesies:
    """Ask before household ``a`` on page ``b`` is erased."""
    await households.ask_drop(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast()


async def sure(pressed: Pressed, press: Press) -> Courtesies:
    """Erase household ``a``."""
    await households.drop(pressed.ctx, pressed.person, press.a)
    await households.show(pressed.ctx, pressed.person, press.b)
    return pressed.toast("did_drop_household")


async def open_(pressed: Pressed, _press: Press) -> Courtesies:
    """Who has which household."""
    await door_calls.show(pressed.ctx, pressed.person)
    return pressed.toast()


async def share(pressed: Pressed, _press: Press) -> Courtesies:
    """Give all that nobody has to the workers of their grids."""
    many = await door_calls.share(pressed.ctx, pressed.person)
    return pressed.toast("did_share_doors" if many else "no_doors_shared", many=many)


async def pick(pressed: Pressed, press: Press) -> Courtesies:
    """To whom household ``a`` can be given."""
    await door_calls.pick(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def give(pressed: Pressed, press: Press) -> Courtesies:
    """Household ``a`` is person ``b``'s."""
    await door_calls.give(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast("did_give_door")


async def tick(pressed: Pressed, press: Press, found: Found) -> Courtesies:
    """What was found at the door of household ``a``."""
    await door_calls.tick(pressed.ctx, pressed.person, press.a, found)
    return pressed.toast("did_tick_help" if found is Found.HELP else "did_tick")


COMMANDS: dict[str, Callable[[Heard], Awaitable[None]]] = {"households": command}
PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    households.ADD: add,
    households.PAGE: page,
    households.DROP: drop,
    households.SURE: sure,
    DOORS: open_,
    SHARE: share,
    PICK: pick,
    GIVE: give,
    IS_SAFE: partial(tick, found=Found.SAFE),
    NEEDS_HELP: partial(tick, found=Found.HELP),
    NOBODY: partial(tick, found=Found.NOBODY),
}
