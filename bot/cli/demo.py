"""The demo: a sandbox in a process of its own, with the people and the grid groups of the demo community."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import aiohttp

from bot.actions import rosters, rotations
from bot.actions.context import Context
from bot.config import demo_path, load_residents
from bot.domain.community import Community, Staff
from bot.domain.person import Role
from bot.domain.rotation import Days, Length, Pattern
from bot.errors import LiubuError
from bot.handlers.gate import AGREE
from bot.render import Renderer
from bot.storage import people, roster

#: Made up for the sandbox, which is reached from this machine only; no bot of Telegram has it.
TOKEN = "7000000001:sandbox-demo-token"  # noqa: S105
#: Who takes turns on which posts in the demo.
_TURNS: tuple[tuple[str, tuple[Role, ...], int | None], ...] = (
    ("leader", (Role.SPECIALIST,), None),
    ("g1", (Role.FULL_TIME, Role.AUXILIARY), 1),
    ("g7", (Role.FULL_TIME, Role.AUXILIARY), 7),
    ("reserve", (Role.AUXILIARY,), 2),
)
_A_DAY = timedelta(days=1)
_PATIENCE = 20.0
_GRACE = 5.0
_LOOK = 0.05


@asynccontextmanager
async def sandbox(port: int) -> AsyncIterator[str]:
    """Run a sandbox on a port of this machine (0: any free one); its address. LiubuError if it does not start."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--port", str(port), "--token", TOKEN),
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield await _address(process, port)
    finally:
        await _end(process)


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
        bot = await _bot(session)
        for grid in community.grids:
            workers = [s.user_id for s in community.staff if s.grid in (grid.number, None)]
            neighbours = [r.user_id for r in residents if r.grid == grid.number]
            members = sorted({*workers, *neighbours, secretary})
            group = {"title": f"{community.name} {grid.name}", "members": [*members, bot], "admins": [secretary, bot]}
            chat = await _post(session, "/api/chats", group)
            start = {"as": secretary, "payload": f"g{grid.number}", "chat_id": chat["chat"]["id"]}
            await _post(session, "/api/start", start)


async def _bot(session: aiohttp.ClientSession) -> int:
    async with session.get("/api/bot") as response:
        return int((await response.json())["user"]["id"])


async def agree(url: str, community: Community) -> None:
    """Let the staff agree to the notice on data, as soon as the bot shows it to them; residents do it themselves."""
    async with aiohttp.ClientSession(url, raise_for_status=True) as session:
        for user_id in sorted({staff.user_id for staff in community.staff}):
            notice = await _notice(session, user_id)
            tap = {"as": user_id, "chat_id": user_id, "message_id": notice, "data": AGREE}
            await _post(session, "/api/taps", tap)


async def man(ctx: Context) -> None:
    """Let some of the demo's people take turns on duty, the first of whom are there: a page has somebody to reach."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    today = ctx.community.calendar.day_of(ctx.now)
    for key, roles, grid in _TURNS:
        turns = [
            one.person_id for one in staff if any(held.role in roles and held.grid == grid for held in one.appointments)
        ]
        plan = ctx.community.duty
        since = today - _A_DAY
        pattern = Pattern(0, key, tuple(turns[:3]), Length.WHOLE, Days.ALL, since, None, plan.change, plan.night)
        await rotations.make(ctx, None, pattern)
    for shift in await roster.between(ctx.tx, ctx.community_id, ctx.now, ctx.now + 1):
        await roster.accept(ctx.tx, ctx.community_id, shift.shift_id, shift.person, ctx.now)
    await rosters.changed(ctx)


async def _notice(session: aiohttp.ClientSession, user_id: int) -> int:
    """The message with the notice."""
    async with asyncio.timeout(_PATIENCE):
        while True:
            async with session.get(f"/api/chats/{user_id}/messages", params={"as": user_id, "after": 0}) as response:
                for message in await response.json():
                    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
                    if any(button.get("callback_data") == AGREE for row in rows for button in row):
                        return int(message["message_id"])
            await asyncio.sleep(_LOOK)


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


async def _address(process: asyncio.subprocess.Process, port: int) -> str:
    """What the sandbox says once it can be reached; it says nothing if it cannot start."""
    assert process.stdout is not None  # noqa: S101  # it was asked for
    try:
        async with asyncio.timeout(_PATIENCE):  # unlike wait_for, it does not lose a Ctrl-C that comes with the line
            line = (await process.stdout.readline()).decode()
    except TimeoutError:
        raise LiubuError("sandbox.down", error="no answer", port=port) from None
    if not line:
        raise LiubuError("sandbox.down", error=f"exit {await process.wait()}", port=port)
    return line.removeprefix("sandbox: ").strip()


async def _end(process: asyncio.subprocess.Process) -> None:
    """Let the sandbox stop; one that does not is not waited for."""
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _GRACE)
    except TimeoutError:
        process.kill()
        await process.wait()
