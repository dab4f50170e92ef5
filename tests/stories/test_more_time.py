"""More time for a case whose clock stands still, who may give it, and what the worker hears."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from bot.actions import case_files
from bot.actions.context import Context
from bot.domain.case_file import Line
from bot.domain.person import Appointment, Role
from bot.papers.case_file import deed
from bot.render import Renderer
from bot.storage import cases
from tests.stories.scenes import answers, assigned, files_report, fills, gives, refers, resident, returns
from tests.stories.test_petitions import decisions, deputy
from tests.stories.test_referral import CITY, with_departments
from tests.town import Neighbour, Town, labels, open_town, said


async def days_left(town: Town, number: int = 1) -> int:
    """How many working days a case has beyond today."""

    async def work(tx: Any) -> int | None:
        case = await cases.by_id(tx, town.app.community_id, number)
        assert case is not None
        return case.due_at

    due_at = await town.app.store.read(work)
    calendar = town.community.calendar
    today, last = calendar.day_of(town.app.clock.now()), calendar.day_of(due_at or 0)
    days = (date.fromordinal(n) for n in range(today.toordinal() + 1, last.toordinal() + 1))
    return sum(1 for day in days if calendar.is_workday(day))


async def asks(lead: Neighbour, days: str = "15个工作日") -> None:
    """The lead asks for more time."""
    await fills(lead, 1, "申请延期", days, "等配件", "确定申请延期")


async def test_more_time_is_given_while_a_department_has_it_and_the_pause_is_added(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        lead = await assigned(town, 1)
        await asks(lead)
        await refers(town, 1, CITY)
        await town.wind(days=1)
        await secretary.sees("想延到", "恢复办理以后再加上停表的时间")
        async with answers(person) as told, answers(lead) as granted:
            await secretary.taps_on("想延到", "同意延期")
        assert "1号申请延期，已同意，时限延到" in said(granted[0]) and "停表的时间另外加上" in said(granted[0])
        assert "新的时限" in said(told[0]) and await decisions(town) == [True]
        await secretary.sees("1号 ·", "已转办", "延期 1 次")
        asked = [text for text in await secretary.reads() if "想延到" in text]
        await town.wind(days=6)
        assert [text for text in await secretary.reads() if "想延到" in text] == asked, "nobody is reminded any more"
        await returns(lead, 1)
        assert await days_left(town) == 15, "as many as had been asked for on the day on which the clock stopped"


async def test_more_time_is_refused_while_it_is_parked(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        secretary = town.secretary
        await files_report(resident(town))
        lead = await assigned(town, 1)
        before = await days_left(town)
        await asks(lead)
        await fills(secretary, 1, "挂账", "30天", "等明年的预算", "确定挂账", behind=True)
        async with answers(lead) as told:
            await secretary.taps_on("想延到", "不同意")
            await secretary.says("先放一放")
            await secretary.taps("确定不同意")
        assert (
            "没有同意" in said(told[0]) and "停表的时间另外加上" in said(told[0]) and await decisions(town) == [False]
        )
        await secretary.taps_on("1号 ·", "取消挂账")
        assert await days_left(town) == before


async def test_the_day_that_is_named_while_the_clock_stands_still_is_that_of_going_on_now(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        secretary = town.secretary
        await files_report(resident(town))
        lead = await assigned(town, 1)
        await asks(lead)
        await refers(town, 1, CITY)
        await town.wind(days=7)
        await secretary.taps_on("想延到", "另定日期")
        for answer in ("7个工作日", "七天够了"):
            await (secretary.taps(answer) if answer in labels(await secretary.last()) else secretary.says(answer))
        await secretary.taps("确定延期")
        await returns(lead, 1)
        assert await days_left(town) == 7


async def test_what_was_asked_before_a_pause_moves_with_it(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        secretary = town.secretary
        await files_report(resident(town))
        lead = await assigned(town, 1)
        await asks(lead, "7个工作日")
        await refers(town, 1, CITY)
        await town.wind(days=14)
        await returns(lead, 1)
        await secretary.taps_on("想延到", "同意延期")
        assert await decisions(town) == [True] and await days_left(town) == 7
        place = (await lead.last())["message_id"]
        await refers(town, 1, CITY)
        assert "已转办" in await lead.taps_data(place, "p:form.more_time:1:0:0"), "it is asked for when it goes on"


# --- nobody gives themselves more time ---


async def helped_by_the_secretary(town: Town, number: int = 1) -> Neighbour:
    """A worker leads a case, and the secretary, who is a worker of the grid too, helps."""
    await town.appoints(town.secretary, Appointment(Role.FULL_TIME, 1))
    await files_report(resident(town))
    lead = town.staff(Role.FULL_TIME, 1)
    await gives(town, number, lead, town.secretary)
    return lead


async def told_in_file(town: Town, number: int = 1) -> list[str]:
    """What the lines of a case's proof file say that was done."""

    async def work(tx: Any) -> list[Line]:
        ctx = Context(tx, town.community, town.app.community_id, town.app.clock.now())
        return list((await case_files.gather(ctx, number, "zh")).lines)

    lines: list[Line] = await town.app.store.read(work)
    return [deed(line, partial(Renderer(town.community.timezone).words, "zh")) for line in lines]


async def test_who_works_at_a_case_leaves_its_deadline_to_another_director(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary, other = town.secretary, await deputy(town)
        lead = await helped_by_the_secretary(town)
        await secretary.taps_on("1号 ·", "更多")
        answer = await secretary.taps_on("1号 ·", "延期")
        assert answer is not None and "请别的书记来定" in answer["text"]
        async with answers(other) as asked, answers(secretary):
            await asks(lead)
        assert labels(asked[0]) == ["同意延期", "不同意", "另定日期"]
        card = await secretary.sees("想延到", "请别的书记来定")
        assert labels(card) == []
        for payload in ("p:petition.yes:1:0:0", "p:form.refuse:1:0:0", "p:form.extend:1:0:0"):
            assert "请别的书记来定" in await secretary.taps_data(card["message_id"], payload), payload
        await other.taps_on("想延到", "同意延期")
        assert await decisions(town) == [True]


async def test_several_at_once_leave_out_ones_own(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary = town.secretary
        await deputy(town)
        await helped_by_the_secretary(town)
        await town.wind(days=8)
        await secretary.says("/board")
        await secretary.taps_on("在办案件", "超时 1 件")
        await secretary.taps("☐ 1号")
        await secretary.taps("延期")
        await secretary.taps("3天，天气")
        await secretary.sees("没有办成 1 件", "1号：自己办的事，延期请别的书记来定")


async def test_a_lone_secretary_does_it_and_the_file_says_so(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary = town.secretary
        await helped_by_the_secretary(town)
        await fills(secretary, 1, "延期", "15个工作日", "灯杆要定做", "确定延期", behind=True)
        await secretary.sees("1号 ·", "延期 1 次")
        assert "延期（自己在办，没有别的书记可以定）\n灯杆要定做" in await told_in_file(town)
