"""Patrol rounds: whoever is on duty ticks their checkpoints, with photos and places; what is wrong is reported."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.domain.person import Role
from tests.stories.duties import events, stands
from tests.stories.listening import Listening
from tests.town import Neighbour, Town, labels, open_town, picture, said

WELL, DRAIN = "2号楼北侧雨水井", "文化广场排水沟"


@asynccontextmanager
async def on_duty(folder: Path, post: str = "g1") -> AsyncIterator[tuple[Town, Neighbour, Listening]]:
    """Somebody is on duty, and another follows in two hours."""
    async with open_town(folder, log=True) as town:
        found = [one for one in town.community.staff if one.role is Role.SPECIALIST]
        first, second = (Neighbour(town, one.user_id, one.name) for one in found[:2])
        before = await stands(town, first, post, 2 + 1 / 60)
        await stands(town, second, post, follows=before, accepted=False)
        yield town, first, Listening(town)


async def ticks(person: Neighbour, point: str, found: str = "正常", *, photo: int | None = None) -> None:
    """Somebody looks at a checkpoint."""
    await person.taps(point)
    await person.taps(found)
    if photo is not None:
        await person.says(photo=picture(photo))
    await person.taps("完成")


async def test_all_is_ticked_with_photo_and_place_and_the_round_is_over(tmp_path: Path) -> None:
    async with on_duty(tmp_path) as (town, officer, ear):
        await officer.says("/patrol")
        ear.only([(officer, ("巡查，第一网格值班", "还有 2 处", WELL, DRAIN, "结束巡查"))])
        assert labels(await officer.last()) == [WELL, DRAIN, "结束巡查"]
        await officer.taps(WELL)
        await officer.taps("正常")
        await officer.says(photo=picture(1))
        await officer.says(location={"latitude": 35.4883, "longitude": 112.8487})
        assert "照片 1 张，位置" in said(await officer.last())
        ear.forget()
        await officer.taps("完成")
        ear.only(
            [(officer, ("巡查，第一网格值班", f"✅ {WELL}", "📷1 📍", "还有 1 处"))],
            edited=[(officer, f"✅ {WELL}：正常，照片 1 张，有位置")],
        )
        await officer.taps(DRAIN)
        await officer.taps("正常")
        await officer.taps("不拍照，完成")
        over = said(await officer.last())
        assert "巡查已结束" in over and f"✅ {DRAIN}" in over and "没有照片" in over and "全部看过了" in over
        assert labels(await officer.last()) == []
        await officer.says("/log")
        told = await officer.last()
        assert f"{officer.name}巡查：看了 2 处，照片 1 张" in said(told) and "没看" not in said(told)
        await officer.taps("巡查照片")
        await officer.sees("巡查照片")
        assert (await events(town, "patrol.ticked"), await events(town, "patrol.ended")) == (2, 1)


async def test_what_is_wrong_becomes_a_case_with_place_and_photo(tmp_path: Path) -> None:
    async with on_duty(tmp_path) as (town, officer, _):
        await officer.says("/patrol")
        await ticks(officer, WELL, "有问题", photo=2)
        await officer.taps("积水漏水")
        await officer.says("井盖被冲走了")
        asked = said(await officer.last())
        assert WELL in asked and "照片" in asked and "第一网格" in asked
        await officer.taps("提交")
        await officer.sees("您上报的")
        round_ = said(await officer.last())
        assert f"⚠️ {WELL}" in round_ and "已上报 1号" in round_ and "还有 1 处" in round_
        await town.secretary.sees("1号", WELL)
        await officer.says("/log")
        assert f"{officer.name}巡查发现问题：{WELL}" in said(await officer.last())


async def test_a_round_that_is_ended_early_says_what_is_missing(tmp_path: Path) -> None:
    async with on_duty(tmp_path) as (_, officer, ear):
        await officer.says("/patrol")
        list_ = await officer.last()
        await ticks(officer, WELL)
        ear.forget()
        await officer.taps("结束巡查")
        ear.only(edited=[(officer, ("巡查已结束", f"{DRAIN} 没看", "有 1 处没看"))])
        tap = "p:patrol.point:1:1:0"
        assert await officer.taps_data(list_["message_id"], tap) == "这次巡查已经结束了，请重新发 /patrol。"
        await officer.says("/patrol")
        assert "还有 2 处" in said(await officer.last()), "another round begins"
        await officer.says("/log")
        assert f"没看：{DRAIN}" in said(await officer.last())


async def test_a_mistake_is_put_right(tmp_path: Path) -> None:
    async with on_duty(tmp_path) as (_, officer, _ear):
        await officer.says("/patrol")
        await ticks(officer, WELL)
        await ticks(officer, f"✅ {WELL}", photo=3)
        assert said(await officer.last()).count(WELL) == 1 and "📷1" in said(await officer.last())


async def test_the_leader_has_all_and_a_grid_only_its_own(tmp_path: Path) -> None:
    async with on_duty(tmp_path, "leader") as (town, leader, _):
        await leader.says("/patrol")
        known = [point.name for point in town.community.checkpoints]
        assert labels(await leader.last()) == [*known, "结束巡查"] and len(known) == 8


async def test_who_is_not_on_duty_walks_no_round_and_not_anothers(tmp_path: Path) -> None:
    async with on_duty(tmp_path) as (town, officer, ear):
        await officer.says("/patrol")
        ear.forget()
        other = town.staff(Role.AUXILIARY)
        await other.says("/patrol")
        ear.only([(other, "没有找到，或者不归您办理")])
        menu = await other.last()
        for forged in ("p:patrol.point:1:0:0", "p:patrol.finish:1:0:0", "p:patrol.point:99:0:0", "p:log.photos:1:0:0"):
            assert await other.taps_data(menu["message_id"], forged) == "没有找到，或者不归您办理。"
        stale = "这次巡查已经结束了，请重新发 /patrol。"
        assert await officer.taps_data((await officer.last())["message_id"], "p:patrol.point:1:99:0") == stale
        assert await events(town, "patrol.ticked") == 0
        resident = await town.person(9_001, "路人")
        await resident.starts()
        await resident.says("/patrol")
        assert "巡查" not in said(await resident.last()), "there is no such command for residents"


async def test_who_goes_off_duty_leaves_the_round_and_it_says_what_is_missing(tmp_path: Path) -> None:
    async with on_duty(tmp_path) as (town, officer, ear):
        await officer.says("/patrol")
        await ticks(officer, WELL)
        second = next(one for one in town.community.staff if one.role is Role.SPECIALIST and one.name != officer.name)
        relief = Neighbour(town, second.user_id, second.name)
        await town.wind(minutes=95)
        await town.wind(minutes=26)
        note = await relief.sees("该您值班了")
        assert "巡查 1 次，最后一次没看：" + DRAIN in said(note), "it stands in what is handed over"
        ear.forget()
        await relief.taps("接班")
        ear.only(
            [(officer, "您可以下班了")],
            edited=[
                (relief, "您已接班"),
                (officer, ("巡查已结束", "有 1 处没看")),
                (officer, "交班内容"),
                (town.groups[1], f"值班：{relief.name}"),
            ],
        )
        await town.wind(hours=3)
        assert await events(town, "patrol.ended") == 1


async def test_a_file_is_no_photo_and_words_are_none(tmp_path: Path) -> None:
    async with on_duty(tmp_path) as (_, officer, _ear):
        await officer.says("/patrol")
        await officer.taps(WELL)
        await officer.says("没事")
        assert "请点下面的按钮" in said(await officer.last())
        await officer.taps("正常")
        await officer.says("没事")
        assert "请发照片或者位置" in said(await officer.last())
        await officer.says(document={"data": picture(4), "mime_type": "image/jpeg", "file_name": "a.jpg"})
        assert "请直接当照片发" in said(await officer.last())
        await officer.taps("不拍照，完成")
        assert "没有照片" in said(await officer.last())
