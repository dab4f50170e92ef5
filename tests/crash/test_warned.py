"""The bot is killed again and again while a rainstorm is warned of: everybody has each fact once, or marked （重发）.

What the bot is called to do in these moments is chosen by the seed; LIUBU_LONG=1 runs more seeds, on each database.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.cli.demo import populate
from bot.config import demo_path, load_community
from bot.domain.community import Community
from bot.domain.person import Role
from sandbox.server import Sandbox
from sandbox.server import start as start_sandbox
from tests.conftest import KINDS
from tests.crash import records
from tests.crash.crowd import Crowd
from tests.crash.databases import fresh_database
from tests.crash.process import BotProcess
from tests.crash.witness import REPEATED, Witness
from tests.made import until_ten
from tests.town import labels, said
from tests.weather.papers import COUNTY, SENDER, alert, document, info

TICK, SECONDS_A_TICK, PATIENCE = 0.05, 3.0, 40.0
HAVE = "收到"
LIFTED = "✅ 已解除：🟧 暴雨橙色预警"
#: What is issued in turn, and how the newest message about it begins when everybody has been told.
NIGHT = (("蓝", "🟦 暴雨蓝色预警"), ("黄", "🟨 暴雨黄色预警"), ("红", "🟥 暴雨红色预警"), ("橙", "🟧 暴雨橙色预警"))


@dataclass
class Storm:
    """A sandbox with everybody in it, and a bot that dies."""

    sandbox: Sandbox
    bot: BotProcess
    witness: Witness
    community: Community
    crowd: Crowd
    rng: random.Random
    data: Path
    database_url: str | None
    issued: int = 0
    kills: int = 0
    groups: list[int] = field(default_factory=list)

    @property
    def staff(self) -> list[int]:
        """Everybody who works for the community."""
        return sorted({one.user_id for one in self.community.staff})

    async def issue(self, colour: str, *, lift: bool = False) -> None:
        """The observatory issues what takes up the one before."""
        at = datetime.fromtimestamp(self.sandbox.world.clock.now(), self.community.timezone)
        before = f"{SENDER},{COUNTY}41600000_{self.issued},2026-07-20T21:00:00+08:00"
        self.issued += 1
        text = alert(
            info(f"{SENDER}{'解除' if lift else '发布'}暴雨{colour}色预警信号"),
            identifier=f"{COUNTY}41600000_{self.issued}",
            sent=at.isoformat(timespec="seconds"),
            kind="Cancel" if lift else "Update" if self.issued > 1 else "Alert",
            references=before if self.issued > 1 else "",
        )
        ends = (at + timedelta(hours=20)).isoformat(timespec="seconds")
        file = document(text.replace("2026-07-21T03:00:00+08:00", ends))
        async with self.crowd.session.post(f"{self.sandbox.url}/api/weather/cap", data=file) as response:
            assert response.status == 200

    async def dies(self) -> None:
        """It is killed within a call or some moments after one, and lives again."""
        within = self.rng.random() < 0.6
        self.witness.arm(self.rng.randint(1, 12), strike=within, only=self.rng.choice(("预警", "预警", "")))
        with suppress(TimeoutError):
            await asyncio.wait_for(self.witness.struck.wait(), 4)
        self.witness.disarm()
        await asyncio.sleep(0 if within else self.rng.uniform(0, 0.05))
        self.bot.kill()
        await self.bot.ended()
        self.kills += 1
        await self.bot.start()

    async def told(self, words: str) -> None:
        """Wait until that is how it stands in every group, and nothing is left to be sent."""
        async with asyncio.timeout(PATIENCE):
            while not await self._is_told(words):  # noqa: ASYNC110  # of another process
                await asyncio.sleep(TICK)

    async def _is_told(self, words: str) -> bool:
        if not all(self.newest(chat).startswith(words) for chat in self.groups):
            return False
        queues = (await records.read(self.data, self.database_url)).queues
        return not any(many for key, many in queues.items() if key in ("message waiting", "message sending"))

    def newest(self, chat: int) -> str:
        """The newest message about a warning in a chat, as it reads now."""
        found = [said(one).removeprefix(REPEATED) for one in self.crowd.chat(chat, 200)]
        return next((text for text in reversed(found) if "预警" in text.partition("\n")[0]), "")

    async def answers(self) -> None:
        """Whoever is called says that they have it."""
        tapped = set[tuple[int, int]]()
        while True:
            for person in self.staff:
                for message in self.crowd.chat(person, 30):
                    key = (person, message["message_id"])
                    if HAVE in labels(message) and key not in tapped and self.bot.alive_for() > 1:
                        tapped |= {key} if await self.crowd.tap(person, message, HAVE) else set()
            await asyncio.sleep(TICK)

    async def time_passes(self) -> None:
        """The clock runs fast."""
        while True:
            await asyncio.sleep(TICK)
            await self.sandbox.world.clock.advance(SECONDS_A_TICK)


@asynccontextmanager
async def storm(data: Path, seed: int, database_url: str | None = None) -> AsyncIterator[Storm]:
    """Everybody has started the bot, which runs as a process of its own."""
    community, sandbox = load_community(demo_path() / "community.toml"), await start_sandbox()
    sandbox.world.clock.offset = until_ten(community)
    settings = {"LIUBU_TOKEN": sandbox.token, "LIUBU_SANDBOX": sandbox.url, "LIUBU_DATA": str(data)}
    settings |= {"LIUBU_DATABASE_URL": database_url} if database_url else {}
    bot = BotProcess(settings, data / "bot.log")
    witness = Witness(bot.kill)
    sandbox.world.calls = witness
    try:
        await populate(sandbox.url, community)
        async with aiohttp.ClientSession() as session:
            crowd = Crowd(sandbox.world, sandbox.url, session, community, bot.alive_for)
            made = Storm(sandbox, bot, witness, community, crowd, random.Random(seed), data, database_url)
            made.groups = [chat for chat in sandbox.world.chats if chat < 0]
            await bot.start()
            running = [asyncio.create_task(made.time_passes()), asyncio.create_task(made.answers())]
            try:
                yield made
            finally:
                for task in running:
                    task.cancel()
    finally:
        bot.kill()
        await sandbox.stop()


async def rages(storm: Storm) -> None:
    """It is issued, raised, lowered and lifted; the bot dies twice in each."""
    await storm.told("")
    for colour, words in NIGHT:
        await storm.issue(colour)
        for _ in range(2):
            await storm.dies()
        if colour == "橙":  # lowered so soon after a rise, it waits until the source has settled
            await storm.sandbox.world.clock.advance(31 * 60)
        await storm.told(words)
    await storm.issue("橙", lift=True)
    for _ in range(2):
        await storm.dies()
    await storm.told(LIFTED)


def check(storm: Storm) -> None:
    """Who must know has the latest fact; and nobody was sent the same twice without being told that it is the same."""
    secretaries = {one.user_id for one in storm.community.staff if one.role is Role.SECRETARY}
    for chat in [*storm.groups, *storm.staff]:
        assert storm.newest(chat).startswith(LIFTED), f"{chat} was not told of the end: {storm.newest(chat)!r}"
    about = [one for one in storm.witness.sent if "预警" in one.plain.partition("\n")[0] and "叫过您" not in one.text]
    twice = Counter((one.chat, one.plain) for one in about if not one.marked)
    assert not [key for key, many in twice.items() if many > 1], "told twice"
    for chat in storm.groups:
        firsts = Counter(one.plain.partition("\n")[0] for one in about if one.chat == chat and not one.marked)
        assert max(firsts.values()) == 1 and "🟧 暴雨橙色预警" not in firsts, (
            f"once each, and lowered by an edit: {firsts}"
        )
    heard = {one.plain.partition("\n")[0] for one in about if one.chat in secretaries}
    assert {words for colour, words in NIGHT if colour != "橙"} <= heard
    assert sum(one.marked for one in about) <= storm.kills * 30, "a kill repeats what was on its way"


async def test_a_rainstorm_while_the_bot_is_killed(tmp_path: Path) -> None:
    async with storm(tmp_path, seed=1) as found:
        await rages(found)
        check(found)


if os.environ.get("LIUBU_LONG"):

    @pytest.mark.timeout(600)
    @pytest.mark.parametrize("seed", range(2, 6))
    @pytest.mark.parametrize("kind", KINDS)
    async def test_more_rainstorms(tmp_path: Path, kind: str, seed: int) -> None:
        async with fresh_database(kind) as url, storm(tmp_path, seed, url) as found:
            await rages(found)
            check(found)
