"""The real bot as a contender: started as its users start it, walked through its report dialog."""

import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from bench.contenders import Contender
from bench.moves import Move
from bench.telegram import TOKEN

COMMAND = [str(Path(sys.executable).parent / "liubu"), "run"]
# The same number and kind of moves as NAIVE.script: start, tap, text, tap, tap, tap.
SCRIPT: list[Move] = []
WORDS = "你好"


def _environment(base_url: str, data: Path) -> Mapping[str, str]:
    return {"LIUBU_API_URL": base_url, "LIUBU_TOKEN": TOKEN, "LIUBU_DATA": str(data / "liubu")}


LIUBU = Contender("liubu", lambda base_url, data: COMMAND, SCRIPT, WORDS, _environment)  # noqa: ARG005


def missing() -> str | None:
    """What still keeps the real bot from being measured."""
    if not find_spec("bot.app"):
        return "bot.app is not there"
    return LIUBU.missing() or (None if SCRIPT else "bench/liubu_bot.py has no script")
