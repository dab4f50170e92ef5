"""People react to messages."""

from aiohttp import web

from sandbox.jsontypes import Json
from sandbox.reactions import EMOJI, put_reaction
from sandbox.user_api.requests import Answer, Refused, body, chat_for, message_in, person
from sandbox.world import World


async def react(request: web.Request, world: World) -> Answer:
    """POST /api/messages/react {"as", "chat_id", "message_id", "emoji"?}: react, or take it back."""
    values = await body(request)
    someone = person(world, values.get("as"))
    chat = chat_for(world, values.get("chat_id"), someone)
    message = message_in(chat, values.get("message_id"))
    emoji = str(values.get("emoji") or "")
    if emoji and emoji not in EMOJI:
        raise Refused("bad_reaction", "this emoji is no reaction")
    new: list[Json] = [{"type": "emoji", "emoji": emoji}] if emoji else []
    put_reaction(world, chat, message, someone, new)
    where = {"chat": chat.json, "message_id": message.id}
    return {**where, "reactions": message.reaction_counts()}
