"""The secretary picks who has a case with taps, and by when; a tap can be taken back for a minute."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.stories.scenes import answers, assigned, case_cards, fed_back, files_report, gives, resident
from tests.town import labels, open_town, picture, said


async def test_the_usual_case_takes_three_taps(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = town.staff(Role.FULL_TIME, 1)
        await town.secretary.taps("指派")
        assert not any("指派，" in label for label in labels(await town.secretary.last())), "first who, then by when"
        await town.secretary.taps(worker.name)
        async with answers(worker) as told:
            await town.secretary.taps("指派，")
        assert "已指派" in said(told[0])


async def test_several_have_it_and_the_first_answers_for_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        head, worker = town.staff(Role.GRID_HEAD, 1), town.staff(Role.FULL_TIME, 1)
        await town.secretary.taps_on("1号", "指派")
        await town.secretary.sees("1号 ·", "第一个点的是主办，再点的是协办")
        await town.secretary.taps_on("1号", "返回")
        assert not [text for text in await town.secretary.reads() if "第一个点的" in text]
        async with answers(head) as led, answers(worker) as helped:
            await gives(town, 1, head, worker, by="3个工作日")
        assert f"协办：{worker.name}" in said(led[0]) and "接单" in labels(led[0])
        assert f"您是协办，主办是{head.name}。" in said(helped[0]) and "接单" not in labels(helped[0])
        assert "看照片" not in labels(helped[0]) and resident(town).name not in said(helped[0])
        (card,) = await case_cards(town, 1)
        assert head.name in card and worker.name not in card
        refused = await worker.taps_data(helped[0]["message_id"], "c:accept:1:3:0")
        assert refused == "没有找到，或者不归您办理。"
        await head.taps_on("1号", "接单")
        await worker.sees("1号 ·", "已接单")
        await worker.says("/tasks")
        assert "1号 路灯不亮" in said(await worker.last())


async def test_whoever_is_picked_can_be_unpicked(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        head, worker = town.staff(Role.GRID_HEAD, 1), town.staff(Role.FULL_TIME, 1)
        await town.secretary.taps("指派")
        await town.secretary.taps(head.name)
        await town.secretary.taps(worker.name)
        assert {f"① 主办 {head.name} 网格长 空闲", f"✓ 协办 {worker.name} 专职 空闲"} <= set(
            labels(await town.secretary.last())
        )
        await town.secretary.taps(head.name)
        assert f"① 主办 {worker.name} 专职 空闲" in labels(await town.secretary.last())
        async with answers(head, 0), answers(worker):
            await town.secretary.taps("今天")


async def test_another_day_is_written(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = town.staff(Role.FULL_TIME, 1)
        await town.secretary.taps("指派")
        await town.secretary.taps(worker.name)
        await town.secretary.taps("其他日期")
        await town.secretary.says("哪天呢")
        assert "没有看懂是哪天" in said(await town.secretary.last())
        await town.secretary.says("下周五")
        assert "周五" in said(await town.secretary.last())
        async with answers(worker) as told:
            await town.secretary.taps("确定指派")
        assert "（周五）18:00" in said(told[0])


async def test_a_day_that_is_confirmed_after_all_was_done_does_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = town.staff(Role.FULL_TIME, 1)
        await town.secretary.taps("指派")
        await town.secretary.taps(worker.name)
        await town.secretary.taps("其他日期")
        await town.secretary.says("下周五")
        async with answers(worker):
            await town.secretary.taps_on("1号 ·", "指派，")
        await town.secretary.taps("确定指派")
        assert "已经指派了" in said(await town.secretary.last())


async def test_a_case_that_nobody_accepts_goes_to_somebody_else(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        first, second = await assigned(town, 1), town.staff(Role.GRID_HEAD, 1)
        await town.wind(minutes=2)
        await town.secretary.taps_on("1号 ·", "更多")
        async with answers(second):
            await gives(town, 1, second)
        assert "三单元门口" not in "".join(await first.reads())
        await first.sees("1号", "已移交")
        stale = (await first.last())["message_id"]
        assert await first.taps_data(stale, "c:accept:1:3:0") == "没有找到，或者不归您办理。"


async def test_a_tap_is_taken_back_within_a_minute(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        assert "撤销刚才这一步" in labels(await town.secretary.sees("1号 ·", "已指派"))
        await town.secretary.taps_on("1号 ·", "撤销刚才这一步")
        await town.secretary.sees("1号 ·", "已立案")
        assert "三单元门口" not in "".join(await worker.reads())
        await resident(town).sees("您上报的 1号", "已立案")
        again = await town.secretary.sees("1号 ·")
        assert "不能撤销" in await town.secretary.taps_data(again["message_id"], "c:undo:1:4:0")


async def test_after_a_minute_or_when_it_has_moved_on_it_stays(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await worker.taps_on("1号 ·", "接单")
        card = await town.secretary.sees("1号 ·", "已接单")
        assert "撤销刚才这一步" not in labels(card)
        assert "不能撤销" in await town.secretary.taps_data(card["message_id"], "c:undo:1:3:0")
        await worker.says(photo=picture(3), reply_to=(await worker.sees("1号 ·"))["message_id"])
        await town.secretary.taps_on("1号", "核查通过")
        await town.wind(seconds=61)
        card = await town.secretary.sees("1号 ·", "已核查")
        assert "撤销刚才这一步" not in labels(card), "the button goes by itself"
        assert "不能撤销" in await town.secretary.taps_data(card["message_id"], "c:undo:1:7:0")


async def test_a_closed_case_is_open_again_when_the_tap_was_a_mistake(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        await fed_back(town, 1)
        await town.secretary.taps_on("1号", "核查通过")
        await town.secretary.taps_on("1号", "结案")
        await town.secretary.taps_on("1号", "撤销刚才这一步")
        await resident(town).sees("您上报的 1号 ·", "已核查")
        await town.wind(days=9)
        assert "已归档" not in "".join(await resident(town).reads()), "it is not archived behind anybody's back"
        await town.secretary.taps_on("1号", "其他结果")
        await town.secretary.taps_on("1号", "部分解决，结案")
        await resident(town).sees("您上报的 1号 ·", "结果：部分解决")
