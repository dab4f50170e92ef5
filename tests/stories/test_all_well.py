"""The tap that all is well (平安报): asked as often as it is switched on, and who does not answer is not left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.actions import all_well
from bot.actions.context import Context
from tests.stories.clocks import restart_after
from tests.stories.duties import act, events, night
from tests.town import Town, said

HOUR = 3_600_000
ASKED, AGAIN, SILENT = "您那里平安吗", "还没有收到您的平安报", "有人没有答复"


async def every(town: Town, ms: int | None) -> None:
    """It is switched on or off, as a flood response level does it."""

    async def do(ctx: Context) -> None:
        await all_well.watch_every(ctx, ms)

    await act(town, do)


async def test_it_is_asked_every_hour_and_each_answer_is_in_the_log(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await every(n.town, HOUR)
        n.ear.nothing()
        await n.town.wind(minutes=60)
        n.ear.only([(n.leader, (ASKED, "平安", "有情况")), (n.officer, ASKED)])
        for who in (n.leader, n.officer):
            await who.taps("平安")
        n.ear.only(edited=[(n.leader, "您报了平安"), (n.officer, "您报了平安")])
        await n.town.wind(minutes=59)
        n.ear.nothing()
        await n.town.wind(minutes=1)
        n.ear.only([(n.leader, ASKED), (n.officer, ASKED)])
        await n.leader.says("/log")
        told = said(await n.leader.last())
        assert f"{n.officer.name}报平安" in told and f"{n.leader.name}报平安" in told


async def test_no_answer_is_asked_again_and_then_the_leader_is_told(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await every(n.town, HOUR)
        await n.town.wind(minutes=60)
        await n.leader.taps("平安")
        n.ear.forget()
        await n.town.wind(minutes=10)
        n.ear.only([(n.officer, AGAIN)])
        await n.town.wind(minutes=10)
        n.ear.only([(n.leader, (SILENT, n.officer.name, "请打电话"))])
        await n.town.wind(minutes=30)
        n.ear.nothing()
        await n.officer.taps("平安")
        n.ear.only(edited=[(n.officer, "您报了平安"), (n.leader, ("✅", "报了平安"))])
        assert await events(n.town, "all_well.silent") == 1


async def test_of_a_silent_leader_the_secretary_is_told(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await every(n.town, HOUR)
        await n.town.wind(minutes=60)
        await n.officer.taps("平安")
        n.ear.forget()
        await n.town.wind(minutes=10)
        await n.town.wind(minutes=10)
        n.ear.only([(n.leader, AGAIN), (n.town.secretary, (SILENT, n.leader.name))])


async def test_whom_no_message_reaches_is_told_of_at_once(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await every(n.town, HOUR)
        await n.town.fault("sendMessage", "403", chat_id=n.officer.user_id)
        await n.town.wind(minutes=60)
        await n.leader.taps("平安")
        await n.town.wind(minutes=10)  # by now the bot knows
        await n.leader.sees(SILENT, n.officer.name, "消息送不到")
        await n.town.wind(minutes=50)
        assert sum(SILENT in text for text in await n.leader.reads()) == 2, "in the next round it knows from the start"


async def test_something_is_wrong_and_the_leader_hears_at_once(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await every(n.town, HOUR)
        await n.town.wind(minutes=60)
        await n.leader.taps("平安")
        n.ear.forget()
        card = await n.officer.last()
        await n.officer.taps("有情况")
        n.ear.only(
            [(n.leader, (f"{n.officer.name}报告有情况", "第一网格值班", "请马上打电话"))],
            edited=[(n.officer, ("您报告有情况", "上报"))],
        )
        assert await n.officer.taps_data(card["message_id"], "p:all_well.well:1:0:0") == "您已经报过了。"
        assert await n.reserve.taps_data(card["message_id"], "p:all_well.well:1:0:0") == "没有找到，或者不归您办理。"
        await n.town.wind(minutes=30)
        n.ear.nothing()


async def test_a_leap_asks_once_and_an_old_question_is_past(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await every(n.town, HOUR)
        await n.town.wind(minutes=60)
        old = await n.officer.last()
        n.ear.forget()
        await restart_after(n.town, hours=5)
        past = "这一次的平安报已经过了"
        n.ear.only(
            [(n.leader, ASKED), (n.officer, ASKED)],
            edited=[(n.leader, past), (n.officer, past)],
        )
        assert await n.officer.taps_data(old["message_id"], "p:all_well.well:1:0:0") == "这一次已经过了，请等下一次。"


@pytest.mark.parametrize("minutes", [30, 61, 75])
async def test_it_is_switched_off(tmp_path: Path, minutes: int) -> None:
    async with night(tmp_path) as n:
        await every(n.town, HOUR)
        await every(n.town, HOUR)  # said twice it is the same
        await n.town.wind(minutes=minutes)
        n.ear.forget()
        await every(n.town, None)
        await every(n.town, None)
        past = "这一次的平安报已经过了"
        n.ear.only(edited=[(n.leader, past), (n.officer, past)] if minutes > 60 else [])
        await n.town.wind(hours=5)
        n.ear.nothing()


async def test_more_often_begins_sooner_and_not_oftener_than_the_ladder_takes(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await every(n.town, 4 * HOUR)
        await every(n.town, 60_000)
        await n.town.wind(minutes=29)
        n.ear.nothing()
        await n.town.wind(minutes=1)
        n.ear.only([(n.leader, ASKED), (n.officer, ASKED)])


async def test_where_nobody_is_on_duty_nobody_is_asked(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await every(n.town, HOUR)
        await n.town.wind(hours=26)
        await n.town.secretary.taps("收到")  # the roster is empty, and that is another matter
        n.ear.forget()
        await n.town.wind(hours=3)
        n.ear.nothing()
