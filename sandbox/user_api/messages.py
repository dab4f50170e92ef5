"""What people say, read, change and take back."""

from aiohttp import web

from sandbox.chats import Chat, Kind
from sandbox.jsontypes import Json
from sandbox.membership import block
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.posting import Circumstances, post, remove, rewrite
from sandbox.user_api import content
from sandbox.user_api.requests import Answer, Refused, body, chat_for, message_in, number, person
from sandbox.world import World


async def history(request: web.Request, world: World) -> Answer:
    """GET /api/chats/<chat_id>/messages?as=&after=: messages as they are now, oldest first."""
    someone = person(world, request.query.get("as"))
    chat = chat_for(world, request.match_info["chat_id"], someone)
    after = number(request.query.get("after") or 0, "after")
    return [message.for_people() for message in chat.messages.values() if message.id > after]


async def say(request: web.Request, world: World) -> Answer:
    """POST /api/chats/<chat_id>/messages: a person says something; `anonymous`: in the name of the group."""
    values = await body(request)
    someone = person(world, values.get("as"))
    chat = chat_for(world, request.match_info["chat_id"], someone)
    check_may_write(chat, someone)
    contents = await _contents(world, values)
    circumstances = _circumstances(chat, values)
    if circumstances.anonymous and not (chat.kind is Kind.SUPERGROUP and chat.leads(someone.id)):
        raise Refused("not_an_admin", "only an administrator of a supergroup speaks in its name", 403)
    open_private(world, chat)
    origin = _origin(values)
    said = [post(world, chat, someone, one | origin, circumstances).json for one in contents]
    if values.get("album"):
        return {"message": said}
    return {"message": said[0], "messages": said} if len(said) > 1 else {"message": said[0]}


async def _contents(world: World, values: Json) -> list[Json]:
    if values.get("album"):
        return await content.album(world, values["album"], values.get("caption"))
    words = content.caption(values.get("caption"))
    if values.get("photo"):
        return [await content.photo(world, values["photo"]) | words]
    if values.get("document"):
        return [content.document(world, values["document"]) | words]
    if values.get("voice"):
        return [content.voice(world, values["voice"]) | words]
    if values.get("location"):
        return [content.location(values["location"])]
    if values.get("contact"):
        return [content.contact(values["contact"])]
    return content.texts(values.get("text") or "")


def _origin(values: Json) -> Json:
    """Where a message that is passed on comes from: `forwarded` is when it was first sent, in seconds."""
    if values.get("forwarded") is None:
        return {}
    date = number(values["forwarded"], "forwarded")
    return {"forward_origin": {"type": "hidden_user", "sender_user_name": "Somebody", "date": date}}


def _circumstances(chat: Chat, values: Json) -> Circumstances:
    reply = message_in(chat, values["reply_to"]) if values.get("reply_to") else None
    thread = number(values["thread"], "thread") if values.get("thread") else None
    if thread is None and reply is not None and reply.json.get("is_topic_message"):
        thread = reply.json["message_thread_id"]
    if thread is not None and thread not in chat.topics:
        raise Refused("unknown_topic", f"there is no topic {thread}", 404)
    return Circumstances(reply_to=reply, thread=thread, anonymous=bool(values.get("anonymous")))


def check_may_write(chat: Chat, someone: Person) -> None:
    """Refuse who blocked the bot (start first), has no right to write, or writes to a channel."""
    if chat.blocked:
        raise Refused("blocked", "the bot is blocked: start it again first", 403)
    if chat.kind is Kind.CHANNEL and not chat.leads(someone.id):
        raise Refused("not_an_admin", "only administrators write to a channel", 403)
    if "can_send_messages" in chat.members[someone.id].forbidden:
        raise Refused("restricted", "this member may not write here", 403)


def open_private(world: World, chat: Chat) -> None:
    """Note that the person has opened the bot: a first word or /start does it, and lifts a block."""
    if chat.kind is Kind.PRIVATE:
        block(world, chat, False)
        chat.started = True
        world.met.add(chat.id)


def _own(request: web.Request, world: World, values: Json) -> tuple[Chat, Message]:
    someone = person(world, values.get("as") or request.query.get("as"))
    chat = chat_for(world, request.match_info["chat_id"], someone)
    message = message_in(chat, request.match_info["message_id"])
    if message.sender_id != someone.id:
        raise Refused("not_yours", "only one's own messages", 403)
    return chat, message


async def change(request: web.Request, world: World) -> Answer:
    """PATCH /api/chats/<chat_id>/messages/<message_id>: a person edits their text or caption."""
    values = await body(request)
    chat, message = _own(request, world, values)
    if "text" in message.json:
        fields, new = ("text", "entities"), content.texts(values.get("text") or "")[0]
    elif "caption" in values or "caption" in message.json:
        words = values.get("caption", values.get("text"))
        fields, new = ("caption", "caption_entities"), content.caption(words)
    else:
        raise Refused("bad_request", "nothing to change")
    kept = {name: value for name, value in message.json.items() if name not in fields}
    rewrite(world, chat, message, kept | new)
    return {"message": message.json}


async def take_back(request: web.Request, world: World) -> Answer:
    """DELETE /api/chats/<chat_id>/messages/<message_id>: a person deletes; the bot is not told."""
    chat, message = _own(request, world, await body(request))
    remove(world, chat, [message.id])
    return {"deleted": [message.id]}
