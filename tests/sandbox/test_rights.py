"""What a bot without rights is told (the table of rights in telegram-errors)."""

from typing import Any

import pytest

from tests.sandbox.driver import Square, filled, picture
from tests.sandbox.error_tables import RIGHTS, SENDING


@pytest.mark.parametrize(("method", "params", "text"), RIGHTS)
async def test_rights_of_a_plain_member(square: Square, method: str, params: dict[str, Any], text: str) -> None:
    forum = await square.driver.chat("F", [square.alice, square.bob, square.driver.bot_id], "forum")
    answer = await square.driver.call(method, **filled(square, params) | {"chat_id": forum})
    assert (answer.status, answer.error) == (400, f"Bad Request: {text}")


async def test_rights_to_pin_and_to_ban_administrators(square: Square) -> None:
    driver = square.driver
    chat = await driver.chat("S", [square.alice, square.bob, driver.bot_id], "supergroup")
    own = await driver.bot("sendMessage", chat_id=chat, text="x")
    answer = await driver.call("pinChatMessage", chat_id=chat, message_id=own["message_id"])
    assert answer.error == "Bad Request: not enough rights to manage pinned messages in the chat"
    await driver.user("POST", f"chats/{chat}/members", {"promote": [driver.bot_id]})
    assert await driver.bot("pinChatMessage", chat_id=chat, message_id=own["message_id"]) is True
    answer = await driver.call("banChatMember", chat_id=chat, user_id=square.alice)
    assert answer.error == "Bad Request: user is an administrator of the chat"
    assert await driver.bot("banChatMember", chat_id=chat, user_id=square.bob) is True


@pytest.mark.parametrize(("right", "method", "params", "what"), SENDING)
async def test_rights_of_a_restricted_bot(
    square: Square, right: str, method: str, params: dict[str, Any], what: str
) -> None:
    driver = square.driver
    chat = await driver.chat("S", [square.alice, driver.bot_id], "supergroup")
    photo = (await driver.form("sendPhoto", {"photo": picture()}, chat_id=square.alice)).result["photo"]
    document = (await driver.form("sendDocument", {"document": b"x"}, chat_id=square.alice)).result["document"]
    ids = {"P": photo[0]["file_id"], "D": document["file_id"]}
    await driver.user("POST", f"chats/{chat}/members", {"restrict": {str(driver.bot_id): [right]}})
    given = {name: ids.get(value, value) for name, value in params.items()}
    answer = await driver.call(method, chat_id=chat, **given)
    assert answer.error == f"Bad Request: not enough rights to send {what} to the chat"


async def test_channels_need_an_administrator(square: Square) -> None:
    driver = square.driver
    channel = await driver.chat("N", [square.alice, driver.bot_id], "channel")
    answer = await driver.call("sendMessage", chat_id=channel, text="x")
    assert answer.error == "Bad Request: need administrator rights in the channel chat"
    answer = await driver.call("getChatMember", chat_id=channel, user_id=square.alice)
    assert answer.error == "Bad Request: member list is inaccessible"
