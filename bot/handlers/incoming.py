"""What Telegram sends, as plain values: only what the program uses, checked by python-telegram-bot's types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import Bot, CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.domain.media import MOST_BYTES, Attachment, MediaKind


@dataclass(frozen=True, slots=True)
class Sender:
    """Who: Telegram's user id, the name they chose, and "zh" or "en"."""

    user_id: int
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a message holds. ``unusable`` names the problem with a file that the program cannot take."""

    text: str = ""
    files: tuple[Attachment, ...] = ()
    spot: tuple[float, float] | None = None
    unusable: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody said something. ``at`` is in milliseconds; ``reply_to`` is what it answers, if anything."""

    sender: Sender
    chat_id: int
    private: bool
    message_id: int
    at: int
    content: Content
    command: str | None = None
    argument: str = ""
    thread: int | None = None
    reply_to: int | None = None
    replied: Content | None = None
    replied_to_bot: bool = False


@dataclass(frozen=True, slots=True)
class Tapped:
    """Somebody tapped a button."""

    sender: Sender
    chat_id: int
    private: bool
    callback_id: str
    payload: str


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A group became a supergroup."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Membership:
    """The bot was let into a chat or put out of it; in a private chat: unblocked or blocked."""

    chat_id: int
    inside: bool


Incoming = Said | Tapped | Upgraded | Membership

_ROOM = {Chat.GROUP, Chat.SUPERGROUP, Chat.PRIVATE}


def read(raw: dict[str, Any], bot: Bot) -> Incoming | None:
    """The value of a raw update, or None for what the program does not use. Whatever is malformed raises."""
    update = Update.de_json(raw, bot)
    if update.callback_query:
        return _tapped(update.callback_query)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    message = update.message
    if message is None or message.chat.type not in _ROOM:
        return None
    if message.migrate_to_chat_id:
        return Upgraded(message.chat.id, message.migrate_to_chat_id)
    if message.from_user is None or message.from_user.is_bot:
        return None
    return _said(message, message.from_user, bot)


def _tapped(query: CallbackQuery) -> Tapped | None:
    if query.message is None or query.data is None:
        return None
    chat = query.message.chat
    return Tapped(_sender(query.from_user), chat.id, chat.type == Chat.PRIVATE, query.id, query.data)


def _membership(change: ChatMemberUpdated) -> Membership:
    out = (ChatMember.LEFT, ChatMember.BANNED)
    return Membership(change.chat.id, change.new_chat_member.status not in out)


def _said(message: Message, user: User, bot: Bot) -> Said:
    command, argument = _command(message, bot)
    reply = message.reply_to_message
    if reply is not None and reply.forum_topic_created:  # all that is said in a topic answers its beginning
        reply = None
    mine = reply is not None and reply.from_user is not None and reply.from_user.id == bot.id
    return Said(
        sender=_sender(user),
        chat_id=message.chat.id,
        private=message.chat.type == Chat.PRIVATE,
        message_id=message.message_id,
        at=int(message.date.timestamp() * 1000),
        content=_content(message),
        command=command,
        argument=argument,
        thread=message.message_thread_id if message.is_topic_message else None,
        reply_to=reply.message_id if reply else None,
        replied=_content(reply) if reply else None,
        replied_to_bot=mine,
    )


def _command(message: Message, bot: Bot) -> tuple[str | None, str]:
    """The command without its slash, in small letters, and what follows; none if it is for another bot."""
    text = message.text or ""
    if not text.startswith("/") or len(text) == 1:
        return None, ""
    head, rest = (*text[1:].split(maxsplit=1), "", "")[:2]
    name, _, whom = head.partition("@")
    if whom and whom.lower() != bot.username.lower():
        return None, ""
    return name.lower(), rest.strip()


def _content(message: Message) -> Content:
    text = message.text or message.caption or ""
    if message.location:
        return Content(text, spot=(message.location.latitude, message.location.longitude))
    if message.photo:
        best = message.photo[-1]
        return Content(text, (_file(MediaKind.PHOTO, best.file_id, best.file_unique_id, message),))
    if message.voice:
        voice = message.voice
        return _sized(text, voice.file_size, _file(MediaKind.VOICE, voice.file_id, voice.file_unique_id, message))
    if message.document:
        document = message.document
        if not (document.mime_type or "").startswith("image/"):
            large = (document.file_size or 0) > MOST_BYTES
            return Content(text, unusable="file_too_big" if large else "kind_unusable")
        image = _file(MediaKind.IMAGE, document.file_id, document.file_unique_id, message)
        return _sized(text, document.file_size, image)
    return Content(text, unusable=None if message.text else "kind_unusable")


def _sized(text: str, size: int | None, file: Attachment) -> Content:
    if (size or 0) > MOST_BYTES:
        return Content(text, unusable="file_too_big")
    return Content(text, (file,))


def _file(kind: MediaKind, file_id: str, unique_id: str, message: Message) -> Attachment:
    return Attachment(kind, file_id, unique_id, message.media_group_id)


def _sender(user: User) -> Sender:
    language = "en" if (user.language_code or "").startswith("en") else "zh"
    return Sender(user.id, user.full_name, language)
