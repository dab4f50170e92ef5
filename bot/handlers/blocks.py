"""/blocks, and the buttons of keeping somebody from reporting."""

from __future__ import annotations

from bot.actions import blocks, dialogs
from bot.domain.button import Press
from bot.flows import appeal as appeal_flow
from bot.flows import block as block_flow
from bot.handlers.desk import Courtesies, Heard, Pressed


async def listed(heard: Heard) -> None:
    """/blocks, for directors."""
    await blocks.show_list(heard.ctx, heard.person, fresh=True)


async def new(pressed: Pressed, press: Press) -> Courtesies:
    """On the card of the case ``a``: keep its reporter from reporting."""
    person = await blocks.reporter_of(pressed.ctx, pressed.person, press.a)
    known = {"person": person.person_id, "name": person.name, "number": press.a}
    await dialogs.begin(pressed.ctx, pressed.person, block_flow.NAME, known)
    return pressed.toast()


async def appeal(pressed: Pressed, press: Press) -> Courtesies:
    """Object to the block ``a``."""
    await blocks.may_appeal(pressed.ctx, pressed.person, press.a)
    await dialogs.begin(pressed.ctx, pressed.person, appeal_flow.NAME, {"block": press.a})
    return pressed.toast()


async def lift(pressed: Pressed, press: Press) -> Courtesies:
    """Lift the block ``a``; ``b``: from the list."""
    await blocks.lift(pressed.ctx, pressed.person, press.a)
    if press.b:
        await blocks.show_list(pressed.ctx, pressed.person)
    return pressed.toast("did_lift")


async def keep(pressed: Pressed, press: Press) -> Courtesies:
    """Turn down the appeal to the block ``a``."""
    await blocks.keep(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_keep")


async def show(pressed: Pressed, _press: Press) -> Courtesies:
    """The list, as a new message."""
    await blocks.show_list(pressed.ctx, pressed.person, fresh=True)
    return pressed.toast()


COMMANDS = {"blocks": listed}
PRESSES = {"block.list": show, blocks.NEW: new, blocks.APPEAL: appeal, blocks.LIFT: lift, blocks.KEEP: keep}
