"""What nobody asked for: each gets a clear answer or, where it is not meant for the bot, none."""

from __future__ import annotations

from pathlib import Path

from sandbox.posting import post
from tests.stories.scenes import LAMP, answers, case_cards, newcomer, resident
from tests.town import Message, Neighbour, Town, labels, open_town, picture, said

STICKER = {
    "file_id": "x",
    "file_unique_id": "y",
    "type": "regular",
    "width": 9,
    "height": 9,
    "is_animated": False,
    "is_video": False,
}
VIDEO = {"file_id": "x", "file_unique_id": "y", "width": 9, "height": 9, "duration": 3}
POLL = {
    "id": "1",
    "question": "?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}


async def test_commands_that_there_are_not(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        async with answers(person) as told:
            await person.says("/nonsense")
        assert "没有这个命令" in said(told[0]) and "我要上报" in labels(told[0])
        async with answers(person) as told:
            await person.says("/board")
        assert "没有这个命令" in said(told[0]), "for a resident there is no board"
        async with answers(person) as told:
            await person.says("/start r²")
        assert "您好" in said(told[0])
        async with answers(person, 0, chat=town.groups[1]), answers(person, 0):
            await person.says("/nonsense", chat=town.groups[1])
        async with answers(person) as told:
            await person.says("/report@another_bot")
        assert "您好" in said(told[0])


async def test_text_where_photos_are_asked(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await at_the_photos(town)
        async with answers(person) as told:
            await person.says("没有照片可以吗")
        assert "这一步请发照片" in said(told[0]) and "没有照片" in labels(told[0])


async def test_a_file_that_is_too_big(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await at_the_photos(town)
        big = {"data": bytes(21 * 1024 * 1024), "mime_type": "image/jpeg", "file_name": "big.jpg"}
        async with answers(person) as told:
            await person.says(document=big)
        assert "20 MB" in said(told[0]) and "没有照片" in labels(told[0])
        await person.says("/cancel")
        async with answers(person) as told:
            await person.says(document={**big, "mime_type": "application/zip"})
        assert "20 MB" in said(told[0]) and "我要上报" in labels(told[0])


async def test_a_text_that_the_app_cuts_in_two(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps(LAMP)
        await person.says("长" * 4097)
        assert "2000" in said(await person.last()) and "什么情况" in said(await person.last())
        await town.wind(seconds=10)
        await person.says("灯坏了")
        await person.taps("没有照片")
        await person.says("路" * 4097)
        assert "在哪里" in said(await person.last()), "the one letter that was cut off is no place"
        await town.wind(seconds=10)
        await person.says("路" * 101)
        assert "100 字" in said(await person.last())
        await person.taps("1号楼")
        assert "内容：灯坏了\n" in said(await person.last())


async def test_eleven_photos(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps(LAMP)
        await person.says(album=[picture(n) for n in range(10)])
        async with answers(person) as told:
            await person.says(photo=picture(10))
        assert "最多 10 张" in said(told[0])
        await person.says("灯坏了")
        async with answers(person) as told:
            await person.says(photo=picture(11))
        assert "最多 10 张" in said(told[0]) and "已收到照片 10 张" in said(told[0])
        await person.taps("下一步")
        await person.taps("1号楼")
        await person.taps("提交")
        await town.secretary.sees("1号", "照片 10 张")


async def test_things_that_cannot_be_taken(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await at_the_photos(town)
        contents: tuple[dict[str, object], ...] = (
            {"sticker": STICKER},
            {"poll": POLL},
            {"video": VIDEO, "caption": "看视频"},
        )
        for many, content in zip((1, 1, 2), contents, strict=True):  # the third in a row brings an offer besides
            async with answers(person, many) as told:
                await sends(person, content)
            assert "收不了" in said(told[0]) and "没有照片" in labels(told[0])
        async with answers(person) as told:
            await person.says(contact={"phone_number": "1", "first_name": "老王"})
        assert "收不了" in said(told[0])
        await person.says("/cancel")
        async with answers(person) as told:
            await sends(person, {"sticker": STICKER})
        assert "收不了" in said(told[0]) and "我要上报" in labels(told[0])
        async with answers(person) as told:
            await person.says("在吗")
        assert "您好" in said(told[0]) and "我要上报" in labels(told[0])


async def test_words_that_hold_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps(LAMP)
        async with answers(person) as told:
            await person.says(photo=picture(1), caption="   ")
        assert "写一句话" in said(told[0])


async def test_markup_is_only_words(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await newcomer(town, 3003, "<b>甲</b> & 乙")
        await person.starts("r1")
        await person.taps(LAMP)
        await person.says("<b>灯</b> & {{ 7*7 }} {% x %}")
        await person.taps("没有照片")
        await person.says("<1号楼> & 旁边")
        await person.taps("提交")
        await town.secretary.sees("<b>灯</b> & {{ 7*7 }} {% x %}", "<1号楼> & 旁边", "<b>甲</b> & 乙")


async def test_what_is_changed_or_said_elsewhere_is_left_alone(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps(LAMP)
        words = await person.says("灯坏了")
        async with answers(person, 0):
            await edits(person, words, "/cancel")
        await person.taps("没有照片")
        await person.taps("1号楼")
        assert "内容：灯坏了\n" in said(await person.last())
        body = {"title": "频道", "type": "channel", "members": [town.sandbox.world.bot.id, 2001], "admins": [2001]}
        channel = (await town.post("/api/chats", body))["chat"]["id"]
        async with answers(person, 0):
            await person.says("/report 灯坏了", chat=channel)
        assert [said(m) for m in await town.messages(channel, 2001)] == ["/report 灯坏了"]
        async with answers(person, 0, chat=town.groups[1]), answers(person, 0):
            await person.says("大家早上好", chat=town.groups[1])


async def test_a_group_that_belongs_to_no_grid(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await person.starts()
        members = [town.sandbox.world.bot.id, person.user_id, secretary.user_id]
        group = (await town.post("/api/chats", {"title": "新群", "members": members}))["chat"]["id"]
        await town.quiet()
        assert "还没有绑定网格" in said(await person.last(group)), "a neighbour added the bot"
        async with answers(person, 1, chat=group) as told, answers(person, 0):
            await person.says("/report 灯坏了", chat=group)
        assert "还没有绑定网格" in said(told[0])
        async with answers(person, 1, chat=group) as told:
            await person.says("/bind 2", chat=group)
        assert "只有书记" in said(told[0])
        for wrong, words in (("/bind", "哪个网格"), ("/bind x", "哪个网格"), ("/bind 99", "没有这个网格号")):
            async with answers(secretary, 1, chat=group) as told:
                await secretary.says(wrong, chat=group)
            assert words in said(told[0])
        async with answers(secretary, 1, chat=group) as told:
            await secretary.says("/bind 2", chat=group)
        assert "第二网格" in said(told[0]) and labels(told[0]) == ["我要上报", "我的上报", "挂账清单"]
        await person.says("/report", chat=group)
        assert "是什么事" in said(await person.last())
        assert await case_cards(town, 1) == []


async def at_the_photos(town: Town) -> Neighbour:
    """Somebody who is being asked for photos."""
    person = resident(town)
    await person.starts("r1")
    await person.taps(LAMP)
    await person.says("灯坏了")
    return person


async def sends(person: Neighbour, content: dict[str, object]) -> None:
    """Send what the page of the sandbox cannot."""
    world = person.town.sandbox.world
    post(world, world.chats[person.user_id], world.people[person.user_id], content)
    await person.town.quiet()


async def edits(person: Neighbour, message: Message, text: str) -> None:
    """Change what was said."""
    url = f"{person.town.sandbox.url}/api/chats/{person.user_id}/messages/{message['message_id']}"
    async with person.town.session.patch(url, json={"as": person.user_id, "text": text}) as response:
        assert response.status == 200
    await person.town.quiet()
