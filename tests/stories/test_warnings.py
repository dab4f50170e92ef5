"""A warning from the source to the groups and to those on duty: each change once, a rise at once, good news once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.domain.person import Role
from bot.domain.warning import Colour, Hazard, Status
from tests.conftest import Database
from tests.stories.clocks import restart_after, to_time
from tests.stories.duties import stands
from tests.stories.rosters import events
from tests.stories.warned import GRIDS, Watch, cards, issued, tells, withdrawn
from tests.town import open_town, said

BLUE, YELLOW, ORANGE, RED = Colour.BLUE, Colour.YELLOW, Colour.ORANGE, Colour.RED


async def test_a_night_with_a_rainstorm(tmp_path: Path) -> None:
    """Blue in the evening, red at midnight, lowered, lifted in the morning; the bot is stopped in between."""
    async with open_town(tmp_path, settled=GRIDS) as town:
        leader, secretary = town.staff(Role.GRID_HEAD, 2), town.secretary
        await stands(town, leader, "leader", 72)
        await to_time(town, 21, 0)
        people = (leader, secretary, town.staff(Role.FULL_TIME, 3))
        async with Watch(town, *people) as watch:
            blue = issued(
                town, 1, BLUE, instruction="1. 做好防御工作。\r\n\r\n 2. 检查排水。", attributions=("中国气象局",)
            )
            await tells(town, blue)
            ((text,),) = await watch.groups()
            assert text.startswith("🟦 暴雨蓝色预警\n发布：和风区气象台，")
            assert all(words in text for words in ("有效到：", "第1条", "收好阳台", "2. 检查排水", "来源：中国气象局"))
            assert [len(await watch.of(one)) for one in people] == [1, 0, 0], "those on duty get a notice"
            assert "工作人员" in (await watch.of(leader))[0]
        async with Watch(town, *people) as watch:
            for _ in range(3):  # the source is read again and again, and tells the same
                await tells(town, blue)
            await tells(town, issued(town, 1, BLUE, description=blue.description), source="qweather")
            await restart_after(town, minutes=1)
            assert await watch.groups() == {()}
            assert [await watch.of(one) for one in people] == [[], [], []]
        await to_time(town, 23, 50)
        async with Watch(town, *people) as watch:
            await tells(town, issued(town, 2, RED, refs=(1,)))
            ((text,),) = await watch.groups()
            assert text.startswith("🟥 暴雨红色预警\n由蓝色升到红色。") and "马上离开地下室" in text
            (page,) = await watch.of(leader)
            assert page.startswith("🟥 暴雨红色预警") and "请您马上做" in page and "马上到岗" in page
            assert [len(await watch.of(one)) for one in people] == [1, 1, 1], "all staff hear of red"
            await leader.taps("收到")
        async with Watch(town, *people) as watch:
            await restart_after(town, hours=3)
            await tells(town, issued(town, 3, ORANGE, refs=(2,)))
            assert await watch.groups() == {()}, "lower is an edit"
            assert {(await cards(town, grid))[-1].partition("\n")[0] for grid in GRIDS} == {"🟧 暴雨橙色预警"}
            assert "由红色降到橙色" in (await cards(town))[-1]
            await tells(town, issued(town, 4, ORANGE, refs=(3,), lasts=20 * 60))
            assert [await watch.of(one) for one in people] == [[], [], []], "edits of what they have"
            assert all([await one.sees("🟧 暴雨橙色预警", "由红色降到橙色") for one in people])
        await to_time(town, 6, 30)
        async with Watch(town, *people) as watch:
            await tells(town, withdrawn(town, 5, refs=(4,), description="降雨减弱，解除预警。"))
            ((text,),) = await watch.groups()
            assert text.startswith("✅ 已解除：🟧 暴雨橙色预警") and "降雨减弱" in text
            assert [len(await watch.of(one)) for one in people] == [1, 1, 1]
            await tells(town, withdrawn(town, 5, refs=(4,), description="降雨减弱，解除预警。"))
            await restart_after(town, hours=1)
            ((text,),) = await watch.groups()
        assert {len(await cards(town, grid)) for grid in GRIDS} == {3}, "issued, raised, lifted"
        assert len(events(town, "warning.raised")) == len(events(town, "warning.lifted")) == 1


async def test_a_warning_is_told_on_both_databases(database: Database) -> None:
    async with open_town(database.data, database_url=database.url, schema=database.schema) as town:
        async with Watch(town, town.secretary) as watch:
            await tells(town, issued(town, 1, YELLOW), complete=True)
            await tells(town, issued(town, 2, RED, refs=(1,)), complete=True)
            await town.wind(hours=2)
            await tells(town, complete=True)
            await town.wind(minutes=9)
            assert len(*await watch.groups()) == 2, "it may be back in the next answer"
            await town.wind(minutes=2)
            ((yellow, red, over),) = await watch.groups()
        assert ("黄色" in yellow, "红色" in red, over.startswith("✅ 已解除")) == (True, True, True)


async def test_what_a_list_lacks_once_is_not_lifted(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        warning = issued(town, 1, YELLOW)
        await tells(town, warning, complete=True)
        await town.wind(hours=2)
        async with Watch(town) as watch:
            for there in ((), (warning,), (), (warning,)):
                await tells(town, *there, complete=True)
                await town.wind(minutes=5)
            await restart_after(town, minutes=30)
            assert await watch.groups() == {()}
        assert (await cards(town))[-1].startswith("🟨")


async def test_a_source_that_flaps_delays_good_news_and_never_a_rise(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await tells(town, issued(town, 1, YELLOW))
        async with Watch(town) as watch:
            await tells(town, issued(town, 2, RED, refs=(1,)))
            for number in range(3, 9):
                await town.wind(minutes=10)
                await tells(town, issued(town, number, YELLOW if number % 2 else RED, refs=(number - 1,)))
            ((text,),) = await watch.groups()
            assert "红色" in text
            await town.wind(minutes=5)
            await tells(town, withdrawn(town, 9, refs=(8,)))
            await town.wind(minutes=5)
            await tells(town, issued(town, 10, RED))  # issued again, without references
            assert len(*await watch.groups()) == 1
            await town.wind(minutes=5)
            await tells(town, withdrawn(town, 11, refs=(10,)))
            await restart_after(town, minutes=24)
            assert len(*await watch.groups()) == 1
            await town.wind(minutes=2)
            ((_, over),) = await watch.groups()
        assert over.startswith("✅ 已解除：🟥 暴雨红色预警")


async def test_a_silent_source_lets_a_warning_expire_once_without_a_new_message(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await tells(town, issued(town, 1, YELLOW, lasts=6 * 60))
        await town.secretary.taps("收到")
        async with Watch(town, town.secretary) as watch:
            await town.wind(hours=5, minutes=59)
            assert (await cards(town))[-1].startswith("🟨")
            await restart_after(town, hours=8)
            assert await watch.groups() == {()}
            assert (await cards(town))[-1].startswith("已到期：🟨 暴雨黄色预警")
            (notice,) = await watch.of(town.secretary)
            assert notice.startswith("已到期")
            await town.wind(days=1)
            assert len(await watch.of(town.secretary)) == 1


async def test_a_smaller_warning_waits_behind_a_bigger_one(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        city: dict[str, Any] = {"sender": "市气象台", "areas": ()}
        await tells(town, issued(town, 1, RED))
        async with Watch(town) as watch:
            await tells(town, issued(town, 2, BLUE, **city))
            assert await watch.groups() == {()}
            assert len(events(town, "warning.inhibited")) == 1
            await town.secretary.says("/warnings")
            await town.secretary.sees("🟥 暴雨红色预警", "🟦 暴雨蓝色预警")
            await town.wind(hours=1)
            await tells(town, withdrawn(town, 3, refs=(1,)))
            ((over, left),) = await watch.groups()
        assert "还有效：🟦 暴雨蓝色预警" in over
        assert left.startswith("🟦 暴雨蓝色预警\n发布：市气象台")


async def test_another_hazard_is_told_by_itself(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town, Watch(town) as watch:
        await tells(town, issued(town, 1, RED), issued(town, 2, BLUE, hazard=Hazard.GALE))
        ((first, second),) = await watch.groups()
        assert (first[0], second[0]) == ("🟥", "🟦"), "the graver one first"


@pytest.mark.parametrize(("status", "many"), [(s, int(s is Status.EXERCISE)) for s in Status if s is not Status.ACTUAL])
async def test_what_is_not_real_reaches_nobody_as_real(tmp_path: Path, status: Status, many: int) -> None:
    async with open_town(tmp_path) as town:
        worker = town.staff(Role.FULL_TIME, 1)
        async with Watch(town, town.secretary, worker) as watch:
            for number in (1, 2):
                await tells(town, issued(town, number, RED, status=status))
            await town.wind(hours=13)
            assert await watch.groups() == {()}
            assert await watch.of(worker) == []
            told = await watch.of(town.secretary)
        assert len(told) == many
        assert all(text.startswith("演练或测试：🟥 暴雨红色预警") and text.count("\n") == 0 for text in told)
        assert len(events(town, "warning.kept")) == 2


async def test_an_empty_roster_calls_the_secretary(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        async with Watch(town, town.secretary) as watch:
            await tells(town, issued(town, 1, ORANGE))
            (page,) = await watch.of(town.secretary)
        assert "请您马上做" in page
        await town.secretary.says("/warnings")
        await town.secretary.sees(f"还没答复：{town.secretary.name}")
        await town.secretary.taps("收到")
        await town.secretary.says("/warnings")
        await town.secretary.sees(f"已收到：{town.secretary.name}")


async def test_two_sources_that_tell_of_one_warning_in_two_ways_are_found_to_be_one(tmp_path: Path) -> None:
    """Each knows it under a number of its own, until an update takes up both."""
    async with open_town(tmp_path) as town:
        await tells(town, issued(town, 1, YELLOW))
        await tells(town, issued(town, 2, YELLOW, sender="区台"), source="other")
        async with Watch(town) as watch:
            await tells(town, issued(town, 3, YELLOW, refs=(1, 2), lasts=13 * 60))
            assert await watch.groups() == {()}
        assert sorted("请看另一条" in text for text in await cards(town)) == [False, True]
        async with Watch(town) as watch:
            await town.wind(hours=1)
            await tells(town, withdrawn(town, 4, refs=(3,)))
            assert len(*await watch.groups()) == 1


async def test_a_group_that_comes_later_is_told_what_is_in_force(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await tells(town, issued(town, 1, ORANGE))
        await town.group(2)
        assert [text[0] for text in await cards(town, 2)] == ["🟧"]
        await town.wind(hours=1)
        await tells(town, withdrawn(town, 2, refs=(1,)))
        assert [len(await cards(town, grid)) for grid in (1, 2)] == [2, 2]


async def test_a_warning_that_may_have_arrived_comes_again_marked(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.impatient()
        await town.fault("sendMessage", "timeout_after_delivery", 1)
        await tells(town, issued(town, 1, BLUE))
        await town.wind(minutes=2)
        found = await cards(town)
        assert found[-1].startswith("（重发）🟦 暴雨蓝色预警")
        assert len(found) <= 2


async def test_what_the_source_says_is_shown_as_it_was_said(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await tells(town, issued(town, 1, Colour.UNKNOWN, hazard=Hazard.OTHER, event="<b>酸雨</b> & 雾"))
        (text,) = [said(m) for m in await town.from_bot(town.groups[1], town.secretary.user_id)][-1:]
        assert text.startswith("⬜ <b>酸雨</b> & 雾\n")
