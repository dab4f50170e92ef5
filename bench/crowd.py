"""People who play: walkers wait for the answer to a move before the next; writers just write."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from bench.figures import percentile
from bench.moves import Move, Screen, possible, text
from bench.town import home_of

FIRST_USER = 100_001

Say = Callable[[Move, int, Screen | None], float]
"""Puts the update of a move into the queue and answers the instant."""


class Crowd(Protocol):
    """What the server tells the people, and what they tell afterwards."""

    done: asyncio.Event

    def begin(self, say: Say) -> None:
        """The people may act now."""

    def polled(self, now: float) -> None:
        """The bot has fetched updates."""

    def shown(self, screen: Screen, now: float) -> None:
        """The bot has sent or edited a message."""

    def result(self) -> dict[str, Any]:
        """What was measured."""


@dataclass(slots=True)
class Ledger:
    """Times of the measured part."""

    started: float = 0.0
    finished: float = 0.0
    dialogs: int = 0
    messages: int = 0
    waits: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def result(self) -> dict[str, Any]:
        """The ledger as plain figures."""
        every = [wait for waits in self.waits.values() for wait in waits]
        seconds = max(self.finished - self.started, 1e-9)
        return {
            "seconds": round(seconds, 3),
            "dialogs": self.dialogs,
            "dialogs_per_s": round(self.dialogs / seconds, 2),
            "answers": len(every),
            "answers_per_s": round(len(every) / seconds, 1),
            "messages_per_s": round(self.messages / seconds, 1),
            **_spread(every),
            "moves": {name: _spread(waits) for name, waits in self.waits.items()},
        }


@dataclass(slots=True)
class Walk:
    """Where one person is in the script, as they word it."""

    script: list[Move]
    step: int = 0
    since: float = 0.0
    screen: Screen | None = None

    @property
    def move(self) -> Move:
        """What they do next, or wait for the answer to."""
        return self.script[self.step]


class Walkers:
    """`people` walk the script once each, `in_flight` at a time; `warmup` more go first, unmeasured."""

    def __init__(self, script: list[Move], people: int, in_flight: int, warmup: int) -> None:
        self.done = asyncio.Event()
        self._script = script
        self._in_flight = in_flight
        self._stages = [stage for stage in (warmup, people) if stage]
        self._left = 0
        self._next_user = FIRST_USER
        self._walks: dict[int, Walk] = {}
        self._ledger = Ledger()
        self._say: Say | None = None

    def begin(self, say: Say) -> None:
        """The first people open the bot."""
        self._say = say
        self._begin_stage()

    def polled(self, now: float) -> None:
        """Walkers do not care."""

    def shown(self, screen: Screen, now: float) -> None:
        """The person who waits for that screen makes the next move; one who is through makes room."""
        self._ledger.messages += 1
        walk = self._walks.get(screen.chat_id)
        if walk is None or not self._answers(walk, screen):
            return
        move = walk.move
        self._ledger.waits[f"{walk.step + 1} {move.kind}"].append(now - walk.since)
        self._ledger.finished = now
        walk.step, walk.screen = walk.step + 1, screen
        if walk.step < len(walk.script):
            self._make_move(screen.chat_id, walk)
        else:
            self._leave(screen.chat_id)

    def result(self) -> dict[str, Any]:
        """The ledger, and where the stuck ones stand."""
        return {**self._ledger.result(), "stuck": [self._describe(walk) for walk in self._walks.values()][:3]}

    def _answers(self, walk: Walk, screen: Screen) -> bool:
        pattern = walk.move.answered_by
        if pattern and not screen.matches(pattern):
            return False
        following = walk.script[walk.step + 1 : walk.step + 2]
        return all(possible(move, screen) for move in following)

    def _begin_stage(self) -> None:
        self._left = self._stages.pop(0)
        self._ledger = Ledger(started=asyncio.get_running_loop().time())
        for _ in range(min(self._in_flight, self._left)):
            self._enter()

    def _enter(self) -> None:
        self._left -= 1
        user, self._next_user = self._next_user, self._next_user + 1
        self._walks[user] = Walk([home_of(user - FIRST_USER).word(move) for move in self._script])
        self._make_move(user, self._walks[user])

    def _make_move(self, user: int, walk: Walk) -> None:
        assert self._say is not None
        walk.since = self._say(walk.move, user, walk.screen)

    def _leave(self, user: int) -> None:
        del self._walks[user]
        self._ledger.dialogs += 1
        if self._left:
            self._enter()
        elif not self._walks and self._stages:
            self._begin_stage()
        elif not self._walks:
            self.done.set()

    def _describe(self, walk: Walk) -> dict[str, Any]:
        move, screen = walk.move, walk.screen
        seen = [screen.text, *(label for label, _ in screen.buttons)] if screen else []
        return {"waits_for_answer_to": f"{move.kind} {move.value}", "last_screen": seen}


class Writers:
    """`people` write `each` messages of one text, all at once before the bot comes, or `rate` a second.
    `reached` is set after that many answers.

    An answer counts for the oldest unanswered message of its chat.
    """

    def __init__(self, words: str, people: int, each: int, rate: float, reached: int) -> None:
        self.done, self.reached = asyncio.Event(), asyncio.Event()
        self.answered, self._goal = 0, reached
        self._move = text(words)
        self._people, self._total, self._rate = people, people * each, rate
        self._unanswered: dict[int, deque[float]] = defaultdict(deque)
        self._ledger = Ledger()
        self._surplus = 0
        self._pacer: asyncio.Task[None] | None = None

    def begin(self, say: Say) -> None:
        """Everybody writes, in turns."""
        if self._rate:
            self._pacer = asyncio.create_task(self._keep_pace(say))
            return
        for number in range(self._total):
            self._write(say, number)

    def polled(self, now: float) -> None:
        """The first fetch starts the clock."""
        self._ledger.started = self._ledger.started or now

    def shown(self, screen: Screen, now: float) -> None:
        """Counts the answer."""
        self._ledger.messages += 1
        if screen.chat_id not in self._unanswered:
            return
        waiting = self._unanswered[screen.chat_id]
        if not waiting:
            self._surplus += 1
            return
        self._ledger.waits["text"].append(now - waiting.popleft())
        self._ledger.finished = now
        self.answered += 1
        if self.answered == self._goal:
            self.reached.set()
        if self.answered == self._total:
            self.done.set()

    def result(self) -> dict[str, Any]:
        """The ledger, and what never came or came too often."""
        return {**self._ledger.result(), "unanswered": self._total - self.answered, "surplus": self._surplus}

    def _write(self, say: Say, number: int) -> None:
        user = FIRST_USER + number % self._people
        self._unanswered[user].append(say(self._move, user, None))

    async def _keep_pace(self, say: Say) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for number in range(self._total):
            await asyncio.sleep(begun + number / self._rate - loop.time())
            self._write(say, number)


def _spread(waits: list[float]) -> dict[str, float]:
    return {f"p{share}_ms": round(percentile(waits, share / 100) * 1000, 2) for share in (50, 99)}
