"""Flood response levels: proposed, started, raised, lowered, ended; second seats; what the groups see."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from bot.storage import roster
from tests.stories.floods import context, everybody, heads, officer, on_duty, proposed, since, starts
from tests.stories.rosters import events
from tests.stories.scenes import resident
from tests.town import labels, open_town, said


async def test_a_proposal_is_asked_once_and_a_graver_one_takes_its_place(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary, before = town.secretary, await heads(town, *everybody(town), resident(town))
        assert await proposed(town, 4)
        assert not await proposed(town, 4)  # asked already
        assert await since(town, before) == {secretary.user_id: ["建议启动防汛应急响应IV级（蓝）"]}
        assert await proposed(town, 3, warning=7)
        assert not await proposed(town, 4)  # a graver one waits
        old = await secretary.sees("IV级（蓝）", "已有更高级别的建议")
        assert labels(old) == []
        await secretary.taps("暂不")
        assert "暂时没有启动" in said(await secretary.sees("III级", "根据预警提出"))
        found = await since(town, before)
        assert list(found) == [secretary.user_id]
        assert len(found[secretary.user_id]) == 2
        assert await proposed(town, 3)  # declined is not for ever
        await secretary.taps("启动III级")
        assert not await proposed(town, 3)  # it holds
        assert [len(events(town, act)) for act in ("response.proposed", "response.declined", "response.start")] == [
            3,
            1,
            1,
        ]


async def test_a_level_is_said_in_the_groups_edited_when_lowered_and_ended_with_a_short_message(
    tmp_path: Path,
) -> None:
    async with open_town(tmp_path) as town:
        group, neighbour, secretary = town.groups[1], resident(town), town.secretary
        before = await heads(town, *everybody(town), neighbour)
        await starts(town, "IV级")
        assert (await since(town, before))[group] == ["防汛应急响应：IV级（蓝）"]
        assert "家里进水、路上积水点这里" in labels(await neighbour.sees("IV级", chat=group))
        await secretary.taps("改为III级")  # raised: a new message
        assert (await since(town, before))[group] == ["防汛应急响应：IV级（蓝）", "防汛应急响应：III级（黄）"]
        await secretary.taps("改为IV级")  # lowered: an edit
        assert (await since(town, before))[group] == ["防汛应急响应：IV级（蓝）", "防汛应急响应：IV级（蓝）"]
        await secretary.taps("终止响应")
        await secretary.taps("确认终止")
        await town.wind(minutes=1)
        found = await since(town, before)
        assert found[group][1:] == ["防汛应急响应已终止", found[group][2]]
        assert found[group][2].startswith("防汛应急响应已终止（")
        assert labels(await neighbour.last(chat=group)) == []
        assert set(found) == {group, secretary.user_id}
        for act, count in (("start", 1), ("raise", 1), ("lower", 1), ("end", 1)):
            assert len(events(town, f"response.{act}")) == count


async def test_two_taps_are_one_and_the_highest_level_asks_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary = town.secretary
        await secretary.says("/response")
        card = await secretary.last()
        go = next(b for row in card["reply_markup"]["inline_keyboard"] for b in row if "III级" in b["text"])
        await secretary.taps("启动III级")
        said_ = await secretary.taps_data(card["message_id"], go["callback_data"])
        assert said_ == "现在已经是这个级别。"
        await secretary.taps("改为I级")
        assert len(events(town, "response.raise")) == 0  # asked first
        assert "最高级别" in said(await secretary.last())
        await secretary.taps("确认启动I级")
        assert len(events(town, "response.raise")) == 1
        said_ = await secretary.taps_data(card["message_id"], go["callback_data"])
        assert said_ == "级别刚刚变过，请看新的卡片。"
        assert len(events(town, "response.lower")) == 0
        worker = officer(town)
        await worker.says("/response")
        await worker.sees("没有找到，或者不归您办理")


async def test_second_seats_are_asked_for_given_to_the_first_and_let_go(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        staff = everybody(town)
        now, following = officer(town), town.staff(Role.AUXILIARY, 1)
        reserve = next(s for s in staff if s.user_id not in (now.user_id, following.user_id, town.secretary.user_id))
        await on_duty(town, now, "g1", hours=6)
        await on_duty(town, following, "g1", after_hours=6)
        await on_duty(town, reserve, "reserve")
        before = await heads(town, *staff, resident(town))
        await starts(town, "III级")
        found = await since(town, before)
        assert found.pop(now.user_id) == ["防汛应急响应：III级（黄）（启动）"]
        asked = "防汛III级（黄），需要双岗"
        assert found.pop(following.user_id) == [asked, "值班提醒"]
        assert labels(await following.sees("需要双岗")) == ["我来：第一网格 网格值班"]
        assert sorted(found.pop(reserve.user_id)) == sorted([asked, "防汛应急响应：III级（黄）（启动）"])
        assert set(found) == {town.groups[1], town.secretary.user_id}
        await town.secretary.sees("双岗：还缺 8 个岗")
        await reserve.taps("我来：第一网格")
        await town.secretary.sees("双岗：还缺 7 个岗")
        assert labels(await following.sees("已有人", reserve.name)) == []

        async def shifts(tx: object) -> list[tuple[str, int]]:
            ctx = context(town, tx)  # type: ignore[arg-type]
            known = await roster.between(ctx.tx, ctx.community_id, ctx.now, ctx.now + 1)
            return [(one.post, one.seat) for one in known]

        assert ("g1", 2) in await town.app.store.read(shifts)
        await town.secretary.taps("终止响应")
        await town.wind(minutes=1)
        await town.secretary.taps("确认终止")
        assert ("g1", 2) not in await town.app.store.read(shifts)
        assert "终止" in said(await now.last())


async def test_a_second_seat_is_asked_for_anew_when_the_shift_changes(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        now, following = officer(town), town.staff(Role.AUXILIARY, 1)
        await on_duty(town, now, "g1", hours=6)
        await on_duty(town, following, "g1", after_hours=6, hours=6)
        await on_duty(town, now, "g1", after_hours=12, hours=6)
        await starts(town, "III级")
        await following.taps("我来")
        before = await heads(town, *everybody(town), resident(town))
        await town.wind(hours=6, minutes=1)
        asked = await since(town, before)
        assert asked == {
            now.user_id: ["防汛III级（黄），需要双岗"],
            following.user_id: ["该您值班了，请点“接班”"],
        }
