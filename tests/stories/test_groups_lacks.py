"""The bot says what it lacks in a group and how to give it, to whom that concerns, and once."""

from __future__ import annotations

from pathlib import Path

from tests.stories.scenes import answers, files_report, resident
from tests.stories.test_groups_binding import group_of, pinned
from tests.town import Town, open_town, said

PIN = ["can_pin_messages"]


async def plain_group(town: Town) -> int:
    """A supergroup of the first grid in which the bot is a plain member, bound by the secretary."""
    members = [2001, 1021, town.sandbox.world.bot.id]
    body = {"title": "第一网格群", "type": "supergroup", "members": members, "admins": [1001]}
    chat: int = (await town.post("/api/chats", body))["chat"]["id"]
    await town.quiet()
    await town.secretary.taps("第一网格", chat=chat)
    return chat


async def test_without_the_right_to_pin_and_with_it_later(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        secretary, bot = town.secretary, town.sandbox.world.bot.id
        async with answers(secretary, 1) as told:
            chat = await plain_group(town)
        assert "长按卡片，点“置顶”" in said(told[0]) and "隐私模式" not in said(told[0])
        await secretary.sees("本群是第一网格的群了", "还差一点设置", chat=chat)
        assert await pinned(town, chat) is None
        async with answers(secretary, 0), answers(secretary, 0, chat=chat):
            await town.wind(days=1)  # nothing new: nothing said
            await town.post(f"/api/chats/{chat}/members", {"promote": [bot], "restrict": {str(bot): PIN}})
            await town.quiet()
            assert await pinned(town, chat) is None, "an administrator, but without the right"
            await town.post(f"/api/chats/{chat}/members", {"restrict": {str(bot): []}})
            await town.quiet()
        top = await secretary.sees("和风社区 第一网格", chat=chat)
        assert (await pinned(town, chat) or {})["message_id"] == top["message_id"]
        assert (await group_of(town, 1)).lacks == ()


async def test_privacy_mode_that_is_off(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.post("/api/bot", {"privacy": False})
        async with answers(town.secretary, 1) as told, answers(town.secretary, 0, chat=town.groups[1]):
            await town.wind(days=1)
        assert "/setprivacy" in said(told[0]) and "Enable" in said(told[0]) and "置顶" not in said(told[0])
        async with answers(town.secretary, 0):
            await town.wind(days=1)
        await town.post("/api/bot", {"privacy": True})
        async with answers(town.secretary, 0):
            await town.wind(days=1)
        assert (await group_of(town, 1)).lacks == ()


async def test_who_may_not_write(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        chat, bot = await plain_group(town), town.sandbox.world.bot.id
        async with answers(town.secretary, 1) as told:
            await town.post(f"/api/chats/{chat}/members", {"restrict": {str(bot): ["can_send_messages"]}})
            await town.quiet()
        assert "机器人在群里不能发言" in said(told[0])
        town.groups[1] = chat
        await files_report(resident(town))
        await town.secretary.sees("第一网格的群收不到消息了")
        await town.post(f"/api/chats/{chat}/members", {"restrict": {str(bot): []}})
        await town.quiet()
        await town.secretary.sees("第一网格的群又能收到消息了")
        await resident(town).sees("1号 ·", chat=chat)


async def test_a_look_that_fails_is_taken_again(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        await town.fault("getChat", "500")
        await plain_group(town)
        assert "new" in (await group_of(town, 1)).lacks
        await town.wind(minutes=5)
        await town.secretary.sees("长按卡片，点“置顶”")
        assert (await group_of(town, 1)).lacks == ("pin",)


async def test_a_look_at_a_group_that_is_gone(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        async with town.session.delete(f"{town.sandbox.url}/api/chats/{town.groups[1]}") as response:
            assert response.status == 200
        await town.wind(days=1)
        await town.secretary.sees("第一网格的群收不到消息了")
        assert not (await group_of(town, 1)).reachable
