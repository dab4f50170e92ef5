"""Cases that bounce, are parked, rejected, merged, split, extended, sent back: who hears what, and none is lost."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.stories.scenes import (
    answers,
    assigned,
    case_cards,
    fed_back,
    files_report,
    fills,
    newcomer,
    resident,
)
from tests.town import labels, open_town, said


def due(card: str) -> str:
    """The deadline that a card shows."""
    return card.partition("时限：")[2].partition("\n")[0].partition("，")[0]


async def test_the_first_bounce_goes_to_the_better_owner_and_the_clock_runs_on(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        first, better = await assigned(town, 1), town.staff(Role.GRID_HEAD, 1)
        deadline = due(said(await first.sees("1号 ·")))
        await fills(first, 1, "退单", "要专业的人办", better.name)
        async with answers(better) as told, answers(town.secretary, 0):
            await first.taps("确定退单")
        assert f"退单（{first.name}）：要专业的人办" in said(told[0]) and "接单" in labels(told[0])
        assert due(said(told[0])) == deadline
        assert "三单元门口" not in "".join(await first.reads())
        await town.secretary.sees("1号 ·", better.name, "退单 1 次")
        (card,) = await case_cards(town, 1)
        assert "要专业的人办" not in card and better.name in card
        assert "要专业的人办" not in "".join(await resident(town).reads())


async def test_the_second_bounce_goes_to_the_secretary(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        first, second = await assigned(town, 1), town.staff(Role.GRID_HEAD, 1)
        await fills(first, 1, "退单", "不是我的网格", second.name, "确定退单")
        await fills(second, 1, "退单", "其他原因", "要用升降车", "不知道")
        async with answers(town.secretary) as told, answers(first, 0):
            await second.taps("确定退单")
        assert "已立案" in said(told[0]) and "要用升降车" in said(told[0]) and "退单 2 次" in said(told[0])
        assert "指派" in labels(told[0])
        await resident(town).sees("您上报的 1号", "已立案")


async def test_a_bounce_without_a_name_goes_to_the_secretary_at_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await fills(worker, 1, "退单", "要部门来办", "不知道")
        async with answers(town.secretary) as told:
            await worker.taps("确定退单")
        assert "要部门来办" in said(told[0])
        late = (await worker.last())["message_id"]
        assert await worker.taps_data(late, "p:form.bounce:1:0:0") == "没有找到，或者不归您办理。"


async def test_a_parked_case_is_looked_at_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await worker.taps_on("1号 ·", "接单")
        deadline = due(said(await worker.sees("1号 ·")))
        await fills(town.secretary, 1, "挂账", "30天", "等明年的预算", behind=True)
        async with answers(resident(town)) as told:
            await town.secretary.taps("确定挂账")
        assert "先挂账" in said(told[0]) and "等明年的预算" in said(told[0]) and "不会忘记" in said(told[0])
        assert "等明年" not in "".join(await case_cards(town, 1)) and "已挂账" in (await case_cards(town, 1))[0]
        await worker.sees("1号 ·", "已挂账")
        await town.wind(days=36)
        await town.secretary.sees("挂账到了再看的时间")
        async with answers(worker) as back:
            await town.secretary.taps_on("1号 ·", "取消挂账")
        assert "已接单" in said(back[0]) and due(said(back[0])) not in ("", deadline)
        await resident(town).sees("1号继续办理了")


async def test_only_the_secretary_parks(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        for who in (worker, resident(town)):
            place = (await who.last())["message_id"]
            assert await who.taps_data(place, "p:form.park:1:0:0") == "没有找到，或者不归您办理。"


async def test_what_is_not_taken_up_is_told_with_the_reason(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        neighbour = await newcomer(town)
        await neighbour.starts()
        await neighbour.says("/help", chat=town.groups[1])
        await neighbour.taps("我也关注", chat=town.groups[1])
        await fills(town.secretary, 1, "不予受理", "其他原因", "灯是一楼住户自己装的", behind=True)
        async with answers(person) as told, answers(neighbour) as heard:
            await town.secretary.taps("确定不予受理")
        assert "不予受理的原因" in said(told[0]) and "灯是一楼住户自己装的" in said(told[0])
        assert "没有受理" in said(heard[0]) and "一楼住户" not in said(heard[0])
        (card,) = await case_cards(town, 1)
        assert "不予受理" in card and "一楼" not in card
        await town.wind(days=9)
        assert "已归档" in (await case_cards(town, 1))[0]


async def test_two_reports_of_one_thing_are_one_case(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        neighbour = await newcomer(town)
        await neighbour.starts()
        await neighbour.says("/help", chat=town.groups[1])
        await files_report(neighbour, "灯又不亮了", house="2号楼")
        await fills(town.secretary, 2, "并案", "1号 路灯不亮", behind=True)
        async with answers(neighbour, 2) as told, answers(person, 0):
            await town.secretary.taps("确定并案")
        assert "和 1号是同一件事" in said(told[0]) and "您关注的 1号" in said(told[1])
        worker = await assigned(town, 1)
        async with answers(neighbour), answers(person):
            await worker.taps_on("1号 ·", "接单")
        assert "程桂兰" not in "".join(await neighbour.reads())
        await fills(town.secretary, 1, "并案", behind=True)
        await town.secretary.says("2号")
        await town.secretary.taps("确定并案")
        assert "没有找到要并入的案件" in said(await town.secretary.last()), "what has ended takes nothing in"


async def test_a_case_of_several_things_is_split(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person, "灯坏了，垃圾也没人收，楼道还有自行车")
        await fills(town.secretary, 1, "拆分", behind=True)
        await town.secretary.says("只有一件")
        assert "2 到 10 行" in said(await town.secretary.last())
        await town.secretary.says("三单元的灯坏了\n垃圾没人收\n楼道里有自行车")
        async with answers(person, 4) as told:
            await town.secretary.taps("确定拆分")
        assert sum("您上报的" in said(one) for one in told) == 4
        await town.secretary.sees("1号 ·", "已拆分", "拆开办：2、3、4号")
        await person.sees("您上报的 3号", "垃圾没人收", "已立案")
        for number in (2, 3, 4):
            assert "已立案" in (await case_cards(town, number))[0]
        worker = await assigned(town, 3)
        await worker.sees("3号 ·", "垃圾没人收")


async def test_the_deadline_is_put_off_with_a_reason(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        deadline = due(said(await worker.sees("1号 ·")))
        await fills(town.secretary, 1, "延期", "15个工作日", "灯杆要定做", behind=True)
        async with answers(worker) as told, answers(resident(town)) as heard:
            await town.secretary.taps("确定延期")
        assert "延期 1 次" in said(told[0]) and due(said(told[0])) != deadline and "灯杆要定做" in said(told[0])
        assert "延期到" in said(heard[0]) and "灯杆" not in said(heard[0])
        await fills(town.secretary, 1, "延期", behind=True)
        await town.secretary.says("明天")
        assert "要比现在的时限晚" in said(await town.secretary.last()), "before a reason is written in vain"


async def test_what_is_not_good_yet_goes_back_to_the_worker(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await fed_back(town, 1)
        await fills(town.secretary, 1, "退回重办", "灯还是一闪一闪的")
        async with answers(worker) as told:
            await town.secretary.taps("确定退回重办")
        assert "处置中" in said(told[0]) and "灯还是一闪一闪的" in said(told[0])
        await resident(town).sees("您上报的 1号", "处置中")
        assert "一闪一闪" not in "".join(await resident(town).reads())


async def test_the_secretary_watches_over_a_case(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await town.secretary.taps_on("1号 ·", "更多")
        async with answers(worker) as told:
            await town.secretary.taps_on("1号 ·", "督办")
        assert "督办" in said(told[0])
        await town.secretary.taps_on("1号 ·", "更多")
        assert "督办" not in labels(await town.secretary.sees("1号 ·"))
        assert "督办" not in "".join(await case_cards(town, 1))


async def test_five_days_of_silence_bring_the_case_back(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await worker.taps_on("1号 ·", "问上报人")
        await worker.says("是哪一盏灯？")
        card = await worker.sees("1号 ·", "待补充")
        assert "不等了，继续办" in labels(card) and "接单" not in labels(card)
        assert "1号已问上报人" in await worker.taps_data(card["message_id"], "c:accept:1:4:0")
        async with answers(worker) as told:
            await town.wind(days=5, minutes=1)
        assert "5 天没有回复" in said(told[0]) and "是哪一盏灯" in said(told[0])
        await worker.taps_on("1号 ·", "接单")
        await worker.taps_on("1号 ·", "问上报人")
        await worker.says("左边还是右边？")
        await worker.taps_on("1号 ·", "不等了，继续办")
        await worker.sees("1号 ·", "已接单")


async def test_a_day_that_is_not_later_is_refused_before_the_reason(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        lead = await assigned(town, 1)
        await lead.taps_on("1号 ·", "申请延期")
        assert "的时限延到哪天？现在是" in said(await lead.last())
        await lead.says("明天")
        assert "要比现在的时限晚" in said(await lead.last())
        await lead.taps("30个工作日")
        assert "原因是什么" in said(await lead.last())
