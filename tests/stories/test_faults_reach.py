"""People and groups that cannot be reached, groups that change their id: known, told once, and another way found."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.person import Role
from tests.conftest import Database
from tests.stories.bad_days import assigns, calls, doctor, reports, shown
from tests.town import Neighbour, Town, labels, open_town, said

LOST = "收不到消息"


async def test_a_worker_who_blocked_the_bot_is_told_of_once_and_catches_up(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        reporter, worker, secretary = Neighbour(town, 2001, ""), town.staff(Role.FULL_TIME, 1), town.secretary
        await town.post(f"/api/people/{worker.user_id}/block", {})
        await reports(town, reporter, "电梯停了")
        await secretary.taps("指派")
        assert any(worker.name in label and "联系不上" in label for label in labels(await secretary.last()))
        await secretary.taps(worker.name)
        await secretary.taps("指派，")
        (told,) = await shown(town, LOST, secretary.user_id)
        assert worker.name in said(told) and "1号" in said(told)
        assert "已指派" in said((await shown(town, "1号 · ", town.groups[1]))[0]), "all others have their cards"
        assert "已指派" in said(await reporter.sees("您上报的 1号"))

        found = await doctor(town)
        assert found.code == 1 and str(worker.user_id) in found.text and "assignment" in found.text
        await town.wind(hours=6, minutes=5)
        assert len(await shown(town, LOST, secretary.user_id)) == 1, "told once"
        assert await shown(town, "提醒（", secretary.user_id), "the reminder takes another way"

        await worker.starts()
        card = await worker.sees("1号 · 电梯故障")
        assert "接单" in labels(card)
        await worker.taps("接单")
        await reporter.sees("已接单。")


async def test_a_worker_who_never_started_the_bot_is_told_of(tmp_path: Path) -> None:
    async with open_town(tmp_path, absent=(1021,)) as town:
        reporter, worker = Neighbour(town, 2001, ""), town.staff(Role.FULL_TIME, 1)
        await reports(town, reporter, "电梯停了")
        await assigns(town, worker)
        assert len(await shown(town, LOST, town.secretary.user_id)) == 1
        await worker.starts()
        assert "接单" in labels(await worker.sees("1号 · "))


async def test_a_403_during_the_work_tells_the_secretary_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        reporter, worker = Neighbour(town, 2001, ""), town.staff(Role.FULL_TIME, 1)
        await reports(town, reporter, "电梯停了")
        await town.fault("sendMessage", "403", chat_id=worker.user_id)
        await assigns(town, worker)
        assert len(await shown(town, LOST, town.secretary.user_id)) == 1
        await reports(town, reporter, "另一部电梯也停了", building=4)
        await town.secretary.taps_on("2号 · ", "指派")
        await town.secretary.taps_on("2号 · ", worker.name)
        await town.secretary.taps_on("2号 · ", "指派，")
        assert await shown(town, "2号 · ", worker.user_id), "each message is a new try"
        assert len(await shown(town, LOST, town.secretary.user_id)) == 1


async def test_a_resident_who_blocked_the_bot_bothers_nobody(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        reporter, worker = Neighbour(town, 2001, ""), town.staff(Role.FULL_TIME, 1)
        await reports(town, reporter, "电梯停了")
        await town.post(f"/api/people/{reporter.user_id}/block", {})
        await assigns(town, worker)
        await worker.taps("接单")
        assert not await shown(town, LOST, town.secretary.user_id)
        assert "已接单" in said((await shown(town, "1号 · ", town.groups[1]))[0])
        await reporter.starts()
        assert "已接单" in said((await shown(town, "您上报的 1号", reporter.user_id))[-1]), "up to date again"


async def test_a_secretary_who_comes_back_sees_what_waits_for_a_decision(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        reporter, secretary = Neighbour(town, 2001, ""), town.secretary
        await town.post(f"/api/people/{secretary.user_id}/block", {})
        await reports(town, reporter, "电梯停了")
        assert await shown(town, "您上报的 1号", reporter.user_id)
        assert not await shown(town, "1号 · ", secretary.user_id)
        await secretary.starts()
        assert "指派" in labels(await secretary.sees("1号 · "))


async def test_a_group_that_put_the_bot_out_is_told_of_once_and_the_rest_goes_on(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        first, second = Neighbour(town, 2001, ""), Neighbour(town, 2002, "")
        await town.fault("sendMessage", "403", times=2, chat_id=town.groups[1])
        await reports(town, first, "电梯停了")
        await reports(town, second, "电梯停了", grid=2)
        await reports(town, first, "又停了", building=5)
        assert len(await shown(town, "第一网格的群" + LOST, town.secretary.user_id)) == 1
        assert await shown(town, "2号 · ", town.groups[2])
        assert await shown(town, "您上报的 3号", first.user_id)
        found = await doctor(town)
        assert found.code == 1 and f"card -> {town.groups[1]}" in found.text


@pytest.mark.parametrize("by", ["send", "update"])
async def test_a_group_that_becomes_a_supergroup_keeps_its_grid_and_loses_nothing(database: Database, by: str) -> None:
    async with open_town(database.data, database_url=database.url, schema=database.schema, settled=(1, 2)) as town:
        reporter, other, old = Neighbour(town, 2001, ""), Neighbour(town, 2002, ""), town.groups[1]
        await reports(town, reporter, "电梯停了")
        await town.fault("sendMessage", "429", chat_id=old, retry_after=20)
        await reports(town, reporter, "另一部也停了", building=4)  # its card waits for the old group,
        await town.secretary.taps_on("1号 · ", "指派")
        await town.secretary.taps("秦玉莲")
        await town.secretary.taps("指派，")  # and so does the other's new look
        assert not await shown(town, "2号 · ", old)
        if by == "send":
            await town.fault("sendMessage", "migrate", chat_id=old)
        else:
            await town.post(f"/api/chats/{old}/migrate", {})
        await town.wind(seconds=25)
        await reports(town, other, "电梯停了", grid=2)
        await reports(town, reporter, "第三部也停了", building=7)

        new = supergroup(town)
        for number, state in ((1, "已指派"), (2, "已立案"), (4, "已立案")):
            (card,) = await shown(town, f"{number}号 · ", new)
            assert state in said(card)
        assert len(await shown(town, "可以在这里上报", new)) == 1, "the card at the top comes along"
        assert await shown(town, "3号 · ", town.groups[2])


def supergroup(town: Town) -> int:
    """The only supergroup that there is."""
    (found,) = [chat.id for chat in town.sandbox.world.chats.values() if chat.id < -1_000_000_000_000]
    return found


async def test_the_cards_of_a_migrated_group_are_edited_again(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        reporter, worker, old = Neighbour(town, 2001, ""), town.staff(Role.FULL_TIME, 1), town.groups[1]
        await reports(town, reporter, "电梯停了")
        await town.post(f"/api/chats/{old}/migrate", {})
        await assigns(town, worker)
        await worker.taps("接单")
        new = supergroup(town)
        (card,) = await shown(town, "1号 · ", new)
        assert "已接单" in said(card)
        assert len(await calls(town, "editMessageText", new)) == 1, "posted anew once, then edited"
        assert (await doctor(town)).code == 0
