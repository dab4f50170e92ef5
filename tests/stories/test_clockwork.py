"""What happens by itself when its time has come: once, at the right time, to the right people."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from tests.stories.scenes import answers, assigned, case_cards, closed, fed_back, files_report, resident
from tests.town import Neighbour, Town, open_town, said

DUE = "到时限了"
BOARD = "在办案件"


async def test_a_deadline_reminds_the_secretary_while_nobody_has_the_case(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        await town.wind(days=2, hours=23)
        assert await reminders(town.secretary) == 0
        await town.wind(hours=10)  # it ends with service on the third working day
        await town.secretary.sees("1号 · 路灯不亮", DUE, "已立案")
        await town.wind(days=4)
        assert await reminders(town.secretary) == 1 and await reminders(resident(town)) == 0
        assert DUE not in "".join(await town.secretary.reads(chat=town.groups[1]))


async def test_over_a_weekend_working_days_wait_and_an_emergency_does_not(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await wind_to(town, 20, 0)
        await town.wind(days=days_to_a_day_off(town))
        await files_report(resident(town))
        await resident(town).starts("r1")
        await resident(town).taps("突发紧急")
        await resident(town).taps("汛情险情")
        await resident(town).says("车库进水了")
        await resident(town).taps("1号楼")
        await resident(town).taps("提交")
        await town.wind(hours=1, minutes=55)
        assert await reminders(town.secretary) == 0
        await town.wind(minutes=10)
        await town.secretary.sees("2号 · 汛情险情", DUE)
        await town.wind(days=4)
        assert await reminders(town.secretary) == 1, "three working days are not over after four days"
        await town.wind(days=14)
        assert await reminders(town.secretary) == 2


async def test_it_reminds_who_has_the_case_and_nobody_else(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await restart_after(town, days=1)
        await restart_after(town, days=2, hours=9)
        await town.wind(days=1)
        assert await reminders(worker) == 1 and await reminders(town.secretary) == 0


async def test_what_waits_to_be_verified_is_the_secretarys(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await fed_back(town, 1)
        await town.wind(days=4)
        assert await reminders(worker) == 0 and await reminders(town.secretary) == 1


async def test_who_cannot_be_reached_is_not_reminded_in_vain(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await town.post(f"/api/people/{worker.user_id}/block", {"blocked": True})
        await town.quiet()
        await town.wind(days=4)
        assert await reminders(worker) == 0 and await reminders(town.secretary) == 1


async def test_a_closed_case_reminds_nobody(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await closed(town, 1)
        await town.wind(days=10)
        for person in (worker, town.secretary, resident(town)):
            assert await reminders(person) == 0


async def test_the_morning_board_comes_once_a_day(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), kind="违章搭建")
        await wind_to(town, 7, 59)
        assert await boards(town.secretary) == 0
        async with answers(town.secretary) as told:
            await town.wind(minutes=2)
        assert "已立案：1 件" in said(told[0]) and "共 1 件" in said(told[0])
        await town.wind(hours=20)
        assert await boards(town.secretary) == 1
        await town.wind(hours=5)
        assert await boards(town.secretary) == 2
        assert await boards(resident(town)) == 0


async def test_a_missed_board_is_made_up_for_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), kind="违章搭建")
        await wind_to(town, 7, 0)
        await restart_after(town, days=3, hours=3)
        assert await boards(town.secretary) == 1
        await restart_after(town, hours=1)
        assert await boards(town.secretary) == 1


async def test_where_nothing_is_open_there_is_no_board(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town, answers(town.secretary, 0):
        await town.wind(days=2)


async def test_a_closed_case_is_archived_after_a_week(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        await closed(town, 1)
        await town.wind(days=6, hours=23)
        assert "已结案" in (await case_cards(town, 1))[0]
        async with answers(resident(town), 0), answers(town.secretary, 0):
            await restart_after(town, hours=2)
        assert "已归档" in (await case_cards(town, 1))[0]
        await resident(town).sees("您上报的 1号", "已归档")
        await restart_after(town, days=8)
        assert len(await case_cards(town, 1)) == 1


async def test_the_secretary_may_archive_earlier(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        await closed(town, 1)
        await town.secretary.taps("归档")
        assert "已归档" in (await case_cards(town, 1))[0]
        async with answers(resident(town), 0), answers(town.secretary, 0):
            await town.wind(days=8)


async def reminders(person: Neighbour) -> int:
    """How many reminders of a deadline somebody got."""
    return sum(DUE in text for text in await person.reads())


def days_to_a_day_off(town: Town) -> int:
    """How many days from now the next day begins that is off, and has another one after it."""
    calendar = town.community.calendar
    today = calendar.day_of(town.app.clock.now())
    days = ((n, today + timedelta(days=n)) for n in range(60))
    off = (n for n, day in days if not any(calendar.is_workday(day + timedelta(days=k)) for k in (0, 1)))
    return next(off)


async def boards(person: Neighbour) -> int:
    """How many boards somebody got."""
    return sum(text.startswith(BOARD) for text in await person.reads())


async def wind_to(town: Town, hour: int, minute: int) -> None:
    """Wind to the next time that the clocks of the community show this."""
    now = datetime.fromtimestamp((await town.get("/api/clock"))["now"], town.community.timezone)
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    then += timedelta(days=1) if then <= now else timedelta()
    await town.wind(seconds=(then - now).total_seconds())


async def restart_after(town: Town, **pause: float) -> None:
    """The bot is down for a while."""
    await town.stop_bot()
    await town.sandbox.world.clock.advance(timedelta(**pause).total_seconds())
    await town.start_bot()
    await town.quiet()
