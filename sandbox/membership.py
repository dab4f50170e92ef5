"""Who is in which chat: joining, leaving, ranks, blocking, and a group becoming a supergroup."""

from dataclasses import replace

from sandbox.chats import PRESENT, Chat, Kind, Member, Status
from sandbox.jsontypes import Json
from sandbox.members import member_json
from sandbox.people import Person
from sandbox.posting import post
from sandbox.world import World


def join(world: World, chat: Chat, users: list[Person], actor: Person) -> None:
    """Put users (the bot too) into a group or channel; service message and updates follow."""
    fresh = [user for user in users if not chat.has(user.id)]
    for user in fresh:
        set_member(world, chat, Member(user, Status.MEMBER), actor)
    if fresh and chat.kind is not Kind.CHANNEL:
        first = fresh[0].json
        content = {"new_chat_members": [user.json for user in fresh], "new_chat_member": first}
        post(world, chat, actor, content | {"new_chat_participant": first})


def leave(world: World, chat: Chat, user: Person, actor: Person) -> None:
    """Take a user (perhaps the bot) out: `left` if they go themselves, `kicked` if another did it."""
    if not chat.has(user.id):
        return
    content = {"left_chat_member": user.json, "left_chat_participant": user.json}
    if chat.kind is not Kind.CHANNEL and user is not world.bot:
        post(world, chat, actor, content)
    status = Status.LEFT if actor is user else Status.KICKED
    set_member(world, chat, Member(user, status), actor)
    if chat.kind is not Kind.CHANNEL and user is world.bot:
        post(world, chat, actor, content)


def rank(world: World, chat: Chat, user: Person, status: Status, actor: Person) -> None:
    """Make a member an administrator, or an administrator a plain member."""
    if chat.has(user.id) and chat.status(user.id) is not Status.CREATOR:
        set_member(world, chat, Member(user, status), actor)


def restrict(world: World, chat: Chat, user: Person, forbidden: frozenset[str], actor: Person) -> None:
    """Take rights such as `can_send_messages` from a member; none taken gives them all back."""
    member = chat.members[user.id]
    if member.status in (Status.ADMINISTRATOR, Status.CREATOR):
        set_member(world, chat, replace(member, forbidden=forbidden), actor)
        return
    status = Status.RESTRICTED if forbidden else Status.MEMBER
    set_member(world, chat, Member(user, status, forbidden), actor)


def set_member(world: World, chat: Chat, new: Member, actor: Person) -> None:
    """Write a member's new standing and queue my_chat_member or chat_member."""
    user = new.user
    old = chat.members.get(user.id) or Member(user, Status.LEFT)
    chat.members[user.id] = new
    if chat.has(world.bot.id):
        world.met.update(member.user.id for member in chat.present())
    body: Json = {"chat": chat.json, "from": actor.json, "date": world.clock.date()}
    body |= {"old_chat_member": member_json(chat, old), "new_chat_member": member_json(chat, new)}
    if user is world.bot:
        world.met.add(actor.id)
        world.updates.push("my_chat_member", body, chat.id)
    elif chat.leads(world.bot.id):
        world.updates.push("chat_member", body, chat.id)


def block(world: World, chat: Chat, blocked: bool) -> None:
    """Let the person of a private chat block the bot, or unblock it."""
    if chat.blocked == blocked or chat.person is None:
        return
    chat.blocked = blocked
    status = Status.KICKED if blocked else Status.MEMBER
    chat.members[world.bot.id] = Member(world.bot, Status.MEMBER if blocked else Status.KICKED)
    set_member(world, chat, Member(world.bot, status), chat.person)


def migrate(world: World, chat: Chat) -> Chat:
    """Turn a group into a supergroup: new id, a service message on either side, the old id is dead."""
    new = world.add_chat(Kind.SUPERGROUP, chat.title)
    new.members = {user_id: member for user_id, member in chat.members.items() if member.status in PRESENT}
    actor = next((member.user for member in new.members.values() if not member.user.is_bot), world.bot)
    chat.migrated_to = new.id
    for home, content in ((chat, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": chat.id})):
        post(world, home, actor, content)
    chat.members = {}
    return new
