"""The mistakes of telegram-errors, by row, with their exact texts."""

from typing import Any

import pytest

from sandbox.files import decode
from tests.sandbox.driver import Driver, Square, filled, picture
from tests.sandbox.error_tables import BUTTON, MARKUPS, SIMPLE


@pytest.mark.parametrize(("row", "method", "params", "description"), SIMPLE)
async def test_simple(square: Square, row: int, method: str, params: dict[str, Any], description: str) -> None:
    answer = await square.driver.call(method, **filled(square, params))
    assert answer.error == description
    assert answer.status == (403 if description.startswith("Forbidden") else 400)


@pytest.mark.parametrize(("row", "markup", "description"), MARKUPS)
async def test_markup(square: Square, row: int, markup: Any, description: str) -> None:
    driver = square.driver
    answer = await driver.call("sendMessage", chat_id=square.group, text="x", reply_markup=markup)
    assert answer.error == description
    history = await driver.user("GET", f"chats/{square.group}/messages?as={square.alice}")
    assert all("text" not in message for message in history)


async def test_row_1_2_3_token_and_method(driver: Driver) -> None:
    for token in ("abc", "0123:x", "x:1", "1:" + "y" * 80):
        answer = await driver.call("getMe", token=token)
        assert (answer.status, answer.error) == (401, "Unauthorized: invalid token specified")
    answer = await driver.call("getMe", token="7000000001:wrong")
    assert (answer.status, answer.error) == (401, "Unauthorized")
    answer = await driver.call("dance")
    assert (answer.status, answer.error) == (404, "Not Found: method not found")
    async with driver.session.get(f"{driver.url}/elsewhere") as response:
        assert response.status == 404
        assert (await response.json())["description"] == "Not Found"


async def test_row_8_captions(square: Square) -> None:
    driver, alice = square.driver, square.alice
    answer = await driver.form("sendPhoto", {"photo": picture()}, chat_id=alice, caption="x" * 1025)
    assert answer.error == "Bad Request: message caption is too long"
    sent = (await driver.form("sendPhoto", {"photo": picture()}, chat_id=alice)).result
    answer = await driver.call("editMessageCaption", chat_id=alice, message_id=sent["message_id"], caption="x" * 1025)
    assert answer.error == "Bad Request: MEDIA_CAPTION_TOO_LONG"


async def test_row_14_16_17_edits(square: Square) -> None:
    driver, alice = square.driver, square.alice
    markup = {"inline_keyboard": [[BUTTON]]}
    sent = await driver.bot("sendMessage", chat_id=alice, text="<b>x</b>", parse_mode="HTML", reply_markup=markup)
    where = {"chat_id": alice, "message_id": sent["message_id"]}
    same = await driver.call("editMessageText", **where, text="x", reply_markup=markup, entities=sent["entities"])
    assert same.error == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the"
        " same as a current content and reply markup of the message"
    )
    assert (await driver.call("editMessageReplyMarkup", **where, reply_markup=markup)).status == 400
    edited = await driver.bot("editMessageText", **where, text="x")
    assert "reply_markup" not in edited and "entities" not in edited and edited["edit_date"]
    answer = await driver.call("editMessageCaption", **where, caption="x")
    assert answer.error == "Bad Request: there is no caption in the message to edit"
    theirs = await driver.say(alice, alice, "hello")
    answer = await driver.call("editMessageText", chat_id=alice, message_id=theirs["message_id"], text="x")
    assert answer.error == "Bad Request: message can't be edited"
    photo = (await driver.form("sendPhoto", {"photo": picture()}, chat_id=alice)).result
    answer = await driver.call("editMessageText", chat_id=alice, message_id=photo["message_id"], text="x")
    assert answer.error == "Bad Request: there is no text in the message to edit"


async def test_row_18_deleting(square: Square) -> None:
    driver = square.driver
    theirs = await driver.say(square.alice, square.group, "/hello")
    answer = await driver.call("deleteMessage", chat_id=square.group, message_id=theirs["message_id"])
    assert answer.error == "Bad Request: message can't be deleted"
    own = await driver.bot("sendMessage", chat_id=square.group, text="x")
    await driver.wind(48 * 3600 + 1)
    answer = await driver.call("deleteMessage", chat_id=square.group, message_id=own["message_id"])
    assert answer.error == "Bad Request: message can't be deleted for everyone"


async def test_row_19_unknown_ids_are_skipped(square: Square) -> None:
    driver, alice = square.driver, square.alice
    own = await driver.bot("sendMessage", chat_id=alice, text="x")
    assert await driver.bot("deleteMessages", chat_id=alice, message_ids=[own["message_id"], 9999]) is True
    assert await driver.bot("copyMessages", chat_id=alice, from_chat_id=alice, message_ids=[9999]) == []


async def test_row_20_21_forwarding(square: Square) -> None:
    driver, alice = square.driver, square.alice
    locked = await driver.bot("sendMessage", chat_id=alice, text="x", protect_content=True)
    params: dict[str, Any] = {"chat_id": alice, "from_chat_id": alice}
    answer = await driver.call("forwardMessage", **params, message_id=locked["message_id"])
    assert answer.error == "Bad Request: the message can't be forwarded"
    answer = await driver.call("forwardMessages", **params, message_ids=[locked["message_id"]])
    assert answer.error == "Bad Request: messages can't be forwarded"
    assert await driver.bot("copyMessage", **params, message_id=locked["message_id"])
    driver.world.chats[alice].protected = True
    answer = await driver.call("forwardMessage", **params, message_id=locked["message_id"])
    assert answer.error == "Bad Request: message has protected content and can't be forwarded"


