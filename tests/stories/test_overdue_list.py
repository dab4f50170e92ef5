"""The overdue cases go to who is on duty, twice a day and at the change, as one list with buttons."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.stories.clocks import reminders, to_time, to_workday
from tests.stories.duties import stands
from tests.stories.listening import Listening
from tests.stories.scenes import assigned, files_report, newcomer
from tests.town import Neighbour, labels, open_town, said


async def test_who_is_on_duty_has_the_list_and_reminds_by_a_tap(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        await to_workday(town, hour=9)
        await assigned(town, await files_report(await newcomer(town, 5_001, "程小桂")))
        worker = town.staff(Role.FULL_TIME, 1)
        others = [one for one in town.community.staff if one.role is Role.SPECIALIST]
        leader, officer, other = (Neighbour(town, one.user_id, one.name) for one in others[:3])
        await stands(town, leader, "leader", hours=24 * 30)
        await stands(town, officer, "g1", hours=24 * 30)
        await stands(town, other, "g2", hours=24 * 30)
        await town.wind(days=7)
        await to_time(town, 8, 55)
        ear = Listening(town)
        await town.wind(minutes=6)
        heard = [one for one in town.ears.heard if "超时的案件 1 件" in one.words]
        assert {one.chat_id for one in heard[-2:]} == {leader.user_id, officer.user_id}
        ear.only([(who, ("超时的案件 1 件", "1号", worker.name, "催办 1号")) for who in (leader, officer)])
        assert await officer.taps("催办 1号") == {"text": "已经提醒了。", "show_alert": False, "url": None}
        assert "督促办理" in (await reminders(worker))[-1]
        assert await other.taps_data((await other.last())["message_id"], "p:overdue.remind:1:0:0") != "已经提醒了。"


async def test_of_a_private_case_it_says_no_more_than_a_neighbour_may_know(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        await to_workday(town, hour=9)
        reporter = await newcomer(town, 5_001, "程小桂")
        await files_report(reporter, kind="噪音扰民", text="三单元的老李又打人了")
        officer = Neighbour(town, *next((s.user_id, s.name) for s in town.community.staff if s.role is Role.SPECIALIST))
        await stands(town, officer, "g1", hours=24 * 30)
        await town.wind(days=9)
        await to_time(town, 9, 1)
        told = said(await officer.sees("超时的案件 1 件"))
        assert "1号" in told and "老李" not in told and "号楼" not in told and "程小桂" not in told
        everything = "".join(await officer.reads())
        assert "老李" not in everything and "程小桂" not in everything
        assert labels(await officer.sees("超时的案件 1 件")) == [], "nobody has it yet: there is nobody to remind"


async def test_nothing_is_overdue_and_nobody_is_told(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        officer = town.staff(Role.SPECIALIST)
        await stands(town, officer, "leader", hours=24 * 30)
        await to_time(town, 8, 55)
        ear = Listening(town)
        await town.wind(minutes=10)
        ear.nothing()
