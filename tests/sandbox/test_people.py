"""What people do: saying, splitting, albums, files, editing, taking back, refusals."""

import base64
from typing import Any

import aiohttp
import pytest
from PIL import Image

from sandbox.user_api.content import split
from tests.sandbox.driver import Driver, Square, picture


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


async def test_people_and_the_bot(driver: Driver) -> None:
    made = await driver.user("POST", "people", {"first_name": "Wang", "last_name": "W", "username": "@wang", "id": 77})
    assert made["id"] == 77 and made["language_code"] == "zh-hans"
    people = await driver.user("GET", "people")
    assert [one["first_name"] for one in people] == ["六步", "Wang"]
    assert people[0]["is_bot"] is True
    assert await driver.refused("POST", "people", {"first_name": "Li", "id": 77}) == "id_taken"
    assert await driver.refused("POST", "people", {}) == "bad_request"
    assert (await driver.user("GET", "bot?as=77"))["user"]["username"] == "liubu_demo_bot"


async def test_commands_by_scope_and_language(square: Square) -> None:
    driver = square.driver
    for scope, name in (("default", "all"), ("all_private_chats", "mine")):
        commands = [{"command": name, "description": "d"}]
        await driver.bot("setMyCommands", commands=commands, scope={"type": scope})
    chinese = [{"command": "zh", "description": "d"}]
    here = {"type": "chat", "chat_id": square.group}
    await driver.bot("setMyCommands", commands=chinese, scope=here, language_code="zh")

    async def shown(chat: int) -> list[str]:
        about = await driver.user("GET", f"bot?as={square.alice}&chat_id={chat}")
        return [one["command"] for one in about["commands"]]

    assert await shown(square.alice) == ["mine"]
    assert await shown(square.group) == ["zh"]
    assert await driver.bot("deleteMyCommands", scope=here, language_code="zh") is True
    assert await shown(square.group) == ["all"]
    assert (await driver.bot("getMyCommands"))[0]["command"] == "all"


def test_long_texts_are_split_where_clients_split_them() -> None:
    assert split("x" * 5000) == ["x" * 4096, "x" * 904]
    assert split("a" * 4000 + "\n" + "b" * 4000) == ["a" * 4000, "b" * 4000]
    assert split("a" * 3000 + " " + "b" * 3000) == ["a" * 3000, "b" * 3000]
    assert split("a") == ["a"]


async def test_a_long_text_arrives_as_several_messages(square: Square) -> None:
    body = {"as": square.alice, "text": "x" * 9000}
    answer = await square.driver.user("POST", f"chats/{square.alice}/messages", body)
    assert [len(one["text"]) for one in answer["messages"]] == [4096, 4096, 808]
    assert answer["message"] == answer["messages"][0]
    assert len(await square.driver.updates()) == 3


async def test_a_photo_loses_exif_and_comes_in_sizes(square: Square) -> None:
    driver = square.driver
    exif = Image.Exif()
    exif[0x010F] = "secret camera"
    data = picture(1600, 1000, exif=exif)
    said = await driver.say(square.alice, square.alice, photo=encoded(data), caption="look /here")
    assert [(size["width"], size["height"]) for size in said["photo"]] == [
        (90, 56),
        (320, 200),
        (800, 500),
        (1280, 800),
    ]
    assert said["caption_entities"][0]["type"] == "bot_command"
    largest = said["photo"][-1]
    found = await driver.bot("getFile", file_id=largest["file_id"])
    url = f"{driver.url}/file/bot{driver.sandbox.token}/{found['file_path']}"
    async with driver.session.get(url) as response:
        jpeg = await response.read()
    assert len(jpeg) == largest["file_size"] and b"secret camera" in data and b"secret camera" not in jpeg
    async with driver.session.get(f"{driver.url}/api/files/{largest['file_id']}") as response:
        assert (response.content_type, await response.read()) == ("image/jpeg", jpeg)


