"""Whoever is called says that they have it (收到)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import help_requests, page_cards, pages
from bot.domain.button import Press
from bot.domain.page import Matter
from bot.errors import Stale
from bot.handlers.desk import Courtesies, Pressed


async def have(pressed: Pressed, press: Press) -> Courtesies:
    """收到. Whoever comes late reads who had it when; who asked for help is told by whom."""
    try:
        page = await pages.have(pressed.ctx, pressed.person, press.a, press.b)
    except Stale as stale:
        at = stale.data.get("at")
        name = str(stale.data.get("name", ""))
        return pressed.toast(stale.code.replace(".", "_"), name=name, at=at if isinstance(at, int) else 0)
    if page.matter is Matter.HELP:
        await help_requests.take(pressed.ctx, pressed.person, page.subject, paged=True)
    return pressed.toast("did_have")


PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {page_cards.HAVE: have}
