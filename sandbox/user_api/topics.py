"""Topics of forums, made and closed by people."""

from aiohttp import web

from sandbox.chats import Topic
from sandbox.forums import close_topic, create_topic
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
    topic = chat.topics.get(number(request.match_info["thread"], "thread"))
    if topic is None:
        raise Refused("unknown_topic", "there is no such topic", 404)
    close_topic(world, chat, someone, topic, bool(values.get("closed", True)))
    return {"topic": topic_json(topic)}
