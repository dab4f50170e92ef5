"""Topics of forums (telegram-errors row 23 and the table of rights)."""

from sandbox.bot_api import errors
from sandbox.bot_api.access import bot_may, writable_chat
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.params import Params
from sandbox.chats import Chat, Topic
from sandbox.forums import ICON_COLOR, close_topic, create_topic, delete_topic
from sandbox.jsontypes import Json
from sandbox.posting import Circumstances, post
from sandbox.world import World


def _forum(world: World, params: Params, what: str) -> Chat:
    chat = writable_chat(world, params)
    if not chat.is_forum:
        raise BotApiError(errors.CHAT_NOT_FORUM)
    if not bot_may(world, chat, "can_manage_topics"):
        raise BotApiError(errors.TOPIC_FORBIDDEN, what=what)
    return chat


def _topic(chat: Chat, params: Params) -> Topic:
    topic = chat.topics.get(params.integer("message_thread_id"))
    if topic is None:
        raise BotApiError(errors.THREAD_NOT_FOUND)
    return topic


def create_forum_topic(world: World, params: Params) -> Json:
    """Serve createForumTopic."""
    chat = _forum(world, params, "create a topic")
    name = params.text("name").strip()
    if not name:
        raise BotApiError(errors.TOPIC_NAME_EMPTY)
    topic = create_topic(world, chat, world.bot, name, params.integer("icon_color", ICON_COLOR))
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": topic.icon_color}


def edit_forum_topic(world: World, params: Params) -> bool:
    """Serve editForumTopic."""
    chat = _forum(world, params, "edit the topic")
    topic = _topic(chat, params)
    name = params.text("name").strip()
    if not name or name == topic.name:
        raise BotApiError(errors.TOPIC_NOT_MODIFIED)
    topic.name = name
    post(world, chat, world.bot, {"forum_topic_edited": {"name": name}}, Circumstances(thread=topic.id))
    return True


def close_forum_topic(world: World, params: Params) -> bool:
    """Serve closeForumTopic."""
    return _set_closed(world, params, True)


def reopen_forum_topic(world: World, params: Params) -> bool:
    """Serve reopenForumTopic."""
    return _set_closed(world, params, False)


def _set_closed(world: World, params: Params, closed: bool) -> bool:
    chat = _forum(world, params, "close or open the topic")
    if not close_topic(world, chat, world.bot, _topic(chat, params), closed):
        raise BotApiError(errors.TOPIC_NOT_MODIFIED)
    return True


def delete_forum_topic(world: World, params: Params) -> bool:
    """Serve deleteForumTopic: its messages go with it."""
    chat = _forum(world, params, "delete the topic")
    delete_topic(world, chat, _topic(chat, params))
    return True


def unpin_all_in_topic(world: World, params: Params) -> bool:
    """Serve unpinAllForumTopicMessages."""
    chat = _forum(world, params, "edit the topic")
    topic = _topic(chat, params)
    chat.pinned = [number for number in chat.pinned if chat.messages[number].json.get("message_thread_id") != topic.id]
    return True
