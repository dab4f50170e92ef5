"""Patrol rounds by /patrol and by taps, and the tap that all is well (平安报)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import all_well, dialogs, patrols
from bot.domain.all_well import Word
from bot.domain.button import Press
from bot.flows import patrol
from bot.handlers.desk import Courtesies, Heard, Pressed


async def walk(heard: Heard) -> None:
    """/patrol."""
    await patrols.walk(heard.ctx, heard.person)


async def point(pressed: Pressed, press: Press) -> Courtesies:
    """A checkpoint: what was found there is asked."""
    known = await patrols.ask(pressed.ctx, pressed.person, press.a, press.b)
    await dialogs.begin(pressed.ctx, pressed.person, patrol.NAME, known)
    return pressed.toast()


async def finish(pressed: Pressed, press: Press) -> Courtesies:
    """结束巡查."""
    await patrols.finish(pressed.ctx, pressed.person, press.a)
    return pressed.toast("did_finish_patrol")


async def well(pressed: Pressed, press: Press) -> Courtesies:
    """平安."""
    await all_well.answer(pressed.ctx, pressed.person, press.a, Word.WELL)
    return pressed.toast("did_all_well")


async def trouble(pressed: Pressed, press: Press) -> Courtesies:
    """有情况."""
    await all_well.answer(pressed.ctx, pressed.person, press.a, Word.TROUBLE)
    return pressed.toast("did_trouble")


COMMANDS: dict[str, Callable[[Heard], Awaitable[None]]] = {"patrol": walk}
PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    patrols.POINT: point,
    patrols.FINISH: finish,
    all_well.WELL: well,
    all_well.TROUBLE: trouble,
}
