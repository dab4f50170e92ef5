"""The buttons of reminders and boards: a case's card, why its deadline is when it is, and the bulk actions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import bulk, notices, offers, why
from bot.domain.button import Press
from bot.domain.permission import Look, permit
from bot.errors import BadPayload
from bot.handlers.desk import Courtesies, Pressed
from bot.storage import cases


async def show(pressed: Pressed, press: Press) -> Courtesies:
    """The card of the case ``a``, as a new message below."""
    ctx = pressed.ctx
    case = permit(pressed.person, Look.SHEET, await cases.by_id(ctx.tx, ctx.community_id, press.a))
    await notices.show_card(ctx, await notices.dossier(ctx, case), pressed.person, fresh=True, asked=True)
    return pressed.toast()


async def explain(pressed: Pressed, press: Press) -> Courtesies:
    """How the deadline of the case ``a`` came about."""
    await why.explain(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def open_(pressed: Pressed, press: Press) -> Courtesies:
    """The list ``a``."""
    await bulk.open_(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def turn(pressed: Pressed, press: Press) -> Courtesies:
    """The page ``b`` of the list ``a``."""
    await bulk.show(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast()


async def pick(pressed: Pressed, press: Press) -> Courtesies:
    """The case ``c``, from the page ``b`` of the list ``a``, or no longer."""
    await bulk.pick(pressed.ctx, pressed.person, press.a, press.b, press.c)
    return pressed.toast()


async def do(pressed: Pressed, press: Press) -> Courtesies:
    """What ``a`` stands for, to all that are picked."""
    if press.a not in _DEEDS:
        raise BadPayload("button.unknown")
    await _DEEDS[press.a](pressed)
    return pressed.toast()


async def who(pressed: Pressed, press: Press) -> Courtesies:
    """To whom they could go; ``a`` and ``b``: the list and page to go back to."""
    await bulk.who(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast()


async def assign(pressed: Pressed, press: Press) -> Courtesies:
    """They go to the worker ``a``."""
    await bulk.assign(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def how_long(pressed: Pressed, press: Press) -> Courtesies:
    """By how much they can be put off; ``a`` and ``b``: the list and page to go back to."""
    await bulk.how_long(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast()


async def extend(pressed: Pressed, press: Press) -> Courtesies:
    """They are put off by ``a`` working days, for the reason ``b``."""
    await bulk.extend(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast()


async def _supervise(pressed: Pressed) -> None:
    await bulk.supervise(pressed.ctx, pressed.person)


async def _remind(pressed: Pressed) -> None:
    await bulk.remind(pressed.ctx, pressed.person)


_DEEDS: dict[int, Callable[[Pressed], Awaitable[None]]] = {bulk.SUPERVISE: _supervise, bulk.REMIND: _remind}

PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    offers.SHOW: show,
    why.WHY: explain,
    bulk.OPEN: open_,
    bulk.TURN: turn,
    bulk.PICK: pick,
    bulk.DO: do,
    bulk.WHO: who,
    bulk.ASSIGN: assign,
    bulk.DAYS: how_long,
    bulk.EXTEND: extend,
}
