"""What is known already is not asked: who has reported before, and what was said in the group."""

from __future__ import annotations

from pathlib import Path

from tests.stories.scenes import LAMP, answers, case_cards, files_report, newcomer, resident
from tests.town import buttons, labels, open_town, picture, said


async def test_who_has_reported_before_needs_a_photo_with_words_and_one_tap(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person, kind="垃圾堆积", house="3号楼")
        async with answers(person) as asked:
            await person.says(photo=picture(1), caption="路灯又不亮了")
        for words in (LAMP, "第一网格 3号楼", "路灯又不亮了", "照片 1 张"):
            assert words in said(asked[0])
        await person.taps("提交")
        await person.sees("您上报的 2号 · 路灯不亮", "3号楼")


async def test_what_is_proposed_is_changed_with_one_tap_more(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person, kind="垃圾堆积", house="3号楼")
        await person.says(album=[picture(1), picture(2)], caption="这里也要管一管")
        await person.taps("不是同一件")
        assert "类别：垃圾堆积" in said(await person.last()), "no word tells the kind: the last one is proposed"
        await person.taps("改类别")
        await person.taps("车辆乱停")
        assert "类别：车辆乱停" in said(await person.last())
        await person.taps("提交")
        await person.sees("您上报的 2号 · 车辆乱停", "3号楼")
        assert "照片 2 张" in said(await town.secretary.sees("2号"))


async def test_a_newcomers_photo_is_a_report_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await newcomer(town, grid=None)
        async with answers(person) as asked:
            await person.says(album=[picture(1), picture(2), picture(3)], caption="路灯坏了，晚上看不见")
        assert "哪个网格" in said(asked[0])
        await person.taps("第一网格")
        await person.taps("1号楼")
        assert "照片 3 张" in said(await person.last()) and LAMP in said(await person.last())
        await person.taps("提交")
        await person.sees("您上报的 1号")


async def test_report_in_the_group_goes_on_in_private(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, group = resident(town), town.groups[1]
        await files_report(person)
        async with answers(person, 0, chat=group), answers(person) as asked:
            await person.says("/report", chat=group)
        assert "是什么事" in said(asked[0]), "it may be anything anywhere"
        await person.says("/cancel")
        async with answers(person, 0, chat=group), answers(person) as asked:
            await person.says("/report@liubu_demo_bot 楼道里堆了纸箱", chat=group)
        assert "照片" in said(asked[0])
        await person.taps("没有照片")
        await person.taps("2号楼")
        assert "楼道里堆了纸箱" in said(await person.last()) and "楼道堆物" in said(await person.last())


async def test_who_never_started_the_bot_is_shown_the_way_in(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, group = await newcomer(town), town.groups[1]
        async with answers(person, 1, chat=group) as asked:
            await person.says("/report 电梯又坏了", chat=group)
        link = buttons(asked[0])[0]["url"]
        assert person.name not in said(asked[0]) and "电梯" not in said(asked[0])
        payload = link.partition("start=")[2]
        async with answers(person) as asked:
            await person.starts(payload)
        assert "在哪里" in said(asked[0]), "what was said in the group is not asked again"
        await person.taps("1号楼")
        assert "电梯又坏了" in said(await person.last())
        await person.taps("提交")
        await person.sees("您上报的 1号 · 电梯故障")


async def test_a_strangers_way_in_does_not_show_my_draft(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, other = await newcomer(town), await newcomer(town, 3002, "路过的人")
        await person.says("/report 我家楼上太吵", chat=town.groups[1])
        await other.starts("q")
        assert "太吵" not in "".join(await other.reads())


async def test_a_neighbours_words_and_photo_can_be_reported(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        author, group = resident(town), town.groups[1]
        other = await newcomer(town, 3002, "热心人")
        await other.starts()
        message = await author.says(photo=picture(1), caption="谁家的车乱停，堵路了", chat=group)
        async with answers(other, 0, chat=group), answers(other) as asked:
            await other.says("/report 出不去了", chat=group, reply_to=message["message_id"])
        assert "在哪里" in said(asked[0])
        await other.taps("1号楼")
        review = said(await other.last())
        assert "车辆乱停" in review and "堵路了\n出不去了" in review and "照片 1 张" in review
        await other.taps("提交")
        assert author.name not in "".join(await case_cards(town, 1)), "the card names neither"
        assert "我要上报" not in labels(await other.last())


async def test_report_with_words_in_private(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        await person.says("/report\n垃圾桶满了没人清")
        await person.taps("没有照片")
        await person.taps("2号楼")
        assert "垃圾桶满了没人清" in said(await person.last())
