"""Petitions that come a second time: an objection to what was taken back, and why a case is handled again."""

from __future__ import annotations

from pathlib import Path

from bot.actions.case_files import gather
from bot.actions.context import Context
from bot.domain.person import Appointment, Role
from bot.storage.store import Tx
from tests.stories.scenes import (
    assigned,
    case_cards,
    closed,
    fed_back,
    files_report,
    fills,
    resident,
)
from tests.stories.test_petitions import decisions, deputy, not_solved
from tests.town import Town, open_town, said


async def test_a_rejection_that_was_taken_back_takes_no_objection_with_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        for _ in range(2):
            await fills(secretary, 1, "不予受理", "不归社区管", "确定不予受理", behind=True)
            await fills(person, 1, "我有异议", "就是没有人来过", "确定提出异议")
            await secretary.sees("1号", "就是没有人来过")
            if len(await decisions(town)) == 1:
                await secretary.taps_on("1号 ·", "撤销")
        assert await decisions(town) == [False, None]


async def test_what_is_not_done_well_stands_on_the_card_of_who_gets_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        await closed(town, 1)
        await not_solved(person)
        await town.secretary.taps("同意重新办理")
        await town.secretary.sees("1号 ·", "已立案", "重新办理，因为：灯还是不亮")
        worker = await assigned(town, 1)
        again = await worker.sees("1号 ·", "已指派", "重新办理，因为：灯还是不亮")
        assert person.name not in said(again).split("重新办理")[1]
        assert "灯还是不亮" not in (await case_cards(town, 1))[0]


async def test_that_somebody_else_decides_is_said_only_where_there_is_one(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary, other = resident(town), town.secretary, await deputy(town)
        await town.appoints(secretary, Appointment(Role.GRID_HEAD, 1))
        await files_report(person)
        await fed_back(town, 1, secretary)
        for waits, label in (("待核查 1 件", "核查通过"), ("待结案 1 件", "结案")):
            await other.starts()
            await other.taps(waits)
            await other.taps_on("1号 ·", label)
        await town.dismisses(other, Appointment(Role.DEPUTY, None))
        await not_solved(person)
        text = said(await person.sees("的重办申请已提交，结果会告诉您"))
        assert "由没有办过" not in text


async def test_what_was_before_it_was_opened_again_is_past(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary, first = resident(town), town.secretary, town.staff(Role.GRID_HEAD, 1)
        await files_report(person)
        await assigned(town, 1, first)
        await fills(first, 1, "退单", "手上的事太多", "不知道", "确定退单")
        await fills(secretary, 1, "延期", "15个工作日", "灯杆要定做", "确定延期", behind=True)
        lead = await closed(town, 1)
        await secretary.sees("1号 ·", "已结案", "退单 1 次", "灯杆要定做", "反馈：修好了")
        await not_solved(person)
        await secretary.taps("同意重新办理")
        card = said(await secretary.sees("1号 ·", "已立案", "重开过 1 次", "重新办理，因为：灯还是不亮"))
        assert not [word for word in ("退单", "延期 ", "灯杆", "手上", "修好了") if word in card]
        mine = await person.sees("您上报的 1号 ·", "已立案")
        assert "修好了" not in said(mine) and "延期 " not in said(mine)
        gone = said(await lead.sees("1号", "重新办理了", "由谁来办"))
        assert "移交" not in gone and "灯还是不亮" not in gone
        await secretary.taps_on("1号 ·", "记录")
        await secretary.sees("记录 2 条", "灯杆要定做", "退单")
        file = await town.app.store.read(lambda tx: gather(context(town, tx), 1, "zh"))
        assert file.case.extensions == 1 and [line for line in file.lines if line.act == "case.bounce"]
        await fills(await assigned(town, 1), 1, "退单", "不是我的网格", "不知道", "确定退单")
        await secretary.sees("1号 ·", "退单 1 次", "不是我的网格")


def context(town: Town, tx: Tx) -> Context:
    """A look at the town now."""
    return Context(tx, town.community, town.app.community_id, town.app.clock.now())
