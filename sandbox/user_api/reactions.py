"""People react to messages."""

from typing import Any

from aiohttp import web

from sandbox.chats import Chat, Kind
from sandbox.jsontypes import Json
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.user_api.requests import Answer, body, chat_for, message_in, person
from sandbox.world import World


async def react(request: web.Request, world: World) -> Answer:
    """POST /api/messages/react {"as", "chat_id", "message_id", "emoji"?}: react, or take it back."""
    values = await body(request)
    someone = person(world, values.get("as"))
    chat = chat_for(world, values.get("chat_id"), someone)
    message = message_in(chat, values.get("message_id"))
    new: list[Json] = [{"type": "emoji", "emoji": str(values["emoji"])}] if values.get("emoji") else []
    put_reaction(world, chat, message, someone, new)
    return {
        "reactions": [{"user_id": user_id, "reaction": one} for user_id, one in message.reactions.items()]
    }


def put_reaction(world: World, chat: Chat, message: Message, user: Person, new: list[Any]) -> None:
    """Set a user's reactions to a message; screens are told, and the bot if it asked and leads the chat."""
    old = message.reactions.pop(user.id, [])
    if new:
        message.reactions[user.id] = new
    change: Json = {"chat": chat.json, "message_id": message.id, "user": user.json}
    change |= {"date": world.clock.date(), "old_reaction": old, "new_reaction": new}
    world.events.publish("reaction", change, dict(chat.members))
    if user is not world.bot and old != new and (chat.kind is Kind.PRIVATE or chat.leads(world.bot.id)):
        world.updates.push("message_reaction", change, chat.id)
