"""The harness of the stories: a sandbox and the real bot with real HTTP between them, and people who say, tap and see.

Nothing here sleeps for a time that matters: the clock is wound, and waiting is for things to happen.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import aiohttp
import orjson
from PIL import Image

from bot.actions import people
from bot.actions.context import Context
from bot.app import App, make_app, open_store
from bot.clock import WoundClock
from bot.config import demo_path, load_community, load_residents
from bot.delivery import limits
from bot.delivery.limits import Limit
from bot.delivery.weather_line import Services
from bot.domain.community import Community
from bot.domain.person import Appointment, Role
from bot.follow import Follower
from bot.storage import people as people_store
from bot.storage.store import Tx
from bot.web.server import WebPlan
from sandbox.server import DEMO_TOKEN, Sandbox
from sandbox.server import start as start_sandbox
from tests.ears import Ears, Reporter, leaks
from tests.made import encode, until_ten

Message = dict[str, Any]
PATIENCE = 10.0


@dataclass(repr=False)
class Town:
    """A sandbox with the people of a community, and the bot."""

    sandbox: Sandbox
    session: aiohttp.ClientSession
    community: Community
    data: Path
    database_url: str | None
    schema: str
    app: App
    ears: Ears
    groups: dict[int, int] = field(default_factory=dict)
    agreed: bool = False
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    # --- the bot ---

    async def start_bot(self) -> None:
        """Start the bot; what a former one left in the database it takes up."""
        clock, url = WoundClock(round((await self.get("/api/clock"))["offset"] * 1000)), self.sandbox.url
        store = open_store(self.database_url, self.data, self.schema)
        known = (self.community, store, self.sandbox.token, url, clock, self.data, PATIENCE, Services(url))
        self.app = make_app(*known, WebPlan("127.0.0.1", 0))
        await self.app.open()
        follower = Follower(self.sandbox.url, clock, self.app.settle)
        self._tasks = [asyncio.create_task(self.app.run()), asyncio.create_task(follower.run())]

    async def stop_bot(self) -> None:
        """Stop the bot as SIGTERM does; a part of it that failed fails the story."""
        self.app.stop()
        run, follower = self._tasks
        follower.cancel()
        await asyncio.gather(follower, return_exceptions=True)
        try:
            await run
        finally:
            await self.app.close()

    def impatient(self, seconds: float = 1.0) -> None:
        """From now on the bot waits that long for an answer of Telegram: for stories in which none comes.

        Not before a busy beginning: a slow machine must not look like a dead line.
        """
        self.app.gateway._request.timeout = seconds

    async def quiet(self) -> None:
        """Wait until the bot has fetched, handled and answered everything."""
        calm, end = 0, asyncio.get_running_loop().time() + PATIENCE * 3
        while calm < 2:
            assert asyncio.get_running_loop().time() < end, "the bot does not come to rest"
            pending = (await self.bot_api("getWebhookInfo"))["pending_update_count"]
            calm = 0 if pending or self.app.is_busy() else calm + 1
            await asyncio.sleep(0.005)

    async def wind(self, **duration: float) -> None:
        """Wind the clock by hours, minutes, days …; returns when the bot has done what became due."""
        units = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
        seconds = sum(units[unit] * amount for unit, amount in duration.items())
        assert (await self.post("/api/clock", {"advance": seconds}))["settled"], "the bot did not settle"
        await self.quiet()

    # --- the world ---

    async def bot_api(self, method: str, **parameters: Any) -> Any:
        """Call the Bot API from outside the bot."""
        url = f"{self.sandbox.url}/bot{self.sandbox.token}/{method}"
        async with self.session.post(url, json=parameters) as response:
            return (await response.json())["result"]

    async def get(self, path: str, **query: Any) -> Any:
        """Ask the sandbox as its page does."""
        async with self.session.get(self.sandbox.url + path, params=query) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        """Tell the sandbox something as its page does."""
        async with self.session.post(self.sandbox.url + path, json=body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def fault(self, method: str, kind: str, times: int = 1, **more: Any) -> None:
        """Let Telegram have a bad day."""
        await self.post("/api/faults", {"method": method, "kind": kind, "times": times, **more})

    async def person(self, user_id: int, name: str, **more: str) -> Neighbour:
        """Somebody moves in."""
        await self.post("/api/people", {"id": user_id, "first_name": name, **more})
        if self.agreed:
            await self.agree(user_id, name, more.get("language_code", ""))
        return Neighbour(self, user_id, name)

    async def all_agree(self) -> None:
        """Everybody in the town has agreed to the notice on data, and so will who moves in later."""
        self.agreed = True
        for person in await self.get("/api/people"):
            await self.agree(person["id"], person["first_name"], person.get("language_code", ""))

    async def known(self, users: Collection[int]) -> None:
        """These have started the bot long ago: they can be written to, and nothing stands in their chats."""

        async def work(tx: Tx) -> None:
            for user_id in users:
                await people_store.set_reachable(tx, self.app.community_id, user_id, reachable=True)

        for user_id in users:
            self.sandbox.world.chats[user_id].started = True
        await self.app.store.write(work)

    async def agree(self, user_id: int, name: str, language: str) -> None:
        """Somebody has agreed to the notice on data, before the story begins."""

        async def work(tx: Tx) -> None:
            ctx = Context(tx, self.community, self.app.community_id, self.app.clock.now())
            spoken = "en" if language.startswith("en") else "zh"
            await people.agree(ctx, await people.meet(ctx, user_id, name, spoken, private=False))

        await self.app.store.write(work)

    async def appoints(self, person: Neighbour, held: Appointment) -> None:
        """Somebody is given a role, as by an invitation."""
        await self._staff(person, held, people.appoint)

    async def dismisses(self, person: Neighbour, held: Appointment) -> None:
        """Somebody loses a role, as by the secretary's tap."""
        await self._staff(person, held, people.dismiss)

    async def _staff(self, person: Neighbour, held: Appointment, act: Callable[..., Awaitable[bool]]) -> None:
        async def work(tx: Tx) -> None:
            ctx = Context(tx, self.community, self.app.community_id, self.app.clock.now())
            met = await people.meet(ctx, person.user_id, person.name, "zh", private=False)
            assert await act(ctx, None, met, held)

        await self.app.store.write(work)
        await self.quiet()

    async def possible_reporters(self) -> list[Reporter]:
        """Everybody in the town, by all that says who they are: whoever has reported is among them."""
        public, phones = {staff.user_id for staff in self.community.staff}, dict[int, set[str]]()

        async def work(tx: Tx) -> None:
            community, seq = self.app.community_id, 0
            while events := await tx.rows("audit_page", community=community, after=seq, most=1_000):
                for event in events:
                    seq = event["seq"]
                    facts = orjson.loads(event["facts"])
                    person = await people_store.by_id(tx, community, facts["person"]) if "person" in facts else None
                    if person is not None and event["act"] == "staff.appointed":
                        public.add(person.user_id)
            for user_id in self.sandbox.world.people:
                person = await people_store.by_user(tx, community, user_id)
                phones[user_id] = {person.phone} if person and person.phone else set()

        await self.app.store.read(work)
        return [
            Reporter(one.id, frozenset({one.first_name}), frozenset(phones.get(one.id, ())), one.id in public)
            for one in self.sandbox.world.people.values()
            if not one.is_bot
        ]

    def staff(self, role: Role, grid: int | None = None) -> Neighbour:
        """The first of the staff with a role (in a grid)."""
        found = next(s for s in self.community.staff if s.role is role and (grid is None or s.grid == grid))
        return Neighbour(self, found.user_id, found.name)

    @property
    def secretary(self) -> Neighbour:
        """The secretary."""
        return self.staff(Role.SECRETARY)

    async def group(self, grid: int, *more: int) -> int:
        """Make the group of a grid with its workers and further members, bound by the secretary; its chat id.

        The bot is an administrator who may pin, as a startgroup link asks for it.
        """
        workers = [s.user_id for s in self.community.staff if s.grid in (grid, None)]
        bot = self.sandbox.world.bot.id
        admins = [self.secretary.user_id, bot]
        body = {"title": f"第{grid}网格群", "members": [*workers, *more, bot], "admins": admins}
        chat = await self.post("/api/chats", body)
        chat_id: int = chat["chat"]["id"]
        start = {"as": self.secretary.user_id, "payload": f"g{grid}", "chat_id": chat_id}
        await self.post("/api/start", start)
        await self.quiet()
        self.groups[grid] = chat_id
        return chat_id

    async def messages(self, chat_id: int, viewer: int) -> list[Message]:
        """All messages of a chat as a person sees them, oldest first."""
        found: list[Message] = await self.get(f"/api/chats/{chat_id}/messages", **{"as": viewer, "after": 0})
        return found

    async def from_bot(self, chat_id: int, viewer: int) -> list[Message]:
        """The bot's messages in a chat, oldest first."""
        bot = self.sandbox.world.bot.id
        return [m for m in await self.messages(chat_id, viewer) if m.get("from", {}).get("id") == bot and said(m)]


