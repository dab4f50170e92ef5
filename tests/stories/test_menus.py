"""The commands that Telegram lists: by role, by language, and brought up to date when either changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.actions import people as people_actions
from bot.actions.context import Context
from bot.domain.person import Appointment, Role
from bot.storage import people
from bot.storage.store import Tx
from tests.stories.scenes import answers, newcomer
from tests.town import Neighbour, Town, open_town, said

RESIDENT = {"start", "report", "mine", "settings", "cancel", "language", "privacy", "help"}


async def listed(town: Town, scope: dict[str, Any], language: str = "") -> dict[str, str]:
    """The commands of a scope with their descriptions."""
    found = await town.bot_api("getMyCommands", scope=scope, language_code=language)
    return {one["command"]: one["description"] for one in found}


async def own(town: Town, person: Neighbour) -> dict[str, str]:
    """The commands that somebody alone is shown."""
    return await listed(town, {"type": "chat", "chat_id": person.user_id})


async def change(town: Town, person: Neighbour, held: Appointment, *, there: bool) -> None:
    """Give or take a role, as whoever may do that does."""

    async def work(tx: Tx) -> None:
        ctx = Context(tx, town.community, town.app.community_id, town.app.clock.now())
        known = await people.by_user(tx, ctx.community_id, person.user_id)
        assert known is not None
        await (people_actions.appoint if there else people_actions.dismiss)(ctx, None, known, held)

    await town.app.store.write(work)
    await town.quiet()


async def test_everybody_sees_theirs(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        assert set(await listed(town, {"type": "all_private_chats"})) >= RESIDENT
        assert not {"board", "tasks", "invite", "blocks"} & set(await listed(town, {"type": "all_private_chats"}))
        assert (await listed(town, {"type": "all_private_chats"}, "en"))["mine"] == "My reports"
        assert set(await listed(town, {"type": "all_group_chats"})) == {"report", "help"}
        assert set(await listed(town, {"type": "all_chat_administrators"})) == {"report", "help", "bind"}
        secretary, worker = await own(town, town.secretary), await own(town, town.staff(Role.FULL_TIME, 1))
        assert {"board", "staff", "invite", "blocks"} <= set(secretary) and "tasks" not in secretary
        assert {"tasks", "leave"} <= set(worker) and not {"board", "invite", "blocks"} & set(worker)
        assert await own(town, await newcomer(town)) == {}


async def test_the_chosen_language_decides(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, person = town.staff(Role.FULL_TIME, 1), await newcomer(town)
        await worker.says("/language")
        await town.quiet()
        assert (await own(town, worker))["tasks"] == "My tasks"
        await person.says("/language")
        await town.quiet()
        assert (await own(town, person))["mine"] == "My reports" and "tasks" not in await own(town, person)
        await person.says("/language")
        await town.quiet()
        assert (await own(town, person))["mine"] == "我的上报"


async def test_they_follow_the_roles(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await newcomer(town)
        await person.starts()
        liaison, duty = Appointment(Role.LIAISON, None, "城管"), Appointment(Role.DUTY, None)
        await change(town, person, duty, there=True)
        assert "leave" in await own(town, person) and "tasks" not in await own(town, person)
        await change(town, person, liaison, there=True)
        assert "tasks" in await own(town, person)
        await change(town, person, liaison, there=False)
        assert "leave" in await own(town, person) and "tasks" not in await own(town, person)
        await change(town, person, duty, there=False)
        assert await own(town, person) == {}
        for command in ("/leave", "/tasks", "/board", "/blocks", "/invite"):
            async with answers(person) as told:
                await person.says(command)
            assert "没有这个命令" in said(told[0])


async def test_who_cannot_be_reached_is_no_harm_and_gets_them_later(tmp_path: Path) -> None:
    worker_id = 1012
    async with open_town(tmp_path, absent=(worker_id,)) as town:
        worker = next(Neighbour(town, s.user_id, s.name) for s in town.community.staff if s.user_id == worker_id)
        await town.post("/api/faults", {"method": "setMyCommands", "kind": "403", "times": 1})
        await worker.starts()
        assert await own(town, worker) == {}
        await worker.says("/language")
        await town.quiet()
        assert "tasks" in await own(town, worker)
        await town.post("/api/faults", {"method": "setMyCommands", "kind": "500", "times": 1})
        await worker.says("/language")
        assert (await own(town, worker))["tasks"] == "My tasks", "the line is down"
        await town.wind(seconds=10)
        assert (await own(town, worker))["tasks"] == "我的任务", "it is tried again"
