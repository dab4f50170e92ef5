"""The buttons that open a form about a case, and those with which workers are picked for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from bot.actions import dialogs, forms, team
from bot.domain.button import Press
from bot.flows import form
from bot.handlers.desk import Courtesies, Pressed


async def open_(pressed: Pressed, press: Press, name: str) -> Courtesies:
    """Begin to fill in a form."""
    answers = await forms.prepare(pressed.ctx, pressed.person, name, press.a)
    await dialogs.begin(pressed.ctx, pressed.person, form.NAME, answers)
    return pressed.toast()


async def pick(pressed: Pressed, press: Press) -> Courtesies:
    """This worker, or not this one."""
    await team.pick(pressed.ctx, pressed.person, press.a, press.b, press.c)
    return pressed.toast()


async def give(pressed: Pressed, press: Press) -> Courtesies:
    """The case goes to those who were picked, by this deadline."""
    given = await team.give(pressed.ctx, pressed.person, press.a, press.b, press.c)
    if not given.away:
        return pressed.toast("did_assign", number=given.case.case_id)
    name, deputy = given.away[0].name, given.lead.name
    return pressed.toast("did_assign_deputy", alert=True, number=given.case.case_id, name=name, deputy=deputy)


PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    **{f"form.{name}": partial(open_, name=name) for name in forms.TABLE},
    team.PICK: pick,
    team.GIVE: give,
}
