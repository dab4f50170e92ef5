"""Swapping a shift for a colleague's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import swap
from bot.domain.button import Press
from bot.handlers.desk import Courtesies, Pressed


async def offer(pressed: Pressed, press: Press) -> Courtesies:
    """换班: for which shift."""
    await swap.offer(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast()


async def ask(pressed: Pressed, press: Press) -> Courtesies:
    """For this one."""
    await swap.ask(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast("did_ask_swap")


async def agree(pressed: Pressed, press: Press) -> Courtesies:
    """同意换班."""
    await swap.agree(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_swap")


async def decline(pressed: Pressed, press: Press) -> Courtesies:
    """不换."""
    await swap.decline(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def withdraw(pressed: Pressed, press: Press) -> Courtesies:
    """不用换了."""
    await swap.withdraw(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    swap.OFFER: offer,
    swap.ASK: ask,
    swap.AGREE: agree,
    swap.DECLINE: decline,
    swap.WITHDRAW: withdraw,
}
