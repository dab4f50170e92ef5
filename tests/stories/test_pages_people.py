"""Whom a page reaches: who stands in, who is lost and found, who takes over, and who takes it unasked."""

from __future__ import annotations

from pathlib import Path

from bot.actions import pages
from bot.actions.context import Context
from bot.domain.page import Matter
from bot.domain.person import Role
from tests.stories.duties import act, call, events, night, stands
from tests.stories.listening import Chat, Listening, Words
from tests.stories.test_leave import goes
from tests.town import Neighbour, Town, labels, open_town

HAVE = "收到"
ASK = "请点“收到”"


async def hears(town: Town, who: Neighbour, reachable: bool) -> None:
    """Somebody blocks the bot, or lets it in again."""
    await town.post(f"/api/people/{who.user_id}/block", {"blocked": not reachable})
    await town.quiet()


async def change(town: Town) -> tuple[Neighbour, Neighbour]:
    """Of the first grid: who is on duty for two more minutes, and who follows, and has been asked to take over."""
    before, after = crew_of(town)[:2]
    shift = await stands(town, before, "g1", 2)
    await stands(town, after, "g1", follows=shift, accepted=False)
    await town.wind(minutes=117)
    return before, after


async def test_who_blocks_the_bot_while_it_waits_is_followed_at_once(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await call(n.town, grids=(1,))
        n.ear.forget()
        await n.town.wind(minutes=2)
        await hears(n.town, n.officer, False)
        why = f"{n.officer.name}联系不上，{n.leader.name} 10:00 起没有答复，您是备班"
        n.ear.only([(n.reserve, why)], [(n.leader, f"❌ {n.officer.name}")])
        await n.town.wind(minutes=2)
        n.ear.nothing()  # nobody is called again in vain, and the reserve has their three minutes
        await n.town.wind(minutes=1)
        called = [(who, n.head.name) for who in (n.leader, n.reserve)]
        n.ear.only([(n.head, "您是网格长")], called)
        await n.reserve.taps(HAVE)
        n.ear.forget()
        await n.town.wind(hours=1)
        n.ear.nothing()


async def test_who_lets_the_bot_in_again_is_called_after_all(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await hears(n.town, n.officer, False)
        n.ear.forget()
        await call(n.town, grids=(1,))
        n.ear.only([(n.leader, ASK), (n.reserve, f"{n.officer.name}联系不上")])
        await hears(n.town, n.officer, True)
        message = await n.officer.sees(ASK, "您在值班")
        assert f"⏳ {n.officer.name}" in message["text"]
        await n.officer.taps(HAVE)
        n.ear.forget()
        await n.town.wind(hours=1)
        n.ear.nothing()


async def test_who_stands_in_is_called_for_one_on_leave(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        await goes(n.officer, "7天", n.others[0].name)
        await goes(n.reserve, "7天")
        n.ear.forget()
        await call(n.town, grids=(1,))
        n.ear.only([(n.leader, ASK), (n.others[0], ASK)])
        await n.town.wind(minutes=3)
        n.ear.only([(n.leader, ASK), (n.others[0], ASK)])
        await n.town.wind(minutes=3)
        lacks = f"{n.reserve.name}联系不上，{n.leader.name}、{n.others[0].name} 10:00 起没有答复，您是网格长"
        listed = [(who, f"❌ {n.reserve.name} 联系不上") for who in (n.leader, n.others[0])]
        n.ear.only([(n.head, lacks)], listed)


async def test_one_person_at_two_posts_has_one_message(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        worker = crew_of(town)[0]
        for post in ("leader", "g1", "g2"):
            await stands(town, worker, post)
        ear = Listening(town)
        await call(town, must_all=True)
        ear.only([(worker, (ASK, "0/1 人收到"))])
        await worker.taps(HAVE)
        ear.only(edited=[(worker, "1/1 人收到")])
        await town.wind(hours=1)
        ear.nothing()


async def test_a_grid_for_which_nobody_stands_has_its_head_called_at_once(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        worker, head = crew_of(town)[0], town.staff(Role.GRID_HEAD, 2)
        await stands(town, worker, "g1")
        ear = Listening(town)
        grid = town.community.grid(2)
        assert grid is not None
        await call(town, grids=(1, 2))
        ear.only([(worker, (ASK, "您在值班")), (head, f"{grid.name}现在没有人值班，您是网格长，所以找您。")])
        await head.taps(HAVE)
        await worker.taps(HAVE)
        ear.forget()
        await town.wind(hours=1)
        ear.nothing()


async def test_who_takes_over_gets_what_waits_and_who_goes_is_let_go(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        before, after = await change(town)
        ear = Listening(town)
        number = await call(town, grids=(1,))
        ear.only([(before, ASK)])
        asked = await before.last()
        await town.wind(minutes=2)
        ear.only([(after, "该您值班了")], edited=[(town.groups[1], f"值班：{before.name}\n接下来")])
        await after.taps("接班")
        told = f"{before.name}没有来得及答复，您刚接班，所以找您。"
        relieved: list[tuple[Chat, Words]] = [
            (before, "已有人接您的班，不用您答复了"),
            (before, "已看过并接班"),
            (after, "您已接班"),
            (town.groups[1], after.name),
        ]
        ear.only([(after, (told, "0/1 人收到", f"↪️ {before.name} 已交班")), (before, "您可以下班了")], relieved)
        stale = await before.taps_data(asked["message_id"], f"p:page.have:{number}:1:0")
        assert stale == "已有人接您的班，不用您答复了。"
        await town.wind(minutes=1)
        ear.nothing()  # who has just been called is not called again at once
        await after.taps(HAVE)
        ear.only(edited=[(after, "已收到"), (before, "✅ " + after.name)])
        await town.wind(hours=1)
        ear.nothing()
        assert await events(town, "page.handed_on") == 1


async def test_nothing_is_handed_on_that_does_not_wait(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        before, after = await change(town)
        await call(town, grids=(1,))
        await before.taps(HAVE)
        await town.wind(minutes=3)
        ear = Listening(town)
        await after.taps("接班")
        changed: list[tuple[Chat, Words]] = [
            (before, "已看过并接班"),
            (after, "您已接班"),
            (town.groups[1], after.name),
        ]
        ear.only([(before, "您可以下班了")], changed)
        assert await events(town, "page.handed_on") == 0


async def test_only_who_is_relieved_is_let_go(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        other = crew_of(town)[2]
        await stands(town, other, "g2", 119 / 60)  # nobody follows there
        before, after = await change(town)
        await call(town, grids=(1, 2))
        await town.wind(minutes=2)
        await after.taps("接班")
        card = await other.sees(ASK, f"↪️ {before.name} 已交班", f"⏳ {other.name}")
        assert HAVE in labels(card), "whose shift ended without anybody after them is still asked"
        await town.wind(minutes=1)
        await other.sees("叫过您，还没有收到您的答复")


async def test_who_follows_as_the_reserve_gets_what_the_reserve_was_called_for(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        officer, before, after = crew_of(town)[:3]
        await stands(town, officer, "g1")
        shift = await stands(town, before, "reserve", 2)
        await stands(town, after, "reserve", follows=shift, accepted=False)
        await town.wind(minutes=113)
        await call(town, grids=(1,))
        await town.wind(minutes=6)
        await before.sees(ASK, "您是备班")
        await town.wind(minutes=1)
        await after.taps("接班")
        await after.sees(ASK, f"{before.name}没有来得及答复，您刚接班")
        await before.sees("已有人接您的班，不用您答复了")
        await after.taps(HAVE)
        ear = Listening(town)
        await town.wind(hours=1)
        ear.nothing()


async def test_a_director_who_was_not_called_may_take_it(tmp_path: Path) -> None:
    async with night(tmp_path) as n:
        number = await call(n.town, grids=(1,))
        await n.town.secretary.says("/help")
        message = await n.town.secretary.last()
        n.ear.forget()
        forged = f"p:page.have:{number}:1:0"
        assert await n.town.secretary.taps_data(message["message_id"], forged) == "好，已记下您收到了。"
        n.ear.only(edited=[(who, ("已有人收到", f"✅ {n.town.secretary.name}")) for who in (n.leader, n.officer)])

        async def known(ctx: Context) -> list[tuple[str, str, bool]]:
            found = await pages.answered(ctx, Matter.WARNING, 7)
            return [(one.person.name, one.rung.value, one.at is not None) for one in found]

        told = await act(n.town, known)
        assert sorted(told) == sorted(
            [(n.leader.name, "duty", False), (n.officer.name, "duty", False), (n.town.secretary.name, "aside", True)]
        )
        await n.town.wind(hours=1)
        n.ear.nothing()


def crew_of(town: Town) -> list[Neighbour]:
    """The full-time workers."""
    return [Neighbour(town, one.user_id, one.name) for one in town.community.staff if one.role is Role.FULL_TIME]
