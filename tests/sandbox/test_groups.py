"""Groups that become supergroups, forums with topics, members who come and go."""

from typing import Any

from tests.sandbox.driver import Square


def contents(updates: list[dict[str, Any]], field: str) -> list[Any]:
    return [update["message"][field] for update in updates if field in update.get("message", {})]


async def test_migration(square: Square) -> None:
    driver, group = square.driver, square.group
    new = (await driver.user("POST", f"chats/{group}/migrate"))["chat"]["id"]
    assert str(new).startswith("-100")
    updates = await driver.updates()
    assert contents(updates, "migrate_to_chat_id") == [new]
    assert contents(updates, "migrate_from_chat_id") == [group]
    assert [update["message"]["chat"]["id"] for update in updates] == [group, new]
    assert await driver.refused("POST", f"chats/{group}/messages", {"as": square.alice, "text": "x"}) == "migrated"
    assert (await driver.say(square.bob, new, "/x"))["message_id"] == 2
    seen = [chat["id"] for chat in await driver.user("GET", f"chats?as={square.bob}")]
    assert seen == [square.bob, new]


async def test_migration_as_a_fault(square: Square) -> None:
    driver, group = square.driver, square.group
    await driver.user("POST", "faults", {"method": "sendMessage", "chat_id": group, "kind": "migrate", "times": 1})
    answer = await driver.call("sendMessage", chat_id=group, text="x")
    new = answer.body["parameters"]["migrate_to_chat_id"]
    assert (await driver.bot("sendMessage", chat_id=new, text="x"))["chat"]["type"] == "supergroup"


async def test_topics(square: Square) -> None:
    driver = square.driver
    forum = await driver.chat("F", [square.alice, square.bob, driver.bot_id], "forum")
    await driver.user("POST", f"chats/{forum}/members", {"promote": [driver.bot_id]})
    topic = await driver.bot("createForumTopic", chat_id=forum, name="lift")
    thread = topic["message_thread_id"]
    sent = await driver.bot("sendMessage", chat_id=forum, message_thread_id=thread, text="x")
    assert sent["message_thread_id"] == thread and sent["is_topic_message"] is True
    await driver.updates()
    said = await driver.say(square.bob, forum, "in the topic", thread=thread)
    assert said["reply_to_message"]["forum_topic_created"]["name"] == "lift"
    general = await driver.say(square.bob, forum, "in General")
    assert "message_thread_id" not in general
    answer = await driver.say(square.bob, forum, "answer", reply_to=sent["message_id"])
    assert answer["message_thread_id"] == thread
    assert len(await driver.updates()) == 3
    for wrong in (1, 999):
        refused = await driver.call("sendMessage", chat_id=forum, message_thread_id=wrong, text="x")
        assert refused.error == "Bad Request: message thread not found"


async def test_closed_topics(square: Square) -> None:
    driver = square.driver
    forum = await driver.chat("F", [square.alice, driver.bot_id], "forum")
    made = await driver.user("POST", f"chats/{forum}/topics", {"as": square.alice, "name": "roads"})
    thread = made["topic"]["message_thread_id"]
    await driver.user("POST", f"chats/{forum}/topics/{thread}", {"as": square.alice, "closed": True})
    answer = await driver.call("sendMessage", chat_id=forum, message_thread_id=thread, text="x")
    assert answer.error == "Bad Request: TOPIC_CLOSED"
    await driver.user("POST", f"chats/{forum}/members", {"promote": [driver.bot_id]})
    answer = await driver.call("closeForumTopic", chat_id=forum, message_thread_id=thread)
    assert answer.error == "Bad Request: TOPIC_NOT_MODIFIED"
    assert await driver.bot("reopenForumTopic", chat_id=forum, message_thread_id=thread) is True


async def test_replies_in_a_supergroup_carry_a_thread(square: Square) -> None:
    driver = square.driver
    chat = await driver.chat("S", [square.alice, driver.bot_id], "supergroup")
    root = await driver.say(square.alice, chat, "root")
    reply = await driver.say(square.alice, chat, "reply", reply_to=root["message_id"])
    assert reply["message_thread_id"] == root["message_id"] and "is_topic_message" not in reply
    assert "reply_to_message" not in (await driver.say(square.alice, chat, "x"))


