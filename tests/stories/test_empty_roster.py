"""Nobody at all stands on the roster: the secretary is called at once, until somebody stands there again."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.stories.clocks import restart_after
from tests.stories.duties import stands
from tests.stories.listening import Listening
from tests.town import Neighbour, Town, open_town

EMPTY, ASK = "现在没有人值班", "请点“收到”"


def workers(town: Town) -> list[Neighbour]:
    """Two who can stand a shift."""
    staff = [one for one in town.community.staff if one.role is Role.FULL_TIME]
    return [Neighbour(town, one.user_id, one.name) for one in staff[:2]]


async def test_the_last_one_goes_and_nobody_follows(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        first, second = workers(town)
        await stands(town, first, "leader", 4)
        await stands(town, second, "g1", 3)
        await town.wind(hours=3, minutes=1)
        ear = Listening(town)
        await town.wind(hours=1)
        ear.only(
            [
                (town.secretary, (EMPTY, "· 带班领导", "· 第一网格值班", ASK, "您是社区负责人")),
                (first, "您的值班结束了"),
            ],
            [(town.groups[1], "有事找网格长")],
        )
        await town.wind(minutes=3)
        ear.only([(town.secretary, ("叫过您", "0/1 人收到"))])
        await town.wind(minutes=3)
        ear.nothing()
        await town.wind(minutes=10)
        ear.only([(town.secretary, ("叫过您", "0/1 人收到"))])
        await town.secretary.taps("收到")
        ear.only(edited=[(town.secretary, ("已收到", "1/1 人收到"))])
        await town.wind(hours=1)
        ear.nothing()


async def test_somebody_stands_there_again_and_it_is_over(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        first, second = workers(town)
        await stands(town, first, "leader", 4)
        await town.wind(hours=4)
        await town.secretary.sees(EMPTY)
        ear = Listening(town)
        await stands(town, second, "leader", 4)
        ear.only(edited=[(town.secretary, "不用再答复了"), (town.groups[1], f"值班：{second.name}")])
        await town.wind(hours=4, minutes=1)
        await town.secretary.sees(EMPTY, ASK)


async def test_a_roster_that_was_given_up_calls_nobody_and_a_restart_does_not_repeat(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        first, _ = workers(town)
        await stands(town, first, "leader", 4)
        await town.wind(hours=4)
        await town.secretary.taps("收到")
        ear = Listening(town)
        await restart_after(town, hours=1)
        ear.nothing()
        await town.wind(hours=30)
        ear.forget()
        await town.wind(hours=30)
        ear.nothing()
