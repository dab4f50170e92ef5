"""Whoever is called says that they have it (收到)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import page_cards, pages
from bot.domain.button import Press
from bot.handlers.desk import Courtesies, Pressed


async def have(pressed: Pressed, press: Press) -> Courtesies:
    """收到."""
    await pages.have(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast("did_have")


PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {page_cards.HAVE: have}
