"""People who want something of a bot that dies again and again: they look, do the next thing, and look again."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.domain.community import Community
from bot.domain.person import Role
from sandbox.world import World
from tests.town import buttons, labels, said

Message = dict[str, Any]
#: Without a photo step; the last is private and has nothing similar, the first has a deadline of 4 hours of service.
CATEGORIES = ("电梯故障", "噪音扰民")
#: Under the notice on data, which everybody sees at their first contact.
AGREE = "同意，继续"
_LOOK = 0.03
_PATIENCE = 3.0


@dataclass
class Crowd:
    """All the people around one sandbox. ``alive_for`` says how long the bot has been up."""

    world: World
    url: str
    session: aiohttp.ClientSession
    community: Community
    alive_for: Callable[[], float]
    filed: dict[str, int] = field(default_factory=dict)

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        """Do something in the sandbox; None where that is refused (a button that has just gone)."""
        async with self.session.post(self.url + path, json=body) as response:
            return await response.json() if response.status == 200 else None

    def chat(self, person: int, newest: int = 40) -> list[Message]:
        """The newest of the bot's messages that somebody has, oldest first."""
        chat = self.world.chats[person]
        known = list(chat.messages.values())[-newest:]
        return [message.json for message in known if message.sender_id == self.world.bot.id]

    async def tap(self, person: int, message: Message, label: str) -> str:
        """Tap a button; what the bot says to that, or nothing."""
        body = {"as": person, "chat_id": person, "message_id": message["message_id"], "button": label}
        answer = await self.post("/api/taps", body)
        return ((answer or {}).get("answer") or {}).get("text") or ""

    async def until_change(self, person: int) -> None:
        """Wait until the person's chat looks different; who waits long enough for a living bot gives up waiting."""
        before, waited = self._look(person), 0.0
        while self._look(person) == before and not (waited > _PATIENCE and self.alive_for() > _PATIENCE):
            await asyncio.sleep(_LOOK)
            waited += _LOOK

    def _look(self, person: int) -> list[tuple[int, str, int]]:
        return [(message["message_id"], said(message), len(buttons(message))) for message in self.chat(person, 8)]


@dataclass
class Reporter:
    """Somebody who reports one thing after the other, each with words that nobody else uses."""

    crowd: Crowd
    user_id: int
    rng: random.Random
    grid: int

    async def reports(self, wanted: Callable[[], bool]) -> None:
        """Report as long as that is wanted."""
        count = 0
        while wanted():
            count += 1
            await self.report(f"报告{self.user_id}之{count}完")

    async def report(self, text: str) -> None:
        """Report one thing, from the group's button to its number."""
        category = self.rng.choice(CATEGORIES)
        building = self.rng.choice(self.crowd.community.grids[self.grid - 1].buildings[:9]).name
        began: int | None = None
        while (number := self._number(text)) is None:
            change = asyncio.create_task(self.crowd.until_change(self.user_id))
            await asyncio.sleep(0)  # it looks before anything is done
            question = self._question(began) if began else None
            newest = self.crowd.chat(self.user_id)[-1:]
            if newest and AGREE in labels(newest[0]):
                await self.crowd.tap(self.user_id, newest[0], AGREE)
            elif question is None:
                began = await self._start()
            else:
                await self._answer(question, text, category, building)
            await change
        self.crowd.filed[text] = number

    async def _start(self) -> int:
        body = {"as": self.user_id, "payload": f"r{self.grid}"}
        answer = await self.crowd.post("/api/start", body)
        number: int = answer["message"]["message_id"]
        return number

    def _question(self, after: int) -> Message | None:
        found = [m for m in self.crowd.chat(self.user_id) if m["message_id"] > after]
        return next((m for m in reversed(found) if {"取消", "放弃"} & set(labels(m))), None)

    def _number(self, text: str) -> int | None:
        card = next((m for m in self.crowd.chat(self.user_id) if text in said(m) and "您上报的" in said(m)), None)
        found = re.search(r"您上报的 (\d+)号", said(card)) if card else None
        return int(found[1]) if found else None

    async def _answer(self, question: Message, text: str, category: str, building: str) -> None:
        known = labels(question)
        for label in ("继续", "提交", "不是同一件", "没有照片", category, building):
            if label in known:
                await self.crowd.tap(self.user_id, question, label)
                return
        await self.crowd.post(f"/api/chats/{self.user_id}/messages", {"as": self.user_id, "text": text})


@dataclass
class Office:
    """The secretary, who gives every case to somebody, and the workers, who say yes."""

    crowd: Crowd
    _tapped: dict[tuple[int, int, str], float] = field(default_factory=dict)

    async def works(self) -> None:
        """Work until cancelled."""
        secretary = next(s.user_id for s in self.crowd.community.staff if s.role is Role.SECRETARY)
        workers = sorted({s.user_id for s in self.crowd.community.staff} - {secretary})
        async with asyncio.TaskGroup() as group:
            group.create_task(self._goes_through([secretary], _decision))
            group.create_task(self._goes_through(workers, _acceptance))

    async def _goes_through(self, people: list[int], choose: Callable[[Message], str | None]) -> None:
        while True:
            for person in people:
                for message in self.crowd.chat(person, 4_000):
                    label = choose(message)
                    if label and self._may_tap(person, message, label):
                        await self.crowd.tap(person, message, label)
            await asyncio.sleep(_LOOK)

    def _may_tap(self, person: int, message: Message, label: str) -> bool:
        """Not the same again before the bot has had time to answer."""
        key, now = (person, message["message_id"], label), asyncio.get_running_loop().time()
        if now - self._tapped.get(key, 0.0) < _PATIENCE or self.crowd.alive_for() < 1:
            return False
        self._tapped[key] = now
        return True


def _decision(message: Message) -> str | None:
    known = labels(message)
    if AGREE in known:
        return AGREE
    if "返回" in known:  # the most fitting worker, then by the deadline of the rule
        return next((label for label in known if label.startswith("指派，")), known[0])
    return "指派" if "指派" in known else None


def _acceptance(message: Message) -> str | None:
    return next((label for label in (AGREE, "接单") if label in labels(message)), None)
