"""The demo: a sandbox in a process of its own, with the people and the grid groups of the demo community."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.config import demo_path, load_residents
from bot.domain.community import Community, Staff
from bot.domain.person import Role
from bot.errors import LiubuError
from bot.render import Renderer

#: Made up for the sandbox, which is reached from this machine only; no bot of Telegram has it.
TOKEN = "7000000001:sandbox-demo-token"  # noqa: S105
_PATIENCE = 20.0


@asynccontextmanager
async def sandbox(port: int) -> AsyncIterator[str]:
    """Run a sandbox on a port of this machine; its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", str(port), "--token", TOKEN, start_new_session=True
    )
    url = f"http://127.0.0.1:{port}"
    try:
        await _wait_for(process, url, port)
        yield url
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await process.wait()


async def populate(url: str, community: Community) -> None:
    """Let the demo's people move in: staff and residents, a group for each grid, bound by the secretary."""
    async with aiohttp.ClientSession(url, raise_for_status=True) as session:
        residents = load_residents(demo_path() / "people.toml")
        # The page lists them in this order: whom a newcomer wants to be first come first.
        for staff in community.staff:
            if staff.role is Role.SECRETARY:
                await _move_in(session, staff, community)
        for resident in residents:
            await _post(session, "/api/people", {"id": resident.user_id, "first_name": resident.name})
        for staff in community.staff:
            if staff.role is not Role.SECRETARY:
                await _move_in(session, staff, community)
        for staff in community.staff:
            await _post(session, "/api/start", {"as": staff.user_id})
        secretary = next(staff.user_id for staff in community.staff if staff.role is Role.SECRETARY)
        for grid in community.grids:
            workers = [s.user_id for s in community.staff if s.grid in (grid.number, None)]
            neighbours = [r.user_id for r in residents if r.grid == grid.number]
            members = sorted({*workers, *neighbours, secretary})
            group = {"title": f"{community.name} {grid.name}", "members": members, "admins": [secretary]}
            chat = await _post(session, "/api/chats", group)
            start = {"as": secretary, "payload": f"g{grid.number}", "chat_id": chat["chat"]["id"]}
            await _post(session, "/api/start", start)


async def _move_in(session: aiohttp.ClientSession, staff: Staff, community: Community) -> None:
    body = {"id": staff.user_id, "first_name": staff.name, "last_name": f"（{_post_of(staff, community)}）"}
    await _post(session, "/api/people", body)


def _post_of(staff: Staff, community: Community) -> str:
    """What the page shows behind a name, so that a visitor knows who is who."""
    role = Renderer(community.timezone).words("zh", f"role.{staff.role}")
    grid = community.grid(staff.grid) if staff.grid else None
    return f"{grid.name} {role}" if grid else role


async def _post(session: aiohttp.ClientSession, path: str, body: dict[str, Any]) -> Any:
    async with session.post(path, json=body) as response:
        return await response.json()


async def _wait_for(process: asyncio.subprocess.Process, url: str, port: int) -> None:
    """Wait until the sandbox answers; LiubuError if it ends instead, or takes too long."""
    async with aiohttp.ClientSession() as session:
        end = asyncio.get_running_loop().time() + _PATIENCE
        while asyncio.get_running_loop().time() < end:
            if process.returncode is not None:
                raise LiubuError("sandbox.down", error=f"exit {process.returncode}", port=port)
            try:
                async with session.get(f"{url}/api/clock") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
    os.kill(process.pid, signal.SIGKILL)
    raise LiubuError("sandbox.down", error="no answer", port=port)
