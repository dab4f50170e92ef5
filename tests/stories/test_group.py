"""A grid's group: the card at its top, topics, and who may speak for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.domain.community import Community
from tests.stories.scenes import answers, case_cards, files_report, newcomer, resident
from tests.town import labels, open_town, picture, said


async def test_the_card_at_the_top_is_pinned_and_leads_to_the_report(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        group = town.groups[1]
        top = await resident(town).sees("和风社区 第一网格", chat=group)
        chats = await town.get("/api/chats", **{"as": 2001})
        pinned = next(chat["pinned_message"] for chat in chats if chat["id"] == group)
        assert pinned["message_id"] == top["message_id"]
        assert top["reply_markup"]["inline_keyboard"][0][0]["url"].endswith("?start=r1")
        async with answers(resident(town), 1, chat=group) as told:
            await resident(town).says("/help", chat=group)
        assert labels(told[0]) == ["到私聊里上报"]


async def test_in_a_forum_everything_stays_in_its_topic(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        members = [town.sandbox.world.bot.id, 2001, 1021]
        body = {"title": "第一网格群", "type": "forum", "members": members, "admins": [1001]}
        group = (await town.post("/api/chats", body))["chat"]["id"]
        topic = (await town.post(f"/api/chats/{group}/topics", {"as": 1001, "name": "上报"}))["topic"]
        thread = topic["message_thread_id"]
        await town.secretary.says("/bind 1", chat=group, thread=thread)
        town.groups[1] = group
        await resident(town).starts()
        await files_report(resident(town))
        for message in await town.from_bot(group, 2001):
            first = "哪个网格" in said(message)  # when the bot came, before anybody had named a topic
            assert first or message["message_thread_id"] == thread, said(message)
        assert len(await case_cards(town, 1)) == 1
        async with answers(resident(town)) as asked:
            await resident(town).says("/report 电梯坏了", chat=group, thread=thread)
        assert "在哪里" in said(asked[0])


async def test_who_blocked_the_bot_is_shown_the_way_back(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, group = resident(town), town.groups[1]
        await person.starts()
        await town.post("/api/people/2001/block", {"blocked": True})
        await town.quiet()
        async with answers(person, 1, chat=group) as told, answers(person, 0):
            await person.says("/report 电梯坏了", chat=group)
        assert labels(told[0]) == ["到私聊里上报"]
        async with answers(person) as asked:
            await person.starts("q")
        assert "在哪里" in said(asked[0])


async def test_houses_of_the_same_name_in_two_grids(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2), changed=with_twin_houses) as town:
        person = resident(town)
        await files_report(person)
        other = await newcomer(town, grid=2)
        await other.starts("r2")
        await other.says("路灯不亮")
        await other.taps("没有照片")
        await other.taps("1号楼")
        assert "提交" in labels(await other.last()), "the other house is not the same place"
        await person.starts("r2")
        await person.says("/cancel")
        await person.says(photo=picture(1), caption="路灯不亮")
        assert "在哪里" in said(await person.last()), "nobody knows a place in the new grid yet"


def with_twin_houses(community: Community) -> Community:
    """The second grid has the houses of the first."""
    first, second, *others = community.grids
    return replace(community, grids=(first, replace(second, buildings=first.buildings), *others))
