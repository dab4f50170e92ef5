"""What Telegram sends, as plain values: only what the program uses, checked by python-telegram-bot's types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import Bot, Chat, ChatMember, ChatMemberUpdated, Contact, Document, Location, PhotoSize, User, Voice

from bot.domain.media import MOST_BYTES, PICTURES, Attachment, MediaKind


@dataclass(frozen=True, slots=True)
class Sender:
    """Who: Telegram's user id, the name they chose, and "zh" or "en"."""

    user_id: int
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a message holds. ``unusable`` names the problem with a file that the program cannot take.

    ``contact`` is a shared phone number and the user whose it is (0: not known, or it was passed on); ``document`` a
    file that is no picture: Telegram's id of it and its name.
    """

    text: str = ""
    files: tuple[Attachment, ...] = ()
    spot: tuple[float, float] | None = None
    unusable: str | None = None
    contact: tuple[str, int] | None = None
    document: tuple[str, str] | None = None


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
    """Somebody tapped a button of a message; ``thread`` is the topic of a forum in which that stands."""

    sender: Sender
    chat_id: int
    private: bool
    callback_id: str
    payload: str
    thread: int | None = None
    message_id: int = 0


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A group became a supergroup."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Membership:
    """The bot was let into a chat or put out of it, or has other rights there; in a private chat: unblocked, blocked.

    ``sender`` did that; ``fresh``: the bot was not in the chat before.
    """

    chat_id: int
    inside: bool
    sender: Sender | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """People came into a group (``inside``) or left it."""

    chat_id: int
    people: tuple[Sender, ...]
    inside: bool


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A command of somebody who speaks as the group itself: nobody can be seen behind it."""

    chat_id: int
    command: str
    thread: int | None


Incoming = Said | Tapped | Upgraded | Membership | Moved | Unnamed

Json = dict[str, Any]

_ROOM = {Chat.GROUP, Chat.SUPERGROUP, Chat.PRIVATE}


def read(raw: dict[str, Any], bot: Bot) -> Incoming | None:
    """The value of a raw update, or None for what the program does not use. Whatever is malformed raises.

    Only the parts that are used become PTB's objects: a whole ``Message`` has a hundred fields and costs as much as
    all else that is done for an update (docs/performance.md).
    """
    if query := raw.get("callback_query"):
        return _tapped(query, bot)
    if change := raw.get("my_chat_member"):
        return _membership(ChatMemberUpdated.de_json(change, bot))
    if message := raw.get("message"):
        return _message(message, bot)
    return None


def _tapped(query: Json, bot: Bot) -> Tapped | None:
    if query.get("message") is None or query.get("data") is None:
        return None
    chat = Chat.de_json(query["message"]["chat"], bot)
    sender, where = _sender(User.de_json(query["from"], bot)), query["message"]
    private = chat.type == Chat.PRIVATE
    return Tapped(sender, chat.id, private, query["id"], query["data"], _thread(where), where.get("message_id", 0))


def _membership(change: ChatMemberUpdated) -> Membership | None:
    if change.chat.type not in _ROOM:  # a channel: nothing is done there
        return None
    out = (ChatMember.LEFT, ChatMember.BANNED)
    before, now = change.old_chat_member.status not in out, change.new_chat_member.status not in out
    return Membership(change.chat.id, now, _sender(change.from_user), fresh=now and not before)


def _message(message: Json, bot: Bot) -> Incoming | None:
    chat = Chat.de_json(message["chat"], bot)
    if chat.type not in _ROOM:
        return None
    if "migrate_to_chat_id" in message:
        return Upgraded(chat.id, message["migrate_to_chat_id"])
    if moved := message.get("new_chat_members") or [message.get("left_chat_member")]:
        people = [User.de_json(one, bot) for one in moved if one and not one.get("is_bot")]
        if people:
            return Moved(chat.id, tuple(map(_sender, people)), "new_chat_members" in message)
    if message.get("sender_chat", {}).get("id") == chat.id:
        return _unnamed(message, chat, bot)
    user = User.de_json(message["from"], bot) if "from" in message else None
    return _said(message, chat, user, bot) if user and not user.is_bot else None


