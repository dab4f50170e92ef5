"""The buttons with which a reporter says whether it is solved, and rates it."""

from __future__ import annotations

from bot.actions import dialogs, forms, verdicts
from bot.domain.button import Press
from bot.domain.verdict import Answer
from bot.errors import Refused
from bot.flows import form
from bot.handlers.desk import Courtesies, Pressed


async def answer(pressed: Pressed, press: Press) -> Courtesies:
    """The answer ``c`` about the case ``a``; who says that it is not solved is asked why, unless they said so."""
    said = await verdicts.answer(pressed.ctx, pressed.person, press.a, press.b, press.c)
    if said is not Answer.NOT:
        return pressed.toast("did_confirm", number=press.a)
    try:
        answers = await forms.prepare(pressed.ctx, pressed.person, "reopen", press.a)
    except Refused:  # it was asked for already
        return pressed.toast("did_confirm", number=press.a)
    await dialogs.begin(pressed.ctx, pressed.person, form.NAME, answers)
    return pressed.toast()


async def rate(pressed: Pressed, press: Press) -> Courtesies:
    """The rating ``c`` for the case ``a``."""
    await verdicts.rate(pressed.ctx, pressed.person, press.a, press.b, press.c)
    return pressed.toast("did_rate", rating=press.c)


PRESSES = {"verdict": answer, "verdict.rate": rate}
