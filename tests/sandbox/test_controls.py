"""The clock, faults, limits, the log, events, and who may come in."""

import asyncio
from typing import Any

import aiohttp
import orjson
import pytest

from sandbox.guard import NotLoopback
from sandbox.server import start
from tests.sandbox.driver import Driver, Square


async def test_the_clock_waits_for_its_follower(driver: Driver) -> None:
    before = await driver.user("GET", "clock")
    alone = await driver.wind(60)
    assert alone["settled"] is False and alone["version"] == 1
    assert 59 < alone["now"] - before["now"] < 62
    now = await driver.user("GET", "clock/follow?after=0")
    assert now["version"] == 1
    follow = asyncio.create_task(driver.user("GET", "clock/follow?after=1"))
    await driver.until(lambda: driver.world.clock._followers)
    winding = asyncio.create_task(driver.wind(3600))
    assert (await asyncio.wait_for(follow, 2))["offset"] == 3660
    await asyncio.sleep(0.02)
    assert not winding.done()
    await driver.user("POST", "clock/settled", {"version": 2})
    assert (await asyncio.wait_for(winding, 2))["settled"] is True


async def test_messages_are_dated_by_the_clock(square: Square) -> None:
    first = await square.driver.say(square.alice, square.alice, "x")
    await square.driver.wind(86400)
    second = await square.driver.bot("sendMessage", chat_id=square.alice, text="x")
    assert 86400 <= second["date"] - first["date"] <= 86402


async def fault(driver: Driver, kind: str, method: str = "sendMessage", **more: Any) -> None:
    await driver.user("POST", "faults", {"method": method, "kind": kind, "times": 1, **more})


async def test_faults_that_answer(square: Square) -> None:
    driver = square.driver
    await fault(driver, "429", retry_after=7, chat_id=square.alice)
    assert (await driver.bot("sendMessage", chat_id=square.group, text="other chat"))["text"]
    url = f"{driver.url}/bot{driver.sandbox.token}/sendMessage"
    async with driver.session.post(url, json={"chat_id": square.alice, "text": "x"}) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "7")
        assert (await response.json())["parameters"] == {"retry_after": 7}
    await fault(driver, "500", "*")
    answer = await driver.call("sendMessage", chat_id=square.alice, text="x")
    assert (answer.status, answer.error) == (500, "Internal Server Error")
    await fault(driver, "403")
    answer = await driver.call("sendMessage", chat_id=square.alice, text="x")
    assert (answer.status, answer.error) == (403, "Forbidden: bot was blocked by the user")
    assert (await driver.call("sendMessage", chat_id=square.alice, text="x")).status == 200


async def test_faults_of_the_line(square: Square) -> None:
    driver = square.driver
    await fault(driver, "drop")
    with pytest.raises(aiohttp.ClientError):
        await driver.call("sendMessage", chat_id=square.alice, text="dropped")
    await fault(driver, "timeout_after_delivery")
    call = asyncio.create_task(driver.call("sendMessage", chat_id=square.alice, text="delivered"))
    await driver.until(lambda: len(driver.world.chats[square.alice].messages) == 2)
    assert not call.done()
    call.cancel()
    history = await driver.user("GET", f"chats/{square.alice}/messages?as={square.alice}")
    assert [message["text"] for message in history[1:]] == ["delivered"]


async def test_faults_are_listed_and_cleared(driver: Driver) -> None:
    await driver.user("POST", "faults", {"method": "*", "kind": "500", "times": 3})
    assert await driver.user("GET", "faults") == [{"method": "*", "kind": "500", "times": 3}]
    await driver.user("DELETE", "faults")
    assert await driver.user("GET", "faults") == []


async def test_limits(square: Square) -> None:
    driver = square.driver
    await driver.user("POST", "limits", {"on": True})
    for _ in range(5):
        assert (await driver.call("sendMessage", chat_id=square.alice, text="x")).status == 200
    answer = await driver.call("sendMessage", chat_id=square.alice, text="x")
    assert answer.error == f"Too Many Requests: retry after {answer.body['parameters']['retry_after']}"
    for _ in range(4):
        await driver.wind(10)
        for _ in range(5):
            answer = await driver.call("sendMessage", chat_id=square.group, text="x")
            assert answer.status == 200
    await driver.wind(10)
    answer = await driver.call("sendMessage", chat_id=square.group, text="x")
    assert 18 <= answer.body["parameters"]["retry_after"] <= 20


async def test_the_log(square: Square) -> None:
    driver = square.driver
    sent = await driver.bot("sendMessage", chat_id=square.alice, text="x")
    await driver.call("sendMessage", chat_id=5, text="x")
    log = await driver.user("GET", "log?method=sendmessage")
    assert [(one["chat_id"], one["ok"], one["message_id"]) for one in log] == [
        (square.alice, True, sent["message_id"]),
        (5, False, None),
    ]


async def events(driver: Driver, person: int | None, count: int) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    query = f"?as={person}" if person else ""
    async with driver.session.get(f"{driver.url}/api/events{query}") as response:
        name = ""
        async for line in response.content:
            if line.startswith(b"event: "):
                name = line[7:].decode().strip()
            elif line.startswith(b"data: "):
                found.append((name, orjson.loads(line[6:])))
                if len(found) == count:
                    return found
    return found


async def test_events(square: Square) -> None:
    driver = square.driver
    listening = asyncio.create_task(events(driver, square.bob, 4))
    await driver.until(lambda: driver.world.events._listeners)
    await driver.bot("sendMessage", chat_id=square.alice, text="not for Bob")
    sent = await driver.bot("sendMessage", chat_id=square.group, text="one")
    where = {"chat_id": square.group, "message_id": sent["message_id"]}
    await driver.bot("editMessageText", **where, text="two")
    await driver.bot("deleteMessage", **where)
    await driver.wind(1)
    names = await asyncio.wait_for(listening, 3)
    assert [name for name, _ in names] == ["message", "edited", "deleted", "clock"]
    assert [data.get("text") for _, data in names[:2]] == ["one", "two"]
    assert names[2][1]["message_ids"] == [sent["message_id"]]


async def test_stopping_ends_everything_at_once() -> None:
    sandbox = await start(0)
    async with Driver(sandbox) as driver:
        open_requests = [
            asyncio.create_task(driver.call("getUpdates", timeout=50)),
            asyncio.create_task(events(driver, None, 1)),
            asyncio.create_task(driver.user("GET", "clock/follow?after=0")),
        ]
        await driver.polled()
        await driver.until(lambda: driver.world.events._listeners and driver.world.clock._followers)
        await asyncio.wait_for(sandbox.stop(), 2)
        await asyncio.gather(*open_requests, return_exceptions=True)


async def test_only_this_machine_and_this_page(driver: Driver) -> None:
    with pytest.raises(NotLoopback):
        await start(0, host="0.0.0.0")  # noqa: S104
    cases = [
        ({"Host": "evil.example"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": driver.url}, 200),
        ({}, 200),
    ]
    for headers, status in cases:
        async with driver.session.get(f"{driver.url}/api/people", headers=headers) as response:
            assert response.status == status, headers


async def test_the_page(driver: Driver) -> None:
    async with driver.session.get(f"{driver.url}/page/../server.py") as response:
        assert response.status == 404
    async with driver.session.get(f"{driver.url}/page/%2e%2e/server.py") as response:
        assert response.status == 404
