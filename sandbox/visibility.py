"""Which messages the bot is told of: privacy mode (on by default)."""

from sandbox.chats import Chat, Kind
from sandbox.jsontypes import Json
from sandbox.messages import Message, content_kind
from sandbox.world import World


def bot_sees(world: World, chat: Chat, json: Json) -> bool:
    """Tell whether a new message of a person reaches the bot.

    In a group a bot that is no administrator gets commands, replies to itself and service messages.
    """
    bot = world.bot
    if chat.kind is Kind.PRIVATE:
        return not chat.blocked
    if not chat.has(bot.id):
        return False
    if not world.privacy or chat.leads(bot.id) or not content_kind(json):
        return True
    replied = json.get("reply_to_message", {}).get("from", {}).get("id")
    return replied == bot.id or is_command_for(json, bot.username)


def is_command_for(json: Json, username: str) -> bool:
    """Tell whether a message begins with `/command`, or `/command@username` with this bot's name."""
    text: str = json.get("text") or json.get("caption") or ""
    entities = json.get("entities") or json.get("caption_entities") or []
    if not entities or entities[0]["type"] != "bot_command" or entities[0]["offset"] != 0:
        return False
    _, at, name = text[: entities[0]["length"]].partition("@")
    return not at or name.lower() == username.lower()


def told(world: World, chat: Chat, message: Message) -> None:
    """Queue the update of a new message of a person if the bot may see it."""
    message.seen = bot_sees(world, chat, message.json)
    if message.seen:
        if "sender_chat" not in message.json:
            world.met.add(message.sender_id)
        kind = "channel_post" if chat.kind is Kind.CHANNEL else "message"
        world.updates.push(kind, message.json, chat.id)
