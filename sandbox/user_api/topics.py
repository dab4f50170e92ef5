"""Topics of forums, made, closed and deleted by people; a supergroup becomes a forum."""

from aiohttp import web

from sandbox.chats import Chat, Kind, Topic
from sandbox.forums import close_topic, create_topic, delete_topic, set_forum
from sandbox.jsontypes import Json
from sandbox.user_api.requests import Answer, Refused, body, chat_for, number, person
from sandbox.world import World


def topic_json(topic: Topic) -> Json:
    """Return a topic as the user-side API shows it."""
    return {"message_thread_id": topic.id, "name": topic.name, "closed": topic.closed}


async def create(request: web.Request, world: World) -> Answer:
    """POST /api/chats/<chat_id>/topics {"as", "name"}: a person opens a topic."""
    values = await body(request)
    someone = person(world, values.get("as"))
    chat = chat_for(world, request.match_info["chat_id"], someone)
    if not chat.is_forum or not values.get("name"):
        raise Refused("bad_request", "a topic has a name and belongs to a forum")
    return {"topic": topic_json(create_topic(world, chat, someone, str(values["name"])))}


async def change(request: web.Request, world: World) -> Answer:
    """POST /api/chats/<chat_id>/topics/<thread> {"as", "closed": bool}: close or open a topic again."""
    values = await body(request)
    someone = person(world, values.get("as"))
    chat = chat_for(world, request.match_info["chat_id"], someone)
    topic = _topic(request, chat)
    close_topic(world, chat, someone, topic, bool(values.get("closed", True)))
    return {"topic": topic_json(topic)}


async def delete(request: web.Request, world: World) -> Answer:
    """DELETE /api/chats/<chat_id>/topics/<thread> {"as"}: an administrator deletes a topic with all in it."""
    chat = _led(request, world, await body(request))
    topic = _topic(request, chat)
    delete_topic(world, chat, topic)
    return {"deleted": topic.id}


async def turn(request: web.Request, world: World) -> Answer:
    """POST /api/chats/<chat_id>/forum {"as", "forum": bool}: an administrator turns the topics on or off."""
    values = await body(request)
    chat = _led(request, world, values)
    if chat.kind is not Kind.SUPERGROUP:
        raise Refused("bad_request", "only a supergroup has topics")
    set_forum(chat, bool(values.get("forum", True)))
    return {"chat": chat.json}


def _topic(request: web.Request, chat: Chat) -> Topic:
    topic = chat.topics.get(number(request.match_info["thread"], "thread"))
    if topic is None:
        raise Refused("unknown_topic", "there is no such topic", 404)
    return topic


def _led(request: web.Request, world: World, values: Json) -> Chat:
    someone = person(world, values.get("as"))
    chat = chat_for(world, request.match_info["chat_id"], someone)
    if not chat.leads(someone.id):
        raise Refused("not_an_admin", "only an administrator does that", 403)
    return chat
