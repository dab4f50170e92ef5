"""A storm: people report and work while the bot is killed at random moments; then all is counted."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp

from bot.cli.demo import populate
from bot.config import demo_path, load_community
from bot.domain.community import Community
from bot.domain.person import Role
from sandbox.server import start as start_sandbox
from tests.crash import records
from tests.crash.crowd import Crowd, Office, Reporter
from tests.crash.process import BotProcess, liubu
from tests.crash.records import Filed, Records
from tests.crash.witness import REMINDER, Witness
from tests.made import until_ten
from tests.town import said

_CALLS_PER_UPDATE = 3
_TICK = 0.05
_SECONDS_A_TICK = 4.0
_PATIENCE = 120.0
_LULL = 8.0


@dataclass(frozen=True)
class Force:
    """How many updates, kills and people a storm has."""

    updates: int
    kills: int
    reporters: int


SHORT = Force(updates=150, kills=4, reporters=6)
LONG = Force(updates=1_000, kills=20, reporters=20)


@dataclass(frozen=True)
class Plan:
    """A storm that can be told again, as far as two processes ever do the same twice."""

    force: Force
    seed: int
    data: Path
    database_url: str | None = None


@dataclass
class Figures:
    """What came of it."""

    database: str
    seed: int
    updates: int = 0
    kills: int = 0
    kills_within_a_call: int = 0
    cases: int = 0
    interrupted: int = 0
    marked: int = 0
    really_doubled: int = 0
    reminders: int = 0
    boards: int = 0
    audit_events: str = ""
    stop_seconds: float = 0.0
    seconds: float = 0.0


@dataclass
class Storm:
    """One run. Failures are AssertionErrors."""

    plan: Plan
    community: Community = field(default_factory=lambda: load_community(demo_path() / "community.toml"))

    async def run(self) -> Figures:
        """Let it rage, and count."""
        began, plan = time.monotonic(), self.plan
        self.rng = random.Random(plan.seed)
        self.figures = Figures("postgres" if plan.database_url else "sqlite", plan.seed)
        self.sandbox = await start_sandbox()
        self.sandbox.world.clock.offset = until_ten(self.community)  # service hours, so that deadlines come soon
        self.bot = BotProcess(self._settings(), plan.data / "bot.log")
        self.witness = Witness(self.bot.kill)
        self.sandbox.world.calls = self.witness
        self.witness.watch(self.sandbox.world.updates)
        try:
            await self._live()
            await self._check()
        finally:
            self.bot.kill()
            await self.sandbox.stop()
        self.figures.seconds = round(time.monotonic() - began, 1)
        return self.figures

    def _settings(self) -> dict[str, str]:
        settings = {
            "LIUBU_TOKEN": self.sandbox.token,
            "LIUBU_SANDBOX": self.sandbox.url,
            "LIUBU_DATA": str(self.plan.data),
            "LIUBU_LOG": "json",
            "LIUBU_COMMUNITY": str(self._tireless()),
        }
        return settings | ({"LIUBU_DATABASE_URL": self.plan.database_url} if self.plan.database_url else {})

    def _tireless(self) -> Path:
        """The demo community's file, in which one person may report more in an hour than anybody should."""
        usual = (demo_path() / "community.toml").read_text("utf-8")
        changed, many = re.subn(r"(?m)^max_reports_per_hour = \d+", "max_reports_per_hour = 1000", usual)
        assert many == 1
        path = self.plan.data / "community.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed, "utf-8")
        return path

    # --- while it lasts ---

    async def _live(self) -> None:
        await populate(self.sandbox.url, self.community)
        async with aiohttp.ClientSession() as session:
            self.crowd = Crowd(self.sandbox.world, self.sandbox.url, session, self.community, self.bot.alive_for)
            reporters = await self._reporters(self.crowd)
            async with asyncio.TaskGroup() as group:
                for_ever = [group.create_task(self._time_passes()), group.create_task(Office(self.crowd).works())]
                killed = group.create_task(self._kill_and_kill())
                reports = [group.create_task(one.reports(lambda: self._is_wanted(killed))) for one in reporters]
                await killed
                await self.bot.start()
                await asyncio.wait(reports, timeout=_PATIENCE)
                await self._calm()
                for task in for_ever:
                    task.cancel()

    def _is_wanted(self, killed: asyncio.Task[None]) -> bool:
        """People go on until the last kill is over and enough was said."""
        return not killed.done() or self._updates() < self.plan.force.updates

    async def _reporters(self, crowd: Crowd) -> list[Reporter]:
        found = []
        for number in range(self.plan.force.reporters):
            user_id, grid = 900_000 + number, number % len(self.community.grids) + 1
            await crowd.post("/api/people", {"id": user_id, "first_name": f"居民{number}"})
            found.append(Reporter(crowd, user_id, random.Random(self.plan.seed * 1_000 + number), grid))
        return found

    def _updates(self) -> int:
        return self.sandbox.world.updates._next_id - self._first_update

    async def _time_passes(self) -> None:
        """The world's clock runs fast, so that limits and pauses cost little."""
        while True:
            await asyncio.sleep(_TICK)
            await self.sandbox.world.clock.advance(_SECONDS_A_TICK)

    async def _kill_and_kill(self) -> None:
        self._first_update = self.sandbox.world.updates._next_id
        mean = self.plan.force.updates * _CALLS_PER_UPDATE // (self.plan.force.kills + 1)
        for number in range(self.plan.force.kills):
            await self.bot.start()
            await self._strike(number, mean)
            await self.bot.ended()
            self.figures.kills += 1
            known = await records.read(self.plan.data, self.plan.database_url)
            self.figures.interrupted += known.queues["message sending"]

    async def _strike(self, number: int, mean: int) -> None:
        """Four kinds of death in turn; the second while deadlines and the morning board go out."""
        match number % 4:
            case 0:
                await self._within_a_call(self.rng.randint(1, 2 * mean))
            case 1:
                await self._leap()
            case 2:
                await self._within_a_call(self.rng.randint(1, 2 * mean), then=self.rng.uniform(0, 0.03))
            case 3:  # at any time, even while it starts
                await asyncio.sleep(self.rng.uniform(0.2, 3))
        self.bot.kill()

    async def _within_a_call(self, calls: int, then: float = 0.0, only: str = "") -> None:
        """It dies when Telegram has done what it asked for, and before it hears of that; or some moments later."""
        self.witness.arm(calls, strike=not then, only=only)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.witness.struck.wait(), _LULL)
            self.figures.kills_within_a_call += not then
        self.witness.disarm()
        await asyncio.sleep(then)

    async def _leap(self) -> None:
        """While cases are open the clock leaps over deadlines to half past 8; it dies as it tells of it."""
        until = len(self.crowd.filed) + 3
        async with asyncio.timeout(_PATIENCE):
            while self.bot.alive_for() < 1 or len(self.crowd.filed) < until:  # noqa: ASYNC110  # of another process
                await asyncio.sleep(_TICK)
        clock = self.sandbox.world.clock
        later = datetime.fromtimestamp(clock.now() + 13 * 3600, self.community.timezone)
        morning = later.replace(hour=8, minute=31, second=0) + timedelta(days=later.hour >= 8)
        count, word = self.rng.choice(((1, REMINDER), (2, REMINDER), (1, "在办案件（")))
        death = asyncio.create_task(self._within_a_call(count, only=word))
        while (left := morning.timestamp() - clock.now()) > 0:
            await clock.advance(min(left, 12 * 3600))  # Telegram keeps for a day what the bot has not yet fetched
            await asyncio.sleep(0.3)
        await death

    async def _calm(self) -> None:
        """Wait until nothing is left to do."""
        for _ in range(600):
            known = await records.read(self.plan.data, self.plan.database_url)
            undone = [case for case in known.cases if case.state != "accepted"]
            waiting = {key: many for key, many in known.queues.items() if not key.endswith("failed")}
            if not undone and not waiting and not len(self.sandbox.world.updates):
                return
            await asyncio.sleep(0.2)
        raise AssertionError(f"something is left: {waiting}, {len(undone)} cases, {undone[:3]}")

    # --- in the end ---

    async def _check(self) -> None:
        code, self.figures.stop_seconds = await self.bot.stop()
        assert code == 0, "a clean stop"
        assert self.figures.stop_seconds < 3
        known = await records.read(self.plan.data, self.plan.database_url)
        self._check_cases(known)
        self._check_updates(known)
        for case in known.cases:
            self._check_arrivals(case)
        self._check_doubles()
        settings = self._settings()
        code, verdict = await liubu("audit", "verify", **settings)
        assert code == 0, verdict
        code, findings = await liubu("doctor", **settings)
        assert code == 0, findings
        self._count(known, verdict)

    def _check_cases(self, known: Records) -> None:
        filed = self.crowd.filed
        assert {case.text: case.number for case in known.cases} == filed, "each report is the case of its number"
        assert len(known.cases) == len(filed) == len(set(filed.values())), "and is one case only"
        assert [case.number for case in known.cases] == list(range(1, len(known.cases) + 1)), "numbered without a gap"

    def _check_updates(self, known: Records) -> None:
        """Handled updates are kept for three days."""
        recently = self.sandbox.world.clock.now() - 2 * 86_400
        lost = [number for number, at in self.witness.given.items() if at > recently and number not in known.handled]
        assert not lost, f"updates that were lost: {lost}"

    def _check_arrivals(self, case: Filed) -> None:
        secretary = next(s.user_id for s in self.community.staff if s.role is Role.SECRETARY)
        assert self._has(case.reporter, f"您上报的 {case.number}号", case.text), f"the receipt of {case}"
        assert self._has(case.reporter, f"您上报的 {case.number}号，", "已接单"), f"the news of {case}"
        assert self._has(secretary, f"{case.number}号 · ", "已接单"), f"the secretary's card of {case}"
        assert case.lead and self._has(case.lead, f"{case.number}号 · ", "已接单"), f"the worker's card of {case}"
        assert case.group and self._has(case.group, f"{case.number}号 · ", "已接单"), f"the group's card of {case}"

    def _has(self, chat: int, *words: str) -> bool:
        found = (said(message.json) for message in self.sandbox.world.chats[chat].messages.values())
        return any(all(word in text for word in words) and words[0] in text[:30] for text in found)

    def _check_doubles(self) -> None:
        witness = self.witness
        doubled = witness.doubled()
        assert not doubled, f"what came twice says so, but {len(doubled)} do not: {doubled[:3]}"
        assert sum(one.marked for one in witness.sent) <= self.figures.interrupted, "and only what a kill interrupted"
        for what, counted in (("reminder", witness.reminders()), ("morning board", witness.boards())):
            twice = {key: many for key, many in counted.items() if many > 1}
            assert not twice, f"no {what} comes twice, but {twice}: {witness.about(twice)}"

    def _count(self, known: Records, verdict: str) -> None:
        sent = self.witness.sent
        seen = Counter((one.chat, one.plain, one.payloads) for one in sent)
        figures = self.figures
        figures.updates, figures.cases = self._updates(), len(known.cases)
        figures.marked = sum(one.marked for one in sent)
        figures.really_doubled = sum(one.marked and seen[(one.chat, one.plain, one.payloads)] > 1 for one in sent)
        figures.reminders, figures.boards = len(self.witness.reminders()), len(self.witness.boards())
        figures.audit_events = verdict.strip().splitlines()[-1]
