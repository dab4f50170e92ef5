"""Reactions to messages."""

from sandbox.chats import Chat, Kind
from sandbox.jsontypes import Json
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.world import World

_EMOJI = """
❤ ❤️ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩
🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣
⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻
👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪
🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
EMOJI = frozenset(_EMOJI.split())
"""The emoji that Telegram takes as reactions (Bot API, ReactionTypeEmoji)."""


def put_reaction(world: World, chat: Chat, message: Message, user: Person, new: list[Json]) -> None:
    """Set a user's reactions to a message; screens are told, and the bot if it asked and leads the chat."""
    old = message.reactions.pop(user.id, [])
    if new:
        message.reactions[user.id] = new
    change: Json = {"chat": chat.json, "message_id": message.id, "user": user.json}
    change |= {"date": world.clock.date(), "old_reaction": old, "new_reaction": new}
    shown = change | {"reactions": message.reaction_counts()}
    world.events.publish("reaction", shown, chat.has)
    if user is not world.bot and old != new and (chat.kind is Kind.PRIVATE or chat.leads(world.bot.id)):
        world.updates.push("message_reaction", change, chat.id)
