"""Who loses a role in a flood gives up their doors and calls for help, and reads no more of whose they were."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from bot.storage import people
from bot.storage.store import Tx
from tests.stories.floods import listed, officer, on_duty, rolls, starts
from tests.stories.rosters import events
from tests.stories.scenes import resident
from tests.stories.test_staff import revoked
from tests.town import Neighbour, Town, labels, open_town, said

GRANDMA, PHONE, PLACE = "张奶奶", "13900001234", "1号楼2单元301"


async def asks(town: Town, asker: Neighbour) -> None:
    """Somebody asks for help and says all of it."""
    await asker.taps("我要帮助", chat=town.groups[1])
    await asker.starts("h1")
    await asker.taps("被困")
    await asker.says(PLACE)
    await asker.says("13911112222")


async def test_the_doors_of_who_was_dismissed_are_to_be_given_anew(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary, worker = town.secretary, officer(town)
        await listed(town)
        await starts(town)
        await secretary.taps("上门走访")
        await secretary.taps("按网格分给网格员")
        card = await worker.sees("请您上门看看", GRANDMA, PHONE)
        await revoked(town, worker)
        gone = await worker.sees("已经请别人去了")
        assert gone["message_id"] == card["message_id"] and labels(gone) == []
        assert GRANDMA not in "".join(await worker.reads()) and PHONE not in "".join(await worker.reads())
        told = await secretary.sees(f"{worker.name}不再负责上门，有 1 户要请别人去")
        assert await worker.taps_data(card["message_id"], "p:door.safe:1:0:0") is not None
        assert events(town, "door.found") == [] and len(events(town, "door.freed")) == 1
        assert labels(told) == ["上门走访"]
        await secretary.taps("上门走访")
        await secretary.taps("按网格分给网格员")
        await town.staff(Role.AUXILIARY, 1).sees("请您上门看看", GRANDMA)


async def test_a_call_for_help_of_who_was_dismissed_calls_the_duty_anew(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        first, second = officer(town), town.staff(Role.AUXILIARY, 1)
        await on_duty(town, first, "g1", hours=72)
        await on_duty(town, second, "leader", hours=72)
        await starts(town)
        await rolls(town)
        asker = resident(town)
        await asker.starts()
        await asks(town, asker)
        await first.sees("求助1", PLACE)
        await first.taps("收到")
        await first.sees("求助1 · 有人在办", PLACE)
        await revoked(town, first)
        await first.sees("求助1已经请别人办")
        assert "有人在办" not in "".join(await first.reads())
        await second.sees("求助1", PLACE, "请点“收到”")
        await second.taps("收到")
        await asker.sees(f"{second.name}已经收到您的求助")


async def test_who_has_it_and_cannot_be_reached_any_more_is_followed_by_others(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        first, second = officer(town), town.staff(Role.AUXILIARY, 1)
        await on_duty(town, first, "g1", hours=72)
        await on_duty(town, second, "leader", hours=72)
        await starts(town)
        await rolls(town)
        asker = resident(town)
        await asker.starts()
        await asks(town, asker)
        await first.sees("求助1", PLACE)
        await first.taps("收到")

        async def block(tx: Tx) -> None:
            await people.set_reachable(tx, town.app.community_id, first.user_id, reachable=False)

        await town.app.store.write(block)
        before = len(await second.reads())
        await town.wind(minutes=31)
        assert any("求助1" in text and "请点“收到”" in text for text in (await second.reads())[before:])
        assert said(await second.sees("求助1", "请点“收到”"))
