"""Restricting, banning and promoting members (the table of rights in telegram-errors)."""

from sandbox.bot_api import errors
from sandbox.bot_api.access import bot_may, find_user, writable_chat
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.params import Params
from sandbox.chats import Chat, Kind, Member, Status
from sandbox.members import ADMIN_RIGHTS, GROUP_ADMIN_RIGHTS, MEMBER_RIGHTS
from sandbox.membership import leave, rank, restrict, set_member
from sandbox.people import Person
from sandbox.world import World


def _member(world: World, params: Params) -> tuple[Chat, Person]:
    chat = writable_chat(world, params)
    user = find_user(world, params)
    if user is None:
        raise BotApiError(errors.MEMBER_NOT_FOUND)
    if chat.kind is Kind.PRIVATE:
        raise BotApiError(errors.CHAT_IS_PRIVATE)
    return chat, user


def _restrictable(world: World, params: Params) -> tuple[Chat, Person]:
    chat, user = _member(world, params)
    if not bot_may(world, chat, "can_restrict_members"):
        raise BotApiError(errors.RESTRICT_FORBIDDEN)
    if chat.leads(user.id):
        raise BotApiError(errors.USER_IS_ADMIN)
    return chat, user


def ban_chat_member(world: World, params: Params) -> bool:
    """Serve banChatMember."""
    chat, user = _restrictable(world, params)
    if chat.has(user.id):
        leave(world, chat, user, world.bot)
    else:
        set_member(world, chat, Member(user, Status.KICKED), world.bot)
    return True


def unban_chat_member(world: World, params: Params) -> bool:
    """Serve unbanChatMember; without only_if_banned it takes a member out, as Telegram does."""
    chat, user = _restrictable(world, params)
    if chat.has(user.id) and params.flag("only_if_banned"):
        return True
    set_member(world, chat, Member(user, Status.LEFT), world.bot)
    return True


def restrict_chat_member(world: World, params: Params) -> bool:
    """Serve restrictChatMember: permissions that are not given are taken away."""
    chat, user = _restrictable(world, params)
    if chat.kind is not Kind.SUPERGROUP:
        raise BotApiError(errors.CHAT_NOT_GROUP)
    given = params.mapping("permissions")
    if chat.has(user.id):
        forbidden = frozenset(right for right in MEMBER_RIGHTS if not given.get(right))
        restrict(world, chat, user, forbidden, world.bot)
    return True


def promote_chat_member(world: World, params: Params) -> bool:
    """Serve promoteChatMember: no right at all makes a plain member again."""
    chat, user = _member(world, params)
    if not bot_may(world, chat, "can_promote_members"):
        raise BotApiError(errors.PROMOTE_FORBIDDEN)
    promoted = any(params.flag(right) for right in ADMIN_RIGHTS + GROUP_ADMIN_RIGHTS)
    rank(world, chat, user, Status.ADMINISTRATOR if promoted else Status.MEMBER, world.bot)
    return True
