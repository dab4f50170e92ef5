"""Giving a grid its group: the link that adds the bot, /bind, and the buttons that both show."""

from __future__ import annotations

from bot.actions import binding, groups
from bot.actions.binding import Where
from bot.actions.context import Context
from bot.domain.button import Press
from bot.errors import Refused
from bot.handlers.desk import NOTHING, Courtesies, Heard, Pressed
from bot.handlers.incoming import Membership
from bot.storage import people


async def by_link(heard: Heard, grid: int) -> Courtesies:
    """/start g3, which a startgroup link sends: binds the group to that grid."""
    return await _bind(heard, grid)


async def bind(heard: Heard) -> Courtesies:
    """/bind 3 binds the group to that grid; without a number there is a button for each."""
    argument = heard.said.argument
    if argument.isascii() and argument.isdecimal() and len(argument) <= 6:
        return await _bind(heard, int(argument))
    try:
        binding.check(heard.person)
    except Refused as refusal:
        return await _refuse(heard, refusal)
    await binding.offer(heard.ctx, _where(heard), fresh=True)
    return NOTHING


async def let_in(ctx: Context, change: Membership) -> None:
    """The bot was let into a group that is no grid's: whoever may bind it is shown how, others whom to ask."""
    user_id = change.sender.user_id if change.sender else 0
    try:
        binding.check(await people.by_user(ctx.tx, ctx.community_id, user_id))
    except Refused:
        await groups.say(ctx, change.chat_id, "group/unbound")
    else:
        await binding.offer(ctx, Where(change.chat_id), fresh=True)


async def _bind(heard: Heard, grid: int) -> Courtesies:
    try:
        await binding.bind(heard.ctx, heard.person, grid, _where(heard))
    except Refused as refusal:
        await _refuse(heard, refusal)
    return NOTHING


async def _refuse(heard: Heard, refusal: Refused) -> Courtesies:
    await groups.say(heard.ctx, heard.said.chat_id, "group/refused", heard.said.thread, code=refusal.code)
    return NOTHING


def _where(heard: Heard) -> Where:
    return Where(heard.said.chat_id, heard.said.thread)


# --- the buttons ---


async def _choose(pressed: Pressed, press: Press) -> Courtesies:
    answer = await binding.choose(pressed.ctx, pressed.person, press.a, _there(pressed))
    grid = groups.grid_name(pressed.ctx, press.a)
    match answer:
        case "did_bind":
            return pressed.toast("did_bind", grid=grid)
        case "group_again":
            return pressed.toast("group_again", grid=grid)
        case "group_taken":
            return pressed.toast("group_taken", grid=grid, alert=True)
    return pressed.toast()


async def _others(pressed: Pressed, press: Press) -> Courtesies:
    if press.a:
        await binding.confirm(pressed.ctx, pressed.person, press.a, _there(pressed))
    else:
        await binding.others(pressed.ctx, pressed.person, _there(pressed))
    return pressed.toast()


async def _move(pressed: Pressed, press: Press) -> Courtesies:
    moved = await binding.move(pressed.ctx, pressed.person, press, _there(pressed))
    return pressed.toast("did_bind" if moved else "group_moved_on", grid=groups.grid_name(pressed.ctx, press.a))


async def _offer(pressed: Pressed, _press: Press) -> Courtesies:
    binding.check(pressed.person)
    await binding.offer(pressed.ctx, _there(pressed), fresh=False)
    return pressed.toast()


def _there(pressed: Pressed) -> Where:
    """The chat in which a button was tapped; Refused in private, where no such button is ever shown."""
    if pressed.tapped.private:
        raise Refused("group.not_yours")
    return Where(pressed.tapped.chat_id, pressed.tapped.thread)


PRESSES = {binding.BIND: _choose, binding.REBIND: _others, binding.MOVE: _move, binding.OFFER: _offer}
