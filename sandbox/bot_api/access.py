"""Which chat is meant and what the bot may do there (telegram-errors rows 4, 23, 37-40 and the rights)."""

from dataclasses import dataclass

from sandbox.bot_api import errors
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.params import Params
from sandbox.chats import Chat, Kind, Status
from sandbox.messages import Message, content_kind
from sandbox.people import Person
from sandbox.world import World

GENERAL_TOPIC = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: chat, topic, and the message it answers."""

    chat: Chat
    thread: int | None = None
    reply_to: Message | None = None


SENDING = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "location": ("can_send_messages", "locations"),
    "contact": ("can_send_messages", "contacts"),
}
"""The right that each content needs, and Telegram's word for it."""


def find_chat(world: World, params: Params, name: str = "chat_id") -> Chat:
    """Return the chat of a parameter, also one the bot may not enter (row 4)."""
    wanted = params.text(name).strip()
    if not wanted:
        raise BotApiError(errors.FROM_CHAT_MISSING if name == "from_chat_id" else errors.CHAT_ID_EMPTY)
    chat = world.by_username(wanted[1:]) if wanted.startswith("@") else _by_number(world, wanted)
    if chat is None or not _known(world, chat):
        raise BotApiError(errors.CHAT_NOT_FOUND)
    return chat


def _by_number(world: World, wanted: str) -> Chat | None:
    try:
        number = int(wanted)
    except ValueError:
        return None
    if number == world.bot.id:
        raise BotApiError(errors.USER_IS_BOT)
    return world.chats.get(number)


def _known(world: World, chat: Chat) -> bool:
    if chat.kind is Kind.PRIVATE:
        return chat.started or chat.id in world.met
    return bool(chat.username) or chat.migrated_to is not None or world.bot.id in chat.members


def readable_chat(world: World, params: Params, name: str = "chat_id") -> Chat:
    """Return a chat that the bot may look into."""
    chat = find_chat(world, params, name)
    if chat.kind is not Kind.PRIVATE and chat.migrated_to is None and not chat.username:
        _check_membership(world, chat)
    return chat


def writable_chat(world: World, params: Params, name: str = "chat_id") -> Chat:
    """Return a chat that the bot may write to (rows 37-40)."""
    chat = find_chat(world, params, name)
    if chat.kind is Kind.PRIVATE:
        _check_private(chat)
    elif chat.migrated_to is not None:
        parameters = {"migrate_to_chat_id": chat.migrated_to}
        raise BotApiError(errors.CHAT_UPGRADED, parameters=parameters)
    else:
        _check_membership(world, chat)
    return chat


def _check_private(chat: Chat) -> None:
    if chat.person is not None and chat.person.deactivated:
        raise BotApiError(errors.USER_DEACTIVATED)
    if chat.blocked:
        raise BotApiError(errors.BOT_BLOCKED)
    if not chat.started:
        raise BotApiError(errors.NEVER_STARTED)


def _check_membership(world: World, chat: Chat) -> None:
    if chat.deleted:
        raise BotApiError(errors.GROUP_DELETED)
    status = chat.status(world.bot.id)
    if status is Status.KICKED:
        raise BotApiError(errors.BOT_KICKED, chat=chat.kind.value)
    if not chat.has(world.bot.id):
        raise BotApiError(errors.BOT_NOT_MEMBER, chat=chat.kind.value)


def find_place(world: World, params: Params) -> Place:
    """Return where a new message goes, checked in Telegram's order: chat, access, topic, reply."""
    chat = writable_chat(world, params)
    thread = _thread(world, chat, params)
    replied = _replied(chat, params)
    if thread is None and replied is not None and replied.json.get("is_topic_message"):
        thread = replied.json["message_thread_id"]
    return Place(chat, thread, replied)


def _thread(world: World, chat: Chat, params: Params) -> int | None:
    thread = params.integer("message_thread_id")
    if thread <= 0:
        return None
    topic = chat.topics.get(thread)
    if thread == GENERAL_TOPIC or topic is None:
        raise BotApiError(errors.THREAD_NOT_FOUND)
    if topic.closed and not chat.leads(world.bot.id):
        raise BotApiError(errors.TOPIC_CLOSED)
    return thread


def _replied(chat: Chat, params: Params) -> Message | None:
    reply = params.mapping("reply_parameters")
    given = Params(reply) if reply else params
    message_id = given.integer("message_id" if reply else "reply_to_message_id")
    if not message_id:
        return None
    message = chat.messages.get(message_id)
    lenient = given.flag("allow_sending_without_reply")
    if message is None and not lenient:
        raise BotApiError(errors.REPLY_NOT_FOUND)
    return message


def check_sending(world: World, chat: Chat, kind: str) -> None:
    """Check that the bot may send this kind of content ("text", "photo" ...) to the chat."""
    if chat.kind is Kind.CHANNEL and not chat.leads(world.bot.id):
        raise BotApiError(errors.CHANNEL_ADMIN_NEEDED)
    right, what = SENDING.get(kind, SENDING["text"])
    if right in chat.members[world.bot.id].forbidden:
        raise BotApiError(errors.SEND_FORBIDDEN, what=what)


def bot_may(world: World, chat: Chat, right: str) -> bool:
    """Tell whether the bot leads the chat and was left this right; in a private chat it may."""
    if chat.kind is Kind.PRIVATE:
        return True
    return chat.leads(world.bot.id) and right not in chat.members[world.bot.id].forbidden


def find_user(world: World, params: Params) -> Person | None:
    """Return the user of `user_id` if the bot has met them; refuse what is no positive number."""
    user_id = params.integer("user_id")
    if user_id <= 0:
        raise BotApiError(errors.USER_ID_INVALID)
    known = user_id == world.bot.id or user_id in world.met or _started(world, user_id)
    return world.people.get(user_id) if known else None


def _started(world: World, user_id: int) -> bool:
    chat = world.chats.get(user_id)
    return chat is not None and chat.started


def is_service(message: Message) -> bool:
    """Tell whether it is a service message."""
    return not content_kind(message.json)
