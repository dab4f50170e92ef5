"""Starts the server and a bot as processes, and brings back what the server measured."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.contenders import ROOT, Contender
from bench.telegram import Job

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE_S = 300


class BenchError(Exception):
    """A run that gave no figures, and why."""


class Server:
    """The Bot API server's process."""

    def __init__(self, process: Process, base_url: str) -> None:
        self._process, self.base_url = process, base_url

    async def event(self, name: str) -> dict[str, Any]:
        """The next event of that name."""
        while True:
            found = await self._next()
            if found["event"] == name:
                return found

    async def _next(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE_S)
        if not line:
            raise BenchError("the server ended")
        found: dict[str, Any] = json.loads(line)
        return found


class Bot:
    """A bot's process: its log lies in its data directory."""

    def __init__(self, contender: Contender, base_url: str, data: Path) -> None:
        self._contender, self._base_url, self._data = contender, base_url, data
        self._process: Process | None = None

    async def start(self) -> None:
        """Starts it (again, in the same data directory)."""
        command = self._contender.command(self._base_url, self._data)
        environment = self._contender.environment(self._base_url, self._data)
        with (self._data / "bot.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env={**os.environ, **environment}, stdin=DEVNULL, stdout=log, stderr=log
            )

    async def end(self, number: int = signal.SIGTERM) -> None:
        """Ends it, gently by default; what does not obey within ten seconds is killed."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.send_signal(number)
        try:
            await asyncio.wait_for(process.wait(), 10)
        except TimeoutError:
            process.kill()
            await process.wait()

    def usage(self) -> dict[str, float]:
        """Its CPU seconds and resident megabytes, while it lives."""
        if self._process is None or self._process.returncode is not None:
            return {}
        here = Path(f"/proc/{self._process.pid}")
        ticks = (here / "stat").read_text().rpartition(")")[2].split()[11:13]
        pages = int((here / "statm").read_text().split()[1])
        return {"bot_cpu_s": sum(map(int, ticks)) / TICKS, "bot_rss_mb": pages * 4096 / 1e6}

    def log(self) -> str:
        """The end of its log."""
        return (self._data / "bot.log").read_text(errors="replace")[-2000:]


@asynccontextmanager
async def server(job: Job) -> AsyncIterator[Server]:
    """The server, listening, until the block ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.telegram", job.dump(), cwd=ROOT, stdin=DEVNULL, stdout=PIPE
    )
    try:
        found = Server(process, "")
        found.base_url = f"http://127.0.0.1:{(await found.event('listening'))['port']}"
        yield found
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def play(contender: Contender, job: Job) -> dict[str, Any]:
    """One run: the result of the server, and what the bot used. With `job.reached` the bot is killed with
    SIGKILL after so many answers, and started again."""
    with TemporaryDirectory(prefix="bench-") as folder:
        async with server(job) as telegram:
            bot = Bot(contender, telegram.base_url, Path(folder))
            await contender.prepare(Path(folder))
            await bot.start()
            try:
                return await _watch(telegram, bot, job)
            except BenchError as error:
                raise BenchError(f"{contender.name}: {error}\n{bot.log()}") from error
            finally:
                await bot.end()


async def _watch(telegram: Server, bot: Bot, job: Job) -> dict[str, Any]:
    if job.reached:
        await telegram.event("reached")
        await bot.end(signal.SIGKILL)
        await bot.start()
    result = await telegram.event("result")
    if result.get("stuck"):
        raise BenchError(f"people are stuck: {json.dumps(result['stuck'], ensure_ascii=False)}")
    return {**result, **bot.usage()}
