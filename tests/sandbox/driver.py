"""Speaks to a sandbox over HTTP: as the bot, and as people."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from types import TracebackType
from typing import Any

import aiohttp
import orjson
from PIL import Image

from sandbox.server import Sandbox


@dataclass(frozen=True, slots=True)
class Answer:
    """What the Bot API answered."""

    status: int
    body: dict[str, Any]

    @property
    def result(self) -> Any:
        assert self.body["ok"], self.body
        return self.body["result"]

    @property
    def error(self) -> str:
        assert self.body["error_code"] == self.status
        return str(self.body["description"])


class Driver:
    """One HTTP session with a sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.world = sandbox.world
        self.url = sandbox.url
        self.bot_id = sandbox.world.bot.id

    async def __aenter__(self) -> "Driver":
        self.session = aiohttp.ClientSession(json_serialize=lambda value: orjson.dumps(value).decode())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.session.close()

    async def call(self, method: str, /, *, token: str = "", **params: Any) -> Answer:
        """Call the Bot API with a JSON body; what came back, good or bad."""
        url = f"{self.url}/bot{token or self.sandbox.token}/{method}"
        async with self.session.post(url, json=params) as response:
            assert response.content_type == "application/json"
            return Answer(response.status, orjson.loads(await response.read()))

    async def form(self, method: str, files: dict[str, bytes], /, **params: Any) -> Answer:
        """Call the Bot API with multipart/form-data."""
        form = aiohttp.FormData()
        for name, value in params.items():
            form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
        for name, data in files.items():
            form.add_field(name, data, filename=f"{name}.bin", content_type="application/octet-stream")
        async with self.session.post(f"{self.url}/bot{self.sandbox.token}/{method}", data=form) as response:
            return Answer(response.status, orjson.loads(await response.read()))

    async def bot(self, method: str, /, **params: Any) -> Any:
        """Call the Bot API; the result of a call that must succeed."""
        return (await self.call(method, **params)).result

    async def user(self, method: str, path: str, json: Any = None, status: int = 200) -> Any:
        """Call the user-side API."""
        async with self.session.request(method, f"{self.url}/api/{path}", json=json) as response:
            body = orjson.loads(await response.read())
            assert response.status == status, body
            return body

    async def refused(self, method: str, path: str, json: Any = None) -> str:
        """Call the user-side API in a way that must be refused; the error's code."""
        async with self.session.request(method, f"{self.url}/api/{path}", json=json) as response:
            assert 400 <= response.status < 500, await response.text()
            return str(orjson.loads(await response.read())["error"]["code"])

    async def updates(self) -> list[dict[str, Any]]:
        """Fetch and confirm all that waits; the updates."""
        found: list[dict[str, Any]] = await self.bot("getUpdates")
        if found:
            await self.bot("getUpdates", offset=found[-1]["update_id"] + 1, limit=1)
        return found

    async def person(self, name: str, **more: Any) -> int:
        return int((await self.user("POST", "people", {"first_name": name, **more}))["id"])

    async def chat(self, title: str, members: list[int], kind: str = "group", **more: Any) -> int:
        wanted = {"title": title, "members": members, "type": kind, **more}
        return int((await self.user("POST", "chats", wanted))["chat"]["id"])

    async def say(self, person: int, chat: int, /, text: str = "", **more: Any) -> Any:
        """Say something; the message or the list of them."""
        body = {"as": person, **({"text": text} if text else {}), **more}
        return (await self.user("POST", f"chats/{chat}/messages", body))["message"]

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something has happened inside the sandbox, 5 s at most."""
        async with asyncio.timeout(5):
            while not condition():  # noqa: ASYNC110 - the sandbox does not tell
                await asyncio.sleep(0.002)

    async def polled(self) -> None:
        """Wait until a getUpdates call waits."""
        await self.until(lambda: self.world.updates._waiter is not None)

    async def wind(self, seconds: float) -> Any:
        return await self.user("POST", "clock", {"advance": seconds})


@dataclass(frozen=True, slots=True)
class Square:
    """The usual town: see the fixture."""

    driver: Driver
    alice: int
    bob: int
    carol: int
    group: int


def picture(width: int = 40, height: int = 30, kind: str = "JPEG", **save: Any) -> bytes:
    """Make a small picture."""
    out = BytesIO()
    Image.new("RGB", (width, height), (200, 40, 40)).save(out, kind, **save)
    return out.getvalue()


def filled(square: Square, params: dict[str, Any]) -> dict[str, Any]:
    """Put the ids of the square in the place of the letters."""
    names = {"A": square.alice, "B": square.bob, "C": square.carol, "G": square.group}
    names["bot"] = square.driver.bot_id
    given = {"chat_id": "A", **params}
    for name in ("chat_id", "from_chat_id", "user_id"):
        if given.get(name) in names:
            given[name] = names[given[name]]
    return given
