"""What happens by itself when its time has come: once, at the right time, to the right people."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.stories.clocks import reminders, restart_after, to_time, to_workday
from tests.stories.scenes import answers, case_cards, closed, files_report, resident
from tests.town import Neighbour, Town, open_town, said

DUE = "到时限了"
BOARD = "在办案件"


async def test_a_deadline_reminds_the_secretary_while_nobody_has_the_case(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        await town.wind(days=2, hours=23)
        assert not [text for text in await town.secretary.reads() if DUE in text]
        await town.wind(hours=9, minutes=1)  # it ends with service on the third working day
        await town.secretary.sees("1号 路灯不亮", DUE)
        await town.wind(days=4)
        assert await reminders(resident(town)) == []
        assert DUE not in "".join(await town.secretary.reads(chat=town.groups[1]))


async def test_over_a_weekend_working_days_wait_and_an_emergency_does_not(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_time(town, 20, 0)
        await town.wind(days=days_to_a_day_off(town))
        await files_report(resident(town))
        await resident(town).starts("r1")
        await resident(town).taps("突发紧急")
        await resident(town).taps("汛情险情")
        await resident(town).says("车库进水了")
        await resident(town).taps("1号楼")
        await resident(town).taps("提交")
        await town.wind(hours=1, minutes=55)
        assert not [text for text in await town.secretary.reads() if DUE in text]
        await town.wind(minutes=10)
        await town.secretary.sees("2号 汛情险情", DUE)
        assert not [text for text in await reminders(town.secretary) if "1号 路灯不亮" in text], (
            "that is for the morning"
        )


async def test_a_closed_case_reminds_nobody(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await closed(town, 1)
        await town.wind(days=10)
        for person in (worker, town.secretary, resident(town)):
            assert await reminders(person) == []


async def test_the_morning_board_comes_once_a_day(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        await files_report(resident(town), kind="违章搭建")
        await to_time(town, 7, 59)
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
        await to_workday(town, following=7)
        await files_report(resident(town), kind="违章搭建")
        await to_time(town, 7, 0)
        await restart_after(town, days=2, hours=3)
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