async def test_a_document_stays_byte_by_byte(square: Square) -> None:
    driver = square.driver
    exif = Image.Exif()
    exif[0x010F] = "secret camera"
    data = picture(exif=exif)
    file = {"data": encoded(data), "file_name": "a.jpg", "mime_type": "image/jpeg"}
    document = (await driver.say(square.alice, square.alice, document=file))["document"]
    assert document["file_name"] == "a.jpg" and document["file_size"] == len(data)
    found = await driver.bot("getFile", file_id=document["file_id"])
    async with driver.session.get(f"{driver.url}/file/bot{driver.sandbox.token}/{found['file_path']}") as response:
        assert await response.read() == data


async def test_an_album_is_one_update_an_item(square: Square) -> None:
    driver = square.driver
    items = [encoded(picture(40 + n)) for n in range(3)]
    said = await driver.say(square.alice, square.alice, album=items, caption="three")
    updates = await driver.updates()
    assert [update["message"] for update in updates] == said
    assert len({message["media_group_id"] for message in said}) == 1
    assert [message.get("caption") for message in said] == ["three", None, None]
    assert await driver.refused("POST", f"chats/{square.alice}/messages", {"as": square.alice, "album": items[:1]})


async def test_files_by_form(square: Square) -> None:
    form = aiohttp.FormData()
    form.add_field("as", str(square.alice))
    form.add_field("caption", "two")
    for n in range(2):
        form.add_field("album", picture(50 + n), filename="a.jpg", content_type="image/jpeg")
    url = f"{square.driver.url}/api/chats/{square.alice}/messages"
    async with square.driver.session.post(url, data=form) as response:
        said = (await response.json())["message"]
    assert [message.get("caption") for message in said] == ["two", None]


async def test_voice_place_contact(square: Square) -> None:
    driver, alice = square.driver, square.alice
    voice = await driver.say(alice, alice, voice={"data": encoded(b"OggS"), "duration": 3})
    assert voice["voice"]["duration"] == 3 and voice["voice"]["mime_type"] == "audio/ogg"
    place = await driver.say(alice, alice, location={"latitude": 30.5, "longitude": 114.3})
    assert place["location"] == {"latitude": 30.5, "longitude": 114.3}
    contact = {"phone_number": "+8613", "first_name": "Alice", "user_id": alice}
    assert (await driver.say(alice, alice, contact=contact))["contact"] == contact


async def test_edit_and_take_back(square: Square) -> None:
    driver, alice = square.driver, square.alice
    said = await driver.say(alice, alice, "hello")
    path = f"chats/{alice}/messages/{said['message_id']}"
    await driver.user("PATCH", path, {"as": alice, "text": "/go"})
    updates = await driver.updates()
    assert updates[0]["message"]["text"] == "hello"
    assert updates[1]["edited_message"]["text"] == "/go" and updates[1]["edited_message"]["edit_date"]
    await driver.user("DELETE", path, {"as": alice})
    assert await driver.updates() == []
    history = await driver.user("GET", f"chats/{alice}/messages?as={alice}")
    assert said["message_id"] not in [message["message_id"] for message in history]


async def test_keyboards_are_shown_to_people_only(square: Square) -> None:
    driver, alice = square.driver, square.alice
    keyboard = {
        "keyboard": [[{"text": "share", "request_contact": True}], ["plain"]],
        "resize_keyboard": True,
    }
    sent = await driver.bot("sendMessage", chat_id=alice, text="x", reply_markup=keyboard)
    assert "reply_markup" not in sent
    after = sent["message_id"] - 1
    shown = await driver.user("GET", f"chats/{alice}/messages?as={alice}&after={after}")
    assert shown[0]["reply_markup"]["keyboard"][1] == [{"text": "plain"}]
    force = {"force_reply": True, "selective": True}
    await driver.bot("sendMessage", chat_id=alice, text="y", reply_markup=force)
    assert (await driver.user("GET", f"chats/{alice}/messages?as={alice}"))[-1]["reply_markup"] == force


