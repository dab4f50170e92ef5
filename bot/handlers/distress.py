"""The roll call in the groups, and the buttons of who helps."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import dialogs, help_requests, roll_calls, situation
from bot.actions.help_cards import DONE, PASSED, TAKE
from bot.actions.response_cards import ROLL
from bot.actions.response_groups import HELP, SAFE
from bot.domain.button import Press
from bot.domain.distress import HelpState, Need
from bot.flows import distress
from bot.handlers.desk import Courtesies, Pressed
from bot.handlers.flood import HELP as PAYLOAD


async def roll(pressed: Pressed, press: Press) -> Courtesies:
    """Ask the residents whether they are safe, in response ``a``."""
    await roll_calls.start(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_roll_call")


async def safe(pressed: Pressed, press: Press) -> Courtesies:
    """Safe, in round ``a``: nobody but the bot sees who tapped."""
    news = await roll_calls.is_safe(pressed.ctx, pressed.person, press.a, pressed.tapped.chat_id)
    return pressed.toast("did_say_safe" if news else "safe_already")


async def needs_help(pressed: Pressed, press: Press) -> Courtesies:
    """In need of help, in round ``a``: the private chat asks for more, or the link leads there."""
    made = await roll_calls.needs_help(pressed.ctx, pressed.person, press.a, pressed.tapped.chat_id)
    if not help_requests.can_say_more(pressed.person):
        return pressed.way_in(f"{PAYLOAD}{made.help_id}")
    if made.need is Need.UNSAID:
        await dialogs.begin(pressed.ctx, pressed.person, distress.NAME, {"help": made.help_id})
    return pressed.toast("did_ask_help", alert=True)


async def take(pressed: Pressed, press: Press) -> Courtesies:
    """The request ``a`` is theirs from now on."""
    await help_requests.take(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_take_help")


async def done(pressed: Pressed, press: Press) -> Courtesies:
    """The request ``a`` is done."""
    await help_requests.settle(pressed.ctx, pressed.person, press.a, HelpState.DONE)
    return pressed.toast("did_settle_help")


async def passed(pressed: Pressed, press: Press) -> Courtesies:
    """The request ``a`` was passed to those who can do it."""
    await help_requests.settle(pressed.ctx, pressed.person, press.a, HelpState.PASSED)
    return pressed.toast("did_settle_help")


async def open_(pressed: Pressed, press: Press) -> Courtesies:
    """The card of the request ``a``."""
    await help_requests.show(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    ROLL: roll,
    SAFE: safe,
    HELP: needs_help,
    TAKE: take,
    DONE: done,
    PASSED: passed,
    situation.OPEN: open_,
}
