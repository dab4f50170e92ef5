"""The clock in stories: days on which service is, and what somebody was reminded of."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from tests.town import Neighbour, Town

REMINDER = "提醒（"


def now_in(town: Town) -> int:
    """What time it is in the story, in milliseconds UTC."""
    return town.app.clock.now()


def day_in(town: Town) -> datetime:
    """The same as the community's clocks show it."""
    return datetime.fromtimestamp(now_in(town) / 1000, town.community.timezone)


async def to_workday(town: Town, weekday: int = 0, following: int = 5, hour: int = 10) -> None:
    """Wind to that hour of the next such weekday that is worked as are the ``following`` weekdays after it."""
    calendar, today = town.community.calendar, day_in(town)
    day = today.date() + timedelta(days=1)
    while day.weekday() != weekday or not all(_usual(town, day + timedelta(days=n)) for n in range(following + 1)):
        day += timedelta(days=1)
    await wind_until(town, calendar.instant(day, hour * 60))


def _usual(town: Town, day: date) -> bool:
    """Whether the day is what its weekday lets expect."""
    return town.community.calendar.is_workday(day) == (day.weekday() < 5)


async def wind_until(town: Town, at: int) -> None:
    """Wind to an instant."""
    await town.wind(seconds=(at - now_in(town)) / 1000)


async def to_time(town: Town, hour: int, minute: int, days: int = 0) -> None:
    """Wind to the next time that the clocks show this, so many days later."""
    now = day_in(town)
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    then += timedelta(days=days + (1 if then <= now else 0))
    await town.wind(seconds=(then - now).total_seconds())


async def restart_after(town: Town, **pause: float) -> None:
    """The bot is down for a while."""
    await town.stop_bot()
    await town.sandbox.world.clock.advance(timedelta(**pause).total_seconds())
    await town.start_bot()
    await town.quiet()


async def restart_on_a_monday(town: Town, days: int) -> None:
    """The bot is down for so many days at least, until ten on a Monday that is worked."""
    calendar, day = town.community.calendar, day_in(town).date() + timedelta(days=days)
    while day.weekday() or not calendar.is_workday(day):
        day += timedelta(days=1)
    await restart_after(town, seconds=(calendar.instant(day, 600) - now_in(town)) / 1000)


async def reminders(person: Neighbour) -> list[str]:
    """The reminders that somebody got, oldest first."""
    return [text for text in await person.reads() if text.startswith(REMINDER)]


async def told(person: Neighbour, number: int) -> list[str]:
    """What the reminders that somebody got say of a case, oldest first."""
    found = []
    for text in await reminders(person):
        lines = text.splitlines()
        found += [
            lines[n + 1] for n, line in enumerate(lines) if re.match(rf"(🚨 )?{number}号 ", line) and n + 1 < len(lines)
        ]
    return found


def said_day(town: Town, days: int = 0) -> str:
    """Today, or a day so many days ahead, as the messages say it."""
    day = day_in(town).date() + timedelta(days=days)
    return f"{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"


def next_month(town: Town) -> date:
    """The first day of the month that comes."""
    return (day_in(town).date().replace(day=1) + timedelta(days=31)).replace(day=1)
