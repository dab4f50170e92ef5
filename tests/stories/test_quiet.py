"""In somebody's quiet hours the bot makes no sound, but for emergencies and for what they have just asked for."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

from tests.stories.scenes import LAMP, answers, assigned, files_report, resident
from tests.town import Message, Neighbour, Town, labels, open_town


async def until(town: Town, hour: int) -> None:
    """Wind the clock to the next time it is that hour in the community."""
    now = datetime.fromtimestamp(town.app.clock.now() / 1000, town.community.timezone)
    then = datetime.combine(now.date(), time(hour), now.tzinfo)
    seconds = (then - now).total_seconds()
    await town.wind(seconds=seconds if seconds > 0 else seconds + timedelta(days=1).total_seconds())


def silent(message: Message) -> bool:
    """Whether the phone made no sound."""
    return bool(message.get("silent"))


async def reported(person: Neighbour, kind: str) -> list[Message]:
    """The person reports that, and somebody accepts it; what the person was sent when it was accepted."""
    town = person.town
    await person.starts("r1")
    if kind not in labels(await person.last()):
        await person.taps("突发紧急")
    await person.taps(kind)
    await person.says("请来看看")
    if "没有照片" in labels(await person.last()):
        await person.taps("没有照片")
    await person.taps("1号楼")
    await person.taps("提交")
    number = 2 if kind != LAMP else 1
    worker = await assigned(town, number)
    async with answers(person) as told:
        await worker.taps_on(f"{number}号", "接单")
    return told


async def test_a_receipt_in_the_night_is_silent_and_an_answer_is_not(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await until(town, 23)
        told = await reported(person, LAMP)
        assert silent(told[0]), "somebody has accepted it: that can wait until the morning"
        async with answers(person) as told:
            await person.says("/mine")
        assert not silent(told[0]), "they have just asked for it"
        assert silent(await town.secretary.sees("1号 · 路灯不亮")), "the secretary sleeps too"


async def test_an_emergency_sounds_at_night(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        await until(town, 23)
        told = await reported(person, "火情烟雾")
        assert not silent(told[0])
        assert not silent(await town.secretary.sees("2号 · 火情烟雾"))


async def test_the_day_is_not_quiet_nor_is_who_wants_none(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await until(town, 12)
        assert not silent((await reported(person, LAMP))[0])
    async with open_town(tmp_path / "other") as town:
        person = resident(town)
        await until(town, 23)
        await person.says("/settings")
        await person.taps("不用安静")
        assert not silent((await reported(person, LAMP))[0])
