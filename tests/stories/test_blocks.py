"""Somebody is kept from reporting: they are told why and how to object; the group and the neighbours learn nothing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.domain.community import Community
from bot.domain.person import Role
from tests.stories.scenes import answers, assigned, files_report, newcomer, resident
from tests.town import Neighbour, Town, labels, open_town, picture, said

OFFICE = "0356-2000000"


def with_office(community: Community) -> Community:
    """The same community with a telephone."""
    return replace(community, office=OFFICE)


@asynccontextmanager
async def a_town(folder: Path) -> AsyncIterator[tuple[Town, Neighbour]]:
    """A town with one report of a resident."""
    async with open_town(folder, changed=with_office) as town:
        person = resident(town)
        await files_report(person)
        yield town, person


async def block(town: Town, reason: str = "反复刷屏", span: str = "7 天", number: int = 1) -> None:
    """The secretary keeps the reporter of a case from reporting."""
    secretary = town.secretary
    await secretary.taps_on(f"{number}号", "更多")
    await secretary.taps_on(f"{number}号", "限制此人上报")
    await secretary.taps(reason)
    await secretary.taps(span)
    await secretary.taps("确定限制")


async def test_who_is_blocked_is_told_and_cannot_report(tmp_path: Path) -> None:
    async with a_town(tmp_path) as (town, person):
        group = await person.reads(chat=town.groups[1])
        async with answers(person) as told:
            await block(town)
        assert (
            "原因：反复刷屏" in said(told[0])
            and re.search(r"到 \d+月\d+日.*恢复", said(told[0]))
            and OFFICE in said(told[0])
        )
        assert "已限制" in said(await town.secretary.last())
        assert await person.reads(chat=town.groups[1]) == group, "the group learns nothing of it"
        ways = (
            lambda: person.says("/report 灯又坏了"),
            lambda: person.starts("r1"),
            lambda: person.says(photo=picture(3), caption="你看"),
            lambda: person.says("/report", chat=town.groups[1]),
        )
        for way in ways:
            async with answers(person) as told:
                await way()
            assert "您现在不能上报" in said(told[0]) and labels(told[0]) == ["申诉"]
        await person.starts()
        await person.taps("我要上报")
        assert "您现在不能上报" in said(await person.last())
        await person.says("/mine")
        assert "1号 路灯不亮" in said(await person.last()), "their own cases stay open to them"
        assert "2号" not in "".join(await town.secretary.reads())


async def test_who_is_blocked_in_the_middle_of_a_report_cannot_submit_it(tmp_path: Path) -> None:
    async with a_town(tmp_path) as (town, person):
        await person.starts("r1")
        await person.taps("路灯不亮")
        await person.says("又坏了")
        await person.taps("没有照片")
        await person.taps("2号楼")
        await block(town)
        await person.taps("提交")
        await person.sees("您现在不能上报")
        assert "2号" not in "".join(await town.secretary.reads())


async def test_nobody_follows_while_blocked(tmp_path: Path) -> None:
    async with a_town(tmp_path) as (town, person):
        other = await newcomer(town, 3001, "郝邻居")
        await other.starts()
        await files_report(other, "另一件", house="2号楼")
        await block(town)
        answer = await person.taps("我也关注", chat=town.groups[1])
        assert answer is not None and "不能上报和关注" in answer["text"]
        await person.starts("f2")
        assert "不能上报和关注" in said(await person.last())


async def test_an_appeal_is_made_once_and_decided_once(tmp_path: Path) -> None:
    async with a_town(tmp_path) as (town, person):
        await block(town, "辱骂骚扰", "直到解除")
        await person.sees("直到社区解除")
        await person.taps("申诉")
        await person.says(photo=picture(1))
        assert "申诉请用文字写" in said(await person.last())
        async with answers(town.secretary) as told:
            await person.says("我没有骂人，是别人拿了我的手机")
        assert "别人拿了我的手机" in said(told[0]) and person.name in said(told[0])
        assert "申诉已经交给书记" in said(await person.last())
        await town.secretary.starts()
        assert "1 个申诉等答复" in said(await town.secretary.last())
        async with answers(person) as told:
            await town.secretary.taps("维持")
        assert "限制不变" in said(told[0]) and OFFICE in said(told[0])
        await town.secretary.sees("申诉：", "结果：维持不变")
        await person.says("/report")
        assert labels(await person.last()) == [], "there is one appeal only"
        first = next(m for m in await town.from_bot(person.user_id, person.user_id) if "申诉" in labels(m))
        assert "申诉过了" in await person.taps_data(first["message_id"], "p:block.appeal:1:0:0")
        message = await town.secretary.sees("申诉：")
        async with answers(person, 0):
            assert "已经处理过了" in await town.secretary.taps_data(message["message_id"], "p:block.keep:1:0:0")


async def test_an_appeal_that_is_granted_lets_them_report(tmp_path: Path) -> None:
    async with a_town(tmp_path) as (town, person):
        await block(town)
        await person.taps("申诉")
        await person.says("弄错了")
        async with answers(person) as told:
            await town.secretary.taps("解除")
        assert "解除了" in said(told[0])
        assert await files_report(person, "第二件", house="2号楼") == 2
        await town.wind(days=8)
        assert not [text for text in await person.reads() if "时间到了" in text], "what was lifted does not end again"


async def test_a_block_ends_by_itself(tmp_path: Path) -> None:
    async with a_town(tmp_path) as (town, person):
        await block(town)
        await town.wind(days=6, hours=23)
        await person.says("/report")
        assert "您现在不能上报" in said(await person.last())
        async with answers(person) as told:
            await town.wind(hours=2)
        assert "时间到了" in said(told[0])
        assert await files_report(person, "第二件", house="2号楼") == 2


async def test_the_list_is_the_directors(tmp_path: Path) -> None:
    async with a_town(tmp_path) as (town, person):
        await town.secretary.says("/blocks")
        assert "没有限制任何人" in said(await town.secretary.last())
        await town.secretary.taps_on("1号", "更多")
        await town.secretary.taps_on("1号", "限制此人上报")
        await town.secretary.says("总是半夜报假的")
        await town.secretary.taps("30 天")
        assert "总是半夜报假的" in said(await town.secretary.last())
        await town.secretary.taps("确定限制")
        await person.sees("总是半夜报假的")
        await town.secretary.says("/blocks")
        assert person.name in said(await town.secretary.last())
        for other in (town.staff(Role.GRID_HEAD, 1), person):
            await other.says("/blocks")
            assert "没有这个命令" in said(await other.last())
            shown = await other.last()
            for payload in ("p:block.list:0:0:0", "p:block.lift:1:0:0", "p:block.keep:1:0:0", "p:block.lift:77:0:0"):
                assert "不归您" in await other.taps_data(shown["message_id"], payload)
            assert "不归您" in await other.taps_data(shown["message_id"], "p:block.new:1:0:0")
        await town.secretary.taps(f"解除 {person.name}")
        assert "没有限制任何人" in said(await town.secretary.last())
        await person.sees("解除了")


async def test_the_staff_cannot_be_blocked_nor_anybody_twice(tmp_path: Path) -> None:
    async with a_town(tmp_path) as (town, _):
        worker = town.staff(Role.FULL_TIME, 1)
        await files_report(worker, "巡查看到的", house="3号楼")
        card = await town.secretary.sees("2号 ·")
        assert "限制此人上报" not in labels(card)
        assert "工作人员" in await town.secretary.taps_data(card["message_id"], "p:block.new:2:0:0")
        await block(town)
        assert "已经被限制" in await town.secretary.taps_data(card["message_id"], "p:block.new:1:0:0")


async def test_no_answer_is_passed_on_while_blocked(tmp_path: Path) -> None:
    async with a_town(tmp_path) as (town, person):
        worker = await assigned(town, 1)
        await worker.taps_on("1号 ·", "问上报人")
        await worker.says("是哪一盏灯？")
        await block(town)
        answer = await person.taps("回答")
        assert answer is not None and "您现在不能上报" in answer["text"]
        await town.secretary.says("/blocks")
        await town.secretary.taps(f"解除 {person.name}")
        await person.taps("回答")
        async with answers(worker):
            await person.says("左边那盏")


async def test_who_is_blocked_adds_nothing_to_their_open_case_either(tmp_path: Path) -> None:
    async with a_town(tmp_path) as (town, person):
        card = (await person.sees("您上报的 1号"))["message_id"]
        await block(town)
        async with answers(town.secretary, 0), answers(person) as told:
            await person.says("快点快点快点", photo=picture(5), reply_to=card)
        assert "您现在不能上报" in said(told[0])
        assert "快点" not in "".join(await town.secretary.reads())
