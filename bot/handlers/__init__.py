"""From an update to an action. This page is the table of contents:

====================  =======================================================
incoming.py           raw update -> plain value (Said, Tapped, Upgraded, Membership, Moved, Unnamed)
private.py            what people say in private: commands, dialogs, photos out of the blue
group.py              what people say in a group: /report, /help; who comes into it and leaves it
binding.py            giving a grid its group: /start g3, /bind and its buttons
finding.py            /find and /mine, and the pages of what was found
proof.py              a worker answers a card with photos, in private or in the group
notes.py              who works at a case answers their card with words, voice or photos; promises
checks.py             who was sent to look on site, and what they found
agreements.py         the link that a side of a dispute opens, and their yes or no
taps.py               the buttons: acts on cases, menus of cards, dialogs, the home menu
presses.py            the buttons of all other rooms, by name
staff.py              the desk of the staff: who holds what, ending appointments, handing cases over
case_files.py         /archive: the proof file of a case or a month, before and after in one picture
leave.py              leave and who stands in
verdicts.py           the reporter says whether it is solved
petitions.py          the directors decide what was asked for
parked.py             /parked: the list of parked cases
results.py            what came of the cases of the last 30 days
root_causes.py        one kind of case again and again in one building
pages.py              whoever on duty is called says that they have it
roster.py             /duty and /roster: who is on duty, turns, changes, cover
shifts.py             taking over a shift, and what is handed over
gate.py               the notice on data, before anything else
====================  =======================================================
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from telegram import Bot

from bot.actions import groups, home, reach, residents
from bot.actions import people as people_actions
from bot.actions.context import Context
from bot.domain.screen import Toast
from bot.handlers import gate, group, private, taps
from bot.handlers.desk import NOTHING, Courtesies, Heard, Pressed, meet
from bot.handlers.incoming import Membership, Moved, Said, Tapped, Unnamed, Upgraded, read


async def handle(ctx: Context, raw: dict[str, Any], bot: Bot) -> Courtesies:
    """Do all that an update asks for; what is to be sent at once when that is committed."""
    match read(raw, bot):
        case Said() as said if not (said.private or group.concerns_us(said)):
            await group.overhear(ctx, said)
        case Said() as said:
            return await _said(Heard(ctx, await meet(ctx, said.sender, said.private), said), raw)
        case Tapped() as tapped:
            return await _tapped(Pressed(ctx, await meet(ctx, tapped.sender, tapped.private), tapped), raw, bot)
        case Upgraded(old, new):
            await groups.migrate(ctx, old, new)
        case Membership(chat_id, inside) if chat_id > 0:
            await reach.left(ctx, chat_id, inside)
        case Membership() as change:
            await group.let_in_or_out(ctx, change)
        case Moved(chat_id, moved, inside):
            await residents.moved(ctx, chat_id, [one.user_id for one in moved], inside)
        case Unnamed() as unnamed:
            await group.ask_for_a_name(ctx, unnamed)
    return NOTHING


async def _said(heard: Heard, raw: dict[str, Any]) -> Courtesies:
    if gate.stops(heard.person, heard.said):
        return await gate.hold_said(heard, raw)
    if heard.said.private:
        await residents.came(heard.ctx, heard.person)
        return await private.handle(heard)
    return await group.handle(replace(heard, person=await residents.seen(heard.ctx, heard.person, heard.said.chat_id)))


async def _tapped(pressed: Pressed, raw: dict[str, Any], bot: Bot) -> Courtesies:
    if gate.stops(pressed.person, pressed.tapped):
        return await gate.hold_tapped(pressed, raw)
    if pressed.tapped.payload == gate.AGREE:
        return await gate.agree(pressed, partial(handle, pressed.ctx, bot=bot))
    if pressed.tapped.private:
        await residents.came(pressed.ctx, pressed.person)
    else:
        pressed = replace(pressed, person=await residents.seen(pressed.ctx, pressed.person, pressed.tapped.chat_id))
    return await taps.handle(pressed)


async def apologise(ctx: Context, raw: dict[str, Any]) -> Courtesies:
    """Somebody sent what the program could not handle: say so, as far as it can be seen who it was."""
    query = raw.get("callback_query")
    if isinstance(query, dict) and isinstance(query.get("id"), str):
        return (Toast(query["id"], "trouble", alert=True),)
    message = raw.get("message")
    chat = message.get("chat") if isinstance(message, dict) else None
    sender = message.get("from") if isinstance(message, dict) else None
    if isinstance(chat, dict) and isinstance(sender, dict) and chat.get("type") == "private":
        name = str(sender.get("first_name", ""))
        person = await people_actions.meet(ctx, int(sender["id"]), name, "zh", private=True)
        await home.show_menu(ctx, person, "home/trouble")
    return NOTHING
