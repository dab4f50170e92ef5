"""The bots that are measured: how each is started, and how people word the same six moves with it."""

import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.moves import Move, Opening, start, tap, text

ROOT = Path(__file__).parent.parent
Command = Callable[[str, Path], list[str]]
Environment = Callable[[str, Path], Mapping[str, str]]
Prepare = Callable[[Path], Awaitable[None]]


def _no_environment(base_url: str, data: Path) -> Mapping[str, str]:  # noqa: ARG001
    return {}


async def nothing(data: Path) -> None:
    """Prepare nothing."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot: its command and environment for (base URL, data directory), its script with what must happen before,
    the words that it answers with one message, and what its data directory holds before its first start."""

    name: str
    command: Command
    script: list[Move] = field(default_factory=list)
    words: str = "你好"
    environment: Environment = _no_environment
    openings: list[Opening] = field(default_factory=list)
    prepare: Prepare = nothing

    def missing(self) -> str | None:
        """What is not there of it."""
        program = self.command("", ROOT)[0]
        return None if Path(program).exists() else f"{program} is not there"


def module(name: str, python: str = sys.executable) -> Command:
    """`python -m NAME BASE_URL DATA_DIR`."""
    return lambda base_url, data: [python, "-m", name, base_url, str(data)]


def _aiogram_python() -> str:
    return os.environ.get("BENCH_AIOGRAM_PYTHON") or str(ROOT / "bench/.venv/bin/python")


NAIVE = Contender(
    "naive",
    module("bench.naive_bot"),
    [
        start(),
        tap("{category}"),
        text("三单元电梯停在五楼，门打不开，有老人被困，请尽快派人来看一下。"),
        tap("跳过"),
        tap("^{building}$"),
        tap("提交", answered_by="编号"),
    ],
)
AIOGRAM = Contender("aiogram", module("bench.naive_aiogram", _aiogram_python()))
