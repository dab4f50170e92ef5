"""Chats as people see them; making groups, joining, leaving, ranks."""

from aiohttp import web

from sandbox.chats import Chat, Kind, Member, Status
from sandbox.jsontypes import Json
from sandbox.membership import join, leave, migrate, rank, restrict, set_member
from sandbox.people import Person
from sandbox.posting import post
from sandbox.user_api.requests import Answer, Refused, body, number, person
from sandbox.user_api.topics import topic_json
from sandbox.world import World

TYPES = {
    "group": Kind.GROUP,
    "supergroup": Kind.SUPERGROUP,
    "forum": Kind.SUPERGROUP,
    "channel": Kind.CHANNEL,
}


async def listing(request: web.Request, world: World) -> Answer:
    """GET /api/chats?as=: the person's chats; the private one with the bot comes first."""
    someone = person(world, request.query.get("as"))
    return [chat_json(world, chat, someone) for chat in world.chats.values() if chat.has(someone.id)]


def chat_json(world: World, chat: Chat, someone: Person | None = None) -> Json:
    """Return a chat as the user-side API shows it: the Chat object and what a screen needs."""
    json: Json = {**chat.json, "members": [member.user.id for member in chat.present()]}
    json["admins"] = [member.user.id for member in chat.present() if chat.leads(member.user.id)]
    json["topics"] = [topic_json(topic) for topic in chat.topics.values()]
    json["member_count"] = len(json["members"])
    if chat.pinned:
        json["pinned_message"] = chat.messages[chat.pinned[-1]].json
    if chat.kind is Kind.PRIVATE:
        json |= {"title": world.bot.first_name, "started": chat.started, "blocked": chat.blocked}
    if someone is not None:
        json["status"] = chat.status(someone.id).value
    last = next(reversed(chat.messages.values()), None)
    return json | {"last_message": last.for_people() if last is not None else None}


async def create(request: web.Request, world: World) -> Answer:
    """POST /api/chats: a new group, supergroup, forum or channel; the first administrator made it."""
    values = await body(request)
    kind = str(values.get("type") or "group")
    if kind not in TYPES or not values.get("title"):
        raise Refused("bad_request", "a chat has a title and a type: group, supergroup, forum or channel")
    members = [_user(world, one) for one in values.get("members") or []]
    admins = [_user(world, one) for one in values.get("admins") or []]
    people = [user for user in (*admins, *members) if not user.is_bot]
    if not people:
        raise Refused("bad_request", "a chat has at least one person in it")
    username = str(values.get("username") or "").removeprefix("@")
    chat = world.add_chat(TYPES[kind], str(values["title"]), username=username, forum=kind == "forum")
    _fill(world, chat, people, [*admins, *members], admins)
    return {"chat": chat_json(world, chat)}


def _fill(world: World, chat: Chat, people: list[Person], members: list[Person], admins: list[Person]) -> None:
    creator = people[0]
    for user in people:
        chat.members[user.id] = Member(user, Status.CREATOR if user is creator else Status.MEMBER)
    for user in admins:
        if user is not creator and not user.is_bot:
            chat.members[user.id] = Member(user, Status.ADMINISTRATOR)
    if chat.kind is Kind.GROUP:
        post(world, chat, creator, {"group_chat_created": True})
    if world.bot in members:
        join(world, chat, [world.bot], creator)
    if world.bot in admins:
        rank(world, chat, world.bot, Status.ADMINISTRATOR, creator)


def _user(world: World, value: object) -> Person:
    user = world.people.get(number(value, "a member"))
    if user is None:
        raise Refused("unknown_person", f"there is no person {value}", 404)
    return user


def any_chat(request: web.Request, world: World) -> Chat:
    """Return the group or channel of the path."""
    chat = world.chats.get(number(request.match_info["chat_id"], "chat_id"))
    if chat is None or chat.kind is Kind.PRIVATE:
        raise Refused("unknown_chat", "there is no such group or channel", 404)
    if chat.migrated_to is not None:
        raise Refused("migrated", f"the group became the supergroup {chat.migrated_to}", 409)
    return chat


async def members(request: web.Request, world: World) -> Answer:
    """POST /api/chats/<chat_id>/members: add, remove, promote, demote, restrict; `as` says who does it.

    Without `as` a person who is added or removed comes or goes by themselves, the bot by the creator.
    `restrict` is `{"<user_id>": ["can_send_messages", ...]}`: the rights taken away.
    """
    values = await body(request)
    chat = any_chat(request, world)
    actor = person(world, values["as"]) if values.get("as") else None
    creator = _leader(world, chat)
    for user in [_user(world, one) for one in values.get("add") or []]:
        join(world, chat, [user], actor or (creator if user.is_bot else user))
    for user in [_user(world, one) for one in values.get("remove") or []]:
        leave(world, chat, user, actor or (creator if user.is_bot else user))
    for name, status in (("promote", Status.ADMINISTRATOR), ("demote", Status.MEMBER)):
        for user in [_user(world, one) for one in values.get(name) or []]:
            rank(world, chat, user, status, actor or creator)
    for user_id, rights in (values.get("restrict") or {}).items():
        user = _user(world, user_id)
        if not chat.has(user.id):
            raise Refused("not_a_member", f"{user_id} is not in the chat", 403)
        restrict(world, chat, user, frozenset(rights), actor or creator)
    return {"chat": chat_json(world, chat)}


def _leader(world: World, chat: Chat) -> Person:
    people = [member.user for member in chat.present() if not member.user.is_bot]
    leaders = [user for user in people if chat.leads(user.id)]
    return next(iter([*leaders, *people]), world.bot)


async def to_supergroup(request: web.Request, world: World) -> Answer:
    """POST /api/chats/<chat_id>/migrate: the group becomes a supergroup with another id."""
    chat = any_chat(request, world)
    if chat.kind is not Kind.GROUP:
        raise Refused("not_a_group", "only a group becomes a supergroup")
    return {"chat": chat_json(world, migrate(world, chat))}


async def close(request: web.Request, world: World) -> Answer:
    """DELETE /api/chats/<chat_id>: the group is deleted for everyone."""
    chat = any_chat(request, world)
    chat.deleted = True
    for member in chat.present():
        if member.user is not world.bot:
            set_member(world, chat, Member(member.user, Status.LEFT), member.user)
    return {"deleted": True}
