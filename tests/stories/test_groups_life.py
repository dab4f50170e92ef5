"""A group over the years: the bot is put out and comes back, topics go, a group becomes something else."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.actions import people
from bot.actions.context import Context
from bot.domain.person import Appointment, Person, Role
from bot.storage import people as stored
from bot.storage.store import Tx
from tests.stories.scenes import answers, assigned, case_cards, closed, files_report, newcomer, resident
from tests.stories.test_groups_binding import group_of, new_group, pinned
from tests.town import Town, labels, open_town, said


async def appoint(town: Town, user_id: int, held: Appointment, there: bool = True) -> None:
    """Somebody is appointed, or not any more."""

    async def work(tx: Tx) -> None:
        ctx = Context(tx, town.community, town.app.community_id, town.app.clock.now())
        found = await stored.by_user(tx, town.app.community_id, user_id)
        assert isinstance(found, Person)
        await (people.appoint if there else people.dismiss)(ctx, None, found, held)

    await town.app.store.write(work)
    await town.quiet()


async def test_the_top_says_who_is_on_duty(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        everywhere, here = town.staff(Role.SPECIALIST), town.staff(Role.AUXILIARY, 1)
        for grid, head in (1, "第一网格"), (2, "第二网格"):
            top = await town.secretary.sees(f"和风社区 {head}", chat=town.groups[grid])
            assert f"有事找网格长：{town.staff(Role.GRID_HEAD, grid).name}" in said(top)
        before = [await town.secretary.reads(town.groups[grid]) for grid in (1, 2)]
        await appoint(town, here.user_id, Appointment(Role.DUTY, 1))
        await town.secretary.sees("第一网格", f"值班：{here.name}", chat=town.groups[1])
        await appoint(town, everywhere.user_id, Appointment(Role.DUTY, None))
        await town.secretary.sees("第二网格", f"值班：{everywhere.name}", chat=town.groups[2])
        top = await town.secretary.sees("第一网格", "值班：", here.name, everywhere.name, chat=town.groups[1])
        assert "网格长" not in said(top)
        for held, who in (Appointment(Role.DUTY, 1), here), (Appointment(Role.DUTY, None), everywhere):
            await appoint(town, who.user_id, held, there=False)
        assert [await town.secretary.reads(town.groups[grid]) for grid in (1, 2)] == before, "one message, edited"


async def test_my_reports_by_the_button_at_the_top(tmp_path: Path) -> None:
    async with open_town(tmp_path, agreed=False) as town:
        top = await resident(town).sees("和风社区 第一网格", chat=town.groups[1])
        assert [b["url"].rpartition("=")[2] for b in top["reply_markup"]["inline_keyboard"][0]] == ["r1", "m"]
        await resident(town).starts("m")
        assert "同意" in str(labels(await resident(town).last())), "first the notice on data"
        await resident(town).taps("同意，继续")
        await resident(town).sees("还没有上报")


async def test_put_out_and_let_in_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        chat, bot = town.groups[1], town.sandbox.world.bot.id
        await files_report(resident(town))
        async with answers(town.secretary, 1) as told:
            await town.post(f"/api/chats/{chat}/members", {"remove": [bot], "as": 1001})
            await town.quiet()
        assert "第一网格的群收不到消息了" in said(told[0]) and "请回群里" in said(told[0])
        await assigned(town, 1)
        await files_report(resident(town), "电梯坏了", kind="电梯故障", house="2号楼")
        await town.wind(days=1)
        assert sum("收不到消息" in text for text in await town.secretary.reads()) == 1, "told once"
        assert len(await case_cards(town, 2)) == 0
        await town.post(f"/api/chats/{chat}/members", {"add": [bot], "as": 1001})
        await town.quiet()
        await town.secretary.sees("第一网格的群又能收到消息了")
        await resident(town).sees("1号 ·", "已指派", chat=chat)
        assert len(await case_cards(town, 1)) == len(await case_cards(town, 2)) == 1
        assert "哪个网格" not in said(await town.secretary.last(chat)), "it is bound still"


async def test_a_topic_that_is_gone(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        chat = await new_group(town, 2001, 1021, kind="forum")
        for gone in ("deleted", "closed"):
            topic = (await town.post(f"/api/chats/{chat}/topics", {"as": 1001, "name": "上报"}))["topic"]
            thread = topic["message_thread_id"]
            await town.secretary.says("/bind", chat=chat, thread=thread)
            await town.secretary.taps("第一网格" if gone == "deleted" else "卡片发到这个话题", chat=chat)
            assert (await group_of(town, 1)).thread == thread
            await town.secretary.sees("本群是第一网格的群了", "卡片发在这个话题里", chat=chat)
            town.groups[1] = chat
            path = f"/api/chats/{chat}/topics/{thread}"
            if gone == "deleted":
                async with town.session.delete(town.sandbox.url + path, json={"as": 1001}) as response:
                    assert response.status == 200
            else:
                await town.post(f"/api/chats/{chat}/members", {"demote": [town.sandbox.world.bot.id]})
                await town.post(path, {"as": 1001, "closed": True})
                await town.quiet()
            number = await files_report(resident(town), f"{gone}", house="1号楼")
            assert len(await case_cards(town, number)) == 1
            card = await resident(town).sees(f"{number}号 ·", chat=chat)
            assert "message_thread_id" not in card
            await town.secretary.sees("原来发卡片的话题关闭或者删除了", "/bind 1")
            assert (await group_of(town, 1)).thread is None
            await files_report(resident(town), "另一件", kind="电梯故障")
            await town.wind(hours=2)  # nobody reports more than a few things in an hour
        assert sum("原来发卡片的话题" in text for text in await town.secretary.reads()) == 2


async def test_a_group_becomes_a_supergroup_and_a_forum(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        new = (await town.post(f"/api/chats/{town.groups[1]}/migrate", {}))["chat"]["id"]
        await town.quiet()
        town.groups[1] = new
        assert (await pinned(town, new) or {})["message_id"] == (await town.secretary.last(new))["message_id"]
        assert labels(await town.secretary.last(new)) == ["我要上报", "我的上报", "挂账清单"]
        await assigned(town, 1)
        assert len(await case_cards(town, 1)) == 1
        await town.post(f"/api/chats/{new}/forum", {"as": 1001, "forum": True})
        await town.staff(Role.FULL_TIME, 1).taps_on("1号 ·", "接单")
        async with answers(town.secretary, 2) as told:  # and the morning board
            await town.wind(days=1)
        assert ["群里开了话题" in said(message) and "/bind 1" in said(message) for message in told].count(True) == 1
        assert (await group_of(town, 1)).forum
        async with answers(town.secretary, 1):
            await town.wind(days=1)
        topic = (await town.post(f"/api/chats/{new}/topics", {"as": 1001, "name": "上报"}))["topic"]
        await town.secretary.says("/bind 1", chat=new, thread=topic["message_thread_id"])
        await files_report(resident(town), "电梯坏了", kind="电梯故障")
        card = await resident(town).sees("2号 ·", chat=new)
        assert card["message_thread_id"] == topic["message_thread_id"]


async def test_a_group_that_is_deleted(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        async with town.session.delete(f"{town.sandbox.url}/api/chats/{town.groups[1]}") as response:
            assert response.status == 200
        await town.quiet()
        await files_report(resident(town))
        await town.secretary.sees("第一网格的群收不到消息了", "/bind 1")
        new = await new_group(town, 2001)
        await town.secretary.says("/bind 1", chat=new)
        town.groups[1] = new
        assert len(await case_cards(town, 1)) == 1


async def test_neighbours_chatting_are_none_of_our_business(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.agreed = False
        stranger = await newcomer(town)
        async with answers(stranger, 0, chat=town.groups[1]):
            await stranger.says("今天晚上谁去跳舞", chat=town.groups[1])
        known = partial(stored.by_user, community=town.app.community_id, user_id=stranger.user_id)
        assert await town.app.store.read(known) is None, "an administrator hears it all, and keeps nothing of it"
        await closed(town, await files_report(replace(resident(town))))
