"""Tapping buttons, answers, and taps that come too late."""

import asyncio
from typing import Any

from tests.sandbox.driver import Square

ROWS = [
    [
        {"text": "yes", "callback_data": "y", "style": "success"},
        {"text": "link", "url": "https://t.me/x?start=1"},
    ],
    [{"text": "copy", "copy_text": {"text": "123"}}, {"text": "app", "web_app": {"url": "https://a.cn/"}}],
]


async def message_with_buttons(square: Square) -> dict[str, Any]:
    markup = {"inline_keyboard": ROWS}
    sent = await square.driver.bot("sendMessage", chat_id=square.alice, text="?", reply_markup=markup)
    return {"as": square.alice, "chat_id": square.alice, "message_id": sent["message_id"]}


async def next_update(square: Square) -> dict[str, Any]:
    found = await square.driver.bot("getUpdates", timeout=5)
    await square.driver.bot("getUpdates", offset=found[-1]["update_id"] + 1)
    return dict(found[-1])


async def test_a_tap_waits_for_its_answer(square: Square) -> None:
    driver = square.driver
    where = await message_with_buttons(square)
    tap = asyncio.create_task(driver.user("POST", "taps", {**where, "button": "yes"}))
    query = (await next_update(square))["callback_query"]
    assert query["data"] == "y" and query["message"]["reply_markup"]["inline_keyboard"][0][0]["style"] == "success"
    answer = {"callback_query_id": query["id"], "text": "ok", "show_alert": True}
    assert await driver.bot("answerCallbackQuery", **answer) is True
    assert (await asyncio.wait_for(tap, 2))["answer"] == {"text": "ok", "show_alert": True, "url": None}


async def test_buttons_without_the_bot(square: Square) -> None:
    driver = square.driver
    where = await message_with_buttons(square)
    tapped = await driver.user("POST", "taps", {**where, "button": "link"})
    assert tapped == {"answer": None, "url": "https://t.me/x?start=1"}
    assert (await driver.user("POST", "taps", {**where, "button": "copy"}))["copy_text"] == "123"
    assert await driver.refused("POST", "taps", {**where, "button": "no"}) == "no_such_button"
    assert await driver.refused("POST", "taps", {**where, "data": "no"}) == "no_such_button"
    assert await driver.updates() == []


async def test_twice_and_stale(square: Square) -> None:
    driver = square.driver
    where = await message_with_buttons(square)
    double = asyncio.create_task(driver.user("POST", "taps", {**where, "data": "y", "twice": True}))
    await driver.until(lambda: len(driver.world.updates) == 2)
    queries = [update["callback_query"] for update in await driver.updates()]
    assert len({query["id"] for query in queries}) == 2
    for query in queries:
        await driver.bot("answerCallbackQuery", callback_query_id=query["id"])
    await asyncio.wait_for(double, 2)
    old = {**where, "data": "forged", "stale": True, "message_id": 999}
    stale = asyncio.create_task(driver.user("POST", "taps", old))
    query = (await next_update(square))["callback_query"]
    assert query["data"] == "forged" and query["message"]["date"] == 0
    await driver.bot("answerCallbackQuery", callback_query_id=query["id"])
    await asyncio.wait_for(stale, 2)


async def test_after_150_seconds_a_tap_is_gone(square: Square) -> None:
    driver = square.driver
    where = await message_with_buttons(square)
    taps = [asyncio.create_task(driver.user("POST", "taps", {**where, "button": "yes"})) for _ in range(2)]
    await driver.until(lambda: len(driver.world.updates) == 2)
    first, second = await driver.bot("getUpdates")
    await driver.bot("getUpdates", offset=second["update_id"], limit=1)
    await driver.wind(149)
    answer = await driver.call("answerCallbackQuery", callback_query_id=first["callback_query"]["id"])
    assert answer.status == 200
    await driver.wind(2)
    assert await driver.bot("getUpdates") == []
    late = await driver.call("answerCallbackQuery", callback_query_id=second["callback_query"]["id"])
    assert late.error == "Bad Request: query is too old and response timeout expired or query ID is invalid"
    for tap in taps:
        tap.cancel()
