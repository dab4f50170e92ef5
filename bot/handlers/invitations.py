"""Invitations: /invite and its buttons for the secretary, and the link that somebody opens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import dialogs, home, invitations
from bot.domain.button import Press
from bot.domain.permission import Deed, allow
from bot.errors import Refused
from bot.flows import invite
from bot.handlers.desk import Courtesies, Heard, Pressed


async def command(heard: Heard) -> None:
    """/invite: the links that stand, else a new one."""
    if await invitations.any_stands(heard.ctx):
        await invitations.show_list(heard.ctx, heard.person, fresh=True)
    else:
        await dialogs.begin(heard.ctx, heard.person, invite.NAME, {})


async def open_link(heard: Heard) -> None:
    """/start with an invitation's payload."""
    try:
        await invitations.accept(heard.ctx, heard.person, heard.said.argument)
    except Refused as refusal:
        await home.show_menu(heard.ctx, heard.person, "home/refused", code=refusal.code)


async def new(pressed: Pressed, _press: Press) -> Courtesies:
    """A button to make a link."""
    allow(pressed.person, Deed.INVITE)
    await dialogs.begin(pressed.ctx, pressed.person, invite.NAME, {})
    return pressed.toast()


async def show_list(pressed: Pressed, press: Press) -> Courtesies:
    """The links that stand; ``a`` is the page, ``b``: it was tapped on the list itself."""
    await invitations.show_list(pressed.ctx, pressed.person, min(press.a, _LAST_PAGE), fresh=not press.b)
    return pressed.toast()


async def revoke(pressed: Pressed, press: Press) -> Courtesies:
    """Make link ``a`` void; ``b``: it was tapped on page ``c`` of the list, which is shown anew."""
    await invitations.revoke(pressed.ctx, pressed.person, press.a)
    if press.b:
        await invitations.show_list(pressed.ctx, pressed.person, min(press.c, _LAST_PAGE))
    return pressed.toast("did_revoke_invitation")


_LAST_PAGE = 10_000

COMMANDS: dict[str, Callable[[Heard], Awaitable[None]]] = {"invite": command}
PRESSES: dict[str, Callable[[Pressed, Press], Awaitable[Courtesies]]] = {
    invitations.NEW: new,
    invitations.SHOW_LIST: show_list,
    invitations.REVOKE: revoke,
}
