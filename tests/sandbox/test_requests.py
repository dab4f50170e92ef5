"""How calls may be written: parameters, method names, names of chats; how fast one may ask."""

import asyncio
import time

import aiohttp
import orjson

from tests.sandbox.driver import Square


async def test_parameters_come_in_four_ways(square: Square) -> None:
    driver = square.driver
    base = f"{driver.url}/bot{driver.sandbox.token}"
    values = {"chat_id": str(square.alice), "text": "<i>好</i>", "parse_mode": "html"}
    form = aiohttp.FormData(values, default_to_multipart=True)
    session = driver.session
    for request in (
        session.get(f"{base}/sendmessage", params=values),
        session.post(f"{base}/SENDMESSAGE", params=values),
        session.post(f"{base}/sendMessage", data=values),
        session.post(f"{base}/sendMessage", data=form),
        session.post(f"{base}/sendMessage", json={**values, "chat_id": square.alice}),
    ):
        async with request as response:
            result = orjson.loads(await response.read())["result"]
            assert (result["text"], result["entities"][0]["type"]) == ("好", "italic")


async def test_public_chats_have_names(square: Square) -> None:
    driver = square.driver
    chat = await driver.chat("P", [square.alice, driver.bot_id], "supergroup", username="our_square")
    sent = await driver.bot("sendMessage", chat_id="@Our_Square", text="x")
    assert sent["chat"]["id"] == chat and sent["chat"]["username"] == "our_square"


async def test_asking_again_too_soon(square: Square) -> None:
    driver = square.driver
    for text in "12":
        await driver.say(square.alice, square.alice, text)
    assert len(await driver.bot("getUpdates")) == len(await driver.bot("getUpdates")) == 2
    await driver.user("POST", "limits", {"on": True})
    assert len(await driver.bot("getUpdates")) == 1


async def test_large_uploads(square: Square) -> None:
    data = b"x" * (49 * 1024 * 1024)
    answer = await square.driver.form("sendDocument", {"document": data}, chat_id=square.alice)
    assert answer.result["document"]["file_size"] == len(data)


async def test_a_call_is_cheap(square: Square) -> None:
    driver = square.driver
    begin = time.process_time()
    await asyncio.gather(*(driver.bot("sendMessage", chat_id=square.alice, text="x") for _ in range(300)))
    assert (time.process_time() - begin) / 300 < 0.005