async def test_row_22_reply_without_its_message(square: Square) -> None:
    reply = {"message_id": 9999, "allow_sending_without_reply": True}
    sent = await square.driver.bot("sendMessage", chat_id=square.alice, text="x", reply_parameters=reply)
    assert "reply_to_message" not in sent


async def test_row_25_unknown_emoji(square: Square) -> None:
    theirs = await square.driver.say(square.alice, square.alice, "hello")
    where = {"chat_id": square.alice, "message_id": theirs["message_id"]}
    answer = await square.driver.call("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "🧱"}])
    assert answer.error == "Bad Request: REACTION_INVALID"


async def test_row_32_33_35_36_files(square: Square) -> None:
    driver, alice = square.driver, square.alice
    answer = await driver.form("sendPhoto", {"photo": b""}, chat_id=alice)
    assert answer.error == "Bad Request: file must be non-empty"
    sent = (await driver.form("sendPhoto", {"photo": picture()}, chat_id=alice)).result
    answer = await driver.call("sendDocument", chat_id=alice, document=sent["photo"][0]["file_id"])
    assert answer.error == "Bad Request: can't use file of type Photo as Document"
    answer = await driver.form("sendPhoto", {"photo": b"x" * (10 * 1024 * 1024 + 1)}, chat_id=alice)
    assert answer.error == (
        "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes"
    )
    answer = await driver.form("sendPhoto", {"photo": picture(900, 10)}, chat_id=alice)
    assert answer.error == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    answer = await driver.form("sendDocument", {"document": b"x" * (51 * 1024 * 1024)}, chat_id=alice)
    assert (answer.status, answer.error) == (413, "Request Entity Too Large")
    mixed = [{"type": "photo", "media": "attach://a"}, {"type": "document", "media": "attach://b"}]
    answer = await driver.form("sendMediaGroup", {"a": picture(), "b": b"x"}, chat_id=alice, media=mixed)
    assert answer.error == "Bad Request: can't use the media of the specified type in the album"


async def test_row_34_large_files_cannot_be_fetched(square: Square) -> None:
    stored = square.driver.world.files.add("Document", b"x" * (20 * 1024 * 1024 + 1), name="a.pdf")
    answer = await square.driver.call("getFile", file_id=stored.file_id)
    assert answer.error == "Bad Request: file is too big"
    assert decode(stored.file_id)[-1] == 4


async def test_row_37_blocked_and_deactivated(square: Square) -> None:
    driver, alice = square.driver, square.alice
    await driver.user("POST", f"people/{alice}/block", {"blocked": True})
    answer = await driver.call("sendMessage", chat_id=alice, text="x")
    assert (answer.status, answer.error) == (403, "Forbidden: bot was blocked by the user")
    changes = [update["my_chat_member"]["new_chat_member"]["status"] for update in await driver.updates()]
    assert changes == ["kicked"]
    await driver.user("POST", "start", {"as": alice})
    assert (await driver.call("sendMessage", chat_id=alice, text="x")).status == 200
    assert [next(iter(set(update) - {"update_id"})) for update in await driver.updates()] == [
        "my_chat_member",
        "message",
    ]
    await driver.user("DELETE", f"people/{alice}")
    answer = await driver.call("sendMessage", chat_id=alice, text="x")
    assert (answer.status, answer.error) == (403, "Forbidden: user is deactivated")


@pytest.mark.parametrize(("kind", "name"), [("group", "group"), ("supergroup", "supergroup"), ("channel", "channel")])
async def test_row_39_outside(square: Square, kind: str, name: str) -> None:
    driver = square.driver
    chat = await driver.chat("T", [square.alice, driver.bot_id], kind)
    await driver.user("POST", f"chats/{chat}/members", {"remove": [driver.bot_id]})
    answer = await driver.call("sendMessage", chat_id=chat, text="x")
    assert (answer.status, answer.error) == (403, f"Forbidden: bot was kicked from the {name} chat")
    await driver.user("POST", f"chats/{chat}/members", {"add": [driver.bot_id]})
    assert await driver.bot("leaveChat", chat_id=chat) is True
    answer = await driver.call("sendMessage", chat_id=chat, text="x")
    assert (answer.status, answer.error) == (403, f"Forbidden: bot is not a member of the {name} chat")


async def test_row_39_deleted_group(square: Square) -> None:
    await square.driver.user("DELETE", f"chats/{square.group}")
    answer = await square.driver.call("sendMessage", chat_id=square.group, text="x")
    assert (answer.status, answer.error) == (403, "Forbidden: the group chat was deleted")


async def test_row_40_migrated_group(square: Square) -> None:
    driver = square.driver
    new = (await driver.user("POST", f"chats/{square.group}/migrate"))["chat"]["id"]
    answer = await driver.call("sendMessage", chat_id=square.group, text="x")
    assert answer.error == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer.body["parameters"] == {"migrate_to_chat_id": new}
    assert (await driver.call("getChat", chat_id=square.group)).status == 200
