"""Messages come into being, change and go; screens and the bot are told."""

from dataclasses import dataclass

from sandbox.chats import Chat, Kind
from sandbox.jsontypes import Json
from sandbox.messages import CONTENTS, Message
from sandbox.people import Person
from sandbox.visibility import told
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a message is sent: in reply, in a topic, with which keyboard, protected, for the group, without a sound."""

    reply_to: Message | None = None
    thread: int | None = None
    inline: Json | None = None
    keyboard: Json | None = None
    protected: bool = False
    anonymous: bool = False
    silent: bool = False


PLAIN = Circumstances()
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""Who stands as the sender of what an administrator says in the name of the group."""
WORDS = ("entities", "caption", "caption_entities", "link_preview_options")


def post(world: World, chat: Chat, sender: Person, content: Json, how: Circumstances = PLAIN) -> Message:
    """Put a message into a chat, show it to the people there and, if a person sent it, tell the bot."""
    json: Json = {"message_id": world.next_message_id(chat), "date": world.clock.date(), "chat": chat.json}
    json |= _sender(chat, sender, how)
    _thread(chat, json, how)
    json.update(content)
    if how.inline is not None:
        json["reply_markup"] = how.inline
    if how.protected:
        json["has_protected_content"] = True
    message = Message(json, chat.id, sender.id, how.keyboard, protected=how.protected, silent=how.silent)
    chat.messages[message.id] = message
    if sender is not world.bot:
        told(world, chat, message)
    show(world, chat, "message", message)
    return message


def _sender(chat: Chat, sender: Person, how: Circumstances) -> Json:
    if chat.kind is Kind.CHANNEL:
        return {"sender_chat": chat.json}
    return {"from": ANONYMOUS, "sender_chat": chat.json} if how.anonymous else {"from": sender.json}


def _thread(chat: Chat, json: Json, how: Circumstances) -> None:
    replied = how.reply_to
    if how.thread is not None:
        json |= {"message_thread_id": how.thread, "is_topic_message": True}
        replied = replied or chat.messages.get(how.thread)
    elif replied is not None and chat.kind is Kind.SUPERGROUP and not chat.is_forum:
        json["message_thread_id"] = replied.json.get("message_thread_id", replied.id)
    if replied is not None:
        json["reply_to_message"] = replied.quoted()


def rewrite(world: World, chat: Chat, message: Message, json: Json) -> None:
    """Give a message its edited form and show it; a new keyboard alone does not make it edited."""
    if any(json.get(name) != message.json.get(name) for name in (*CONTENTS, *WORDS)):
        json = {**json, "edit_date": world.clock.date()}
    message.json = json
    show(world, chat, "edited", message)
    if message.sender_id != world.bot.id and message.seen:
        kind = "edited_channel_post" if chat.kind is Kind.CHANNEL else "edited_message"
        world.updates.push(kind, message.json, chat.id)


def remove(world: World, chat: Chat, message_ids: list[int]) -> None:
    """Delete messages for everyone; the bot is not told."""
    gone = [number for number in message_ids if chat.messages.pop(number, None) is not None]
    chat.pinned = [number for number in chat.pinned if number not in gone]
    if gone:
        world.events.publish("deleted", {"chat": chat.json, "message_ids": gone}, chat.has)


def show(world: World, chat: Chat, event: str, message: Message) -> None:
    """Tell the screens of the people in the chat."""
    world.events.publish(event, message.for_people(), chat.has)
