"""The bot as a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

ROOT = Path(__file__).parents[2]


def environment(**settings: str) -> dict[str, str]:
    """The surroundings of a process: this one's, without any setting of the bot but those given, on the demo's file."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("LIUBU_") and key != "PORT"}
    usual = {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT), "LIUBU_COMMUNITY": str(ROOT / "demo" / "community.toml")}
    return {**plain, **usual, **settings}


@dataclass
class BotProcess:
    """``liubu run``, started anew as often as one likes; what it writes goes to ``log``."""

    COMMAND: ClassVar[tuple[str, ...]] = (sys.executable, "-m", "bot", "run")

    settings: Mapping[str, str]
    log: Path
    process: asyncio.subprocess.Process | None = None
    _began: float = field(default=0.0)

    async def start(self) -> None:
        """Start it; it is not ready yet."""
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self.COMMAND, env=environment(**self.settings), stdout=log, stderr=log
            )
        self._began = time.monotonic()

    def kill(self) -> None:
        """SIGKILL, this very moment."""
        if self.process is not None and self.process.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGKILL)

    async def ended(self) -> int:
        """Wait for its end; its exit code."""
        assert self.process is not None
        return await self.process.wait()

    async def stop(self) -> tuple[int, float]:
        """SIGTERM; its exit code, and how many seconds it took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(self.process.wait(), 30)
        return code, time.monotonic() - began

    def written(self) -> str:
        """All that it has written so far."""
        return self.log.read_text("utf-8", errors="replace")

    def alive_for(self) -> float:
        """Seconds since it was started; 0 if it is dead."""
        dead = self.process is None or self.process.returncode is not None
        return 0.0 if dead else time.monotonic() - self._began


async def liubu(*arguments: str, **settings: str) -> tuple[int, str]:
    """Run a command of the bot to its end; its exit code and all that it wrote."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env=environment(**settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    written, _ = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode or 0, written.decode()
