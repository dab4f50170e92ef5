"""getUpdates, privacy mode, and what updates look like to python-telegram-bot."""

import asyncio
from typing import Any

import pytest
from telegram import Update

from tests.sandbox.driver import Driver, Square


def kinds(updates: list[dict[str, Any]]) -> list[str]:
    return [next(iter(set(update) - {"update_id"})) for update in updates]


async def test_unconfirmed_updates_come_again(square: Square) -> None:
    driver = square.driver
    for text in ("one", "two", "three"):
        await driver.say(square.alice, square.alice, text)
    first = await driver.bot("getUpdates", limit=2)
    assert [update["message"]["text"] for update in first] == ["one", "two"]
    assert await driver.bot("getUpdates", limit=2) == first
    rest = await driver.bot("getUpdates", offset=first[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["three"]
    assert rest[0]["update_id"] == first[0]["update_id"] + 2
    last = await driver.bot("getUpdates", offset=-1)
    assert last == rest
    assert await driver.bot("getUpdates", offset=last[0]["update_id"] + 1) == []


async def test_a_long_poll_ends_with_the_first_update(square: Square) -> None:
    driver = square.driver
    poll = asyncio.create_task(driver.call("getUpdates", timeout=20))
    await driver.polled()
    await driver.say(square.alice, square.alice, "hello")
    found = (await asyncio.wait_for(poll, 2)).result
    assert [update["message"]["text"] for update in found] == ["hello"]


async def test_the_older_of_two_polls_is_ended(driver: Driver) -> None:
    older = asyncio.create_task(driver.call("getUpdates", timeout=20))
    await driver.polled()
    assert (await driver.call("getUpdates")).status == 200
    answer = await asyncio.wait_for(older, 1)
    assert (answer.status, answer.error) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )


async def test_a_webhook_ends_and_forbids_polling(driver: Driver) -> None:
    poll = asyncio.create_task(driver.call("getUpdates", timeout=20))
    await driver.polled()
    hook = await driver.call("setWebhook", url="http://127.0.0.1:1/x")
    assert hook.body == {"ok": True, "result": True, "description": "Webhook was set"}
    answer = await asyncio.wait_for(poll, 1)
    assert answer.error == "Conflict: terminated by setWebhook request"
    answer = await driver.call("getUpdates")
    assert answer.error == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    described = [(await driver.call("deleteWebhook")).body["description"] for _ in range(2)]
    assert described == ["Webhook was deleted", "Webhook is already deleted"]


async def test_a_poller_that_hangs_up_is_no_conflict(driver: Driver) -> None:
    poll = asyncio.create_task(driver.call("getUpdates", timeout=20))
    await driver.polled()
    poll.cancel()
    await driver.until(lambda: driver.world.updates._waiter is None)
    assert not driver.world.updates.interrupt("nobody waits any more")


async def test_updates_are_kept_for_a_day(square: Square) -> None:
    driver = square.driver
    await driver.say(square.alice, square.alice, "old")
    await driver.wind(24 * 3600 + 1)
    await driver.say(square.alice, square.alice, "new")
    assert [update["message"]["text"] for update in await driver.updates()] == ["new"]


async def test_privacy_mode(square: Square) -> None:
    driver, group = square.driver, square.group
    own = await driver.bot("sendMessage", chat_id=group, text="hello")
    await driver.say(square.bob, group, "nothing for the bot")
    await driver.say(square.bob, group, "/all")
    await driver.say(square.bob, group, "/all@liubu_demo_bot x")
    await driver.say(square.bob, group, "/all@other_bot")
    await driver.say(square.bob, group, "see /all")
    await driver.say(square.bob, group, "@liubu_demo_bot hello")
    await driver.say(square.bob, group, "an answer", reply_to=own["message_id"])
    await driver.user("POST", f"chats/{group}/members", {"add": [square.carol]})
    seen = await driver.updates()
    assert [update["message"].get("text", "joined") for update in seen] == [
        "/all",
        "/all@liubu_demo_bot x",
        "an answer",
        "joined",
    ]
    assert seen[2]["message"]["reply_to_message"]["text"] == "hello"


async def test_an_administrator_sees_everything(square: Square) -> None:
    driver, group = square.driver, square.group
    await driver.user("POST", f"chats/{group}/members", {"promote": [driver.bot_id]})
    await driver.say(square.bob, group, "nothing for the bot")
    assert kinds(await driver.updates()) == ["my_chat_member", "message"]
    await driver.user("POST", f"chats/{group}/members", {"demote": [driver.bot_id]})
    await driver.user("POST", "bot", {"privacy": False})
    await driver.say(square.bob, group, "nothing for the bot")
    assert kinds(await driver.updates()) == ["my_chat_member", "message"]


async def test_some_kinds_come_on_request_only(square: Square) -> None:
    driver, group = square.driver, square.group
    await driver.user("POST", f"chats/{group}/members", {"promote": [driver.bot_id]})
    sent = await driver.bot("sendMessage", chat_id=group, text="x")
    await driver.updates()

    async def happen() -> list[str]:
        react = {"as": square.bob, "chat_id": group, "message_id": sent["message_id"]}
        await driver.user("POST", "messages/react", {**react, "emoji": "👍"})
        await driver.user("POST", "messages/react", react)
        await driver.user("POST", f"chats/{group}/members", {"add": [square.carol]})
        await driver.user("POST", f"chats/{group}/members", {"remove": [square.carol]})
        return kinds(await driver.updates())

    assert await happen() == ["message", "message"]
    await driver.bot("getUpdates", allowed_updates=["chat_member", "message_reaction"])
    assert await happen() == ["message_reaction", "message_reaction", "chat_member", "chat_member"]


@pytest.mark.parametrize("kind", ["group", "supergroup", "forum", "channel"])
async def test_everything_parses(square: Square, kind: str) -> None:
    driver = square.driver
    chat = await driver.chat("All", [square.alice, square.bob, driver.bot_id], kind, admins=[square.alice])
    await driver.user("POST", f"chats/{chat}/members", {"promote": [driver.bot_id]})
    await driver.bot("getUpdates", allowed_updates=["message", "edited_message", "channel_post", "chat_member"])
    said = await driver.say(square.alice, chat, "hello https://a.cn", reply_to=None)
    await driver.user("PATCH", f"chats/{chat}/messages/{said['message_id']}", {"as": square.alice, "text": "x"})
    await driver.say(square.alice, chat, location={"latitude": 30.5, "longitude": 114.3})
    await driver.say(square.alice, chat, contact={"phone_number": "+86", "first_name": "A"})
    await driver.user("POST", f"chats/{chat}/members", {"add": [square.carol], "as": square.alice})
    updates = await driver.updates()
    assert len(updates) >= 4
    for raw in updates:
        update = Update.de_json(raw, None)
        assert update.effective_chat is not None
        assert not {key for key in update.api_kwargs if key != "update_id"}, raw
        if update.effective_message is not None:
            extra = set(update.effective_message.api_kwargs)
            assert extra <= {"new_chat_participant", "new_chat_member", "left_chat_participant"}
