"""Topics of forums come into being and are closed."""

from sandbox.chats import Chat, Topic
from sandbox.people import Person
from sandbox.posting import Circumstances, post, remove
from sandbox.world import World

ICON_COLOR = 0x6FB9F0


def create_topic(world: World, chat: Chat, actor: Person, name: str, color: int = ICON_COLOR) -> Topic:
    """Open a topic; its id is the id of the service message that tells of it."""
    thread = chat.last_message_id + 1
    topic = chat.topics[thread] = Topic(thread, name, color)
    content = {"forum_topic_created": {"name": name, "icon_color": color}}
    post(world, chat, actor, content, Circumstances(thread=thread))
    return topic


def close_topic(world: World, chat: Chat, actor: Person, topic: Topic, closed: bool) -> bool:
    """Close a topic or open it again; return whether that changed anything."""
    if topic.closed == closed:
        return False
    topic.closed = closed
    name = "forum_topic_closed" if closed else "forum_topic_reopened"
    post(world, chat, actor, {name: {}}, Circumstances(thread=topic.id))
    return True


def delete_topic(world: World, chat: Chat, topic: Topic) -> None:
    """Delete a topic; its messages go with it, and nobody is told."""
    del chat.topics[topic.id]
    messages = chat.messages.values()
    remove(world, chat, [one.id for one in messages if one.json.get("message_thread_id") == topic.id])


def set_forum(chat: Chat, forum: bool) -> None:
    """Turn the topics of a supergroup on or off; the bot is not told. Without topics all stands in one place."""
    chat.is_forum = forum
    if not forum:
        chat.topics.clear()
    chat.rename(chat.title)