@dataclass(frozen=True)
class Neighbour:
    """Somebody with a phone. Where no chat is named, it is the private chat with the bot."""

    town: Town
    user_id: int
    name: str

    async def starts(self, payload: str | None = None) -> None:
        """Open the bot by a link."""
        await self.town.post("/api/start", {"as": self.user_id} | ({"payload": payload} if payload else {}))
        await self.town.quiet()

    async def says(self, text: str | None = None, chat: int | None = None, **more: Any) -> Any:
        """Say something: text, photo, document, voice (bytes), album, location, caption, reply_to."""
        body: dict[str, Any] = {"as": self.user_id, **{key: encode(value) for key, value in more.items()}}
        if text is not None:
            body["text"] = text
        answer = await self.town.post(f"/api/chats/{chat or self.user_id}/messages", body)
        await self.town.quiet()
        if "album" in more:
            await self.town.wind(seconds=1)  # an album has no end: its one answer waits a little for the rest
        return answer["message"]

    async def taps(self, label: str, chat: int | None = None, **more: Any) -> dict[str, Any] | None:
        """Tap the newest button of that label; the bot's answer."""
        message = await self.newest_with(label, chat)
        body = {"as": self.user_id, "chat_id": chat or self.user_id, "message_id": message["message_id"]}
        answer = await self.town.post("/api/taps", {**body, "button": exact(message, label), **more})
        await self.town.quiet()
        result: dict[str, Any] | None = answer["answer"]
        return result

    async def taps_on(self, words: str, label: str, **more: Any) -> dict[str, Any] | None:
        """Tap a button of the newest message that holds the words (a case's number) and has that button."""
        found = await self.town.from_bot(self.user_id, self.user_id)
        fitting = [m for m in found if words in said(m) and any(label in known for known in labels(m))]
        assert fitting, f"{self.name} has no button {label!r} on {words!r}"
        body = {"as": self.user_id, "chat_id": self.user_id, "message_id": fitting[-1]["message_id"]}
        answer = await self.town.post("/api/taps", {**body, "button": exact(fitting[-1], label), **more})
        await self.town.quiet()
        result: dict[str, Any] | None = answer["answer"]
        return result

    async def taps_data(self, message_id: int, data: str, chat: int | None = None) -> str:
        """Send any payload for a message, as a forged or an old button would; the text of the bot's answer."""
        body = {"as": self.user_id, "chat_id": chat or self.user_id, "message_id": message_id, "data": data}
        answer = await self.town.post("/api/taps", {**body, "stale": True})
        await self.town.quiet()
        return (answer["answer"] or {}).get("text") or ""

    async def reads(self, chat: int | None = None) -> list[str]:
        """The texts of all the bot's messages."""
        return [said(message) for message in await self.town.from_bot(chat or self.user_id, self.user_id)]

    async def last(self, chat: int | None = None) -> Message:
        """The bot's newest message."""
        return (await self.town.from_bot(chat or self.user_id, self.user_id))[-1]

    async def sees(self, *words: str, chat: int | None = None) -> Message:
        """The newest of the bot's messages that holds all the words; AssertionError if there is none."""
        found = await self.town.from_bot(chat or self.user_id, self.user_id)
        fitting = [message for message in found if all(word in said(message) for word in words)]
        assert fitting, f"{self.name} sees no {words} but:\n" + "\n---\n".join(said(m) for m in found)
        return fitting[-1]

    async def newest_with(self, label: str, chat: int | None = None) -> Message:
        """The newest message with a button of that label."""
        found = await self.town.from_bot(chat or self.user_id, self.user_id)
        fitting = [message for message in found if any(label in known for known in labels(message))]
        assert fitting, f"{self.name} has no button {label!r} but " + "; ".join(str(labels(m)) for m in found)
        return fitting[-1]


