"""Somebody is told of a warning by telephone: it goes the way of any other, and the same from a source is the same."""

from __future__ import annotations

import re
from pathlib import Path

from bot.domain.person import Role
from bot.domain.warning import Colour
from tests.stories.clocks import restart_after
from tests.stories.duties import stands
from tests.stories.rosters import events
from tests.stories.scenes import answers, resident
from tests.stories.warned import GRIDS, Watch, all_out, cards, issued, tells, withdrawn
from tests.town import Neighbour, Town, labels, open_town, said


async def enters(person: Neighbour, colour: str = "红色", words: str | None = None, until: str = "6小时") -> None:
    """Somebody enters a rainstorm."""
    await person.says("/warn")
    await person.taps("暴雨")
    await goes_on(person, colour, words, until)


async def goes_on(person: Neighbour, colour: str, words: str | None = None, until: str = "6小时") -> None:
    """The same, from the colour on."""
    await person.taps(colour)
    await person.taps(until)
    await (person.taps("没有别的了") if words is None else person.says(words))
    await person.taps("马上发出")
    await all_out(person.town)


async def test_the_secretary_enters_and_lifts_a_warning(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=GRIDS) as town:
        async with Watch(town) as watch:
            await enters(town.secretary, words="东湖边两小时内有大暴雨")
            ((text,),) = await watch.groups()
        assert text.startswith("🟥 暴雨红色预警\n发布：社区值班人员接到电话通知，")
        assert "东湖边两小时内有大暴雨" in text and "马上离开地下室" in text
        assert town.secretary.name not in text, "who entered it is no group's business"
        assert "已录入" in said(await town.secretary.sees("暴雨红色预警已录入"))
        async with Watch(town) as watch:
            await town.secretary.says("/warnings")
            await town.secretary.taps("解除：暴雨红色")
            assert await watch.groups() == {()}, "they are asked once more"
            await town.secretary.taps("确定解除")
            ((text,),) = await watch.groups()
            assert text.startswith("✅ 已解除：🟥 暴雨红色预警"), "at once: it was a person who said so"
        await all_out(town)
        await town.secretary.sees("现在没有有效的预警")
        ((_, entered),) = events(town, "warning.entered")
        assert '"hazard":"rainstorm"' in entered and len(events(town, "warning.lifted_by_hand")) == 1


async def test_it_is_changed_as_any_warning_changes(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await enters(town.secretary, "橙色")
        async with Watch(town) as watch:
            await changes(town, "黄色")
            assert await watch.groups() == {()}
            assert (await cards(town))[-1].startswith("🟨 暴雨黄色预警\n由橙色降到黄色")
            await changes(town, "红色")
            assert len(*await watch.groups()) == 1
            await restart_after(town, hours=6, minutes=1)
            assert len(*await watch.groups()) == 1
        assert (await cards(town))[-1].startswith("已到期：🟥 暴雨红色预警")


async def changes(town: Town, colour: str) -> None:
    """The secretary changes the only one that there is."""
    await town.secretary.says("/warnings")
    await town.secretary.taps("修改：")
    await goes_on(town.secretary, colour)


async def test_by_hand_and_later_from_a_source_it_is_one(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await enters(town.secretary)
        async with Watch(town, town.secretary) as watch:
            await tells(town, issued(town, 1, Colour.RED, ago=10, lasts=6 * 60 + 10))
            assert (await watch.groups(), await watch.of(town.secretary)) == ({()}, [])
            assert "发布：和风区气象台" in (await cards(town))[-1], "in the words of the weather service"
        await town.secretary.says("/warnings")
        listed = await town.secretary.sees("🟥 暴雨红色预警", "有人手工录入过", "来源：cap")
        assert labels(listed) == ["录入预警"], "what the weather service has issued it lifts itself"
        await town.wind(hours=1)
        async with Watch(town) as watch:
            await tells(town, withdrawn(town, 2, refs=(1,)))
            assert len(*await watch.groups()) == 1
        await town.secretary.says("/warnings")
        await all_out(town)
        await town.secretary.sees("现在没有有效的预警")


async def test_two_who_enter_the_same_enter_one(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        leader = town.staff(Role.GRID_HEAD, 1)
        await stands(town, leader, "leader", 72)
        await enters(town.secretary)
        async with Watch(town) as watch:
            await enters(leader, until="12小时")
            assert await watch.groups() == {()}
        assert len(await cards(town)) == 1


async def test_who_may_warn(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        head, neighbour = town.staff(Role.GRID_HEAD, 1), resident(town)
        await neighbour.starts()
        await head.says("/warn")
        await head.sees("这")
        assert "电话通知" not in said(await head.last())
        await neighbour.says("/warn")
        assert "电话通知" not in said(await neighbour.last())
        await stands(town, head, "leader", 72)
        await head.says("/warn")
        await head.sees("电话通知的是哪一种预警")
        await head.says("/cancel")
        await tells(town, issued(town, 1, Colour.ORANGE))
        for person, may in ((head, True), (neighbour, False), (town.staff(Role.FULL_TIME, 1), False)):
            async with answers(person) as fresh:
                await person.says("/warnings")
            assert "🟧 暴雨橙色预警" in said(fresh[0])
            assert ("来源：cap" in said(fresh[0])) == ("录入预警" in labels(fresh[0])) == may


async def test_a_button_of_what_is_over_does_nothing_and_says_so(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await enters(town.secretary)
        await town.secretary.says("/warnings")
        old = await town.secretary.newest_with("解除：")
        await town.secretary.taps("解除：")
        sure = await town.secretary.newest_with("确定解除")
        await town.secretary.taps("确定解除")
        await town.quiet()
        lift = {"p:warning.lift:1:1:0", "p:warning.lift:1:0:0", "p:warning.change:1:0:0", "p:warning.lift:77:1:0"}
        async with Watch(town, town.secretary) as watch:
            for data in lift:
                for message in (old, sure):
                    told = await town.secretary.taps_data(message["message_id"], data)
                    assert re.match("这条预警已经结束", told), told
            worker = town.staff(Role.FULL_TIME, 1)
            assert "预警" not in await worker.taps_data(1, "p:warning.lift:1:1:0")
            assert (await watch.groups(), await watch.of(town.secretary)) == ({()}, [])


async def test_who_is_no_longer_on_duty_cannot_finish_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        head = town.staff(Role.GRID_HEAD, 1)
        await stands(town, head, "leader", 24)
        await head.says("/warn")
        await head.taps("暴雨")
        await head.taps("红色")
        await head.taps("6小时")
        await head.taps("没有别的了")
        await town.wind(hours=25)
        async with Watch(town) as watch:
            await head.taps("马上发出")
            assert await watch.groups() == {()}
        assert "已录入" not in said(await head.last())
