"""What sources do to us: the same twice, late, out of order, about others, in exercise. Each is heard once, or not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.domain.warning import Colour, Message, Reference, Status
from tests.stories.clocks import restart_after
from tests.stories.duties import Night, night
from tests.stories.listening import Chat, Words
from tests.stories.warned import issued, tells, withdrawn
from tests.town import Neighbour

BLUE, YELLOW, ORANGE, RED = Colour.BLUE, Colour.YELLOW, Colour.ORANGE, Colour.RED
HAVE, ASK = "收到", "请点“收到”"


def groups(n: Night, words: Words) -> list[tuple[Chat, Words]]:
    """The same words in every group."""
    return [(chat, words) for chat in n.town.groups.values()]


def each(people: tuple[Neighbour, ...], words: Words) -> list[tuple[Chat, Words]]:
    """The same words to each."""
    return [(who, words) for who in people]


async def yellow(n: Night) -> None:
    """A yellow warning is there, and the leader has answered."""
    await tells(n.town, issued(n.town, 1, YELLOW, lasts=6 * 60))
    await n.leader.taps(HAVE)
    called = each((n.leader, n.officer), ("🟨 暴雨黄色预警", ASK))
    n.ear.only(
        [*groups(n, "🟨 暴雨黄色预警"), *called, (n.town.secretary, "启动防汛应急响应III级")],
        each((n.leader, n.officer), f"✅ {n.leader.name}"),
    )


def over(n: Night, words: str, *, fresh: bool) -> None:
    """It ends: the groups' message is edited or comes anew, and those who were called hear of it."""
    called = (n.leader, n.officer)
    pages = each(called, (words, "不用再答复了"))
    notices = each(called, words)
    n.ear.only([*(groups(n, words) if fresh else []), *notices], [*([] if fresh else groups(n, words)), *pages])


