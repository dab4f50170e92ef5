"""Flood response levels: /response, the buttons of its cards, the seats, and the ways in from the groups."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import dialogs, help_requests, home, people, residents, response, response_seats, situation, water
from bot.actions.response_cards import ASK, GO, LIST, NO, SHOW
from bot.actions.response_groups import WATER
from bot.domain.button import Press
from bot.domain.response import NONE
from bot.errors import Refused
from bot.flows import distress, report
from bot.handlers.desk import Courtesies, Heard, Pressed

#: The start payload of who asks for help and has not started the bot: h<request>.
HELP = "h"


def is_payload(payload: str) -> bool:
    """Whether a start payload is a way in from a message of a flood response."""
    return payload[:1] in (WATER, HELP) and payload[1:].isdecimal() and len(payload) < 16


async def open_link(heard: Heard) -> None:
    """Report where water stands in grid ``w<grid>``, or say more to the request for help ``h<number>``."""
    number = int(heard.said.argument[1:])
    if heard.said.argument[0] == HELP:
        await _say_more(heard, number)
    elif heard.ctx.community.grid(number) is None:
        await home.show_menu(heard.ctx, heard.person)
    else:
        person = await people.come_from(heard.ctx, heard.person, number)
        await residents.came(heard.ctx, person, number)
        await dialogs.begin(heard.ctx, person, report.NAME, await water.prefilled(heard.ctx, number))


async def _say_more(heard: Heard, number: int) -> None:
    try:
        found = await help_requests.of_asker(heard.ctx, heard.person, number)
    except Refused as refusal:
        await home.show_menu(heard.ctx, heard.person, "home/refused", code=refusal.code)
        return
    await dialogs.begin(heard.ctx, heard.person, distress.NAME, {"help": found.help_id})


async def command(heard: Heard) -> None:
    """/response: what holds, and what can be done."""
    await response.show(heard.ctx, heard.person)


async def go(pressed: Pressed, press: Press) -> Courtesies:
    """Level ``a`` (0: none) holds from now on; the director had seen change ``b``."""
    done = await response.set_level(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast("did_respond", move=done.value, level=str(press.a) if press.a != NONE else "")


async def ask(pressed: Pressed, press: Press) -> Courtesies:
    """Ask once more before level ``a``."""
    await response.ask_sure(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def no(pressed: Pressed, press: Press) -> Courtesies:
    """The proposal ``a`` is not wanted."""
    await response.decline(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_not_respond")


async def show(pressed: Pressed, _press: Press) -> Courtesies:
    """The card again."""
    await response.show(pressed.ctx, pressed.person, fresh=False)
    return pressed.toast()


async def listed(pressed: Pressed, _press: Press) -> Courtesies:
    """What is open now."""
    await situation.show(pressed.ctx, pressed.person)
    return pressed.toast()


async def seat(pressed: Pressed, press: Press) -> Courtesies:
    """Stand on the second seat of post ``b`` for response ``a``."""
    await response.take_seat(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast("did_take_seat")


COMMANDS: dict[str, Callable[[Heard], Awaitable[None]]] = {"response": command}
PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    GO: go,
    ASK: ask,
    NO: no,
    SHOW: show,
    LIST: listed,
    response_seats.TAKE: seat,
}
