"""The sandbox as a process of its own."""

import asyncio
import signal
import sys

import aiohttp


async def test_it_starts_says_where_and_stops_on_sigterm() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", "0", "--token", "5:x", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().removeprefix("sandbox: ").strip()
    async with aiohttp.ClientSession() as session, session.get(f"{url}/bot5:x/getMe") as response:
        assert (await response.json())["result"]["id"] == 5
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 5) == 0
