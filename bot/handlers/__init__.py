"""From an update to an action. This page is the table of contents:

====================  =======================================================
incoming.py           raw update -> plain value (Said, Tapped, Upgraded, Membership)
private.py            what people say in private: commands, dialogs, photos out of the blue
group.py              what people say in a group: /start g3, /bind, /report, /help
proof.py              a worker answers a card with photos, in private or in the group
taps.py               the buttons: acts on cases, menus of cards, dialogs, the home menu
====================  =======================================================
"""

from __future__ import annotations

from typing import Any

from telegram import Bot

from bot.actions import groups, home, reach
from bot.actions import people as people_actions
from bot.actions.context import Context
from bot.domain.screen import Toast
from bot.handlers import group, private, taps
from bot.handlers.desk import NOTHING, Courtesies, Heard, Pressed, meet
from bot.handlers.incoming import Membership, Said, Tapped, Upgraded, read


async def handle(ctx: Context, raw: dict[str, Any], bot: Bot) -> Courtesies:
    """Do all that an update asks for; what is to be sent at once when that is committed."""
    match read(raw, bot):
        case Said(private=True) as said:
            return await private.handle(Heard(ctx, await meet(ctx, said.sender, private=True), said))
        case Said() as said:
            return await group.handle(Heard(ctx, await meet(ctx, said.sender, private=False), said))
        case Tapped() as tapped:
            person = await meet(ctx, tapped.sender, tapped.private)
            return await taps.handle(Pressed(ctx, person, tapped))
        case Upgraded(old, new):
            await groups.migrate(ctx, old, new)
        case Membership(chat_id, inside):
            await reach.left(ctx, chat_id, inside)
    return NOTHING


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
