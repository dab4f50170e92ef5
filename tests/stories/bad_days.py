"""What the stories of bad days share: reports to file, a look at what was sent, and the operator's doctor."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from typer.testing import CliRunner

from bot.__main__ import cli
from bot.config import demo_path
from tests.town import Message, Neighbour, Town, said

#: A category without a photo step, with nothing similar to look for, and a deadline of three working days.
QUIET = "噪音扰民"
#: A public one without a photo step, with a deadline of four hours of service: over in the evening.
LIFT = "电梯故障"
REPEATED = "（重发）"


async def reports(
    town: Town, who: Neighbour, text: str, *, category: str = LIFT, grid: int = 1, building: int = 0
) -> None:
    """File a report from the group's button to the number."""
    await reaches_review(town, who, text, category=category, grid=grid, building=building)
    await who.taps("提交")


async def reaches_review(
    town: Town, who: Neighbour, text: str, *, category: str = LIFT, grid: int = 1, building: int = 0
) -> None:
    """Say all that a report needs; only the last tap is left."""
    await who.starts(f"r{grid}")
    await who.taps(category)
    await who.says(text)
    await who.taps(town.community.grids[grid - 1].buildings[building].name)


async def assigns(town: Town, worker: Neighbour) -> None:
    """The secretary gives the newest case to a worker."""
    await town.secretary.taps("指派")
    await town.secretary.taps(worker.name)
    await town.secretary.taps("指派，")


async def shown(town: Town, words: str, chat: int, viewer: int | None = None) -> list[Message]:
    """The bot's messages in a chat that hold the words."""
    found = await town.from_bot(chat, viewer or (chat if chat > 0 else town.secretary.user_id))
    return [message for message in found if words in said(message)]


async def calls(town: Town, method: str, chat: int) -> list[dict[str, Any]]:
    """The calls of a method for a chat that the sandbox has served well."""
    return [call for call in await town.get("/api/log", method=method) if call["chat_id"] == chat and call["ok"]]


def mend(town: Town) -> None:
    """Telegram's bad day is over."""
    town.sandbox.world.faults.faults.clear()


def inject(town: Town, kind: str, body: Any, chat: int = 0) -> None:
    """Telegram sends an update that nobody would expect."""
    town.sandbox.world.updates.push(kind, body, chat)


@dataclass(frozen=True)
class Findings:
    """What ``liubu doctor`` says, and its exit code."""

    text: str
    code: int


async def doctor(town: Town, *arguments: str) -> Findings:
    """Ask the doctor, as the operator does, beside the running bot (SQLite only)."""
    settings = {"LIUBU_TOKEN": town.sandbox.token, "LIUBU_DATA": str(town.data), "LIUBU_DATABASE_URL": ""}
    settings["LIUBU_COMMUNITY"] = str(demo_path() / "community.toml")
    found = await asyncio.to_thread(CliRunner().invoke, cli, ["doctor", *arguments], env=settings)
    return Findings(found.output, found.exit_code)
