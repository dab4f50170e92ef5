"""The buttons with which directors see what was asked for and agree to it; a refusal is a form."""

from __future__ import annotations

from bot.actions import petition_cards, petitions
from bot.domain.button import Press
from bot.errors import Stale
from bot.handlers.desk import Courtesies, Pressed


async def yes(pressed: Pressed, press: Press) -> Courtesies:
    """Agree to the petition ``a``; who comes too late is told who was faster."""
    try:
        case = await petitions.grant(pressed.ctx, pressed.person, press.a)
    except Stale as stale:
        if stale.code != "petition.decided":
            raise
        return await _too_late(pressed, press.a)
    return pressed.toast("did_grant", number=case.case_id)


async def _too_late(pressed: Pressed, number: int) -> Courtesies:
    decided = await petitions.decided(pressed.ctx, number)
    if decided is None:
        return pressed.toast("petition_decided", number=number)
    return pressed.toast("petition_decided_by", name=decided.name[:30], granted=decided.granted, at=decided.at)


async def show(pressed: Pressed, press: Press) -> Courtesies:
    """The petition ``a``, as a new message."""
    await petitions.show(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def listed(pressed: Pressed, _press: Press) -> Courtesies:
    """Those that wait, as new messages."""
    await petitions.show_waiting(pressed.ctx, pressed.person)
    return pressed.toast()


PRESSES = {petition_cards.YES: yes, petition_cards.SHOW: show, petition_cards.LIST: listed}
