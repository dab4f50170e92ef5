"""The buttons with which a case goes to a department, and comes back."""

from __future__ import annotations

from bot.actions import referrals
from bot.domain.button import Press
from bot.handlers.desk import Courtesies, Pressed


async def choose(pressed: Pressed, press: Press) -> Courtesies:
    """To which department?"""
    await referrals.show_choice(pressed.ctx, pressed.person, press.a)
    return pressed.toast()


async def refer(pressed: Pressed, press: Press) -> Courtesies:
    """To this one."""
    case = await referrals.refer(pressed.ctx, pressed.person, press.a, press.b, press.c)
    return pressed.toast("did_refer", number=case.case_id, name=case.referred_to)


async def take_back(pressed: Pressed, press: Press) -> Courtesies:
    """Back to the community."""
    case = await referrals.take_back(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast("did_refer_back", number=case.case_id)


PRESSES = {"refer.open": choose, referrals.TO: refer, "refer.back": take_back}
