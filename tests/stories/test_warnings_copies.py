"""Whoever of the staff was told of a warning has it as it is now, whether or not they are called when it rises."""

from __future__ import annotations

from pathlib import Path

from bot.domain.warning import Colour
from tests.stories.duties import night, stands
from tests.stories.listening import Chat, Words
from tests.stories.test_pages_people import hears
from tests.stories.warned import issued, tells
from tests.town import Neighbour, Town

BLUE, YELLOW, RED = Colour.BLUE, Colour.YELLOW, Colour.RED


def in_groups(town: Town, words: Words) -> list[tuple[Chat, Words]]:
    """The same words in every group."""
    return [(chat, words) for chat in town.groups.values()]


def each(people: tuple[Neighbour, ...], words: Words) -> list[tuple[Chat, Words]]:
    """The same words to each."""
    return [(who, words) for who in people]


async def test_the_reserve_reads_that_it_has_risen_to_a_call(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        on_duty = (n.leader, n.officer)
        await tells(n.town, issued(n.town, 1, BLUE))
        new = each((*on_duty, n.reserve), "🟦 暴雨蓝色预警")
        n.ear.only([*in_groups(n.town, "🟦 暴雨蓝色预警"), *new, (n.town.secretary, "建议启动防汛应急响应IV级")])
        await tells(n.town, issued(n.town, 2, YELLOW, refs=(1,)))
        called = each(on_duty, ("🟨 暴雨黄色预警", "请点“收到”"))
        edited = each((*on_duty, n.reserve), ("🟨 暴雨黄色预警", "由蓝色升到黄色"))
        n.ear.only(
            [*in_groups(n.town, "🟨 暴雨黄色预警"), *called, (n.town.secretary, "建议启动防汛应急响应III级")],
            [*edited, (n.town.secretary, "请看新的一条")],
        )


async def test_who_was_on_duty_when_it_began_reads_how_it_is_now(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        before, after = n.others[:2]
        await stands(n.town, before, "g2", 1)
        await tells(n.town, issued(n.town, 1, BLUE))
        await n.town.wind(hours=2)
        await stands(n.town, after, "g2")
        n.ear.forget()
        await tells(n.town, issued(n.town, 2, YELLOW, refs=(1,)))
        called = each((n.leader, n.officer, after), ("🟨 暴雨黄色预警", "请点“收到”"))
        edited = each((n.leader, n.officer, n.reserve, before), ("🟨 暴雨黄色预警", "由蓝色升到黄色"))
        n.ear.only(
            [*in_groups(n.town, "🟨 暴雨黄色预警"), *called, (n.town.secretary, "建议启动防汛应急响应III级")],
            [*edited, (n.town.secretary, "请看新的一条")],
        )


async def test_what_rises_behind_a_graver_one_is_changed_where_it_was_told(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await tells(n.town, issued(n.town, 1, BLUE))
        await tells(n.town, issued(n.town, 2, RED, sender="市气象台", areas=()))
        await n.leader.taps("收到")
        await n.officer.taps("收到")
        n.ear.forget()
        await tells(n.town, issued(n.town, 3, YELLOW, refs=(1,)))
        edited = each((n.leader, n.officer, n.reserve), ("🟨 暴雨黄色预警", "由蓝色升到黄色"))
        n.ear.only(edited=[*in_groups(n.town, ("🟨 暴雨黄色预警", "由蓝色升到黄色")), *edited])


async def test_a_call_that_turns_out_to_be_a_notice_waits_for_nobody(tmp_path: Path) -> None:
    """A message without a colour is a call; that it is blue is a rise, and no call any more."""
    async with night(tmp_path) as n:
        called = (n.leader, n.officer)
        await tells(n.town, issued(n.town, 1, Colour.UNKNOWN))
        n.ear.only([*in_groups(n.town, "⬜ 暴雨预警"), *each(called, "请点“收到”")])
        await tells(n.town, issued(n.town, 2, BLUE, refs=(1,)))
        blue = "🟦 暴雨蓝色预警"
        new = [*in_groups(n.town, blue), *each((*called, n.reserve), (blue, "工作人员"))]
        n.ear.only([*new, (n.town.secretary, "启动防汛应急响应IV级")], each(called, (blue, "不用再答复了")))
        await n.town.wind(hours=1)
        n.ear.nothing()


async def test_who_lets_the_bot_in_again_is_told_what_all_were_told(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        away = n.others[0]
        await hears(n.town, away, False)
        await tells(n.town, issued(n.town, 1, RED))
        await n.leader.taps("收到")
        await n.officer.taps("收到")
        n.ear.forget()
        await hears(n.town, away, True)
        n.ear.only([(away, ("🟥 暴雨红色预警", "工作人员"))])
        await hears(n.town, away, False)
        await hears(n.town, away, True)
        told = [one for one in n.ear.fresh() if "预警" in one.words]
        assert not told, "once is enough"


async def test_who_was_away_while_it_rose_hears_of_it_as_of_something_new(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await tells(n.town, issued(n.town, 1, BLUE))
        await n.reserve.sees("🟦 暴雨蓝色预警")
        await hears(n.town, n.reserve, False)
        await tells(n.town, issued(n.town, 2, RED, refs=(1,)))
        n.ear.forget()
        await hears(n.town, n.reserve, True)
        n.ear.only([(n.reserve, ("🟥 暴雨红色预警", "由蓝色升到红色"))])
