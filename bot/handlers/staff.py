"""The desk of the staff: /staff and its pages, ending appointments, and handing cases over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import handovers, staff
from bot.domain.button import Press
from bot.domain.screen import Screen
from bot.handlers.desk import Courtesies, Heard, Pressed
from bot.storage import outbox

_LAST_PAGE = 10_000


async def command(heard: Heard) -> None:
    """/staff, which is there for who directs."""
    await staff.show(heard.ctx, heard.person, await staff.desk(heard.ctx, heard.person), fresh=True)


async def desk(pressed: Pressed, _press: Press) -> Courtesies:
    """The first page."""
    return await _show(pressed, await staff.desk(pressed.ctx, pressed.person))


async def list_(pressed: Pressed, press: Press) -> Courtesies:
    """Page ``a`` of the people."""
    return await _show(pressed, await staff.list_page(pressed.ctx, pressed.person, min(press.a, _LAST_PAGE)))


async def person(pressed: Pressed, press: Press) -> Courtesies:
    """The page of person ``a``; ``b`` is the page of the people to which it leads back."""
    return await _show(pressed, await staff.person_page(pressed.ctx, pressed.person, press.a, min(press.b, _LAST_PAGE)))


async def phone(pressed: Pressed, press: Press) -> Courtesies:
    """The whole number of person ``a``."""
    await staff.phone(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def ask_end(pressed: Pressed, press: Press) -> Courtesies:
    """Whether the appointment ``b`` of person ``a`` is really to end."""
    return await _show(pressed, await staff.ask_end(pressed.ctx, pressed.person, press.a, press.b))


async def end(pressed: Pressed, press: Press) -> Courtesies:
    """End the appointment ``b`` of person ``a``."""
    screen = await staff.end(pressed.ctx, pressed.person, press.a, press.b)
    await _show(pressed, screen)
    return pressed.toast("did_end_post")


async def waiting(pressed: Pressed, press: Press) -> Courtesies:
    """Page ``a`` of the cases that wait for being handed over."""
    return await _show(pressed, await staff.waiting_page(pressed.ctx, pressed.person, min(press.a, _LAST_PAGE)))


async def give(pressed: Pressed, press: Press) -> Courtesies:
    """To whom case ``a`` could go, page ``b``."""
    page = min(press.b, _LAST_PAGE)
    return await _show(pressed, await handovers.receivers(pressed.ctx, pressed.person, press.a, page))


async def offer(pressed: Pressed, press: Press) -> Courtesies:
    """Ask person ``b`` to take case ``a``."""
    asked = await handovers.offer(pressed.ctx, pressed.person, press.a, press.b)
    await _show(pressed, await handovers.receivers(pressed.ctx, pressed.person, press.a, 0))
    if asked.person_id != press.b:
        return pressed.toast("did_offer_deputy", alert=True, number=press.a, name=asked.name)
    return pressed.toast("did_offer", number=press.a, name=asked.name)


async def yes(pressed: Pressed, press: Press) -> Courtesies:
    """Take the case of offer ``a``."""
    case = await handovers.accept(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_take", number=case.case_id)


async def no(pressed: Pressed, press: Press) -> Courtesies:
    """Decline offer ``a``."""
    await handovers.decline(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_decline")


async def _show(pressed: Pressed, screen: Screen) -> Courtesies:
    """Show it where the button was, if that is the desk's message; else below."""
    shown = await outbox.living(pressed.ctx.tx, pressed.ctx.community_id, pressed.person.user_id, staff.SLOT)
    here = shown is not None and shown.message_id == pressed.tapped.message_id
    await staff.show(pressed.ctx, pressed.person, screen, fresh=not here)
    return pressed.toast()


COMMANDS: dict[str, Callable[[Heard], Awaitable[None]]] = {"staff": command}
PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    "staff.desk": desk,
    "staff.list": list_,
    "staff.person": person,
    "staff.phone": phone,
    "staff.ask": ask_end,
    "staff.end": end,
    "hand.list": waiting,
    "hand.to": give,
    "hand.offer": offer,
    "hand.yes": yes,
    "hand.no": no,
}
