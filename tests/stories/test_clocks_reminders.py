"""Reminders in stories: at half time, the day before, at the deadline, then daily; bundled, and only if still so."""

from __future__ import annotations

from pathlib import Path

from bot.domain.notice import Kind
from bot.domain.screen import Screen
from bot.storage import clocks, outbox, people, timers
from bot.storage.store import Tx
from tests.stories.clocks import (
    REMINDER,
    day_in,
    now_in,
    reminders,
    restart_after,
    restart_on_a_monday,
    to_time,
    to_workday,
    told,
)
from tests.stories.scenes import LAMP, assigned, files_report, fills, resident
from tests.town import Neighbour, Town, buttons, labels, open_town, said

DAY = 86_400_000


async def in_hand(town: Town, kind: str = LAMP) -> Neighbour:
    """A case that the full-time worker of grid 1 has accepted."""
    await files_report(resident(town), kind=kind)
    worker = await assigned(town, 1)
    await worker.taps_on("1号 ·", "接单")
    return worker


async def test_half_time_the_day_before_the_deadline_and_then_daily(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town, weekday=4)  # a Friday: ten o'clock, three working days, until Wednesday
        worker = await in_hand(town)
        seen = []
        for _ in range(8):
            for hour, minute in ((8, 31), (12, 1), (18, 1)):
                before = len(await reminders(worker))
                await to_time(town, hour, minute)
                fresh = await told(worker, 1)
                if len(fresh) > before:
                    seen.append((day_in(town).strftime("%a"), hour, fresh[-1].partition("（")[0]))
        assert seen == [
            ("Tue", 8, "请按时办理"),  # half of it and the day before, in one
            ("Wed", 18, "到时限了，请尽快办理"),
            ("Thu", 8, "已超时 14小时，请尽快办理"),
            ("Fri", 8, "已超时 38小时，请尽快办理"),
        ]
        assert await reminders(resident(town)) == []
        assert REMINDER not in "".join(await town.secretary.reads(chat=town.groups[1]))


async def test_a_long_deadline_is_half_over_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        worker = await in_hand(town, kind="违章搭建")  # thirty working days
        for _ in range(30):
            await to_time(town, 17, 0)
        assert [line.partition("（")[0] for line in await told(worker, 1)] == ["请按时办理"]