async def test_it_lasts_longer_and_ends_by_itself(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await yellow(n)
        await n.town.wind(hours=1)
        await tells(n.town, issued(n.town, 2, YELLOW, refs=(1,), lasts=8 * 60))
        n.ear.only(edited=[*groups(n, "🟨 暴雨黄色预警"), *each((n.leader, n.officer), ("🟨 暴雨黄色预警", "19:00"))])
        await restart_after(n.town, hours=7, minutes=59)
        n.ear.nothing()
        await n.town.wind(minutes=2)
        over(n, "已到期：🟨 暴雨黄色预警", fresh=False)
        await restart_after(n.town, hours=2)
        await tells(n.town, withdrawn(n.town, 3, refs=(2,)))
        n.ear.nothing()  # it was over already


async def test_another_source_tells_the_same(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await yellow(n)
        same = issued(n.town, 1, YELLOW, lasts=6 * 60)
        await tells(n.town, same, source="qweather", complete=True)
        await tells(n.town, replace(same, identifier="qw-1", description="另一种说法"), source="third")
        await tells(n.town, same, source="qweather", complete=True)
        await restart_after(n.town, minutes=40)
        n.ear.nothing()
        await tells(n.town, withdrawn(n.town, 2, refs=(1,)))
        over(n, "✅ 已解除：🟨 暴雨黄色预警", fresh=True)
        await tells(n.town, same, source="qweather", complete=True)  # which still lists it
        await n.town.wind(minutes=40)
        await tells(n.town, source="qweather", complete=True)
        await n.town.wind(hours=1)
        n.ear.nothing()


async def test_an_update_of_what_nobody_has_seen(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await yellow(n)
        await n.town.wind(minutes=10)
        missed = issued(n.town, 2, ORANGE, refs=(1,))
        await n.town.wind(minutes=10)
        await tells(n.town, issued(n.town, 3, RED, refs=(2,)))
        called = (n.leader, n.officer)
        staff = [one for one in n.town.community.staff if one.user_id not in {who.user_id for who in called}]
        others = tuple(Neighbour(n.town, number, "") for number in {one.user_id for one in staff})
        red = "🟥 暴雨红色预警"
        n.ear.only(
            [
                *groups(n, (red, "由黄色升到红色")),
                *each(called, (red, ASK)),
                *each(others, (red, "工作人员")),
                (n.town.secretary, "启动防汛应急响应I级"),
            ],
            [(n.town.secretary, "请看新的一条")],
        )
        for who in called:
            await who.taps(HAVE)
        n.ear.forget()
        await tells(n.town, missed)  # the source brings it after all: it changes how it rose, and nothing else
        n.ear.only(edited=[])


async def test_a_lift_of_something_unknown_lifts_nothing(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await yellow(n)
        await n.town.wind(hours=1)
        unknown = (Reference("市气象台", "14050041600000_99999999"),)
        await tells(n.town, withdrawn(n.town, 9, references=unknown, sender="市气象台", areas=()))
        await n.town.wind(hours=1)
        n.ear.nothing()


@pytest.mark.parametrize("status", [Status.EXERCISE, Status.TEST, Status.SYSTEM, Status.DRAFT])
@pytest.mark.parametrize("kind", [Message.UPDATE, Message.CANCEL])
async def test_an_exercise_changes_nothing_of_what_is_real(tmp_path: Path, status: Status, kind: Message) -> None:
    async with night(tmp_path) as n:
        await yellow(n)
        await n.town.wind(minutes=40)
        practice = issued(n.town, 2, RED, refs=(1,), status=status, message=kind)
        await tells(n.town, practice)
        told = [(n.town.secretary, ("演练或测试", "不是真的"))] if status is Status.EXERCISE else []
        n.ear.only([(who, words) for who, words in told])
        await tells(n.town, replace(practice, identifier="42010341600000_00000001"))  # under the real one's name
        await restart_after(n.town, hours=1)
        n.ear.nothing()
        await tells(n.town, withdrawn(n.town, 3, refs=(1,)))
        over(n, "✅ 已解除：🟨 暴雨黄色预警", fresh=True)


async def test_up_and_down_within_minutes(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await yellow(n)
        await tells(n.town, issued(n.town, 2, ORANGE, refs=(1,)))
        for who in (n.leader, n.officer):
            await who.taps(HAVE)
        n.ear.forget()
        for number in range(3, 9):
            await n.town.wind(minutes=2)
            await tells(n.town, issued(n.town, number, ORANGE if number % 2 == 0 else YELLOW, refs=(number - 1,)))
        told = [one for one in n.ear.fresh() if one.method.startswith("send") or "🟧" not in one.words]
        assert not told, "neither a fall nor a rise that people know of"
        await n.town.wind(minutes=2)
        await tells(n.town, issued(n.town, 9, YELLOW, refs=(8,)))
        await n.town.wind(minutes=27)
        n.ear.nothing()
        await n.town.wind(minutes=3)
        n.ear.only(edited=[*groups(n, "🟨 暴雨黄色预警"), *each((n.leader, n.officer), "🟨 暴雨黄色预警")])


async def test_a_rise_in_the_middle_of_that_is_told_at_once(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await tells(n.town, issued(n.town, 1, BLUE))
        await tells(n.town, issued(n.town, 2, YELLOW, refs=(1,)))
        await n.leader.taps(HAVE)
        n.ear.forget()
        await n.town.wind(minutes=1)
        await tells(n.town, issued(n.town, 3, BLUE, refs=(2,)))
        n.ear.nothing()
        await n.town.wind(minutes=1)
        await tells(n.town, issued(n.town, 4, ORANGE, refs=(3,)))
        orange, called = "🟧 暴雨橙色预警", (n.leader, n.officer)
        n.ear.only(
            [*groups(n, orange), *each(called, (orange, ASK)), (n.town.secretary, "启动防汛应急响应II级")],
            [*each((*called, n.reserve), (orange, "工作人员")), (n.town.secretary, "请看新的一条")],
        )


async def test_a_smaller_one_behind_a_bigger_one_and_alone_afterwards(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await yellow(n)
        city: dict[str, Any] = {"sender": "市气象台", "areas": ()}
        await tells(n.town, issued(n.town, 2, BLUE, **city))
        await tells(n.town, issued(n.town, 3, BLUE, refs=(2,), lasts=20 * 60, **city))
        await restart_after(n.town, hours=1)
        n.ear.nothing()
        await tells(n.town, withdrawn(n.town, 4, refs=(1,)))
        lifted, blue, called = "✅ 已解除：🟨 暴雨黄色预警", "🟦 暴雨蓝色预警\n发布：市气象台", (n.leader, n.officer)
        n.ear.only(
            [
                *groups(n, (lifted, "还有效：🟦")),
                *groups(n, blue),
                *each(called, lifted),
                *each((*called, n.reserve), blue),
            ],
            each(called, (lifted, "不用再答复了")),
        )
        await tells(n.town, withdrawn(n.town, 5, refs=(3,), **city))
        await n.town.wind(minutes=31)
        gone = "✅ 已解除：🟦 暴雨蓝色预警"
        n.ear.only([*groups(n, gone), *each((*called, n.reserve), gone)])


async def test_the_same_message_again_and_again_and_out_of_order(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        first, second = issued(n.town, 1, BLUE), issued(n.town, 2, YELLOW, refs=(1,))
        second = replace(second, sent=second.sent + 60_000)
        await n.town.wind(minutes=2)
        await tells(n.town, second)
        called = (n.leader, n.officer)
        n.ear.only([*groups(n, "🟨 暴雨黄色预警"), *each(called, ASK), (n.town.secretary, "启动防汛应急响应III级")])
        await n.leader.taps(HAVE)
        n.ear.forget()
        for _ in range(3):
            await tells(n.town, first)
            await tells(n.town, second, first)
        await restart_after(n.town, minutes=5)
        n.ear.nothing()
