"""The closing report: a flood from start to end in numbers, as a message and a file, and no resident in it."""

from __future__ import annotations

from pathlib import Path

from tests.delivery.test_paper import download
from tests.stories.floods import everybody, heads, listed, officer, on_duty, rolls, since, starts
from tests.stories.scenes import newcomer, resident
from tests.stories.test_archive import text_of
from tests.town import open_town, picture, said


async def test_a_flood_is_reported_when_it_is_over(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        group, neighbour, helper = town.groups[1], resident(town), officer(town)
        await on_duty(town, helper, "g1", hours=48)
        await listed(town)
        await starts(town)
        await rolls(town)
        await neighbour.taps("我安全", chat=group)
        asker = await newcomer(town, 3005, "陈大江")
        await asker.taps("我要帮助", chat=group)
        await town.wind(minutes=4)
        await helper.taps("收到")
        await helper.taps("已办好")
        await neighbour.starts("w1")
        await neighbour.taps("到膝盖")
        await neighbour.says(photo=picture(1))
        await neighbour.taps("下一步")
        await neighbour.taps("1号楼")
        await neighbour.taps("提交")
        await town.secretary.taps_on("防汛应急响应：", "改为II级")
        await town.wind(hours=2)
        await town.secretary.says("/response")
        before = await heads(town, *everybody(town), neighbour, asker)
        await town.secretary.taps("终止响应")
        await town.secretary.taps("确认终止")
        report = await town.secretary.sees(
            "防汛响应总结", "最高II级（橙）", "积水点 1 处", "求助 1 件，最长 4 分钟有人接"
        )
        assert "平安 1 人" in said(report)
        document = report["document"]
        assert document["file_name"] == "防汛响应总结-1.pdf"
        found = await since(town, before)
        assert set(found) == {group, town.secretary.user_id, helper.user_id}
        assert len(found[group]) == 1
        assert len(found[town.secretary.user_id]) == 1
        text = text_of(await download(town, report))
        for words in (
            "防汛应急响应总结",
            "启动：III级（黄）",
            "升级：II级（橙）",
            "1号",
            "膝盖",
            helper.name,
            "平安1人",
        ):
            assert words in text, text
        for secret in ("陈大江", neighbour.name, "张奶奶", "13900001234"):
            assert secret not in text
