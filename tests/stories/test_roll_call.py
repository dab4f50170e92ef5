"""The roll call of the residents: taps that nobody else sees, and help that reaches who is on duty."""

from __future__ import annotations

from pathlib import Path

from bot.actions import handover_note
from bot.domain.person import Role
from bot.domain.roster import Origin, Shift
from bot.render import messages_folder, read_labels
from tests.ears import Reporter, leaks
from tests.stories.duties import act
from tests.stories.floods import everybody, heads, officer, on_duty, rolls, since, starts
from tests.stories.rosters import events
from tests.stories.scenes import newcomer, resident
from tests.town import Town, labels, open_town, said

PLACE, PHONE = "1号楼2单元301", "13911112222"


async def ready(town: Town) -> None:
    """Somebody is on duty for grid 1, level III holds, and the residents are asked."""
    await on_duty(town, officer(town), "g1", hours=72)
    await starts(town)
    await rolls(town)


async def test_who_is_safe_is_counted_and_nobody_is_named(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await ready(town)
        group, one, other = town.groups[1], resident(town), await newcomer(town)
        before = await heads(town, *everybody(town), one, other)
        answer = await one.taps("我安全", chat=group)
        assert answer is not None
        assert answer["text"] == "收到，平安就好。"
        await other.taps("我安全", chat=group)
        answer = await other.taps("我安全", chat=group)
        assert answer is not None
        assert answer["text"] == "已经记下您平安。"
        await one.sees("本网格平安 2 人", chat=group)
        assert await since(town, before) == {}
        await town.wind(days=1)
        await rolls(town)  # a new round: everybody answers anew
        assert labels(await one.sees("这一轮已经结束", "平安 2 人", chat=group)) == []
        await one.sees("本网格平安 0 人", chat=group)
        asked = (await since(town, before))[group]
        assert len(asked) == 1
        assert asked[0].startswith("请报个平安（")
        await town.secretary.sees("第 2 轮")


async def test_help_goes_to_the_duty_officer_with_all_that_must_be_known(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await ready(town)
        group, asker, helper = town.groups[1], resident(town), officer(town)
        await asker.starts()
        before = await heads(town, *everybody(town), asker)
        await asker.taps("我要帮助", chat=group)
        assert await since(town, before) == {asker.user_id: ["您的求助已经记下。有生命危险，请先打 119 或 120。"]}
        await asker.taps("被困")
        await asker.says(PLACE)
        await asker.says(PHONE)
        page = await helper.sees("求助1", asker.name, PLACE, PHONE, "被困")
        assert len((await since(town, before))[helper.user_id]) == 1
        await helper.taps("收到")
        await asker.sees(f"{helper.name}已经收到您的求助")
        await helper.sees("求助1 · 有人在办", PLACE)
        await town.wind(minutes=31)
        await helper.sees("求助1", "（提醒）")
        await helper.taps("已办好")
        await asker.sees("说已经办好了")
        assert await helper.taps_data(page["message_id"], "p:page.have:1:0:0") == "这件事不用再答复了。"
        count = await heads(town, *everybody(town), asker)
        await town.wind(hours=3)
        assert await since(town, count) == {}
        assert set(before) - set(await since(town, before)) >= {group, town.secretary.user_id}
        assert [len(events(town, f"help.{act}")) for act in ("asked", "told", "taken", "done")] == [1, 1, 1, 1]
        secret = [Reporter(asker.user_id, frozenset({asker.name, PLACE, "被困"}), frozenset({PHONE}), is_staff=False)]
        assert leaks(town.ears.in_groups(), secret) == []


async def test_who_has_not_started_the_bot_is_told_to_the_officer_at_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await ready(town)
        group, asker, helper = town.groups[1], await newcomer(town, 3005, "陈大江"), officer(town)
        before = await heads(town, *everybody(town), asker)
        answer = await asker.taps("我要帮助", chat=group)
        assert answer is not None
        assert answer["url"].endswith("start=h1")
        assert await since(town, before) == {helper.user_id: ["🆘 求助1"]}
        await helper.sees("求助1", "陈大江", "机器人也发不了私信")
        await asker.starts("h1")  # they come: what they say is told too, below the first call
        await asker.taps("进水")
        await asker.says(PLACE)
        await asker.taps("不留电话")
        await helper.sees("🆘 求助1", PLACE, "进水")
        await resident(town).starts("h1")  # nobody else's
        await resident(town).sees("已经办完或撤回")
        assert leaks(town.ears.in_groups(), [Reporter(3005, frozenset({"陈大江", PLACE}), frozenset(), False)]) == []


async def test_who_says_no_more_is_told_to_the_officer_soon_and_again_until_taken(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await ready(town)
        asker, helper = resident(town), officer(town)
        await asker.starts()
        await asker.taps("我要帮助", chat=town.groups[1])
        before = await heads(town, *everybody(town))
        await town.wind(minutes=1)
        assert await since(town, before) == {}
        await town.wind(minutes=2)
        assert await since(town, before) == {helper.user_id: ["🆘 求助1"]}
        await helper.sees("求助1", asker.name, "还没有说")
        handed = await act(town, lambda ctx: handover_note.lines(ctx, Shift(0, "g1", 1, 1, 1, 0, 1, Origin.HAND)))
        assert {"say": "help", "number": 1, "need": "unsaid", "name": ""} in handed, "who comes next hears of it"
        await town.wind(minutes=30)
        found = await since(town, before)
        assert set(found) == {helper.user_id, town.staff(Role.GRID_HEAD, 1).user_id, town.secretary.user_id}
        assert {line for new in found.values() for line in new} == {"🆘 求助1"}  # the ladder of a page
        await helper.says("/response")
        assert "汛情一览" in labels(await helper.sees("III级"))


async def test_safe_after_all_and_another_takes_over(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await ready(town)
        group, asker, first = town.groups[1], resident(town), officer(town)
        await asker.starts()
        await asker.taps("我要帮助", chat=group)
        await town.wind(minutes=3)
        await first.taps("收到")
        await town.secretary.taps("汛情一览")
        await town.secretary.sees("求助1：第一网格", f"{first.name}在办")
        await town.secretary.taps("求助1")
        await town.secretary.taps("我来办")
        await first.sees("求助1", f"{town.secretary.name}在办")
        await asker.sees(f"{town.secretary.name}已经收到")
        before = await heads(town, *everybody(town), asker)
        await asker.taps("我安全", chat=group)
        await town.secretary.sees("求助1 · 已撤回", "不用再去")
        await asker.sees("本网格平安 1 人", chat=group)
        assert set(await since(town, before)) == {town.secretary.user_id}
        await town.wind(hours=2)
        assert set(await since(town, before)) == {town.secretary.user_id}


async def test_an_empty_roster_calls_the_secretary(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await starts(town)
        await rolls(town)
        asker = await newcomer(town, 3005, "陈大江")
        await asker.taps("我要帮助", chat=town.groups[1])
        await town.secretary.sees("求助1", "陈大江")


async def test_others_may_neither_ask_nor_help(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await ready(town)
        stranger, worker = resident(town, 2), town.staff(Role.FULL_TIME, 2)
        await stranger.starts()
        await resident(town).taps("我要帮助", chat=town.groups[1])
        message, refused = await stranger.last(), read_labels(messages_folder() / "zh")["toast"]["person_not_yours"]
        for data in ("p:help.take:1:0:0", "p:help.done:1:0:0", "p:help.open:1:0:0", "p:roll.start:1:0:0"):
            assert await stranger.taps_data(message["message_id"], data) == refused
            assert said(await stranger.last()) == said(message)
        await worker.starts()
        assert len(events(town, "help.taken")) == 0
        assert len(events(town, "roll.started")) == 1