async def test_what_is_due_at_one_time_is_one_message(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        for number in range(1, 13):
            if number % 5 == 0:
                await town.wind(hours=1)  # nobody reports more than five an hour
            house = town.community.grids[0].buildings[number % 10].name
            await files_report(resident(town), text=f"第{number}盏", house=house)
            worker = await assigned(town, number)
            await worker.taps_on(f"{number}号 ·", "接单")
        await to_time(town, 8, 31, days=3)
        (text,) = (await reminders(worker))[-1:]
        assert text.count("时限 ") == 10 and "还有 2 件" in text
        message = await worker.sees(REMINDER)
        assert len(buttons(message)) == 11 and "我的任务" in labels(message)
        assert len(await reminders(worker)) == 1


async def test_who_has_acted_meanwhile_is_told_nothing(tmp_path: Path) -> None:
    """It fell due at night, and is done before the morning."""
    async with open_town(tmp_path) as town:
        await to_workday(town, hour=16)
        await files_report(resident(town))
        worker = await assigned(town, 1)

        async def late(tx: Tx) -> list[clocks.Reminder]:
            person = await people.by_user(tx, town.app.community_id, worker.user_id)
            assert person is not None
            return await clocks.waiting(tx, town.app.community_id, person.person_id)

        await to_time(town, 18, 45)
        await worker.says("/tasks")
        await to_time(town, 22, 30)
        assert await reminders(worker) == []
        await worker.taps_on("1号 ·", "接单")
        await to_time(town, 9, 0)
        assert await reminders(worker) == [] and await town.app.store.read(late) == []


async def test_who_wishes_for_a_long_quiet_is_told_when_it_ends(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        worker = await in_hand(town)

        async def quiet(tx: Tx) -> None:
            person = await people.by_user(tx, town.app.community_id, worker.user_id)
            assert person is not None
            await people.set_quiet(tx, town.app.community_id, person.person_id, 22 * 60, 9 * 60)

        await town.app.store.write(quiet)
        await to_time(town, 8, 59, days=1)
        assert await reminders(worker) == []
        await to_time(town, 9, 1)
        assert len(await reminders(worker)) == 1


async def test_of_a_parked_case_the_directors_are_asked_on_its_day_and_then_daily(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        worker = await in_hand(town)
        await fills(town.secretary, 1, "挂账", "30天", "等上级立项", behind=True)
        await town.secretary.taps("确定挂账")
        await restart_after(town, days=29)
        assert await reminders(worker) == [] and await reminders(town.secretary) == []
        await to_workday(town, hour=12)
        (first,) = await told(town.secretary, 1)
        assert "挂账到了再看的时间" in first
        before = len(await told(town.secretary, 1))
        await to_workday(town, hour=12)
        assert len(await told(town.secretary, 1)) == before + 1, "once, however many days have passed"
        assert await reminders(worker) == []


async def test_a_month_away_is_one_reminder(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        worker = await in_hand(town)
        await restart_on_a_monday(town, 40)
        assert len(await reminders(worker)) == 1 and len(await reminders(town.secretary)) == 1
        await to_time(town, 8, 31)
        assert len(await told(worker, 1)) == 2, "and goes on daily"


async def test_nothing_open_is_ever_without_a_timer(tmp_path: Path) -> None:
    """Every state on the way is watched, whoever asks."""
    async with open_town(tmp_path) as town:
        await to_workday(town)

        async def bare(tx: Tx) -> list[int]:
            return await clocks.unwatched(tx, town.app.community_id)

        worker = await in_hand(town)
        assert await town.app.store.read(bare) == []
        await worker.taps_on("1号 ·", "开始处置")
        await town.wind(days=20)
        assert await town.app.store.read(bare) == []

        async def lose(tx: Tx) -> None:
            for kind in ("deadline", "ladder.due"):
                await timers.clear(tx, town.app.community_id, kind, 1)

        await town.app.store.write(lose)
        assert await town.app.store.read(bare) == [1]
        await restart_after(town, minutes=1)
        assert await town.app.store.read(bare) == [], "put right when the program starts"


async def test_a_timer_that_was_lost_is_put_right_and_told(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)
        worker = await in_hand(town)

        async def lose(tx: Tx) -> None:
            await timers.clear(tx, town.app.community_id, "deadline", 1)

        await town.app.store.write(lose)
        await to_time(town, 7, 41)
        await town.secretary.sees("每日自查", "没有定时提醒的案件 1 件", "1号")
        checks = [text for text in await town.secretary.reads() if "每日自查" in text]
        await to_time(town, 7, 41)
        assert [text for text in await town.secretary.reads() if "每日自查" in text] == checks, "nothing, nothing told"
        await to_time(town, 8, 31, days=2)
        assert await reminders(worker) != []


async def test_of_a_message_that_did_not_arrive_the_self_check_tells(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await to_workday(town)

        async def fail(tx: Tx) -> None:
            number, now, chat = town.app.community_id, now_in(town), resident(town).user_id
            await outbox.send(tx, number, chat, Kind.RECEIPT, Screen("mydata/kept", "zh"), now, now + 10 * DAY)
            ((place, _, _),) = [one for one in await outbox.open_(tx, number) if one[0].chat_id == chat]
            await outbox.fail(tx, number, place.outbox_id, "Bad Request", now)

        await town.app.store.write(fail)
        await to_time(town, 7, 41)
        text = said(await town.secretary.sees("每日自查"))
        assert text.splitlines() == ["每日自查", "昨天以来没有送到的消息 1 条。"]
