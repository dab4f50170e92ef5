"""Boards, digests, bulk actions and "why this time" in stories."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.ears import leaks
from tests.stories.clocks import reminders, restart_after, to_time, to_workday
from tests.stories.scenes import answers, assigned, closed, files_report, fills, resident
from tests.town import Neighbour, Town, labels, open_town, said


async def three(town: Town) -> Neighbour:
    """Three cases: the first two with the full-time worker of grid 1, the third with nobody."""
    for number, kind in ((1, "路灯不亮"), (2, "电梯故障"), (3, "违章搭建")):
        await files_report(resident(town), text=f"第{number}件", kind=kind, house=f"{number + 4}号楼")
    worker = await assigned(town, 1)
    await assigned(town, 2, worker)
    return worker


async def boards(person: Neighbour, head: str) -> list[str]:
    """The boards that somebody got."""
    return [text for text in await person.reads() if text.startswith(head)]


async def test_each_role_has_its_board_in_the_morning_of_a_working_day(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town, weekday=3)  # a Thursday
        worker, head, other = await three(town), town.staff(Role.GRID_HEAD, 1), town.staff(Role.FULL_TIME, 2)
        await to_time(town, 7, 59)
        for person in (worker, head, other, town.secretary):
            assert not await boards(person, "在办案件") and not await boards(person, "我的任务")
        await to_time(town, 8, 1)
        (text,) = await boards(town.secretary, "在办案件")
        assert "已立案：1 件" in text and "已指派：2 件，其中超时 1 件" in text
        assert "共 3 件，今天到期 0 件，超时 1 件" in text
        assert f"{worker.name}：2 件，没有接单 2 件，超时 1 件" in text
        (mine,) = await boards(worker, "我的任务")
        assert "2 件，今天到期 0 件，超时 1 件" in mine and "2号 电梯故障" in mine and "已超时" in mine
        (grid,) = [text for text in await head.reads() if "第一网格：在办" in text]
        assert "在办 3 件，超时 1 件" in grid
        assert not [text for text in await other.reads() if "我的任务" in text], "who has nothing hears nothing"
        await to_time(town, 8, 1)  # Saturday
        await to_time(town, 8, 1)
        await to_time(town, 7, 59)  # Monday
        assert len(await boards(town.secretary, "在办案件")) == 1 and len(await boards(worker, "我的任务")) == 1
        await to_time(town, 8, 1)
        assert len(await boards(town.secretary, "在办案件")) == 2 and len(await boards(worker, "我的任务")) == 2


async def test_the_same_on_demand_with_the_ways_there(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        worker = await three(town)
        await worker.says("/tasks")
        assert {"1号", "2号", "我要上报"} <= set(labels(await worker.sees("我的任务")))
        await worker.taps_on("我的任务", "2号")
        assert said(await worker.last()).startswith("2号 · 电梯故障")
        await town.secretary.says("/board")
        ways = labels(await town.secretary.sees("在办案件"))
        assert [label for label in ways if "指派" in label] == ["待指派 1 件"], "one way to each thing"
        await town.secretary.taps_on("在办案件", "待指派 1 件")
        await town.secretary.sees("待指派的案件", "3号")


async def test_the_digest_has_numbers_and_nothing_else(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        await to_workday(town)
        await files_report(resident(town), text="楼上每天半夜搬家具", kind="噪音扰民")
        await files_report(resident(town), text="电梯不动", kind="电梯故障", house="5号楼")
        await closed(town, 2)
        await to_time(town, 17, 59)
        assert "今日小结" not in "".join(await town.secretary.reads(chat=town.groups[1]))
        await to_time(town, 18, 1)
        texts = [text for text in await town.secretary.reads(chat=town.groups[1]) if "今日小结" in text]
        assert len(texts) == 1
        assert texts[0].splitlines()[1:] == ["新上报 2 件，结案 1 件。", "在办 1 件。"]
        assert "今日小结" not in "".join(await town.secretary.reads(chat=town.groups[2])), "nothing happened there"
        await to_time(town, 18, 1)
        assert len([t for t in await town.secretary.reads(chat=town.groups[1]) if "今日小结" in t]) == 1
        assert leaks(town.ears.in_groups(), await town.possible_reporters()) == []


async def digests(town: Town) -> list[str]:
    """The digests that the group of grid 1 has got."""
    return [text for text in await town.secretary.reads(chat=town.groups[1]) if "日小结" in text]


async def test_an_evening_on_which_it_was_down_is_told_the_next_morning_and_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await files_report(resident(town), text="电梯不动", kind="电梯故障", house="5号楼")
        await restart_after(town, hours=17)  # three in the night
        assert await digests(town) == [], "not at night"
        await to_time(town, 8, 1)
        (text,) = await digests(town)
        assert "昨日小结" in text and "新上报 1 件，结案 0 件。\n现在在办 1 件" in text
        await restart_after(town, hours=1)
        await to_time(town, 18, 1)
        await to_time(town, 10, 0)
        assert await digests(town) == [text]


async def test_what_was_put_off_to_the_morning_is_told_once_whenever_it_is_back(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await files_report(resident(town), text="电梯不动", kind="电梯故障", house="5号楼")
        await restart_after(town, hours=17)
        await files_report(resident(town), text="灯坏了", house="5号楼")
        await restart_after(town, hours=16)  # seven in the evening of the next day
        (text,) = await digests(town)
        assert "今日小结" in text and "新上报 1 件" in text


async def test_of_days_before_yesterday_nothing_is_told_any_more(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await files_report(resident(town), text="电梯不动", kind="电梯故障", house="5号楼")
        await restart_after(town, hours=48)
        await to_time(town, 18, 1)
        assert await digests(town) == []


async def test_who_is_back_in_the_evening_tells_of_today(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await files_report(resident(town), text="电梯不动", kind="电梯故障", house="5号楼")
        await restart_after(town, hours=10)
        (text,) = await digests(town)
        assert "今日小结" in text and "新上报 1 件" in text


# --- several at once ---


async def late(town: Town) -> Neighbour:
    """Three cases, and it is a week later."""
    worker = await three(town)
    await to_workday(town)
    await town.secretary.says("/board")
    return worker


async def picks(person: Neighbour, *numbers: int) -> None:
    """Pick cases of the list."""
    for number in numbers:
        await person.taps(f"☐ {number}号")


async def test_several_cases_are_supervised_at_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        worker = await late(town)
        await town.secretary.taps_on("在办案件", "超时 2 件")
        message = await town.secretary.last()
        assert [label for label in labels(message) if "☐" in label] == ["☐ 2号", "☐ 1号"], "the oldest deadline first"
        assert "督办" not in labels(message), "nothing is picked yet"
        await picks(town.secretary, 1, 2)
        await town.secretary.taps("☑ 2号")
        await picks(town.secretary, 2)
        async with answers(worker, 2):
            await town.secretary.taps_on("选了 2 件", "督办")
        await town.secretary.sees("已督办 2 件：1号、2号")
        assert "督办" in said(await worker.sees("1号 · 路灯不亮"))


async def test_what_cannot_be_done_is_said_and_the_rest_is_done(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await late(town)
        await town.secretary.taps_on("2号 · 电梯故障", "更多")
        await town.secretary.taps_on("2号 · 电梯故障", "督办")
        await town.secretary.taps_on("在办案件", "超时 2 件")
        await picks(town.secretary, 1, 2)
        await town.secretary.taps_on("选了 2 件", "督办")
        text = said(await town.secretary.sees("已督办 1 件：1号"))
        assert "没有办成 1 件" in text and "2号：这件事已经往下走了" in text


async def test_several_cases_go_to_one_worker(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        former = await late(town)
        colleague = town.staff(Role.AUXILIARY, 1)
        await town.secretary.taps_on("在办案件", "超时 2 件")
        await picks(town.secretary, 1, 2)
        await town.secretary.taps("指派给")
        await town.secretary.taps("返回")
        await town.secretary.taps("指派给")
        async with answers(colleague, 2):
            await town.secretary.taps_on("指派给谁", colleague.name)
        await town.secretary.sees("已指派 2 件：1号、2号")
        await former.says("/tasks")
        await former.sees("您手上没有未办结的任务")
        for number in (1, 2):
            assert "接单" in labels(await colleague.sees(f"{number}号 ·"))


async def test_several_deadlines_are_put_off(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await late(town)
        await town.secretary.taps_on("在办案件", "超时 2 件")
        await picks(town.secretary, 1, 2)
        await town.secretary.taps("延期")
        await town.secretary.taps("3天，天气")
        await town.secretary.sees("已延期 2 件：1号、2号")
        await town.secretary.sees("1号 · 路灯不亮", "延期 1 次", "天气")
        await resident(town).sees("您上报的 1号", "延期 1 次")


async def test_who_has_them_is_reminded_in_one_message(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        worker = await late(town)
        before = await reminders(worker)
        await town.secretary.taps_on("在办案件", "超时 2 件")
        await picks(town.secretary, 1, 2)
        await town.secretary.taps_on("选了 2 件", "提醒经办人")
        await town.secretary.sees("已提醒经办人 2 件：1号、2号")
        (fresh,) = (await reminders(worker))[len(before) :]
        assert fresh.count("督促办理：") == 2


async def test_nobody_else_works_through_the_lists(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        worker = await late(town)
        mine = (await worker.last())["message_id"]
        for data in (
            "p:bulk.open:0:0:0",
            "p:bulk.turn:0:0:0",
            "p:bulk.do:0:0:0",
            "p:bulk.who:0:0:0",
            "p:bulk.assign:1:0:0",
            "p:bulk.extend:3:0:0",
            "p:bulk.days:0:0:0",
        ):
            assert "不归您办理" in await worker.taps_data(mine, data), data
        theirs = (await town.secretary.last())["message_id"]
        for data, words in (
            ("p:bulk.do:0:0:0", "请先点编号"),
            ("p:bulk.do:9:0:0", "用不了"),
            ("p:bulk.open:9:0:0", "用不了"),
            ("p:bulk.extend:99:0:0", "用不了"),
            ("p:bulk.extend:3:9:0", "用不了"),
            ("p:bulk.pick:0:0:99", "不归您办理"),
        ):
            assert words in await town.secretary.taps_data(theirs, data), data


# --- why this time ---


async def test_the_deadline_is_explained_to_the_reporter(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town, weekday=4)
        await files_report(resident(town))
        async with answers(resident(town)) as told:
            await resident(town).taps_on("您上报的 1号", "为什么是这个时间")
        text = said(told[0])
        assert "立案，给 3 个工作日，当天不算，到最后一天下班" in text
        assert "不算：" in text and "（周末）" in text


async def test_pauses_and_extensions_are_part_of_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await files_report(resident(town))
        await assigned(town, 1)
        await fills(town.secretary, 1, "挂账", "30天", "等上级立项", behind=True)
        await town.secretary.taps("确定挂账")
        await town.wind(days=1)
        await resident(town).taps_on("您上报的 1号", "为什么是这个时间")
        await resident(town).sees("现在停表（挂账）")
        await town.secretary.taps_on("1号 ·", "取消挂账")
        await fills(town.secretary, 1, "延期", "7个工作日", "等厂家发灯具", behind=True)
        await town.secretary.taps("确定延期")
        await town.secretary.taps_on("1号 · 路灯不亮", "更多")
        await town.secretary.taps_on("1号 · 路灯不亮", "为什么是这个时间")
        text = said(await town.secretary.last())
        assert "挂账结束，从 " in text and "这段时间不算" in text
        assert "延期（等厂家发灯具）" in text
        await resident(town).taps_on("您上报的 1号", "为什么是这个时间")
        theirs = said(await resident(town).last())
        assert "延期，到" in theirs and "厂家" not in theirs, "what staff say among themselves stays there"


async def test_of_what_is_not_theirs_nobody_is_told(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await files_report(resident(town))
        await resident(town, 2).starts()
        mine = (await resident(town, 2).last())["message_id"]
        for data in ("p:why:1:0:0", "p:why:77:0:0", "p:case.show:1:0:0", "p:case.show:77:0:0"):
            assert "不归您办理" in await resident(town, 2).taps_data(mine, data)
        await closed(town, 1)
        own = (await resident(town).last())["message_id"]
        assert "没有时限" in await resident(town).taps_data(own, "p:why:1:0:0")
        assert "为什么是这个时间" not in labels(await resident(town).sees("您上报的 1号"))
