"""The program as a visitor starts it: ``liubu run`` in a process of its own, its page where it says that it is."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_ADDRESS = re.compile(r"沙盒页面：(http://[\w.:]+)")


@dataclass
class Visit:
    """A running ``liubu run``: its address, how long it took to print it, and what it said."""

    url: str
    seconds: float
    process: asyncio.subprocess.Process
    said: list[str]


@asynccontextmanager
async def visit(data: Path, patience: float = 60.0) -> AsyncIterator[Visit]:
    """Start the program with its data in a folder, wait for the address, stop it at the end by Ctrl-C."""
    known = {key: value for key, value in os.environ.items() if not key.startswith("LIUBU_")}
    settings = {"PORT": str(_free_port()), "LIUBU_DATA": str(data), "PYTHONUTF8": "1"}
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), cwd=ROOT, env={**known, **settings}, stdout=asyncio.subprocess.PIPE
    )
    said: list[str] = []
    try:
        url = await asyncio.wait_for(_address(process, said), patience)
        yield Visit(url, time.monotonic() - began, process, said)
    finally:
        await _stop(process, said)


async def _stop(process: asyncio.subprocess.Process, said: list[str]) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGINT)
    try:
        rest, _ = await asyncio.wait_for(process.communicate(), 20)
    except TimeoutError:
        process.kill()
        raise
    said += rest.decode().splitlines()


async def _address(process: asyncio.subprocess.Process, said: list[str]) -> str:
    assert process.stdout is not None
    while line := (await process.stdout.readline()).decode():
        said.append(line.rstrip())
        if found := _ADDRESS.search(line):
            return found[1]
    raise AssertionError(f"the program ended without an address: {said}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
