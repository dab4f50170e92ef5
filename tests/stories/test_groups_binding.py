"""A grid is given its group with a tap, and given another one; nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

from bot.domain.button import Press, encode
from bot.domain.person import Role
from bot.storage import groups
from tests.stories.scenes import answers, case_cards, files_report, newcomer, resident
from tests.town import Message, Neighbour, Town, labels, open_town, said

BOUND = "第一网格绑定到本群了。"


async def new_group(town: Town, *members: int, by: Neighbour | None = None, kind: str = "group") -> int:
    """Somebody, by default the secretary, makes a group and adds the bot to it as an administrator; its chat id."""
    adder = by or town.secretary
    body = {"title": "网格群", "type": kind, "members": [*members, 1001], "admins": [adder.user_id]}
    chat: int = (await town.post("/api/chats", body))["chat"]["id"]
    bot = town.sandbox.world.bot.id
    who = {"as": adder.user_id}
    await town.post(f"/api/chats/{chat}/members", {"add": [bot], **who})
    await town.post(f"/api/chats/{chat}/members", {"promote": [bot], **who})
    await town.quiet()
    return chat


async def pinned(town: Town, chat_id: int) -> Message | None:
    """The message pinned last in a group."""
    chats = await town.get("/api/chats", **{"as": 1001})
    found: Message | None = next(chat.get("pinned_message") for chat in chats if chat["id"] == chat_id)
    return found


async def group_of(town: Town, grid: int) -> groups.GridGroup:
    """The group of a grid as it is stored."""
    found = await town.app.store.read(lambda tx: groups.of_grid(tx, town.app.community_id, grid))
    assert found is not None, "the grid has no group"
    return found


async def has_group(town: Town, grid: int) -> bool:
    """Whether the grid has a group."""
    return await town.app.store.read(lambda tx: groups.of_grid(tx, town.app.community_id, grid)) is not None


async def acts(town: Town) -> list[str]:
    """What the audit says of the groups."""
    page = {"community": town.app.community_id, "after": 0, "most": 1_000}
    rows = await town.app.store.read(lambda tx: tx.rows("audit_page", **page))
    return [row["act"] for row in rows if row["act"].startswith("group.")]


async def test_the_secretary_adds_the_bot_and_taps_once(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(2,)) as town:
        chat, secretary = await new_group(town, 2001, 1021), town.secretary
        asked = await secretary.last(chat)
        assert "哪个网格的群" in said(asked)
        assert labels(asked) == ["第一网格", *(f"第{n}网格" for n in "三四五六七"), "已绑定的网格换到本群 ▸"]
        assert (await secretary.taps("第一网格", chat=chat) or {})["text"] == BOUND
        now = await secretary.sees("本群是第一网格的群了", chat=chat)
        assert now["message_id"] == asked["message_id"] and labels(now) == [] and "还差" not in said(now)
        top = await secretary.sees("和风社区 第一网格", chat=chat)
        assert (await pinned(town, chat) or {})["message_id"] == top["message_id"]
        assert labels(top) == ["我要上报", "我的上报", "挂账清单"] and len(await secretary.reads(chat)) == 2
        town.groups[1] = chat
        await files_report(resident(town))
        assert len(await case_cards(town, 1)) == 1


async def test_somebody_else_may_not_bind(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        worker, neighbour = town.staff(Role.FULL_TIME, 1), resident(town)
        chat = await new_group(town, worker.user_id, 2001, by=worker)
        assert "请书记发送 /bind" in said(await worker.last(chat)) and labels(await worker.last(chat)) == []
        for word in ("/bind", "/bind 1", "/start g1"):
            async with answers(worker, 1, chat=chat) as told:
                await worker.says(word, chat=chat)
            assert said(told[0]) == "只有书记可以绑定网格。"
        await town.secretary.says("/bind", chat=chat)
        shown = await town.secretary.last(chat)
        async with answers(town.secretary, 0, chat=chat), answers(neighbour, 0):
            for press in (("group.bind", 1), ("group.rebind", 0), ("group.move", 1), ("group.offer", 0)):
                told_ = await neighbour.taps_data(shown["message_id"], encode(Press(*press)), chat=chat)
                assert told_ == "只有书记可以这样做。"
                assert await town.secretary.taps_data(shown["message_id"], encode(Press(*press))) == told_, "in private"
        assert not await has_group(town, 1)
        assert await town.secretary.taps_data(shown["message_id"], encode(Press("group.bind", 99)), chat=chat)
        assert await acts(town) == []


async def test_bound_again_the_same_says_so_and_refreshes_the_card(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        chat, secretary = town.groups[1], town.secretary
        top = await secretary.sees("和风社区 第一网格", chat=chat)
        async with answers(secretary, 1, chat=chat) as told:
            await secretary.says("/bind 1", chat=chat)
        assert "已经是第一网格的群" in said(told[0])
        assert (await pinned(town, chat) or {})["message_id"] == top["message_id"], "it is the same card"
        assert await acts(town) == ["group.bound"]
        await secretary.says("/bind", chat=chat)
        assert "现在是第一网格的群" in said(await secretary.last(chat))
        assert "第一网格" not in labels(await secretary.last(chat))


async def test_a_button_that_is_too_late_says_so(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        one, other, secretary = await new_group(town), await new_group(town), town.secretary
        await secretary.taps("第一网格", chat=one)
        late = await secretary.taps("第一网格", chat=other)
        assert late is not None and "刚刚绑定到别的群了" in late["text"] and late["show_alert"]
        assert labels(await secretary.last(other))[-1] == "已绑定的网格换到本群 ▸"
        await secretary.taps("已绑定的网格换到本群 ▸", chat=other)
        await secretary.taps("第一网格", chat=other)
        await secretary.says("/bind 1", chat=await new_group(town))
        late = await secretary.taps("确认换到本群", chat=other)
        assert late is not None and "情况已经变了" in late["text"]
        assert (await group_of(town, 1)).chat_id not in (one, other)


async def test_a_grid_moves_to_another_group_with_all_its_cases(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        old, secretary = town.groups[1], town.secretary
        await files_report(resident(town))
        await town.post("/api/faults", {"method": "sendMessage", "chat_id": old, "kind": "429", "times": 1})
        await files_report(resident(town), "电梯也坏了", kind="电梯故障", house="2号楼")  # its card waits for the group
        new = await new_group(town, 2001, 1021)
        await secretary.taps("已绑定的网格换到本群 ▸", chat=new)
        await secretary.taps("第一网格", chat=new)
        asked = await secretary.last(new)
        assert "确认把第一网格换到本群吗" in said(asked) and "现在的群以后不再收到" in said(asked)
        await secretary.taps("返回", chat=new)
        assert (await group_of(town, 1)).chat_id == old, "nothing happens without the second tap"
        await secretary.taps("已绑定的网格换到本群 ▸", chat=new)
        await secretary.taps("第一网格", chat=new)
        assert (await secretary.taps("确认换到本群", chat=new) or {})["text"] == BOUND
        await town.wind(minutes=5)
        town.groups[1] = new
        assert [len(await case_cards(town, number)) for number in (1, 2)] == [1, 1]
        left = await secretary.reads(old)
        assert any("不再是第一网格的群" in text for text in left) and not any("2号 ·" in text for text in left)
        assert all(labels(message) == [] for message in await town.from_bot(old, 1001))
        assert await pinned(town, old) is None and await pinned(town, new) is not None
        assert await acts(town) == ["group.bound", "group.bound"]


async def test_a_group_goes_to_another_grid(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        chat, secretary = town.groups[1], town.secretary
        await files_report(resident(town))
        await secretary.says("/bind", chat=chat)
        await secretary.taps("第二网格", chat=chat)
        asked = await secretary.last(chat)
        assert "第一网格就没有群了" in said(asked) and "现在的群以后" not in said(asked)
        async with answers(secretary, 0):
            await secretary.taps("确认换到本群", chat=chat)
        assert (await group_of(town, 2)).chat_id == chat and not await has_group(town, 1)
        top = await secretary.sees("和风社区 第二网格", chat=chat)
        assert (await pinned(town, chat) or {})["message_id"] == top["message_id"]
        card = await secretary.sees("1号 ·", chat=chat)
        assert labels(card) == [], "the card of another grid's case has no button any more"
        assert await acts(town) == ["group.bound", "group.released", "group.bound"]
        await files_report(await newcomer(town), "一号楼又黑了", house="2号楼")
        assert await case_cards(town, 2) == [], "the first grid has no group"
        await secretary.says("/bind 1", chat=chat)
        await secretary.sees("第二网格现在没有群了", "改成了第一网格的群")  # typed, so nothing had asked before
        assert len(await case_cards(town, 2)) == 1


async def test_who_speaks_as_the_group_is_asked_for_a_name(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        chat = await new_group(town, kind="supergroup")
        async with answers(town.secretary, 1, chat=chat) as told:
            await town.secretary.says("/bind", chat=chat, anonymous=True)
        assert "以本人身份发送 /bind" in said(told[0])
        async with answers(town.secretary, 0, chat=chat):
            await town.secretary.says("大家好", chat=chat, anonymous=True)
            await town.secretary.says("/other", chat=chat, anonymous=True)
