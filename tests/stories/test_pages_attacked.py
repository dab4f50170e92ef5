"""A warning stands for hours: people answer at once, go off duty, hand over; it is entered twice; nobody is on duty."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.domain.person import Role
from bot.domain.warning import Colour
from tests.stories.duties import events, night, stands
from tests.stories.listening import Chat, Listening, Words
from tests.stories.test_warnings_attacked import ASK, HAVE, each, groups
from tests.stories.test_warnings_by_hand import enters
from tests.stories.warned import all_out, issued, tells, withdrawn
from tests.town import Neighbour, Town, open_town

BLUE, YELLOW, ORANGE, RED = Colour.BLUE, Colour.YELLOW, Colour.ORANGE, Colour.RED


async def test_two_answer_at_the_same_moment(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await tells(n.town, issued(n.town, 1, YELLOW))
        n.ear.forget()
        answers = await asyncio.gather(n.leader.taps(HAVE), n.officer.taps(HAVE))
        said = sorted(str((one or {})["text"]) for one in answers)
        first = next(one for one in (n.leader, n.officer) if any(one.name in text for text in said))
        assert said == sorted(["好，已记下您收到了。", f"{first.name} 10:00 已收到。"])
        n.ear.only(edited=[(who, f"✅ {first.name}") for who in (n.leader, n.officer)])
        assert await events(n.town, "page.answered") == 1
        await n.town.wind(hours=2)
        n.ear.nothing()


async def test_two_who_both_must_answer_do_so_at_the_same_moment(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await tells(n.town, issued(n.town, 1, ORANGE))
        n.ear.forget()
        answers = await asyncio.gather(n.leader.taps(HAVE), n.officer.taps(HAVE))
        assert {(one or {})["text"] for one in answers} == {"好，已记下您收到了。"}
        both = (n.leader, n.officer)
        n.ear.only(
            edited=[(who, ("/2 人收到", f"✅ {who.name}")) for who in both] + [(who, "1/2 人收到") for who in both]
        )
        for who in both:
            await who.sees("您10:00已收到", "2/2 人收到")
        await n.town.wind(hours=2)
        n.ear.nothing()


@dataclass
class Change:
    """A leader, the reserve, and of the first grid who is on duty for some minutes and who comes after them."""

    town: Town
    leader: Neighbour
    before: Neighbour
    after: Neighbour
    reserve: Neighbour
    ear: Listening

    def top(self, words: Words) -> list[tuple[Chat, Words]]:
        """The same words in every group."""
        return [(chat, words) for chat in self.town.groups.values()]

    def taken_over(self) -> list[tuple[Chat, Words]]:
        """What changes where somebody takes over."""
        note: list[tuple[Chat, Words]] = [(self.before, ("交班内容", self.after.name)), (self.after, "您已接班")]
        return [*note, *self.top(("值班：", self.after.name))]


@asynccontextmanager
async def change(folder: Path, minutes: int) -> AsyncIterator[Change]:
    """The shift in the first grid changes in so many minutes."""
    async with open_town(folder, log=True) as town:
        found = [one for one in town.community.staff if one.role is Role.FULL_TIME]
        leader, before, after, reserve = (Neighbour(town, one.user_id, one.name) for one in found[:4])
        await stands(town, leader, "leader", 72)
        await stands(town, reserve, "reserve", 72)
        shift = await stands(town, before, "g1", 2)
        await stands(town, after, "g1", follows=shift, accepted=False)
        await town.wind(minutes=119 - minutes)
        yield Change(town, leader, before, after, reserve, Listening(town))


async def test_who_has_it_goes_off_duty_and_the_next_is_called_when_it_rises(tmp_path: Path) -> None:
    async with change(tmp_path, 10) as c:
        await tells(c.town, issued(c.town, 1, YELLOW))
        await c.before.taps(HAVE)
        await c.leader.taps(HAVE)
        c.ear.forget()
        await c.town.wind(minutes=11)
        top = (c.town.groups[1], ("接下来", c.after.name))
        c.ear.only([(c.after, ("该您值班了", "🟨 暴雨黄色预警"))], edited=[top])
        await c.after.taps("接班")
        c.ear.only([(c.before, "您可以下班了")], c.taken_over())
        await c.town.wind(minutes=10)
        c.ear.nothing()  # it was answered: nobody is called for it once more
        await tells(c.town, issued(c.town, 2, ORANGE, refs=(1,)))
        orange, called = "🟧 暴雨橙色预警", (c.leader, c.after)
        c.ear.only(
            [*c.top(orange), *each(called, (orange, ASK)), (c.town.secretary, "启动防汛应急响应II级")],
            [(c.town.secretary, "请看新的一条")],
        )
        for who in called:
            await who.taps(HAVE)
        await c.town.wind(hours=1)
        c.ear.forget()
        await tells(c.town, withdrawn(c.town, 3, refs=(2,)))
        lifted = "✅ 已解除：🟧 暴雨橙色预警"
        c.ear.only([*c.top(lifted), *each((*called, c.before), lifted)], each(called, (lifted, "不用再答复了")))


async def test_who_was_handed_a_warning_over_hears_that_it_is_lifted(tmp_path: Path) -> None:
    async with change(tmp_path, 10) as c:
        await tells(c.town, issued(c.town, 1, YELLOW))
        await c.leader.taps(HAVE)
        await c.town.wind(minutes=11)
        await c.after.taps("接班")
        await c.town.wind(hours=1)
        c.ear.forget()
        await tells(c.town, withdrawn(c.town, 2, refs=(1,)))
        lifted, called = "✅ 已解除：🟨 暴雨黄色预警", (c.leader, c.before)
        c.ear.only([*c.top(lifted), *each((*called, c.after), lifted)], each(called, (lifted, "不用再答复了")))


async def test_the_shift_changes_while_the_ladder_is_climbed(tmp_path: Path) -> None:
    async with change(tmp_path, 4) as c:
        heads = tuple(c.town.staff(Role.GRID_HEAD, grid) for grid in range(1, 8))
        await tells(c.town, issued(c.town, 1, YELLOW))
        called: tuple[Neighbour, ...] = (c.leader, c.before)
        c.ear.only(
            [*c.top("🟨 暴雨黄色预警"), *each(called, (ASK, "您在值班")), (c.town.secretary, "启动防汛应急响应III级")]
        )
        await c.town.wind(minutes=3)
        c.ear.only(each(called, (ASK, "叫过您，还没有收到您的答复")))
        await c.town.wind(minutes=3)
        silent = f"{c.leader.name}、{c.before.name} 11:55 起没有答复，您是备班，所以找您。"
        top = (c.town.groups[1], ("接下来", c.after.name))
        c.ear.only([(c.reserve, (ASK, silent)), (c.after, "该您值班了")], [*each(called, c.reserve.name), top])
        await c.after.taps("接班")
        relieved = (c.before, "已有人接您的班，不用您答复了")
        still = (c.reserve, f"{c.leader.name} 11:55 起没有答复，您是备班，所以找您。")
        c.ear.only(
            [(c.before, "您可以下班了"), (c.after, (ASK, f"{c.before.name}没有来得及答复，您刚接班，所以找您。"))],
            [*c.taken_over(), relieved, still, (c.leader, c.after.name)],
        )
        await c.town.wind(minutes=3)
        await all_out(c.town)
        known = [(who, heads[0].name) for who in (c.leader, c.before, c.reserve, c.after)]
        c.ear.only([(who, (ASK, "您是网格长")) for who in heads], known)
        await c.after.taps(HAVE)  # for their own grid: the others' is the leader's
        await c.leader.taps(HAVE)
        await all_out(c.town)
        c.ear.forget()
        await c.town.wind(hours=2)
        c.ear.nothing()


async def test_nobody_is_on_duty(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        ear, secretary = Listening(town), town.secretary
        heads = [town.staff(Role.GRID_HEAD, grid) for grid in range(1, 8)]
        await tells(town, issued(town, 1, ORANGE))
        top: list[tuple[Chat, Words]] = [(chat, "🟧 暴雨橙色预警") for chat in town.groups.values()]
        why = "值班表上现在没有人，您是社区负责人，所以找您。"
        ear.only([*top, (secretary, (ASK, why)), (secretary, "启动防汛应急响应II级")])
        assert not (await secretary.sees(ASK)).get("silent")
        await town.wind(minutes=3)
        ear.only([(secretary, (ASK, "10:00 叫过您"))])
        await town.wind(minutes=3)
        ear.only(
            [(one, (ASK, f"{secretary.name} 10:00 起没有答复，您是网格长")) for one in heads],
            [(secretary, heads[0].name)],
        )
        for one in heads:
            await one.taps(HAVE)
        await all_out(town)
        ear.forget()
        await town.wind(hours=3)
        ear.nothing()


async def test_by_hand_and_then_by_the_source(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        called = (n.leader, n.officer)
        await enters(n.town.secretary, "橙色")
        orange = "🟧 暴雨橙色预警"
        n.ear.forget()
        for who in called:
            await who.sees(orange, ASK)
            await who.taps(HAVE)
        n.ear.forget()
        await tells(n.town, issued(n.town, 1, ORANGE, ago=10, lasts=6 * 60 + 10))
        n.ear.only(edited=[*groups(n, (orange, "和风区气象台")), *each(called, (orange, "和风区气象台"))])
        await tells(n.town, issued(n.town, 1, ORANGE, ago=10, lasts=6 * 60 + 10), source="qweather")
        await n.town.wind(minutes=40)
        n.ear.nothing()
        await tells(n.town, issued(n.town, 2, YELLOW, refs=(1,)))
        lower = "🟨 暴雨黄色预警"
        n.ear.only(edited=[*groups(n, lower), *each(called, lower)])
        await tells(n.town, withdrawn(n.town, 3, refs=(2,)))
        lifted = "✅ 已解除：🟨 暴雨黄色预警"
        n.ear.only([*groups(n, lifted), *each(called, lifted)], each(called, (lifted, "不用再答复了")))
        await n.town.wind(hours=7)
        n.ear.nothing()


async def test_a_blue_one_by_hand_rises_by_the_source(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        called = (n.leader, n.officer)
        await enters(n.town.secretary, "蓝色")
        n.ear.forget()
        await tells(n.town, issued(n.town, 1, YELLOW))
        yellow = ("🟨 暴雨黄色预警", "由蓝色升到黄色")
        n.ear.only(
            [*groups(n, yellow), *each(called, (*yellow, ASK)), (n.town.secretary, "启动防汛应急响应III级")],
            [*each((*called, n.reserve), yellow), (n.town.secretary, "请看新的一条")],
        )