async def test_coming_and_going(square: Square) -> None:
    driver, group = square.driver, square.group
    await driver.user("POST", f"chats/{group}/members", {"add": [square.carol], "remove": [square.bob]})
    updates = await driver.updates()
    assert [[user["id"] for user in users] for users in contents(updates, "new_chat_members")] == [[square.carol]]
    assert [user["id"] for user in contents(updates, "left_chat_member")] == [square.bob]
    await driver.user("POST", f"chats/{group}/members", {"remove": [driver.bot_id], "as": square.alice})
    last = (await driver.updates())[-1]["my_chat_member"]
    assert (last["old_chat_member"]["status"], last["new_chat_member"]["status"]) == ("member", "kicked")
    await driver.say(square.alice, group, "/unheard")
    assert await driver.updates() == []


async def test_renaming(square: Square) -> None:
    driver, group = square.driver, square.group
    await driver.user("POST", f"chats/{group}/members", {"promote": [driver.bot_id]})
    assert await driver.bot("setChatTitle", chat_id=group, title="New") is True
    chats = await driver.user("GET", f"chats?as={square.alice}")
    assert [chat["title"] for chat in chats] == ["六步", "New"]
    assert chats[1]["last_message"]["new_chat_title"] == "New"


async def test_an_administrator_speaks_in_the_name_of_the_group(square: Square) -> None:
    driver = square.driver
    chat = await driver.chat("S", [square.alice, square.bob, driver.bot_id], "supergroup")
    await driver.updates()
    said = await driver.say(square.alice, chat, "/bind", anonymous=True)
    assert said["from"]["id"] == 1087968824 and said["from"]["is_bot"] is True
    assert said["sender_chat"]["id"] == chat == (await driver.updates())[0]["message"]["sender_chat"]["id"]
    for person, where in (square.bob, chat), (square.alice, square.group):
        body = {"as": person, "text": "x", "anonymous": True}
        assert await driver.refused("POST", f"chats/{where}/messages", body) == "not_an_admin"


async def test_a_topic_is_deleted_with_all_in_it(square: Square) -> None:
    driver = square.driver
    forum = await driver.chat("F", [square.alice, square.bob, driver.bot_id], "forum")
    made = await driver.user("POST", f"chats/{forum}/topics", {"as": square.alice, "name": "roads"})
    thread = made["topic"]["message_thread_id"]
    sent = await driver.bot("sendMessage", chat_id=forum, message_thread_id=thread, text="x")
    path = f"chats/{forum}/topics/{thread}"
    assert await driver.refused("DELETE", path, {"as": square.bob}) == "not_an_admin"
    await driver.user("DELETE", path, {"as": square.alice})
    answer = await driver.call("editMessageText", chat_id=forum, message_id=sent["message_id"], text="y")
    assert answer.error == "Bad Request: message to edit not found"
    answer = await driver.call("sendMessage", chat_id=forum, message_thread_id=thread, text="x")
    assert answer.error == "Bad Request: message thread not found"


async def test_a_supergroup_becomes_a_forum(square: Square) -> None:
    driver = square.driver
    chat = await driver.chat("S", [square.alice, square.bob, driver.bot_id], "supergroup")
    assert "is_forum" not in await driver.bot("getChat", chat_id=chat)
    await driver.updates()
    await driver.user("POST", f"chats/{chat}/forum", {"as": square.alice, "forum": True})
    assert (await driver.bot("getChat", chat_id=chat))["is_forum"] is True
    assert await driver.updates() == [], "nobody tells the bot"
    assert await driver.refused("POST", f"chats/{square.group}/forum", {"as": square.alice}) == "bad_request"


async def test_a_bot_pins_as_an_administrator_only(square: Square) -> None:
    driver = square.driver
    for kind in ("group", "supergroup"):
        chat = await driver.chat("S", [square.alice, driver.bot_id], kind)
        sent = await driver.bot("sendMessage", chat_id=chat, text="x")
        what = {"chat_id": chat, "message_id": sent["message_id"]}
        refused = await driver.call("pinChatMessage", **what)
        assert refused.error == "Bad Request: not enough rights to manage pinned messages in the chat"
        await driver.user("POST", f"chats/{chat}/members", {"promote": [driver.bot_id]})
        assert await driver.bot("pinChatMessage", **what) is True