def _unnamed(message: Json, chat: Chat, bot: Bot) -> Unnamed | None:
    command, _ = _command(message, bot)
    return Unnamed(chat.id, command, _thread(message)) if command else None


def _thread(message: Json) -> int | None:
    return message.get("message_thread_id") if message.get("is_topic_message") else None


def _said(message: Json, chat: Chat, user: User, bot: Bot) -> Said:
    command, argument = _command(message, bot)
    reply: Json | None = message.get("reply_to_message")
    if reply and "forum_topic_created" in reply:  # all that is said in a topic answers its beginning
        reply = None
    return Said(
        sender=_sender(user),
        chat_id=chat.id,
        private=chat.type == Chat.PRIVATE,
        message_id=message["message_id"],
        at=message["date"] * 1000,
        content=_content(message, bot),
        command=command,
        argument=argument,
        thread=_thread(message),
        reply_to=reply["message_id"] if reply else None,
        replied=_content(reply, bot) if reply else None,
        replied_to_bot=reply is not None and reply.get("from", {}).get("id") == bot.id,
    )


def _command(message: Json, bot: Bot) -> tuple[str | None, str]:
    """The command without its slash, in small letters, and what follows; none if it is for another bot."""
    text = message.get("text", "")
    if not text.startswith("/") or len(text) == 1:
        return None, ""
    head, rest = (*text[1:].split(maxsplit=1), "", "")[:2]
    name, _, whom = head.partition("@")
    if whom and whom.lower() != bot.username.lower():
        return None, ""
    return name.lower(), rest.strip()


def _content(message: Json, bot: Bot) -> Content:
    text = message.get("text") or message.get("caption", "")
    if "location" in message:
        spot = Location.de_json(message["location"], bot)
        return Content(text, spot=(spot.latitude, spot.longitude))
    if message.get("photo"):
        best = PhotoSize.de_json(message["photo"][-1], bot)
        return Content(text, (_file(MediaKind.PHOTO, best, message),))
    if "voice" in message:
        voice = Voice.de_json(message["voice"], bot)
        return _sized(text, voice.file_size, _file(MediaKind.VOICE, voice, message))
    if "document" in message:
        document = Document.de_json(message["document"], bot)
        if not (document.mime_type or "").startswith("image/"):
            if (document.file_size or 0) > MOST_BYTES:
                return Content(text, unusable="file_too_big")
            return Content(text, unusable="kind_unusable", document=(document.file_id, document.file_name or ""))
        if document.mime_type not in PICTURES:
            return Content(text, unusable="picture_unusable")
        return _sized(text, document.file_size, _file(MediaKind.IMAGE, document, message))
    if "contact" in message:
        contact = Contact.de_json(message["contact"], bot)
        whose = 0 if "forward_origin" in message else contact.user_id or 0
        return Content(text, unusable="kind_unusable", contact=(contact.phone_number, whose))
    return Content(text, unusable=None if "text" in message else "kind_unusable")


def _sized(text: str, size: int | None, file: Attachment) -> Content:
    if (size or 0) > MOST_BYTES:
        return Content(text, unusable="file_too_big")
    return Content(text, (file,))


def _file(kind: MediaKind, file: PhotoSize | Voice | Document, message: Json) -> Attachment:
    return Attachment(kind, file.file_id, file.file_unique_id, message.get("media_group_id"), _origin_at(message))


def _origin_at(message: Json) -> int | None:
    """When what is passed on was first sent, in milliseconds."""
    origin = message.get("forward_origin")
    return int(origin["date"]) * 1000 if origin else None


def _sender(user: User) -> Sender:
    language = "en" if (user.language_code or "").startswith("en") else "zh"
    return Sender(user.id, user.full_name, language)
