"""The town of the storm: two grids with few workers, somebody of each standing, and a bot that can be killed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

import structlog

from bot.delivery import lanes
from bot.delivery.limits import Limit
from bot.domain.community import Community
from bot.domain.person import Appointment, Role
from tests.conftest import Database
from tests.stories.killed import kill
from tests.stories.scenes import newcomer, resident
from tests.town import Neighbour, Town, buttons, open_town

#: Whose names, numbers and words are looked for in what others are told: they never become staff.
RESIDENTS = ("reporter", "neighbour", "elsewhere", "outsider")
#: What can be given to somebody and taken away again.
ROLES = (
    Appointment(Role.SECRETARY, None),
    Appointment(Role.DEPUTY, None),
    Appointment(Role.GRID_HEAD, 1),
    Appointment(Role.FULL_TIME, 1),
    Appointment(Role.FULL_TIME, 2),
    Appointment(Role.AUXILIARY, 1),
    Appointment(Role.SPECIALIST, None),
    Appointment(Role.LIAISON, None, "城管"),
    Appointment(Role.LIAISON, None, "消防"),
    Appointment(Role.RED_TEAM, 1),
)
_FEW = {1: 1, 2: 1, None: 1}  # how many of a role in each grid
_BAD = ("error", "critical", "exception")


@dataclass
class Cast:
    """Everybody, by what they are at the beginning, with what they ever had before their eyes."""

    town: Town
    people: dict[str, Neighbour]
    log: list[Any] = field(default_factory=list)
    alive: bool = True

    @property
    def residents(self) -> dict[str, Neighbour]:
        """Those who never become staff."""
        return {name: one for name, one in self.people.items() if name in RESIDENTS}

    def chats(self) -> list[int]:
        """The groups."""
        return list(self.town.groups.values())

    def seen(self, chat: int, most: int = 0) -> list[dict[str, Any]]:
        """The bot's messages of a chat that have buttons, oldest first; the newest so many."""
        world = self.town.sandbox.world
        bot, found = world.bot.id, world.chats[chat].messages.values()
        shown = [one.json for one in found if one.sender_id == bot and buttons(one.json)]
        return shown[-most:] if most else shown

    def troubles(self) -> list[Any]:
        """What the log says that it must never say."""
        return [one for one in self.log if one.get("log_level") in _BAD]

    async def kill(self) -> None:
        """The bot is gone this very moment: nothing that it was doing is brought to its end."""
        await kill(self.town)
        self.alive = False

    async def start(self) -> None:
        """The bot lives again."""
        await self.town.start_bot()
        self.alive = True
        await self.town.quiet()


def _small(community: Community) -> Community:
    """The demo community with few workers, so that a few people can play them all."""
    left: dict[Any, int] = {}
    kept = []
    for one in community.staff:
        key = (one.role, one.grid)
        if one.grid in _FEW and left.get(key, 0) < _FEW[one.grid]:
            left[key] = left.get(key, 0) + 1
            kept.append(one)
    policy = replace(community.policy, max_reports_per_hour=60)
    return replace(community, staff=tuple(kept), policy=policy)


@asynccontextmanager
async def open_cast(database: Database, community: Any = _small) -> AsyncIterator[Cast]:
    """The town with everybody in it, known and reachable; what the log says is kept."""
    where: dict[str, Any] = {"database_url": database.url, "schema": database.schema}
    quick = patch.object(lanes, "BULK", Limit(burst=1_000, every_ms=1_000))
    with structlog.testing.capture_logs() as log, quick:
        async with open_town(database.data, settled=(1, 2), log=True, changed=community, **where) as town:
            cast = Cast(town, await _everybody(town), log)
            for name, held in (("deputy", Role.DEPUTY), ("liaison", Role.LIAISON)):
                unit = "城管" if held is Role.LIAISON else ""
                await town.appoints(cast.people[name], Appointment(held, None, unit))
            for person in cast.people.values():
                await person.starts()
            for name, grid in (("reporter", 1), ("neighbour", 1), ("elsewhere", 2)):
                await cast.people[name].says("/help", chat=town.groups[grid])
            yield cast
            if not cast.alive:
                await cast.start()


async def _everybody(town: Town) -> dict[str, Neighbour]:
    staff = {
        f"{one.role.value} {one.grid or ''}".strip(): Neighbour(town, one.user_id, one.name)
        for one in town.community.staff
    }
    return {
        **staff,
        "reporter": resident(town),
        "neighbour": await newcomer(town, 3001, "赵邻居"),
        "elsewhere": resident(town, 2),
        "outsider": await newcomer(town, 3009, "孙路人", grid=None),
        "deputy": await newcomer(town, 3002, "钱代书", grid=None),
        "liaison": await newcomer(town, 3003, "周联络", grid=None),
        "red": await newcomer(town, 3006, "王红", grid=None),
    }
