"""The ladder in stories: each rung once, and to whom; stopped by its act; through nights, leaps and restarts."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Appointment, Role
from tests.stories.clocks import reminders, restart_after, restart_on_a_monday, to_time, to_workday, told
from tests.stories.scenes import assigned, fed_back, files_report, newcomer, resident
from tests.stories.test_leave import goes
from tests.town import Neighbour, Town, open_town

LATE = "没有接单，请您看一下"


def head(town: Town) -> Neighbour:
    """Who heads grid 1."""
    return town.staff(Role.GRID_HEAD, 1)


async def flood(person: Neighbour) -> None:
    """An emergency is reported."""
    await person.starts("r1")
    await person.taps("突发紧急")
    await person.taps("汛情险情")
    await person.says("车库进水了")
    await person.taps("1号楼")
    await person.taps("提交")


async def counts(*people: Neighbour) -> list[int]:
    """How many reminders each of them got."""
    return [len(await reminders(one)) for one in people]


async def test_nobody_accepts_and_one_after_another_is_told(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town, hour=9)
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await town.wind(minutes=59)
        assert await counts(worker, head(town), town.secretary) == [0, 0, 0]
        await town.wind(minutes=2)
        (line,) = await told(worker, 1)
        assert line.startswith("请接单，已经 61分钟了（时限 ")
        assert await counts(worker, head(town), town.secretary) == [1, 0, 0]
        await town.wind(minutes=30)
        assert await counts(worker, head(town), town.secretary) == [1, 1, 0]
        (line,) = await told(head(town), 1)
        assert line.startswith(f"{worker.name} ") and LATE in line
        await town.wind(minutes=30)
        assert await counts(worker, head(town), town.secretary) == [1, 1, 1], "nobody is on duty: no waiting for them"
        await town.wind(hours=4)
        assert await counts(worker, head(town), town.secretary) == [1, 1, 1]


async def test_the_way_to_act_is_a_tap_away(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town, hour=9)
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await town.wind(hours=2, minutes=1)
        for person, button in ((worker, "接单"), (head(town), "看照片"), (town.secretary, "更多")):
            await person.taps_on("提醒（", "1号")
            card = await person.last()
            assert "1号 · 路灯不亮" in card["text"]
            if button != "看照片":
                await person.newest_with(button)


async def test_the_act_that_is_asked_for_stops_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await town.wind(hours=1, minutes=1)
        await worker.taps_on("1号", "接单")
        await town.wind(hours=5)
        assert await counts(worker, head(town), town.secretary) == [1, 0, 0]


async def test_a_restart_in_between_repeats_nothing_and_forgets_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town, hour=9)
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await restart_after(town, minutes=61)
        assert await counts(worker, head(town), town.secretary) == [1, 0, 0]
        await restart_after(town, minutes=1)
        await restart_after(town, minutes=30)
        await restart_after(town, minutes=30)
        await restart_after(town, minutes=1)
        assert await counts(worker, head(town), town.secretary) == [1, 1, 1]


async def test_after_forty_days_each_is_told_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town, hour=9)
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await restart_on_a_monday(town, 40)
        assert await counts(worker, head(town), town.secretary) == [1, 1, 1]
        assert len(await told(worker, 1)) == 2, "not accepted, and late: two lines of one message"
        await restart_after(town, minutes=5)
        assert await counts(worker, head(town), town.secretary) == [1, 1, 1]


async def test_at_night_an_emergency_sounds_and_nothing_else_does(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town, hour=17)
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await to_time(town, 23, 30)
        await flood(resident(town))
        await assigned(town, 2, worker)
        await town.wind(minutes=14)
        assert await counts(worker, head(town), town.secretary) == [0, 0, 0]
        await town.wind(minutes=2)
        assert await counts(worker, head(town), town.secretary) == [1, 0, 0]
        assert not (await worker.sees("提醒（")).get("silent")
        await town.wind(minutes=25)
        assert await counts(worker, head(town), town.secretary) == [1, 1, 1]
        assert "1号 路灯不亮" not in "".join(await reminders(worker))
        await to_time(town, 8, 29)
        assert "1号 路灯不亮" not in "".join(await reminders(worker))
        await to_time(town, 9, 1)
        assert "1号 路灯不亮" in (await reminders(worker))[-1]


async def test_who_is_on_leave_is_spared_and_the_deputy_told(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town, hour=9)
        worker, deputy = town.staff(Role.FULL_TIME, 1), town.staff(Role.AUXILIARY, 1)
        await files_report(resident(town))
        await assigned(town, 1, worker)
        await goes(worker, "7天", deputy.name)
        await town.wind(hours=1, minutes=1)
        assert await counts(worker, deputy) == [0, 1]
        assert f"{worker.name}请假，您在代班" in (await told(deputy, 1))[0]


async def test_who_cannot_be_reached_holds_nobody_up(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await town.post(f"/api/people/{worker.user_id}/block", {"blocked": True})
        await town.quiet()
        await town.wind(hours=1, minutes=1)
        assert await counts(worker, head(town), town.secretary) == [0, 1, 0]
        await town.wind(minutes=31)
        assert await counts(worker, head(town), town.secretary) == [0, 1, 1]


async def test_a_head_who_has_the_case_is_told_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await files_report(resident(town))
        await assigned(town, 1, head(town))
        await town.wind(hours=1, minutes=1)
        assert await counts(head(town), town.secretary) == [1, 0]
        await town.wind(minutes=30)
        assert await counts(head(town), town.secretary) == [1, 1], "the rung of the head is empty, and holds nobody up"


async def test_what_nobody_assigns_goes_to_the_secretary_then_to_the_deputy(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        deputy = await newcomer(town, 3002, "钱代书", grid=None)
        await town.appoints(deputy, Appointment(Role.DEPUTY, None))
        await deputy.starts()
        await files_report(resident(town))
        await town.wind(hours=6, minutes=1)  # four hours of service, and lunch
        assert await counts(town.secretary, deputy) == [1, 0]
        assert "没有指派" in (await told(town.secretary, 1))[0]
        await town.wind(minutes=30)
        assert await counts(town.secretary, deputy) == [1, 1]
        await town.wind(minutes=60)
        assert await counts(town.secretary, deputy) == [1, 1]


async def test_what_waits_to_be_verified_and_closed_is_the_directors(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await files_report(resident(town))
        worker = await fed_back(town, 1)
        await to_time(town, 18, 1)
        await to_time(town, 17, 59)
        assert await counts(town.secretary) == [0]
        await to_time(town, 18, 1)
        assert "请核查" in (await told(town.secretary, 1))[-1]
        await to_time(town, 8, 31)
        assert await counts(worker, town.secretary) == [0, 2], "the worker is done, the deadline is not theirs any more"
        await town.secretary.taps_on("1号", "核查通过")
        await to_time(town, 18, 1)
        assert await counts(town.secretary) == [2]
        await to_time(town, 18, 1)
        assert "请结案" in (await told(town.secretary, 1))[-1]
        await town.secretary.taps_on("1号", "结案")
        await town.wind(days=3)
        assert await counts(worker, town.secretary) == [0, 3]
