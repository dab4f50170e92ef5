"""The buttons of questions to a reporter: ask one, answer it, or rather not."""

from __future__ import annotations

from bot.actions import dialogs, relays
from bot.domain.button import Press
from bot.flows import relay as flow
from bot.handlers.desk import Courtesies, Pressed


async def ask(pressed: Pressed, press: Press) -> Courtesies:
    """Somebody who has the case wants to ask the reporter something."""
    case = await relays.askable(pressed.ctx, pressed.person, press.a)
    await dialogs.begin(pressed.ctx, pressed.person, flow.ASK, {"case_id": case.case_id})
    return pressed.toast()


async def answer(pressed: Pressed, press: Press) -> Courtesies:
    """The reporter wants to answer."""
    relay = await relays.answerable(pressed.ctx, pressed.person, press.a)
    known = {"relay_id": relay.relay_id, "case_id": relay.case_id, "question": relay.question}
    await dialogs.begin(pressed.ctx, pressed.person, flow.ANSWER, known)
    return pressed.toast()


async def decline(pressed: Pressed, press: Press) -> Courtesies:
    """The reporter would rather not answer."""
    relay = await relays.answer(pressed.ctx, pressed.person, press.a, None)
    return pressed.toast("did_not_answer", number=relay.case_id)


PRESSES = {"relay.ask": ask, relays.ANSWER: answer, relays.DECLINE: decline}
