"""Bad days on the way out: Telegram refuses, breaks, keeps silent or is gone; only the chat that is meant waits."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.domain.notice import POLICY, Doubt, Kind
from bot.domain.person import Role
from tests.stories.bad_days import LIFT, REPEATED, assigns, calls, doctor, mend, reports, shown
from tests.town import Neighbour, labels, open_town, said


async def test_a_429_is_obeyed_in_its_chat_and_nowhere_else(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2), log=True) as town:
        first, second = Neighbour(town, 2001, ""), Neighbour(town, 2002, "")
        await town.fault("sendMessage", "429", chat_id=town.groups[1], retry_after=30)
        await reports(town, first, "电梯停了")
        await reports(town, second, "电梯门关不上", grid=2)
        assert await shown(town, "您上报的 1号", first.user_id), "the same case's other cards go out at once"
        assert await shown(town, "1号 · ", town.secretary.user_id)
        assert await shown(town, "2号 · ", town.groups[2]), "and so does another group's"
        await town.wind(seconds=28)
        assert not await shown(town, "1号 · ", town.groups[1]), "obeyed to the end"
        await town.wind(seconds=2)
        assert len(await shown(town, "1号 · ", town.groups[1])) == 1
        tries = [call["ok"] for call in await town.get("/api/log", method="sendMessage")]
        assert tries.count(False) == 1, "asked again once, not before its time"


async def test_edits_of_one_message_become_one(tmp_path: Path) -> None:
    async with open_town(tmp_path, log=True) as town:
        reporter, worker, group = Neighbour(town, 2001, ""), town.staff(Role.FULL_TIME, 1), town.groups[1]
        await reports(town, reporter, "电梯停了")
        before = len(await calls(town, "editMessageText", group))
        await town.fault("editMessageText", "429", chat_id=group, retry_after=30)
        await assigns(town, worker)
        await worker.taps("接单")
        await worker.taps("开始处置")
        assert "已立案" in said((await shown(town, "1号 · ", group))[0]), "the group still shows the old state"
        await town.wind(seconds=31)
        assert "处置中" in said((await shown(town, "1号 · ", group))[0])
        assert len(await calls(town, "editMessageText", group)) == before + 1, "three changes, one edit"


async def test_a_500_is_tried_again_and_what_comes_after_waits_its_turn(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        someone, other = Neighbour(town, 2001, ""), Neighbour(town, 2002, "")
        await town.fault("sendMessage", "500", times=2, chat_id=someone.user_id)
        await someone.starts()
        await someone.says("/mine")
        await other.starts()
        assert len(await other.reads()) == 1 and not await someone.reads()
        await town.wind(seconds=1)
        assert not await someone.reads()
        await town.wind(seconds=2)
        heads = [text.splitlines()[0] for text in await someone.reads()]
        assert len(heads) == 2 and "网格服务" in heads[0] and "还没有上报过" in heads[1], "in order"
        assert heads[0].startswith(REPEATED), "a broken answer leaves open whether it arrived"


async def test_what_must_arrive_is_repeated_and_says_so(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        reporter, worker = Neighbour(town, 2001, ""), town.staff(Role.FULL_TIME, 1)
        await reports(town, reporter, "电梯停了")
        town.impatient()
        await town.fault("sendMessage", "timeout_after_delivery", chat_id=worker.user_id)
        await assigns(town, worker)
        await reporter.sees("1号", "已指派")
        await town.wind(seconds=2)
        cards = [said(message) for message in await shown(town, "1号 · ", worker.user_id)]
        assert len(cards) == 2 and cards[1] == REPEATED + cards[0]
        await worker.taps("接单")
        await reporter.sees("已接单。")


async def test_what_comes_again_by_itself_is_not_repeated(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        reporter, worker, secretary = Neighbour(town, 2001, ""), town.staff(Role.FULL_TIME, 1), town.secretary.user_id
        await reports(town, reporter, "电梯停了")
        await assigns(town, worker)
        await worker.taps("接单")
        town.impatient()
        await town.fault("sendMessage", "timeout_after_delivery", times=1, chat_id=worker.user_id)
        await town.wind(hours=4, minutes=5)  # more than half of four hours of service
        for _ in range(3):
            await town.wind(seconds=60)
        assert len(await shown(town, "提醒（", worker.user_id)) == 1, "the reminder"
        boards = len(await shown(town, "在办案件", secretary))
        town.impatient()
        await town.fault("sendMessage", "timeout_after_delivery", times=1, chat_id=secretary)
        await town.wind(hours=24)
        for _ in range(3):
            await town.wind(seconds=60)
        assert len(await shown(town, "在办案件", secretary)) == boards + 1, "the morning board"


async def test_a_dropped_line_loses_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        reporter, worker = Neighbour(town, 2001, ""), town.staff(Role.FULL_TIME, 1)
        for chat in (town.groups[1], town.secretary.user_id, worker.user_id):
            await town.fault("sendMessage", "drop", chat_id=chat)
        await town.fault("answerCallbackQuery", "drop")
        await reports(town, reporter, "电梯停了")
        await town.wind(seconds=2)
        for chat in (town.groups[1], town.secretary.user_id):
            assert len(await shown(town, "1号 · ", chat)) == 1
        await assigns(town, worker)
        await town.wind(seconds=2)
        assert len(await shown(town, "1号 · ", worker.user_id)) == 1
        assert not town.sandbox.world.faults.faults


async def test_a_card_whose_message_is_gone_is_posted_anew(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        reporter, worker, group = Neighbour(town, 2001, ""), town.staff(Role.FULL_TIME, 1), town.groups[1]
        await reports(town, reporter, "电梯停了")
        old = (await shown(town, "1号 · ", group))[0]["message_id"]
        await town.bot_api("deleteMessage", chat_id=group, message_id=old)
        await assigns(town, worker)
        (card,) = await shown(town, "1号 · ", group)
        assert card["message_id"] != old and "已指派" in said(card)
        await worker.taps("接单")
        assert [m["message_id"] for m in await shown(town, "1号 · ", group)] == [card["message_id"]], "and edited again"


async def test_an_edit_that_changes_nothing_has_succeeded(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        reporter = Neighbour(town, 2001, "")
        await reports(town, reporter, "电梯停了")
        await town.secretary.taps("指派")
        await town.secretary.taps("返回")
        message = (await town.secretary.newest_with("指派"))["message_id"]
        for _ in range(2):  # a button of yesterday shows what is shown already
            await town.secretary.taps_data(message, "v:back:1:0")
        assert len(await shown(town, "1号 · ", town.secretary.user_id)) == 1
        assert (await doctor(town)).code == 0


async def test_while_telegram_is_gone_everything_waits_and_then_goes_out_in_order(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1,)) as town:
        reporter, other = Neighbour(town, 2001, ""), Neighbour(town, 2002, "")
        await reports(town, reporter, "电梯停了")
        await town.fault("*", "drop", times=10_000)
        await town.fault("getUpdates", "drop", times=1)
        for words in ("/start", "/mine", "/help"):
            await town.post(f"/api/chats/{other.user_id}/messages", {"as": other.user_id, "text": words})
        answer = await town.post("/api/clock", {"advance": 13 * 3600})
        assert answer["settled"]
        assert not await other.reads() and not await shown(town, "到时限了", town.secretary.user_id)
        await asyncio.sleep(1)
        mend(town)
        for _ in range(3):
            await town.wind(seconds=60)
        heads = [text.removeprefix(REPEATED).splitlines()[0] for text in await other.reads()]
        assert (
            len(heads) == 3 and "网格服务" in heads[0] and "还没有" in heads[1] and heads[2] == "想了解什么？请点一下。"
        )
        await reports(town, other, "电梯又停了", building=3)
        assert await shown(town, "您上报的 2号", other.user_id)
        assert (await doctor(town)).code == 0


async def test_within_telegrams_strict_limits_all_cards_are_right_in_the_end(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1,), log=True) as town:
        group, secretary = town.groups[1], town.secretary
        people = [await town.person(7_000 + n, f"居民{n}") for n in range(8)]
        await town.post("/api/limits", {"on": True})
        await asyncio.gather(*[_hurries(n, one) for n, one in enumerate(people)])
        for number in range(1, 9):
            await secretary.taps_on(f"{number}号 · ", "指派")
            await town.wind(seconds=6)
            (card,) = await shown(town, f"{number}号 · ", secretary.user_id)
            await secretary.taps_on(f"{number}号 · ", labels(card)[0])
            await town.wind(seconds=6)
            await secretary.taps_on(f"{number}号 · ", "指派，")
        for _ in range(20):
            await town.wind(seconds=30)
        for number in range(1, 9):
            for chat in (group, secretary.user_id):
                (card,) = await shown(town, f"{number}号 · ", chat)
                assert "已指派" in said(card)
        refused = [call for call in await town.get("/api/log") if not call["ok"]]
        assert refused, "the limits were met"
        for one in people:
            assert len([text for text in await one.reads() if text.startswith("您上报的")]) == 1
        assert not await shown(town, REPEATED, group), "a 429 leaves no doubt"


async def test_every_kind_of_notice_says_what_follows_from_doubt() -> None:
    assert set(POLICY) == set(Kind)
    dropped = {kind for kind, handling in POLICY.items() if handling.doubt is Doubt.DROP}
    assert dropped == {Kind.REMINDER, Kind.BOARD}


async def _hurries(number: int, who: Neighbour) -> None:
    """Report as fast as the answers come."""
    town = who.town
    await town.post("/api/start", {"as": who.user_id, "payload": "r1"})
    await _when(who, LIFT)
    await who.taps(LIFT)
    await _when(who, "请说说")
    text = {"as": who.user_id, "text": f"第{number}部电梯停了"}
    await town.post(f"/api/chats/{who.user_id}/messages", text)
    for label in (town.community.grids[0].buildings[number].name, "提交"):
        await _when(who, label)
        await who.taps(label)


async def _when(who: Neighbour, words: str) -> None:
    """Wait until the newest message says it, or has such a button; time passes meanwhile."""
    for _ in range(100):
        found = await who.town.from_bot(who.user_id, who.user_id)
        if found and (words in said(found[-1]) or words in labels(found[-1])):
            return
        await who.town.post("/api/clock", {"advance": 1})
    raise AssertionError(f"{who.name} waits for {words!r} in vain")
