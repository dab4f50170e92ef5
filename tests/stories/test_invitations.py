"""Invitations: the secretary makes a link, people open it, and every link that does not work says why."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace
from pathlib import Path

from bot.actions.context import Context
from bot.domain.block import Reason
from bot.domain.invitation import Invitation
from bot.domain.person import Appointment, Person, Role
from bot.storage import audit, blocks, counters, invitations, people
from bot.storage.store import Tx
from tests.stories.scenes import answers, files_report, newcomer, resident
from tests.town import Neighbour, Town, labels, open_town, said

LINK = re.compile(r"https://t\.me/\w+\?start=(i[A-Za-z0-9_-]{22})\b")


async def invited(town: Town, *taps: str, unit: str | None = None) -> str:
    """The secretary makes a link by tapping; what it carries."""
    await town.secretary.says("/invite")
    if "新的邀请" in labels(await town.secretary.last()):
        await town.secretary.taps("新的邀请")
    for tap in taps:
        if tap == "WORDS":
            await town.secretary.says(unit)
        else:
            await town.secretary.taps(tap)
    found = LINK.search(said(await town.secretary.sees("打开这个链接")))
    assert found
    return found[1]


async def person_of(town: Town, user: Neighbour) -> Person | None:
    """The person behind a user, as the bot knows them."""
    return await town.app.store.read(lambda tx: people.by_user(tx, town.app.community_id, user.user_id))


async def held(town: Town, user: Neighbour) -> set[Appointment]:
    """What somebody was appointed to."""
    found = await person_of(town, user)
    return {one for one in found.appointments if one.role is not Role.RESIDENT} if found else set()


async def appointed_by(town: Town) -> list[int]:
    """The numbers of the invitations by which people hold something, in the order of the record."""

    async def work(tx: Tx) -> list[str]:
        rows = await tx.rows("audit_page", community=town.app.community_id, after=0, most=1_000)
        return [row["facts"] for row in rows if row["act"] == "staff.appointed"]

    facts = [json.loads(text) for text in await town.app.store.read(work)]
    return [one["invitation"] for one in facts if "invitation" in one]


async def all_invitations(town: Town) -> list[Invitation | None]:
    """The first few invitations of the community."""

    async def work(tx: Tx) -> list[Invitation | None]:
        return [await invitations.by_id(tx, town.app.community_id, n) for n in range(1, 10)]

    return await town.app.store.read(work)


async def test_a_link_gives_its_role_and_whoever_made_it_hears_who_came(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(2,)) as town:
        payload = await invited(town, "网格长", "第二网格", "10 人", "3 天")
        shown = said(await town.secretary.sees("打开这个链接"))
        assert "第二网格 网格长" in shown and "最多 10 个人用" in shown
        new = await town.person(3001, "新同事")
        async with answers(new, 1) as welcome, answers(town.secretary, 1) as told:
            await new.starts(payload)
        assert "和风社区 第二网格 的网格长" in said(welcome[0]) and "我的任务" in labels(welcome[0])
        assert "新同事" in said(told[0]) and "第二网格 网格长" in said(told[0]) and "9 个人" in said(told[0])
        assert await held(town, new) == {Appointment(Role.GRID_HEAD, 2)}
        await town.secretary.sees("网格长", "新同事", chat=town.groups[2])
        assert await appointed_by(town) == [1], "the record says by which link"
        finding = await town.app.store.read(lambda tx: audit.verify(tx, town.app.community_id))
        assert finding.broken_at is None
        async with answers(new, 1) as again, answers(town.secretary, 0):
            await new.starts(payload)
        assert "早就加入了" in said(again[0])
        (one, *_) = await all_invitations(town)
        assert one is not None and one.used == 1, "who holds the role already does not count"


async def test_every_role_can_be_invited_to_its_place(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        paths = {
            ("专业网格员", "整个社区", "1 人", "1 天"): Appointment(Role.SPECIALIST, None),
            ("值班员", "第七网格", "50 人", "30 天"): Appointment(Role.DUTY, 7),
            ("部门联络员", "城管", "1 人", "1 天"): Appointment(Role.LIAISON, None, "城管"),
            ("部门联络员", "WORDS", "1 人", "1 天"): Appointment(Role.LIAISON, None, "和风 物业"),
            ("红马甲", "第一网格", "WORDS", "1 人", "1 天"): Appointment(Role.RED_TEAM, 1, "和风 物业"),
            ("红马甲", "整个社区", "不分党小组", "1 人", "1 天"): Appointment(Role.RED_TEAM, None),
            ("副书记", "3 天"): Appointment(Role.DEPUTY, None),
        }
        for number, (taps, expected) in enumerate(paths.items()):
            new = await town.person(3001 + number, f"新同事{number}")
            await new.starts(await invited(town, *taps, unit="  和风\n物业 "))
            assert await held(town, new) == {expected}
            await town.wind(minutes=1)  # so much at once is more than a chat may get


async def test_a_second_secretary_needs_a_second_tap_and_sees_what_waits(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        number = await files_report(resident(town))
        await town.secretary.says("/invite")
        await town.secretary.taps("书记")
        await town.secretary.taps("1 天")
        asked = await town.secretary.last()
        assert "成为书记" in said(asked) and not LINK.search(said(asked))
        await town.secretary.taps("确定，生成书记链接")
        found = LINK.search(said(await town.secretary.sees("打开这个链接")))
        new = await town.person(3001, "新书记")
        assert found
        await new.starts(found[1])
        assert "指派" in labels(await new.sees(f"{number}号"))
        assert "已经用完" in said(await town.secretary.sees("链接打不开了"))
        assert not any(LINK.search(text) for text in await town.secretary.reads()), "a dead link does not stay"


async def test_two_open_a_link_for_one_at_once_and_one_gets_it(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        payload = await invited(town, "专职网格员", "第一网格", "1 人", "1 天")
        pair = [await town.person(3001 + n, f"新同事{n}") for n in range(2)]
        await asyncio.gather(*(one.starts(payload) for one in pair))
        assert sorted([len(await held(town, one)) for one in pair]) == [0, 1]
        (loser,) = [one for one in pair if not await held(town, one)]
        assert "用完了" in said(await loser.last())


async def test_links_that_do_not_work_say_why_and_change_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        revoked = await invited(town, "专职网格员", "第一网格", "1 人", "1 天")
        await town.secretary.taps("作废")
        expired = await invited(town, "专职网格员", "第一网格", "1 人", "1 天")
        await town.wind(days=1)
        good = await invited(town, "专职网格员", "第一网格", "1 人", "3 天")
        before = await all_invitations(town)
        new = await newcomer(town)
        for payload, why in (
            (revoked, "已经作废"),
            (expired, "过期"),
            ("i" + "A" * 22, "链接不对"),
            (good[:-1], "链接不对"),
            ("i", "链接不对"),
            ("i" + "²" * 10, "链接不对"),
        ):
            async with answers(new, 1) as told, answers(town.secretary, 0):
                await new.says(f"/start {payload}")
            assert why in said(told[0]), payload
        async with answers(new, 0), answers(new, 1, chat=town.groups[1]) as told:
            await new.says(f"/start {good}", chat=town.groups[1])
        assert "私聊" in said(told[0])
        assert await held(town, new) == set() and await all_invitations(town) == before


async def test_a_link_of_another_community_is_like_one_that_never_was(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        good = await invited(town, "专职网格员", "第一网格", "10 人", "30 天")
        payload = await _elsewhere(town)
        new = await town.person(3001, "新同事")
        async with answers(new, 2) as told:
            await new.starts(payload)
            await new.starts("i" + "A" * 22)
        assert said(told[0]) == said(told[1]) and "链接不对" in said(told[0])
        assert await held(town, new) == set()
        await new.starts(good)
        assert len(await held(town, new)) == 1


async def _elsewhere(town: Town) -> str:
    """A link of another community in the same database."""
    from bot.actions import invitations as actions

    async def work(tx: Tx) -> str:
        other = await counters.community_number(tx, "other", 1)
        return await actions.make_for_setup(Context(tx, town.community, other, town.app.clock.now()))

    return await town.app.store.write(work)


async def test_a_secretary_who_is_none_any_more_leaves_no_open_door(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        payload = await invited(town, "书记", "3 天", "确定，生成书记链接")
        secretary = await person_of(town, town.secretary)
        assert secretary is not None
        held_by = (town.app.community_id, secretary.person_id, Appointment(Role.SECRETARY, None))
        await town.app.store.write(lambda tx: people.dismiss(tx, *held_by))
        async with answers(town.secretary, 1) as told:
            await town.secretary.starts(payload)
        assert "作废" in said(told[0]) and await held(town, town.secretary) == set()


async def test_who_is_blocked_cannot_come_in_by_a_link(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        payload = await invited(town, "专职网格员", "第一网格", "1 人", "3 天")
        await resident(town).starts()
        found = await person_of(town, resident(town))
        assert found is not None
        facts = (town.app.community_id, found.person_id, Reason.OTHER, "x", 1, None, town.app.clock.now())
        await town.app.store.write(lambda tx: blocks.add(tx, *facts))
        async with answers(resident(town), 1) as told, answers(town.secretary, 0):
            await resident(town).starts(payload)
        assert "不能用邀请链接" in said(told[0]) and await held(town, resident(town)) == set()


async def test_the_link_waits_until_the_notice_is_agreed_to(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        payload = await invited(town, "专职网格员", "第一网格", "1 人", "3 天")
        town.agreed = False
        new = await town.person(3001, "新同事")
        await new.starts(payload)
        assert await held(town, new) == set() and "同意" in said(await new.last())
        await new.taps("同意，继续")
        assert await held(town, new) == {Appointment(Role.FULL_TIME, 1)}
        await new.sees("第一网格 的专职网格员")


async def test_the_list_shows_what_stands_and_makes_it_void(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        secretary = town.secretary
        for days in ("1 天", "30 天"):
            payload = await invited(town, "专职网格员", "第一网格", "10 人", days)
        await secretary.says("/invite")
        shown = await secretary.sees("还能用的邀请")
        assert [label for label in labels(shown) if "作废" in label] == ["作废 2", "作废 1"]
        answer = await secretary.taps("作废 2")
        assert answer and "作废" in answer["text"]
        assert "已经作废" in said(await secretary.sees("邀请 2"))
        new = await town.person(3001, "新同事")
        async with answers(new, 1) as told:
            await new.starts(payload)
        assert "作废" in said(told[0])
        text = await secretary.taps_data(shown["message_id"], "p:invite.revoke:2:0:0")
        assert "不用再作废" in text
        await secretary.taps("作废 1")
        assert "没有还能用的邀请" in said(await secretary.sees("没有还能用"))


async def test_many_links_are_listed_page_by_page(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:

        async def work(tx: Tx) -> None:
            for n in range(20):
                now = town.app.clock.now()
                place = Appointment(Role.DUTY, None)
                await invitations.add(tx, town.app.community_id, f"{n:064d}", place, 1, None, now, now + 10**9)

        await town.app.store.write(work)
        seen = []
        await town.secretary.says("/invite")
        while True:
            shown = await town.secretary.last()
            seen += [label for label in labels(shown) if label.startswith("作废 ")]
            if "下一页 ▶" not in labels(shown):
                break
            await town.secretary.taps("下一页 ▶")
        assert seen == [f"作废 {n}" for n in range(20, 0, -1)]
        await town.secretary.taps("作废 1")
        assert "作废 2" in labels(await town.secretary.last()), "the same page, anew"


async def test_nobody_else_can_make_list_or_revoke(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        payload = await invited(town, "专职网格员", "第一网格", "1 人", "3 天")
        before = await all_invitations(town)
        head, neighbour = town.staff(Role.GRID_HEAD, 1), resident(town)
        await neighbour.starts()
        for person in (head, neighbour):
            async with answers(person, 1) as told:
                await person.says("/invite")
            assert "没有这个命令" in said(told[0])
            message = (await person.last())["message_id"]
            for what in ("revoke:1:0:0", "revoke:1:1:0", "list:0:0:0", "new:0:0:0", "revoke:999999999999999:0:0"):
                async with answers(person, 0):
                    assert "不归您办理" in await person.taps_data(message, f"p:invite.{what}")
        assert await all_invitations(town) == before
        await neighbour.starts(payload)
        assert len(await held(town, neighbour)) == 1


async def test_who_lost_the_right_in_the_middle_makes_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        for tap in ("/invite", "值班员", "整个社区", "1 人"):
            await (town.secretary.says(tap) if tap.startswith("/") else town.secretary.taps(tap))
        secretary = await person_of(town, town.secretary)
        assert secretary is not None
        held_by = (town.app.community_id, secretary.person_id, Appointment(Role.SECRETARY, None))
        await town.app.store.write(lambda tx: people.dismiss(tx, *held_by))
        await town.secretary.taps("3 天")
        assert "不归您办理" in said(await town.secretary.last())
        assert await all_invitations(town) == [None] * 9


async def test_the_grid_of_a_link_may_be_gone(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        payload = await invited(town, "专职网格员", "第七网格", "1 人", "3 天")
        await town.stop_bot()
        town.community = replace(town.community, grids=town.community.grids[:6])
        await town.start_bot()
        new = await town.person(3001, "新同事")
        async with answers(new, 1) as told:
            await new.starts(payload)
        assert "链接不对" in said(told[0]) and await held(town, new) == set()


async def test_who_was_dismissed_does_not_come_back_by_a_link_for_many(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        link = await invited(town, "专业网格员", "整个社区", "10 人", "3 天")
        person, post = resident(town), Appointment(Role.SPECIALIST, None)
        await person.starts(link)
        assert await held(town, person) == {post}
        await town.dismisses(person, post)
        await person.starts(link)
        assert "已经作废" in said(await person.last()) and await held(town, person) == set()
        await town.wind(seconds=1)
        newer = await invited(town, "专业网格员", "整个社区", "10 人", "3 天")
        await person.starts(newer)
        assert await held(town, person) == {post}, "the secretary wants them back"
