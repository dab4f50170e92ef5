"""Whoever is called says that they have it (收到)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import help_requests, page_cards, pages
from bot.domain.button import Press
from bot.domain.page import Matter
from bot.handlers.desk import Courtesies, Pressed


async def have(pressed: Pressed, press: Press) -> Courtesies:
    """收到; who asked for help is told by whom."""
    page = await pages.have(pressed.ctx, pressed.person, press.a, press.b)
    if page.matter is Matter.HELP:
        await help_requests.take(pressed.ctx, pressed.person, page.subject, paged=True)
    return pressed.toast("did_have")


PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {page_cards.HAVE: have}