REFUSED: list[tuple[str, str, dict[str, Any], str]] = [
    ("GET", "chats?as=1", {}, "unknown_person"),
    ("POST", "chats/{A}/messages", {"as": "{B}", "text": "x"}, "not_a_member"),
    ("POST", "chats/-5/messages", {"as": "{A}", "text": "x"}, "unknown_chat"),
    ("POST", "chats/{G}/messages", {"as": "{C}", "text": "x"}, "not_a_member"),
    ("POST", "chats/{G}/messages", {"as": "{A}"}, "empty_text"),
    ("POST", "chats/{G}/messages", {"as": "{A}", "text": "x", "reply_to": 999}, "unknown_message"),
    ("POST", "chats/{G}/messages", {"as": "{A}", "text": "x", "thread": 9}, "unknown_topic"),
    ("POST", "chats/{A}/messages", {"as": "{A}", "photo": "%%"}, "bad_file"),
    ("POST", "chats/{A}/messages", {"as": "{A}", "photo": "aGVsbG8="}, "bad_photo"),
    (
        "POST",
        "chats/{A}/messages",
        {"as": "{A}", "location": {"latitude": 91, "longitude": 0}},
        "bad_location",
    ),
    ("POST", "chats/{A}/messages", {"as": "{A}", "contact": {}, "text": " "}, "empty_text"),
    ("POST", "chats", {"title": "x", "members": [1]}, "unknown_person"),
    ("POST", "chats", {"title": "x", "members": []}, "bad_request"),
    ("POST", "taps", {"as": "{A}", "chat_id": "{A}", "message_id": 999, "button": "x"}, "unknown_message"),
    ("POST", "start", {"as": "{A}", "payload": "a b"}, "bad_payload"),
    ("POST", "faults", {"method": "sendMessage", "kind": "999"}, "bad_request"),
    ("POST", "clock", {"advance": -1}, "bad_request"),
]


@pytest.mark.parametrize(("method", "path", "body", "code"), REFUSED)
async def test_refusals(square: Square, method: str, path: str, body: dict[str, Any], code: str) -> None:
    ids = {"A": square.alice, "B": square.bob, "C": square.carol, "G": square.group}
    filled = {key: value.format(**ids) if isinstance(value, str) else value for key, value in body.items()}
    assert await square.driver.refused(method, path.format(**ids), filled) == code


async def test_a_blocked_bot_hears_nothing_until_started(square: Square) -> None:
    driver, alice = square.driver, square.alice
    await driver.user("POST", f"people/{alice}/block", {"blocked": True})
    assert await driver.refused("POST", f"chats/{alice}/messages", {"as": alice, "text": "x"}) == "blocked"
    await driver.user("POST", "start", {"as": alice, "payload": "again"})
    assert (await driver.updates())[-1]["message"]["text"] == "/start again"


async def test_startgroup_adds_the_bot(square: Square) -> None:
    driver = square.driver
    group = await driver.chat("New", [square.bob])
    said = await driver.user("POST", "start", {"as": square.bob, "chat_id": group, "payload": "g1"})
    assert said["message"]["text"] == "/start@liubu_demo_bot g1"
    updates = await driver.updates()
    assert [next(iter(set(one) - {"update_id"})) for one in updates] == [
        "my_chat_member",
        "message",
        "message",
    ]
    assert updates[1]["message"]["new_chat_members"][0]["id"] == driver.bot_id


async def test_people_hear_whether_a_message_makes_a_sound(square: Square) -> None:
    driver = square.driver
    chat = square.group
    quiet = await driver.bot("sendMessage", chat_id=chat, text="hush", disable_notification=True)
    loud = await driver.bot("sendMessage", chat_id=chat, text="here")
    assert "silent" not in quiet, "the bot's own Message object does not say so"
    seen = await driver.user("GET", f"chats/{chat}/messages?as={square.alice}&after=0")
    found = {one["message_id"]: one.get("silent", False) for one in seen}
    assert (found[quiet["message_id"]], found[loud["message_id"]]) == (True, False)
