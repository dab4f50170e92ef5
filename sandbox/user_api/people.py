"""The people of the sandbox, and the bot as they see it."""

from aiohttp import web

from sandbox.jsontypes import Json
from sandbox.membership import block
from sandbox.people import Person
from sandbox.user_api.requests import Answer, Refused, body, number, person
from sandbox.world import World


async def everyone(request: web.Request, world: World) -> Answer:  # noqa: ARG001
    """GET /api/people: all people, the bot among them."""
    return [one.json for one in world.people.values()]


async def add(request: web.Request, world: World) -> Answer:
    """POST /api/people: a new person; their private chat with the bot is not opened yet."""
    values = await body(request)
    first_name = str(values.get("first_name") or "").strip()
    if not first_name:
        raise Refused("bad_request", "first_name is missing")
    user_id = number(values.get("id") or world.free_person_id(), "id")
    if user_id <= 0 or user_id in world.people:
        raise Refused("id_taken", f"the id {user_id} cannot be given", 409)
    someone = Person(
        user_id,
        first_name,
        str(values.get("last_name") or ""),
        str(values.get("username") or "").removeprefix("@"),
        str(values.get("language_code") or "zh-hans"),
    )
    world.add_person(someone)
    return {"person": someone.json, **someone.json}


async def set_blocked(request: web.Request, world: World) -> Answer:
    """POST /api/people/<user_id>/block: the person blocks the bot, or unblocks it."""
    values = await body(request)
    someone = person(world, request.match_info["user_id"])
    chat = world.chats[someone.id]
    block(world, chat, bool(values.get("blocked", True)))
    return {"blocked": chat.blocked}


async def deactivate(request: web.Request, world: World) -> Answer:
    """DELETE /api/people/<user_id>: the person deletes their account."""
    someone = person(world, request.match_info["user_id"])
    someone.deactivated = True
    return {"deactivated": True}


async def bot(request: web.Request, world: World) -> Answer:
    """GET /api/bot?as=&chat_id=: the bot's user, and the commands it shows this person there."""
    json: Json = {"user": world.bot.json, **world.bot.json, "privacy": world.privacy, "commands": []}
    if "as" in request.query:
        someone = person(world, request.query["as"])
        chat = world.chats.get(number(request.query.get("chat_id") or someone.id, "chat_id"))
        if chat is None:
            raise Refused("unknown_chat", "there is no such chat", 404)
        json["commands"] = world.commands.shown_to(chat, someone.id, someone.language_code)
    return json


async def set_privacy(request: web.Request, world: World) -> Answer:
    """POST /api/bot {"privacy": bool}: privacy mode on or off."""
    world.privacy = bool((await body(request)).get("privacy", True))
    return {"privacy": world.privacy}
