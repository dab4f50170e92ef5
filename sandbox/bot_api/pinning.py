"""Pinned messages and reactions (telegram-errors rows 24 and 25)."""

from typing import Any

from sandbox.bot_api import errors
from sandbox.bot_api.access import bot_may, is_service, writable_chat
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.params import NotJson, Params
from sandbox.chats import Chat, Kind
from sandbox.jsontypes import Json
from sandbox.posting import post
from sandbox.reactions import EMOJI, put_reaction
from sandbox.world import World


def _pinnable(world: World, params: Params) -> Chat:
    chat = writable_chat(world, params)
    if not _may_pin(world, chat):
        raise BotApiError(errors.PIN_FORBIDDEN)
    return chat


def _may_pin(world: World, chat: Chat) -> bool:
    right = "can_edit_messages" if chat.kind is Kind.CHANNEL else "can_pin_messages"
    return bot_may(world, chat, right)


def pin_chat_message(world: World, params: Params) -> bool:
    """Serve pinChatMessage; a service message tells of it."""
    chat = writable_chat(world, params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None or is_service(message):
        raise BotApiError(errors.PIN_NOT_FOUND)
    _pinnable(world, params)
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        if chat.kind is not Kind.CHANNEL:
            post(world, chat, world.bot, {"pinned_message": message.quoted()})
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    """Serve unpinChatMessage; without an id the newest pinned one is meant."""
    chat = writable_chat(world, params)
    message_id = params.integer("message_id")
    missing = message_id not in chat.messages if message_id else not chat.pinned
    if missing:
        raise BotApiError(errors.UNPIN_NOT_FOUND)
    _pinnable(world, params)
    gone = message_id or chat.pinned[-1]
    chat.pinned = [number for number in chat.pinned if number != gone]
    return True


def unpin_all(world: World, params: Params) -> bool:
    """Serve unpinAllChatMessages."""
    _pinnable(world, params).pinned.clear()
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """Serve setMessageReaction."""
    reaction = _reaction(params)
    chat = writable_chat(world, params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise BotApiError(errors.REACT_NOT_FOUND)
    if any(one["emoji"] not in EMOJI for one in reaction):
        raise BotApiError(errors.REACTION_INVALID)
    put_reaction(world, chat, message, world.bot, reaction[:1])
    return True


def _reaction(params: Params) -> list[Json]:
    try:
        items: Any = params.json("reaction")
    except NotJson as error:
        raise BotApiError(errors.REACTION_TYPE_BAD) from error
    if items is None:
        return []
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise BotApiError(errors.REACTION_TYPE_BAD)
    for one in items:
        if one.get("type") != "emoji":
            raise BotApiError(errors.REACTION_TYPE_BAD)
    return [{"type": "emoji", "emoji": str(one.get("emoji", ""))} for one in items]