def said(message: Message) -> str:
    """The text or caption of a message."""
    return str(message.get("text") or message.get("caption") or "")


def buttons(message: Message) -> list[dict[str, Any]]:
    """The inline buttons of a message."""
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def labels(message: Message) -> list[str]:
    """The labels of a message's inline buttons."""
    return [button["text"] for button in buttons(message)]


def exact(message: Message, label: str) -> str:
    """The whole label of the button that is meant: the same, else the first that holds the words."""
    known = labels(message)
    return label if label in known else next(text for text in known if label in text)


def picture(number: int = 0, size: tuple[int, int] = (320, 240)) -> bytes:
    """A JPEG; each number gives another."""
    out = io.BytesIO()
    Image.new("RGB", size, ((number * 53) % 256, (number * 97) % 256, (number * 29) % 256)).save(out, "JPEG")
    return out.getvalue()


@asynccontextmanager
async def open_town(
    data: Path,
    *,
    database_url: str | None = None,
    schema: str = "liubu",
    settled: Sequence[int] = (1,),
    log: bool = False,
    changed: Callable[[Community], Community] = lambda community: community,
    absent: Sequence[int] = (),
    agreed: bool = True,
    token: str = DEMO_TOKEN,
) -> AsyncIterator[Town]:
    """A town with the demo community's people, the bot running, and the groups of the ``settled`` grids bound.

    ``changed`` makes another community of the demo's; the staff with the ``absent`` ids never start the bot, those of
    other grids than the ``settled`` did so before the story begins.
    Two towns on one database are two communities, with a bot each: another ``token``.
    ``agreed``: everybody has agreed to the notice on data before; else they are asked when they first come.
    """
    community = changed(load_community(demo_path() / "community.toml"))
    residents = load_residents(demo_path() / "people.toml")
    sandbox = await start_sandbox(log=log, token=token)
    ears = sandbox.world.calls = Ears(on=log)
    sandbox.world.clock.offset = until_ten(community)
    try:
        # In a story people tap faster than people can: our guess at Telegram's limit must not hold answers back.
        quick = patch.object(limits, "PRIVATE", Limit(burst=1_000, every_ms=1_000))
        async with aiohttp.ClientSession() as session:
            unborn: Any = None
            town = Town(sandbox, session, community, data, database_url, schema, unborn, ears)
            for user_id, name in sorted({(s.user_id, s.name) for s in community.staff}):
                await town.person(user_id, name)
            for resident in residents:
                await town.person(resident.user_id, resident.name)
            await town.start_bot()
            quick.start()
            try:
                if agreed:
                    await town.all_agree()
                here = {s.user_id for s in community.staff if not agreed or s.grid in (None, *settled)} - set(absent)
                for user_id in sorted(here):
                    await town.post("/api/start", {"as": user_id})
                await town.known({s.user_id for s in community.staff} - here - set(absent))
                await town.quiet()
                for grid in settled:
                    await town.group(grid, *(r.user_id for r in residents if r.grid == grid))
                yield town
                assert leaks(ears.in_groups(), await town.possible_reporters()) == []
            finally:
                await town.stop_bot()
                quick.stop()
    finally:
        await sandbox.stop()
