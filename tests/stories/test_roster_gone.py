"""Somebody on the roster leaves, goes on leave, or is not reached: who hears of it, when, and what they can do."""

from __future__ import annotations

from pathlib import Path

from bot.actions import duty, roster_check
from bot.actions.context import Context
from bot.domain.person import Appointment, Role
from bot.storage import people
from tests.stories.clocks import now_in
from tests.stories.duties import HOUR, act, events, stands
from tests.stories.test_leave import goes
from tests.stories.test_roster import Office, ahead, by_user, office, plan, tap_name
from tests.stories.test_staff import revoked
from tests.town import buttons, labels, said

OPEN = "不再值班了"


async def settle(o: Office) -> None:
    """The roster has been looked at, and what is planned is nobody's news any more."""
    await o.town.wind(minutes=1)
    o.ear.forget()


async def test_the_secretary_reads_at_once_which_shifts_are_open_and_fills_one(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, third = o.workers
        await plan(o, first, second)
        await settle(o)
        await revoked(o.town, first)
        told = await o.secretary.sees(f"{first.name}{OPEN}，这些班要换人")
        assert said(told).count("带班领导，") == 12 and "还有 5 班" in said(told)
        assert "带班领导的轮班里有" in said(told) and labels(told)[-1] == "重排带班领导"
        assert await events(o.town, "roster.left") == 1
        heard = [one for one in o.ear.fresh() if one.chat_id != o.secretary.user_id]
        assert [one.chat_id for one in heard] == [first.user_id], "that the role is gone, and nothing of shifts"
        assert "班" not in heard[0].words
        await o.town.wind(hours=2)
        o.ear.nothing()
        await o.secretary.taps(next(label for label in labels(told) if label.startswith("改 ")))
        await tap_name(o.secretary, third.name)
        await third.sees("书记给您排了一班", "带班领导")
        one = (await act(o.town, ahead))[0]
        assert one.person != one.planned
        o.ear.forget()
        await o.secretary.taps("重排带班领导")
        await o.secretary.sees("谁来值？")


async def test_who_has_left_is_not_reminded_and_it_is_told_again_before_the_shift(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, _ = o.workers
        await plan(o, first, second)
        begins = (await act(o.town, ahead))[0].from_at
        await settle(o)
        await revoked(o.town, first)
        o.ear.forget()
        await o.town.wind(hours=(begins - now_in(o.town)) // HOUR, minutes=59)
        heard = o.ear.fresh()
        assert not [one for one in heard if one.chat_id == first.user_id]
        faults = [one for one in heard if "值班表有问题" in one.words]
        assert faults and {one.chat_id for one in faults} == {o.secretary.user_id}
        assert all(f"带班领导：{first.name}{OPEN}" in one.words for one in faults)
        assert len(faults) <= 2, "within a day and within two hours"


async def test_who_loses_the_role_while_on_duty_answers_for_nothing(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, _ = o.workers
        await stands(o.town, first, "g1", hours=24 * 20)
        await settle(o)
        await revoked(o.town, first)
        await o.secretary.sees(f"{first.name}{OPEN}")
        assert first.name not in [one.name for one in await act(o.town, lambda ctx: duty.on_duty(ctx, 1))]
        await o.secretary.taps(next(one for one in labels(await o.secretary.sees(OPEN)) if one.startswith("改 ")))
        await tap_name(o.secretary, second.name)
        shift = (await act(o.town, ahead))[0]
        assert shift.person == (await act(o.town, lambda ctx: by_user(ctx, second.user_id))).person_id


async def test_another_role_that_is_lost_changes_nothing(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, _ = o.workers

        async def also(ctx: Context) -> None:
            person = await by_user(ctx, first.user_id)
            held = Appointment(Role.AUXILIARY, 2)
            await people.appoint(ctx.tx, ctx.community_id, person.person_id, held, ctx.now)

        await act(o.town, also)
        await plan(o, first, second)
        await settle(o)
        await revoked(o.town, first, label="撤销：辅助")
        assert not [one for one in o.ear.fresh() if OPEN in one.words]


async def test_leave_is_told_to_who_goes_and_to_the_secretary_within_the_hour(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, _ = o.workers
        await plan(o, first, second)
        await settle(o)
        await goes(first, "7天")
        mine = await first.sees("您请假期间有班", "带班领导")
        assert [label[:2] for label in labels(mine)][:2] == ["求替", "换班"]
        fault = ("值班表有问题", f"带班领导：{first.name}那时请假")
        o.ear.only(
            [(first, "请假到"), (first, "您请假期间有班"), (o.secretary, f"{first.name}请假"), (o.secretary, fault)],
            edited=[(first, "请假")],
        )
        await o.town.wind(minutes=61)
        o.ear.nothing()
        await o.secretary.taps("去安排")
        o.ear.only([(o.secretary, "值班表 · 带班领导")])


async def test_who_blocks_the_bot_is_told_of_within_the_hour(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, _ = o.workers
        await plan(o, first, second)
        await settle(o)
        await act(o.town, lambda ctx: people.set_reachable(ctx.tx, ctx.community_id, first.user_id, reachable=False))
        await o.town.wind(hours=1)
        heard = [one for one in o.ear.fresh() if one.chat_id != first.user_id]
        assert [one.chat_id for one in heard] == [o.secretary.user_id]
        assert f"带班领导：{first.name}收不到机器人的消息" in heard[0].words
        await o.town.wind(hours=1)
        o.ear.nothing()
        assert await act(o.town, roster_check.find)


async def test_a_gap_is_filled_by_hand_and_only_once(tmp_path: Path) -> None:
    async with office(tmp_path) as o:
        first, second, third = o.workers
        await stands(o.town, first, "leader", hours=24)
        await stands(o.town, second, "leader", hours=24 * 20, begins=60, accepted=False)
        await o.secretary.says("/roster")
        o.ear.forget()
        week = await o.secretary.sees("值班表 · 带班领导")
        gaps = [label for label in labels(week) if label.startswith("补 ")]
        assert len(gaps) == 2, "cut where shifts change"
        await o.secretary.taps(gaps[0])
        chosen = await o.secretary.last()
        data = next(one for one in buttons(chosen) if third.name in one["text"])["callback_data"]
        await o.secretary.taps_data(chosen["message_id"], data)
        await third.sees("书记给您排了一班", "带班领导")
        assert await o.secretary.taps_data(chosen["message_id"], data) == "这一班已经有人了。"
        left = [label for label in labels(await o.secretary.sees("值班表 · 带班领导")) if label.startswith("补 ")]
        assert left == gaps[1:] and await events(o.town, "roster.filled") == 1
        told = [one.chat_id for one in o.ear.fresh() if one.method == "sendMessage" and "排了一班" in one.words]
        assert told == [third.user_id]
