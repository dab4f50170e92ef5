"""A lean Bot API server for load, with scripted people on its other side. It is a process of its own:

    python -m bench.telegram '{"mode": "dialogs", …}'

prints {"event": "listening", "port": …} first and, when the people are through, {"event": "result", …}.

Latency: an answer leaves `latency_ms` after its call came in, or later; a long poll that has already waited
so long is answered at once. Instants are taken where the platform would: an update counts from the moment it
enters the queue, an answer from the moment the send or edit has come in.
"""

import asyncio
import json
import sys
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cache
from io import BytesIO
from typing import Any, Literal, NamedTuple

import orjson
from PIL import Image

from bench.crowd import Crowd, Walkers, Writers
from bench.moves import PHOTO, Move, Opening, Screen, chat, update
from bench.wire import Connection, Fields

TOKEN = "123456:bench"
BOT = {"id": 123456, "is_bot": True, "first_name": "bench", "username": "bench_bot"}


@dataclass(frozen=True, slots=True)
class Job:
    """What is played. `dialogs`: people walk the script; `writers`: people × each messages of `words`, that
    wait when the bot comes or come `rate` a second; `idle`: only answers. `reached`: tell after that many
    answers; `quiet_s`: give up when nothing was answered for that long; `openings`: what happens before."""

    mode: Literal["dialogs", "writers", "idle"] = "idle"
    people: int = 200
    in_flight: int = 40
    warmup: int = 40
    each: int = 10
    words: str = "你好"
    rate: float = 0.0
    latency_ms: float = 0.0
    reached: int = 0
    quiet_s: float = 15.0
    script: list[Move] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)

    def dump(self) -> str:
        """The job as the argument of the process."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> "Job":
        """The job of that argument."""
        values = json.loads(text)
        script = [Move(**move) for move in values.get("script", [])]
        openings = [Opening(**{**each, "move": Move(**each["move"])}) for each in values.get("openings", [])]
        return cls(**{**values, "script": script, "openings": openings})

    @property
    def waits_for_bot(self) -> bool:
        """Whether people begin only when the bot is there."""
        return self.mode == "dialogs" or self.rate > 0

    def crowd(self) -> Crowd | None:
        """The people who play it."""
        if self.mode == "dialogs":
            return Walkers(self.script, self.people, self.in_flight, self.warmup)
        return Writers(self.words, self.people, self.each, self.rate, self.reached) if self.mode == "writers" else None


class Poll(NamedTuple):
    """A getUpdates call that waits."""

    connection: Connection
    arrived: float
    limit: int
    timer: asyncio.TimerHandle


class Telegram:
    """The calls of the Bot API that a bot of this kind makes."""

    def __init__(self, latency: float, crowd: Crowd | None) -> None:
        self._latency, self._crowd = latency, crowd
        self._loop = asyncio.get_running_loop()
        self._queue: deque[tuple[int, bytes]] = deque()
        self._numbers = 0
        self._poll: Poll | None = None
        self._handing_out = False
        self.calls: Counter[str] = Counter()
        self.first_poll, self.introduced = asyncio.Event(), asyncio.Event()
        self.last_active = 0.0
        self._awaited, self._answered = 0, asyncio.Event()
        self._methods: dict[str, Callable[[Fields], object]] = {
            "getme": self._get_me,
            "getfile": lambda _: {**PHOTO[1], "file_path": "photo.jpg"},
            "getchat": lambda fields: {
                **chat(int(fields["chat_id"])),
                "accent_color_id": 0,
                "max_reaction_count": 1,
            },
            "getchatmember": lambda _: {"status": "member", "user": BOT},
            "getchatadministrators": lambda _: [],
            "getwebhookinfo": lambda _: {
                "url": "",
                "has_custom_certificate": False,
                "pending_update_count": 0,
            },
            "getmycommands": lambda _: [],
            "copymessage": lambda _: {"message_id": self._number()},
            "sendmessage": self._show,
            "sendphoto": self._show,
            "senddocument": self._show,
            "sendlocation": self._show,
            "editmessagetext": self._show,
            "editmessagecaption": self._show,
            "editmessagemedia": self._show,
            "editmessagereplymarkup": self._show,
        }

    async def open(self, openings: list[Opening]) -> None:
        """Plays the openings, each after the answer to the one before."""
        for opening in openings:
            self._awaited, self._answered = opening.chat_id, asyncio.Event()
            self.say(opening.move, opening.user_id, None, opening.chat_id)
            await asyncio.wait_for(self._answered.wait(), 30)

    def say(self, move: Move, user_id: int, screen: Screen | None, chat_id: int = 0) -> float:
        """Puts the update of that move into the queue."""
        number = self._number()
        body = orjson.dumps({"update_id": number, **update(move, user_id, number, screen, chat_id)})
        self._queue.append((number, body))
        if self._poll and not self._handing_out:
            self._handing_out = True
            self._loop.call_soon(self._hand_out)
        return self._loop.time()

    def handle(self, path: str, fields: Fields, connection: Connection) -> None:
        """Answers one request."""
        now = self._loop.time()
        if path.startswith("/file/"):
            connection.reply(_jpeg(), b"image/jpeg")
            return
        name = path.rsplit("/", 1)[-1].lower()
        self.calls[name] += 1
        if name == "getupdates":
            self._get_updates(fields, connection, now)
            return
        method = self._methods.get(name)
        self._reply(connection, method(fields) if method else True, now)

    def _reply(self, connection: Connection, result: object, arrived: float) -> None:
        payload = orjson.dumps({"ok": True, "result": result})
        due = arrived + self._latency
        if due <= self._loop.time():
            connection.reply(payload)
        else:
            self._loop.call_at(due, connection.reply, payload)

    def _get_me(self, _: Fields) -> object:
        self.introduced.set()
        return BOT

    def _show(self, fields: Fields) -> object:
        screen = _screen(fields, int(fields.get("message_id") or self._number()))
        if screen.chat_id == self._awaited:
            self._answered.set()
        if self._crowd:
            self.last_active = self._loop.time()
            self._crowd.shown(screen, self.last_active)
        message: dict[str, Any] = {"message_id": screen.message_id, "from": BOT, "date": int(time.time())}
        message |= {"chat": chat(screen.chat_id), "text": screen.text}
        return {**message, "reply_markup": orjson.Fragment(screen.markup)} if screen.buttons else message

    def _get_updates(self, fields: Fields, connection: Connection, now: float) -> None:
        self._confirm(int(fields.get("offset", b"0")))
        self._answer_poll([])
        timeout, limit = float(fields.get("timeout", b"0")), int(fields.get("limit", b"100"))
        timer = self._loop.call_later(timeout, self._answer_poll, [])
        self._poll = Poll(connection, now, limit, timer)
        self.first_poll.set()
        if self._queue:
            self._hand_out()

    def _confirm(self, offset: int) -> None:
        while offset > 0 and self._queue and self._queue[0][0] < offset:
            self._queue.popleft()
        while offset < 0 and len(self._queue) > -offset:
            self._queue.popleft()

    def _hand_out(self) -> None:
        """Answers the waiting poll, not before its latency has passed."""
        self._handing_out = False
        poll = self._poll
        if poll is None or not self._queue:
            return
        due = poll.arrived + self._latency
        if due > self._loop.time():
            self._handing_out = True
            self._loop.call_at(due, self._hand_out)
            return
        if self._crowd:
            self.last_active = self._loop.time()
            self._crowd.polled(self.last_active)
        self._answer_poll([self._queue[at][1] for at in range(min(poll.limit, len(self._queue)))])

    def _answer_poll(self, updates: list[bytes]) -> None:
        poll, self._poll = self._poll, None
        if poll:
            poll.timer.cancel()
            poll.connection.reply(b'{"ok":true,"result":[' + b",".join(updates) + b"]}")

    def _number(self) -> int:
        self._numbers += 1
        return self._numbers


@cache
def _jpeg() -> bytes:
    content = BytesIO()
    Image.new("RGB", (64, 48), "grey").save(content, "JPEG")
    return content.getvalue()


def _screen(fields: Fields, message_id: int) -> Screen:
    markup = fields.get("reply_markup", b"")
    rows = orjson.loads(markup).get("inline_keyboard", []) if markup else []
    buttons = tuple((button["text"], button.get("callback_data", "")) for row in rows for button in row)
    words = (fields.get("text") or fields.get("caption") or b"").decode()
    return Screen(int(fields["chat_id"]), message_id, words, buttons, markup)


async def _until_over(job: Job, telegram: Telegram, crowd: Crowd) -> None:
    """Returns when the people are through, or when nothing was answered for too long."""
    if job.reached and isinstance(crowd, Writers):
        await _until_killed(telegram, crowd)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    while not crowd.done.is_set():
        await asyncio.sleep(0.1)
        if loop.time() - max(begun, telegram.last_active) > job.quiet_s:
            return


async def _until_killed(telegram: Telegram, crowd: Writers) -> None:
    """Tells when so many are answered, and returns when a new bot has introduced itself."""
    await crowd.reached.wait()
    telegram.introduced.clear()
    _tell("reached", answers=crowd.answered)
    await asyncio.wait_for(telegram.introduced.wait(), 60)


async def serve(job: Job) -> None:
    """Plays the job and prints its result; an idle server answers until it is ended."""
    crowd = job.crowd()
    telegram = Telegram(job.latency_ms / 1000, crowd)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(telegram.handle), "127.0.0.1", 0, backlog=512)
    _tell("listening", port=server.sockets[0].getsockname()[1])
    if crowd is None:
        await asyncio.Event().wait()
        return
    if not job.waits_for_bot:
        crowd.begin(telegram.say)
    await asyncio.wait_for(telegram.first_poll.wait(), 60)
    await telegram.open(job.openings)
    wall, cpu = time.perf_counter(), time.process_time()
    if job.waits_for_bot:
        crowd.begin(telegram.say)
    await _until_over(job, telegram, crowd)
    share = (time.process_time() - cpu) / (time.perf_counter() - wall)
    _tell("result", **crowd.result(), server_cpu_share=round(share, 3), calls=dict(telegram.calls))
    await asyncio.sleep(0.2)


def _tell(event: str, **values: object) -> None:
    print(json.dumps({"event": event, **values}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    asyncio.run(serve(Job.load(sys.argv[1])))
