"""Whoever is on duty is called until somebody has it: the next ones, each told why, and nobody for nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.actions import page_climb, pages, selfcheck
from bot.actions.context import Context
from bot.domain.page import LAST_TIMES, Matter
from bot.domain.person import Appointment, Role
from bot.domain.screen import Value
from bot.storage import audit, timers
from tests.stories.clocks import restart_after
from tests.stories.duties import act, call, events, night, stands
from tests.stories.listening import Listening
from tests.town import labels, open_town

HAVE = "收到"
ASK = "请点“收到”"


async def test_one_answer_is_enough_and_everybody_sees_it(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,))
        n.ear.only([(n.leader, (ASK, "您在值班", HAVE)), (n.officer, (ASK, "您在值班", "0/2 人收到"))])
        assert await n.officer.taps(HAVE) == {"text": "好，已记下您收到了。", "show_alert": False, "url": None}
        n.ear.only(edited=[(n.officer, ("已收到", "1/2 人收到")), (n.leader, ("已有人收到", n.officer.name))])
        assert labels(await n.leader.last()) == []
        await n.town.wind(hours=2)
        n.ear.nothing()


async def test_nobody_answers_and_the_next_ones_are_called_each_told_why(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,))
        n.ear.forget()
        await n.town.wind(minutes=3)
        n.ear.only([(one, f"{ASK}。10:00 叫过您，还没有收到您的答复。您在值班。") for one in (n.leader, n.officer)])
        await n.town.wind(minutes=3)
        silent = f"{n.leader.name}、{n.officer.name} 10:00 起没有答复，"
        called = [n.leader, n.officer]
        n.ear.only([(n.reserve, silent + "您是备班，所以找您。")], [(who, n.reserve.name) for who in called])
        await n.town.wind(minutes=3)
        called.append(n.reserve)
        silent = f"{n.leader.name}、{n.officer.name}、{n.reserve.name} 10:00 起没有答复，"
        n.ear.only([(n.head, silent + "您是网格长，所以找您。")], [(who, n.head.name) for who in called])
        await n.town.wind(minutes=3)
        called.append(n.head)
        secretary = silent + "您是社区负责人，所以找您。"
        n.ear.only([(n.town.secretary, (secretary, "0/5 人收到"))], [(who, n.town.secretary.name) for who in called])
        await n.town.wind(minutes=10)
        n.ear.only([(n.town.secretary, (ASK, "10:12 叫过您"))])
        await n.reserve.taps(HAVE)
        taken = [(who, f"✅ {n.reserve.name} 10:22") for who in (*called, n.town.secretary)]
        n.ear.only(edited=taken)
        await n.town.wind(hours=5)
        n.ear.nothing()


async def test_nobody_at_all_answers_and_it_stays_written(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,))
        await n.town.wind(minutes=12)
        n.ear.forget()
        for nth in range(LAST_TIMES):
            await n.town.wind(minutes=10)
            last = [(who, "已经叫过多次，还没有人收到") for who in (n.leader, n.officer, n.reserve, n.head)]
            n.ear.only([(n.town.secretary, ASK)], last if nth == LAST_TIMES - 1 else [])
        await n.town.wind(hours=3)
        n.ear.nothing()
        assert await events(n.town, "page.unanswered") == 1
        assert (await act(n.town, selfcheck.examine)).unheard == 1
        await n.officer.taps(HAVE)
        assert (await act(n.town, selfcheck.examine)).unheard == 0


async def test_who_blocked_the_bot_is_passed_over_at_once(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        for who in (n.leader, n.officer):
            await n.town.fault("sendMessage", "403", chat_id=who.user_id, times=9)
        await call(n.town, grids=(1,))
        await n.reserve.sees(f"{n.leader.name}、{n.officer.name}联系不上，您是备班，所以找您。", "❌")
        assert ASK not in "".join(await n.head.reads())


async def test_nobody_is_on_the_roster_and_the_secretary_is_called_at_once(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        ear, head = Listening(town), town.staff(Role.GRID_HEAD, 1)
        await call(town, grids=(1,))
        ear.only([(town.secretary, f"{ASK}。值班表上现在没有人，您是社区负责人，所以找您。")])
        await town.wind(minutes=3)
        ear.only([(town.secretary, (ASK, "10:00 叫过您"))])
        await town.wind(minutes=3)
        ear.only(
            [(head, ("值班表上现在没有人，", f"{town.secretary.name} 10:00 起没有答复，您是网格长"))],
            [(town.secretary, head.name)],
        )
        await town.secretary.taps(HAVE)
        ear.only(edited=[(town.secretary, "您10:06已收到"), (head, "已有人收到")])
        await town.wind(hours=3)
        ear.nothing()


async def test_where_all_must_answer_the_list_shows_who_has(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        other = n.others[0]
        await stands(n.town, other, "g2")
        n.ear.forget()
        await call(n.town, must_all=True)
        n.ear.only([(who, "0/3 人收到") for who in (n.leader, n.officer, other)])
        await n.leader.taps(HAVE)
        card = await n.officer.sees("1/3 人收到", "⏳ " + n.officer.name, "✅ " + n.leader.name)
        assert HAVE in labels(card), "the others have to answer all the same"
        n.ear.forget()
        await n.town.wind(minutes=3)
        n.ear.only([(n.officer, ASK), (other, ASK)])
        await other.taps(HAVE)
        n.ear.forget()
        await n.town.wind(minutes=3)
        why = f"{n.officer.name} 10:00 起没有答复，您是备班"
        n.ear.only([(n.reserve, why)], [(who, "2/4") for who in (n.leader, n.officer, other)])
        await n.reserve.taps(HAVE)
        n.ear.only(edited=[(who, "3/4") for who in (n.leader, n.officer, other, n.reserve)])
        await n.town.wind(hours=2)
        n.ear.nothing()  # the reserve has it for the one who sleeps
        await n.officer.taps(HAVE)
        n.ear.only(edited=[(who, "4/4") for who in (n.leader, n.officer, other, n.reserve)])


async def test_each_grid_has_somebody_who_answers(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        other = n.others[0]
        await stands(n.town, other, "g2")
        n.ear.forget()
        await call(n.town, grids=(1, 2))
        n.ear.only([(who, "0/3 人收到") for who in (n.leader, n.officer, other)])
        await n.officer.taps(HAVE)
        n.ear.forget()
        await n.town.wind(minutes=3)
        n.ear.only([(who, ASK) for who in (n.leader, other)])  # the other grid has nobody yet
        await n.leader.taps(HAVE)
        n.ear.forget()
        await n.town.wind(hours=2)
        n.ear.nothing()  # the leader's answer is one for all


async def test_who_asks_for_help_gets_the_officer_of_the_grid_first(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, Matter.HELP, grids=(1,))
        n.ear.only([(n.officer, ("🆘 求助7", "情况：", ASK))])
        await n.town.wind(minutes=3)
        silent = f"{n.officer.name} 10:00 起没有答复，您带班，所以找您。"
        n.ear.only([(n.officer, "10:00 叫过您"), (n.leader, silent)])
        await n.town.wind(minutes=3)
        n.ear.only([(n.reserve, "您是备班")], [(who, n.reserve.name) for who in (n.officer, n.leader)])
        assert await n.leader.taps(HAVE)
        n.ear.forget()
        await n.town.wind(hours=2)
        n.ear.nothing()


async def test_nobody_stands_on_a_post_and_somebody_is_to_be_found(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        deputy = town.staff(Role.FULL_TIME, 2)
        await town.appoints(deputy, Appointment(Role.DEPUTY, None))
        ear = Listening(town)
        data: dict[str, Value] = {"posts": [{"kind": "grid", "grid": "第一网格"}]}

        async def do(ctx: Context) -> int:
            return await pages.call(ctx, Matter.EMPTY, 3, data, grids=(1,))

        await act(town, do)
        ear.only([(town.secretary, ("现在没有人值班", "· 第一网格值班", ASK))])
        await town.wind(minutes=3)
        ear.only([(town.secretary, ASK)])
        await town.wind(minutes=3)
        ear.only([(deputy, (f"{town.secretary.name} 10:00 起没有答复，您是副书记",))], [(town.secretary, deputy.name)])


async def test_a_plain_notice_waits_for_nobody(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,), quick=False)
        n.ear.only([(n.leader, ASK), (n.officer, ASK)])
        await n.town.wind(hours=2)
        n.ear.nothing()
        found = await act(n.town, selfcheck.examine)
        assert (found.pages, found.unheard) == (0, 0)
        await n.officer.taps(HAVE)
        n.ear.only(edited=[(n.officer, "已收到"), (n.leader, "已有人收到")])


async def test_it_has_grown_and_everybody_answers_anew(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        number = await call(n.town, grids=(1,))
        await n.officer.taps(HAVE)
        n.ear.forget()
        assert await call(n.town, grids=(1,)) == number
        n.ear.nothing()  # the same again: nobody is told twice
        assert await call(n.town, grids=(1,), again=True) == number
        n.ear.only([(n.leader, ASK), (n.officer, ASK)])
        old = (await n.town.from_bot(n.leader.user_id, n.leader.user_id))[0]
        assert (
            await n.leader.taps_data(old["message_id"], f"p:page.have:{number}:1:0") == "有新的情况，请看下面的新消息。"
        )


async def test_it_has_grown_before_anybody_answered_and_there_is_one_button(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,))
        old = await n.officer.last()
        n.ear.forget()
        await call(n.town, grids=(1,), again=True)
        both = (n.leader, n.officer)
        n.ear.only([(who, (ASK, "您在值班")) for who in both], [(who, "有新的情况，请看新的一条") for who in both])
        shown = await n.town.from_bot(n.officer.user_id, n.officer.user_id)
        (closed,) = [one for one in shown if one["message_id"] == old["message_id"]]
        assert labels(closed) == [] and labels(shown[-1]) == [HAVE]
        await n.town.wind(minutes=3)
        n.ear.only([(who, ASK) for who in both])


async def test_no_answer_is_needed_any_more(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        number = await call(n.town, grids=(1,))
        message = await n.officer.last()

        async def done(ctx: Context) -> None:
            await pages.over(ctx, Matter.WARNING, 7)

        n.ear.forget()
        await act(n.town, done)
        n.ear.only(edited=[(n.leader, "不用再答复了"), (n.officer, "不用再答复了")])
        assert await n.officer.taps_data(message["message_id"], f"p:page.have:{number}:1:0") == "这件事不用再答复了。"
        await n.town.wind(hours=2)
        n.ear.nothing()


async def test_the_bot_was_dead_between_two_rungs(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,))
        n.ear.forget()
        await restart_after(n.town, minutes=4)
        n.ear.only([(n.leader, ASK), (n.officer, ASK)])
        await restart_after(n.town, minutes=7)
        n.ear.only([(n.reserve, ASK), (n.head, ASK)], edited=[(who, n.head.name) for who in (n.leader, n.officer)])


async def test_the_bot_was_dead_for_the_whole_ladder_and_everybody_hears_it_once(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,))
        n.ear.forget()
        await restart_after(n.town, minutes=50)
        n.ear.only([(who, ASK) for who in (n.leader, n.officer, n.reserve, n.head, n.town.secretary)])
        await n.town.wind(minutes=9)
        n.ear.nothing()
        await n.town.wind(minutes=1)
        n.ear.only([(n.town.secretary, ASK)])


async def test_a_page_without_its_timer_is_found_and_goes_on(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        number = await call(n.town, grids=(1,))
        assert (await act(n.town, selfcheck.examine)).pages == 0

        async def clear(ctx: Context) -> None:
            await timers.clear(ctx.tx, ctx.community_id, page_climb.TIMER, number)

        await act(n.town, clear)
        assert (await act(n.town, selfcheck.examine)).pages == 1
        n.ear.forget()
        await restart_after(n.town, minutes=4)
        n.ear.only([(n.leader, ASK), (n.officer, ASK)])


async def test_many_taps_at_once_have_one_effect(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        number = await call(n.town, grids=(1,))
        message = await n.officer.last()
        taps = [n.officer.taps_data(message["message_id"], f"p:page.have:{number}:1:0") for _ in range(20)]
        answers = await asyncio.gather(*taps)
        assert sorted(answers, key=len) == ["好，已记下您收到了。", *["您10:00已收到，不用再点。"] * 19]
        assert await events(n.town, "page.answered") == 1
        assert (await n.town.app.store.read(lambda tx: audit.verify(tx, n.town.app.community_id))).broken_at is None
        message = (await n.town.from_bot(n.leader.user_id, n.leader.user_id))[-1]
        late = await n.leader.taps_data(message["message_id"], f"p:page.have:{number}:1:0")
        assert late == f"{n.officer.name} 10:00 已收到。"
        assert await events(n.town, "page.answered") == 1


@pytest.mark.parametrize("forged", ["p:page.have:1:1:0", "p:page.have:99:1:0"])
async def test_who_was_not_called_cannot_answer(tmp_path: Path, forged: str) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,))
        stranger = await n.town.person(9001, "路人")
        await stranger.starts()
        message = await stranger.last()
        assert await stranger.taps_data(message["message_id"], forged) == "这是发给值班人员的。"
