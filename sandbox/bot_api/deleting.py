"""deleteMessage(s) (telegram-errors rows 18 and 19)."""

from sandbox.bot_api import errors
from sandbox.bot_api.access import bot_may, writable_chat
from sandbox.bot_api.errors import BotApiError, Mistake
from sandbox.bot_api.identifiers import message_ids
from sandbox.bot_api.params import Params
from sandbox.chats import Chat, Kind
from sandbox.messages import Message
from sandbox.posting import remove
from sandbox.world import World

MAX_AGE = 48 * 3600
"""Seconds after which only an administrator of a supergroup or channel can delete."""


def delete_message(world: World, params: Params) -> bool:
    """Serve deleteMessage."""
    chat = writable_chat(world, params)
    if not params.integer("message_id"):
        raise BotApiError(errors.MESSAGE_UNNAMED)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise BotApiError(errors.DELETE_NOT_FOUND)
    if refusal := _refusal(world, chat, message):
        raise BotApiError(refusal)
    remove(world, chat, [message.id])
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Serve deleteMessages: what is unknown is skipped, one that may not be deleted fails the call."""
    ids = message_ids(params)
    chat = writable_chat(world, params)
    found = [chat.messages[one] for one in ids if one in chat.messages]
    for message in found:
        if refusal := _refusal(world, chat, message):
            raise BotApiError(refusal)
    remove(world, chat, [message.id for message in found])
    return True


def _refusal(world: World, chat: Chat, message: Message) -> Mistake | None:
    own = message.sender_id == world.bot.id
    large = chat.kind in (Kind.SUPERGROUP, Kind.CHANNEL)
    if chat.kind is not Kind.PRIVATE and bot_may(world, chat, "can_delete_messages") and large:
        return None
    if not own and not bot_may(world, chat, "can_delete_messages"):
        return errors.DELETE_REFUSED
    old = world.clock.now() - message.date > MAX_AGE
    return errors.DELETE_TOO_OLD if old else None
