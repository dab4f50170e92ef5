"""Chats and their members: looking, leaving, naming, and the typing sign."""

from sandbox.bot_api import errors
from sandbox.bot_api.access import bot_may, find_user, readable_chat, writable_chat
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.params import Params
from sandbox.chats import Chat, Kind, Member, Status
from sandbox.jsontypes import Json
from sandbox.members import MEMBER_RIGHTS, member_json
from sandbox.membership import leave
from sandbox.posting import post
from sandbox.world import World

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)

LEADERS_ONLY = ("can_change_info", "can_pin_messages", "can_manage_topics")
"""Rights that plain members of the sandbox's groups do not have."""


def get_chat(world: World, params: Params) -> Json:
    """Serve getChat (ChatFullInfo)."""
    chat = readable_chat(world, params)
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        False,
    )
    json: Json = {**chat.json, "accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11}
    json["accepted_gift_types"] = gifts
    if chat.kind in (Kind.GROUP, Kind.SUPERGROUP):
        json["permissions"] = {right: right not in LEADERS_ONLY for right in MEMBER_RIGHTS}
    if chat.pinned and (pinned := chat.messages.get(chat.pinned[-1])) is not None:
        json["pinned_message"] = pinned.quoted()
    if chat.protected:
        json["has_protected_content"] = True
    return json


def get_chat_member(world: World, params: Params) -> Json:
    """Serve getChatMember; a known user who is not in the group has `left`."""
    chat = readable_chat(world, params)
    user = find_user(world, params)
    if user is None or (chat.kind is Kind.PRIVATE and user.id not in chat.members):
        raise BotApiError(errors.MEMBER_NOT_FOUND)
    if chat.kind is Kind.CHANNEL and not chat.leads(world.bot.id):
        raise BotApiError(errors.MEMBERS_HIDDEN)
    return member_json(chat, chat.members.get(user.id) or Member(user, Status.LEFT))


def get_chat_member_count(world: World, params: Params) -> int:
    """Serve getChatMemberCount."""
    return len(readable_chat(world, params).present())


def get_chat_administrators(world: World, params: Params) -> list[Json]:
    """Serve getChatAdministrators; other bots are left out, this one is in."""
    chat = readable_chat(world, params)
    if chat.kind is Kind.PRIVATE:
        raise BotApiError(errors.NO_ADMINS_IN_PRIVATE)
    return [member_json(chat, member) for member in chat.present() if chat.leads(member.user.id)]


def leave_chat(world: World, params: Params) -> bool:
    """Serve leaveChat."""
    chat = writable_chat(world, params)
    if chat.kind is Kind.PRIVATE:
        raise BotApiError(errors.CHAT_IS_PRIVATE)
    leave(world, chat, world.bot, world.bot)
    return True


def send_chat_action(world: World, params: Params) -> bool:
    """Serve sendChatAction; screens get a `typing` event."""
    action = params.text("action")
    if action not in ACTIONS:
        raise BotApiError(errors.ACTION_WRONG)
    chat = writable_chat(world, params)
    sign = {"chat_id": chat.id, "chat": chat.json, "action": action}
    world.events.publish("typing", sign, chat.has)
    return True


def _changeable(world: World, params: Params, what: str) -> Chat:
    chat = writable_chat(world, params)
    if chat.kind is Kind.PRIVATE or not bot_may(world, chat, "can_change_info"):
        raise BotApiError(errors.TITLE_FORBIDDEN, what=what)
    return chat


def set_chat_title(world: World, params: Params) -> bool:
    """Serve setChatTitle; a service message tells of it."""
    chat = _changeable(world, params, "title")
    title = params.text("title").strip()
    if not title:
        raise BotApiError(errors.TITLE_EMPTY)
    if title == chat.title:
        raise BotApiError(errors.CHAT_NOT_MODIFIED)
    chat.rename(title)
    if chat.kind is not Kind.CHANNEL:
        post(world, chat, world.bot, {"new_chat_title": title})
    return True


def set_chat_photo(world: World, params: Params) -> bool:
    """Serve setChatPhoto as far as the rights; the picture itself is not kept."""
    _changeable(world, params, "photo")
    return True


def set_chat_description(world: World, params: Params) -> bool:
    """Serve setChatDescription as far as the rights; the text itself is not kept."""
    chat = writable_chat(world, params)
    if chat.kind is Kind.PRIVATE or not bot_may(world, chat, "can_change_info"):
        raise BotApiError(errors.DESCRIPTION_FORBIDDEN)
    return True


def get_user_profile_photos(world: World, params: Params) -> Json:
    """Serve getUserProfilePhotos; nobody in the sandbox has a picture."""
    if find_user(world, params) is None:
        raise BotApiError(errors.USER_NOT_FOUND)
    return {"total_count": 0, "photos": []}
