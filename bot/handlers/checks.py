"""The buttons of who was sent to look on site, and of a director who does without."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import checks, dialogs, forms
from bot.domain.button import Press
from bot.flows import form
from bot.handlers.desk import Courtesies, Pressed


async def good(pressed: Pressed, press: Press) -> Courtesies:
    """It is done as the worker says."""
    case = await checks.report(pressed.ctx, pressed.person, press.a, good=True, version=press.b)
    return pressed.toast("did_check", number=case.case_id)


async def bad(pressed: Pressed, press: Press) -> Courtesies:
    """It is not: what is wrong?"""
    await checks.check_reportable(pressed.ctx, pressed.person, press.a, press.b)
    answers = await forms.prepare(pressed.ctx, pressed.person, "check_bad", press.a)
    await dialogs.begin(pressed.ctx, pressed.person, form.NAME, answers)
    return pressed.toast()


async def waive(pressed: Pressed, press: Press) -> Courtesies:
    """A director verifies without."""
    case = await checks.waive(pressed.ctx, pressed.person, press.a, press.b)
    return pressed.toast("did_waive_check", number=case.case_id)


PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    checks.GOOD: good,
    checks.BAD: bad,
    checks.WAIVE: waive,
}
