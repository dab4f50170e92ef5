"""The gate: who has not agreed to the notice on data is shown it first, and nothing that they sent is lost by that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import structlog

from bot.actions import consent, home
from bot.domain.button import Press, encode
from bot.domain.consent import VERSION, has_agreed
from bot.domain.person import Person
from bot.errors import StorageDown
from bot.handlers.desk import NOTHING, Courtesies, Heard, Pressed
from bot.handlers.incoming import Said, Tapped

log = structlog.get_logger()

#: The payload that says yes to the notice as it is now; an older notice's button is stale.
AGREE = encode(Press(consent.AGREE, VERSION))
#: Handles an update as if it had just come.
Replay = Callable[[dict[str, Any]], Awaitable[object]]
#: What may be asked for before: the language in which to be told, what there is to agree to, and what is held so far.
_OPEN = {"m:language", *(f"p:{what}:0:0:0" for what in (consent.FULL, consent.DECLINE))}


_WAYS = (f"p:{consent.AGREE}:", "p:mydata.")


def stops(person: Person, incoming: Said | Tapped) -> bool:
    """Whether the person must agree first."""
    if has_agreed(person) or not incoming.private:
        return False
    if isinstance(incoming, Tapped):
        return incoming.payload not in _OPEN and not incoming.payload.startswith(_WAYS)
    return incoming.command not in ("language", "privacy", "mydata")


async def hold_said(heard: Heard, raw: dict[str, Any]) -> Courtesies:
    """Keep a message until the person has agreed."""
    album = any(file.album for file in heard.said.content.files)
    await consent.hold(heard.ctx, heard.person, raw, fresh=not album)
    return NOTHING


async def hold_tapped(pressed: Pressed, raw: dict[str, Any]) -> Courtesies:
    """Keep a tap until the person has agreed."""
    await consent.hold(pressed.ctx, pressed.person, raw, fresh=True)
    return pressed.toast("notice_first")


async def agree(pressed: Pressed, replay: Replay) -> Courtesies:
    """The person agrees: what they had sent is handled now, in order."""
    for raw in await consent.agree(pressed.ctx, pressed.person):
        await _handle(pressed, partial(replay, raw))
    return pressed.toast("did_agree")


async def _handle(pressed: Pressed, replay: Callable[[], Awaitable[object]]) -> None:
    """One of them that cannot be handled must keep neither the others nor the person out."""
    try:
        await pressed.ctx.tx.savepoint(lambda _: replay())
    except StorageDown:
        raise
    except Exception:
        log.exception("gate.replay_failed", person=pressed.person.person_id)
        await home.show_menu(pressed.ctx, pressed.person, "home/trouble")


async def decline(pressed: Pressed, _press: Press) -> Courtesies:
    """The person does not agree."""
    await consent.decline(pressed.ctx, pressed.person)
    return pressed.toast()


async def full(pressed: Pressed, _press: Press) -> Courtesies:
    """The whole notice."""
    await consent.full(pressed.ctx, pressed.person, fresh=False)
    return pressed.toast()


async def privacy(heard: Heard) -> None:
    """/privacy: the whole notice."""
    await consent.full(heard.ctx, heard.person, fresh=True)


COMMANDS = {"privacy": privacy}
PRESSES = {consent.DECLINE: decline, consent.FULL: full}
