"""The roster: planned by turns, looked at, changed, covered, and what is wrong with it is told before the shift."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from bot.actions import duty, groups, roster_check, rotations
from bot.actions.context import Context
from bot.domain.person import Person, Role
from bot.domain.roster import Shift
from bot.domain.rotation import Days, Length, Pattern
from bot.storage import people, roster
from bot.storage import rotations as patterns
from tests.stories.clocks import now_in, said_day, to_time
from tests.stories.duties import HOUR, act, stands
from tests.stories.listening import Listening
from tests.town import Neighbour, Town, exact, labels, open_town, said

TOP = "第一网格"


@dataclass
class Office:
    """The secretary, and three workers who can stand a shift."""

    town: Town
    workers: list[Neighbour]
    ear: Listening

    @property
    def secretary(self) -> Neighbour:
        return self.town.secretary


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[Office]:
    async with open_town(folder, log=True) as town:
        staff = [one for one in town.community.staff if one.role is Role.FULL_TIME]
        yield Office(town, [Neighbour(town, one.user_id, one.name) for one in staff[:3]], Listening(town))


async def plan(
    o: Office,
    *workers: Neighbour,
    length: str = "24 小时一班",
    until: str = "一直",
    begins: str = "",
    days: str = "每天",
) -> None:
    """The secretary lets workers take turns as duty leader, from tomorrow on."""
    await o.secretary.says("/roster")
    await o.secretary.taps("排班")
    for worker in workers:
        await tap_name(o.secretary, worker.name)
    await o.secretary.taps("选好了")
    await o.secretary.taps(days)
    await o.secretary.taps(length)
    first = [label for label in labels(await o.secretary.newest_with("取消")) if "月" in label and begins in label]
    await o.secretary.taps(first[-1] if begins else first[1])
    await o.secretary.taps(next(one for one in labels(await o.secretary.newest_with("取消")) if until in one))
    await o.secretary.taps("就这样排")


async def ahead(ctx: Context) -> list[Shift]:
    """The shifts of the next two months."""
    return await roster.between(ctx.tx, ctx.community_id, ctx.now, ctx.now + 60 * 24 * HOUR)


async def tap_name(who: Neighbour, name: str) -> None:
    """Turn the pages until the name is there."""
    for _ in range(9):
        message = await who.last()
        if any(name in label for label in labels(message)):
            await who.taps(exact(message, name))
            return
        await who.taps("下一页 ▶")
    raise AssertionError(f"{name} cannot be chosen")


async def test_it_is_planned_by_turns_in_one_dialog(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        await plan(o, *o.workers[:2])
        await o.secretary.sees("排好了", "带班领导已经排到 35 天以后")
        shifts = await act(
            o.town, lambda ctx: roster.between(ctx.tx, ctx.community_id, ctx.now, ctx.now + 60 * 24 * HOUR)
        )
        assert len(shifts) == 34 and {one.post for one in shifts} == {"leader"}
        assert all(one.until_at == after.from_at for one, after in pairwise(shifts))
        await o.secretary.says("/roster")
        week = said(await o.secretary.sees("值班表 · 带班领导"))
        assert week.count(o.workers[0].name) == 3 and week.count(o.workers[1].name) == 3
        o.ear.forget()
        await to_time(o.town, 18, 0)
        o.ear.only([(o.workers[0], "值班提醒")])


async def test_it_goes_on_by_itself_and_does_not_touch_what_was_changed(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        await plan(o, *o.workers[:2])
        await o.secretary.says("/roster")
        change = next(label for label in labels(await o.secretary.newest_with("改 ")) if label.startswith("改 "))
        await o.secretary.taps(change)
        await tap_name(o.secretary, o.workers[2].name)
        await o.workers[2].sees("书记给您排了一班", "带班领导")
        await o.workers[0].sees(f"您的这一班改由{o.workers[2].name}值")
        await o.secretary.sees("值班表 · 带班领导", f"{o.workers[2].name}（原{o.workers[0].name}）")
        await o.town.wind(hours=20)
        shifts = await act(
            o.town, lambda ctx: roster.between(ctx.tx, ctx.community_id, ctx.now, ctx.now + 60 * 24 * HOUR)
        )
        assert len(shifts) == 35 and shifts[0].person != shifts[0].planned


async def test_some_stand_on_working_days_and_others_on_days_off(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, third = o.workers
        await plan(o, first, second, days="工作日")
        o.ear.forget()
        await plan(o, third, days="周末和节假日")
        calendar = o.town.community.calendar
        numbers = await act(o.town, lambda ctx: numbers_of(ctx, o.workers))
        shifts = await act(o.town, ahead)
        assert len(shifts) == 34 and all(one.until_at == after.from_at for one, after in pairwise(shifts))
        work = [one.person for one in shifts if calendar.is_workday(calendar.day_of(one.from_at))]
        off = {one.person for one in shifts if not calendar.is_workday(calendar.day_of(one.from_at))}
        assert work == [numbers[n % 2] for n in range(len(work))], "a day off is nobody's turn"
        assert off == {numbers[2]} and len(work) < 30
        o.ear.only(
            [(o.secretary, "谁来值？"), (o.secretary, "值班表")],
            edited=[(o.secretary, "带班领导")],
        )


async def test_who_stood_every_day_goes_on_on_days_off(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, third = o.workers
        await plan(o, first, second)
        await plan(o, third, days="工作日")
        calendar = o.town.community.calendar
        leader = (await act(o.town, lambda ctx: by_user(ctx, third.user_id))).person_id
        shifts = await act(o.town, ahead)
        assert len(shifts) == 34
        assert all((one.person == leader) is calendar.is_workday(calendar.day_of(one.from_at)) for one in shifts)


async def numbers_of(ctx: Context, who: list[Neighbour]) -> list[int]:
    return [(await by_user(ctx, one.user_id)).person_id for one in who]


async def by_user(ctx: Context, user: int) -> Person:
    person = await people.by_user(ctx.tx, ctx.community_id, user)
    assert person is not None
    return person


async def test_turns_for_the_flood_season_only(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, third = o.workers
        await plan(o, first, second)
        o.ear.forget()
        await plan(o, third, until="汛期", begins="汛期开始")
        season = o.town.community.duty.season
        assert season is not None
        today = o.town.community.calendar.day_of(now_in(o.town))
        begin, end = season.span(today)
        known = await act(o.town, lambda ctx: patterns.standing(ctx.tx, ctx.community_id, today))
        found = [(len(one.people), one.since, one.until) for one in known]
        assert found == [(2, today + timedelta(days=1), begin), (2, end, None), (1, begin, end)]
        await o.secretary.says("/roster")
        told = said(await o.secretary.sees("值班表 · 带班领导"))
        assert f"汛期：{begin.month}月{begin.day}日" in told and "现在是汛期" not in told
        assert f"9月{(end - timedelta(days=1)).day}日" in told


async def test_who_is_on_duty_now(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, _ = o.workers
        await stands(o.town, first, "leader")
        await stands(o.town, second, "g1")
        await o.secretary.says("/duty")
        await o.secretary.sees("现在值班", f"带班领导：{first.name}", f"第一网格值班：{second.name}")
        await first.says("/duty")
        await first.sees("您的值班", "带班领导")
        neighbour = next(iter(await resident(o)))
        await neighbour.says("/duty")
        told = said(await neighbour.sees("现在值班", second.name))
        assert "带班领导" not in told and labels(await neighbour.last()), "a name, and the way to report"
        await neighbour.says("/roster")
        assert "值班表" not in "".join(await neighbour.reads())


async def resident(o: Office) -> list[Neighbour]:
    one = await o.town.person(5001, "程小桂")
    await o.town.post(f"/api/chats/{o.town.groups[1]}/members", {"add": [one.user_id]})
    await one.starts("r1")
    await one.says("/cancel")
    return [one]


async def test_cover_goes_to_the_first_who_accepts(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        worker = o.workers[0]
        shift = await stands(o.town, worker, "g1", begins=30, accepted=False)
        await worker.says("/duty")
        o.ear.forget()
        await worker.taps("求替班")
        asked = [one.chat_id for one in o.town.ears.heard if "想请您替一班" in one.words]
        assert len(asked) == 5 and worker.user_id not in asked
        await worker.sees("已经问了 5 位同事", "没人答应以前，这一班还是您的")
        invited = [Neighbour(o.town, user, "?") for user in asked]
        cards = [await one.sees("想请您替一班") for one in invited]
        data = f"p:cover.take:{shift.shift_id}:0:0"
        told = await asyncio.gather(
            *[one.taps_data(card["message_id"], data) for one, card in zip(invited, cards, strict=True)]
        )
        assert sorted(told) == sorted(["谢谢，这一班由您替。", *["已经有人替了，谢谢您。"] * 4])
        winner = invited[told.index("谢谢，这一班由您替。")]
        await winner.sees("这一班由您替，谢谢")
        for one in invited:
            if one is not winner:
                assert labels(await one.sees("已经替了这一班")) == []
        await worker.sees("替您值这一班")
        await o.secretary.sees(f"替{worker.name}值班")
        now = await act(o.town, lambda ctx: roster.by_id(ctx.tx, ctx.community_id, shift.shift_id))
        assert now is not None and now.person != now.planned
        o.ear.forget()
        await o.town.wind(hours=3)
        o.ear.nothing()


async def test_nobody_covers_and_the_next_ones_and_the_secretary_hear_of_it(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        worker = o.workers[0]
        await stands(o.town, worker, "g1", begins=5, accepted=False)
        await worker.says("/duty")
        await worker.taps("求替班")
        o.ear.forget()
        await o.town.wind(minutes=61)
        more = [one for one in o.town.ears.heard if "想请您替一班" in one.words]
        assert len(more) == 10, "the next five"
        await o.town.wind(hours=2, minutes=1)
        await o.secretary.sees(f"{worker.name}的班还没有人替，请您安排")
        await worker.taps("不用替了")
        await worker.sees("这一班还是您的")


async def test_somebody_takes_over_now(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, _ = o.workers
        await stands(o.town, first, "g1", hours=24 * 20)
        await second.says("/duty")
        await second.taps("我现在接班")
        o.ear.forget()
        await second.taps("第一网格值班")
        told = f"{second.name}替{first.name}接了第一网格值班的班"
        o.ear.only(
            [(first, told), (o.secretary, told)],
            edited=[(second, f"第一网格值班：{second.name}"), (o.town.groups[1], second.name)],
        )
        assert [one.name for one in await act(o.town, lambda ctx: duty.on_duty(ctx, 1))] == [second.name]


async def test_what_is_wrong_is_told_a_week_a_day_and_two_hours_before_and_each_once(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, _ = o.workers
        await stands(o.town, first, "g1", hours=24 * 8)
        await stands(o.town, second, "leader", hours=24 * 20)
        o.ear.forget()
        begin = now_in(o.town)
        told = list[int]()
        for _ in range(8 * 24):
            await o.town.wind(hours=1)
            heard = [one for one in o.town.ears.to(o.secretary.user_id) if "值班表有问题" in one.words]
            if len(heard) > len(told):
                told.append((now_in(o.town) - begin) // HOUR)
        assert len(told) == 3 and 20 <= told[0] <= 26 and 165 <= told[1] <= 170 and 188 <= told[2] <= 192
        await o.secretary.sees("值班表有问题", "第一网格值班：没有排人")


async def test_somebody_who_cannot_be_reached_is_told_of(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        worker = o.workers[0]
        await stands(o.town, worker, "leader", hours=24 * 20, begins=20, accepted=False)
        o.ear.forget()

        async def look(ctx: Context) -> None:
            await people.set_reachable(ctx.tx, ctx.community_id, worker.user_id, reachable=False)
            await roster_check.run(ctx)

        await act(o.town, look)
        o.ear.only([(o.secretary, ("值班表有问题", f"带班领导：{worker.name}收不到机器人的消息"))])


async def test_the_top_of_the_group_and_duty_say_who_comes_next(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1,)) as town:
        staff = [one for one in town.community.staff if one.role is Role.FULL_TIME]
        first, second = (Neighbour(town, one.user_id, one.name) for one in staff[:2])
        now = await stands(town, first, "g1", 10)
        then = await stands(town, second, "g1", follows=now, accepted=False)
        await stands(town, first, "g1", follows=then, accepted=False)
        await act(town, lambda ctx: groups.refresh_tops(ctx, [1]))
        top = said(await first.sees("在这里上报", f"值班：{first.name}", chat=town.groups[1]))
        assert f"接下来：{said_day(town)} {second.name}；{said_day(town, 1)} {first.name}" in top
        await first.says("/duty")
        await first.sees(f"第一网格值班：{first.name}", f"；接着是{second.name}，{said_day(town)}")


async def test_in_the_small_hours_yesterdays_shift_goes_on(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        await to_time(o.town, 0, 14)

        async def man(ctx: Context) -> None:
            person = await people.by_user(ctx.tx, ctx.community_id, o.workers[0].user_id)
            assert person is not None
            since = ctx.community.calendar.day_of(ctx.now) - timedelta(days=1)
            turns = (person.person_id,)
            await rotations.make(ctx, None, Pattern(0, "leader", turns, Length.WHOLE, Days.ALL, since))

        await act(o.town, man)
        await o.secretary.says("/duty")
        await o.secretary.sees("现在值班", f"带班领导：{o.workers[0].name}")
