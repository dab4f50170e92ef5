"""Somebody thinks again while reporting: back, cancel, another answer, the same tap twice."""

from __future__ import annotations

from pathlib import Path

from tests.stories.scenes import LAMP, answers, case_cards, files_report, resident, with_buttons
from tests.town import Neighbour, labels, open_town, picture, said


async def test_back_leads_through_every_step_and_keeps_what_was_said(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_review(person)
        for question in ("在哪里", "照片", "什么情况", "是什么事", "哪个网格"):
            async with answers(person, 0):
                await person.taps("返回")
            assert question in said(await person.last()), question
        assert "返回" not in labels(await person.last())
        await person.taps("第一网格")
        assert "灯坏了" not in said(await person.last()) and "在哪里" in said(await person.last())
        await person.taps("1号楼")
        assert "灯坏了" in said(await person.last())
        assert len(await with_buttons(person)) == 1


async def test_looking_into_the_tree_changes_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_review(person)
        await person.taps("改类别")
        await person.taps("安全隐患 ▸")
        await person.taps("返回")
        await person.taps("公共设施 ▸")
        await person.taps("返回")
        await person.taps("返回")
        assert "类别：路灯不亮" in said(await person.last())


async def test_every_answer_can_be_changed_at_the_end(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_review(person)
        await person.taps("改类别")
        await person.taps("安全隐患 ▸")
        await person.taps("外墙脱落")
        assert "类别：外墙脱落" in said(await person.last())
        await person.taps("改内容")
        await person.says("墙皮掉到路上了")
        assert "内容：墙皮掉到路上了" in said(await person.last())
        await person.taps("加照片")
        await person.says(photo=picture(1))
        await person.taps("下一步")
        assert "照片 1 张" in said(await person.last())
        await town.wind(minutes=1)  # nobody taps so fast: a chat gets about one message a second
        await person.taps("改地点")
        await person.taps("返回")
        assert "第一网格 1号楼" in said(await person.last()), "nothing was changed"
        await person.taps("改地点")
        await person.taps("2号楼")
        await person.taps("提交")
        await person.sees("您上报的 1号 · 外墙脱落", "第一网格 2号楼", "墙皮掉到路上了")


async def test_photos_can_be_sent_anew(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_photos(person)
        await person.says(album=[picture(1), picture(2)])
        await person.taps("重新发照片")
        assert "没有照片" in labels(await person.last())
        await person.says(photo=picture(3))
        await person.taps("下一步")
        await person.taps("1号楼")
        assert "照片 1 张" in said(await person.last())


async def test_giving_up_leaves_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_review(person)
        async with answers(person, 0):
            await person.taps("取消")
        assert "“上报”没有提交" in said(await person.last())
        await to_the_photos(person)
        async with answers(person) as told:
            await person.says("/cancel")
        assert labels(told[0]) == ["我要上报"]
        async with answers(person) as told:
            await person.says("/cancel")
        assert "您好" in said(told[0]), "there is nothing to cancel any more"
        assert await case_cards(town, 1) == []
        await town.secretary.says("/board")
        assert "共 0 件" in said(await town.secretary.last())


async def test_a_double_tap_files_one_case(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_review(person)
        review = await person.last()
        submit = review["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        async with answers(person, 0):
            await person.taps("提交", twice=True)
        assert await person.taps_data(review["message_id"], submit) == "已经提交过了，是1号。"
        assert len(await case_cards(town, 1)) == 1 and await case_cards(town, 2) == []
        assert len([text for text in await town.secretary.reads() if "路灯不亮" in text]) == 1
        await person.says("/mine")
        assert said(await person.last()).count("号 ") == 1


async def test_the_buttons_of_a_neighbours_dialog_are_nothing_to_me(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        person, other = resident(town), resident(town, 2)
        await to_the_review(person)
        submit = (await person.last())["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await other.starts("r2")
        async with answers(other, 0):
            assert "这一步已经过去了" in await other.taps_data((await other.last())["message_id"], submit)
        await person.taps("提交")
        assert "1号" not in await other.taps_data((await other.last())["message_id"], submit)


async def test_a_second_report_asks_everything_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        assert await files_report(person) == 1
        assert await files_report(person, "垃圾满了", kind="垃圾堆积", house="2号楼") == 2
        await person.sees("您上报的 1号"), await person.sees("您上报的 2号")


async def to_the_photos(person: Neighbour) -> None:
    """Report as far as the question for photos."""
    await person.starts("r1")
    await person.taps(LAMP)
    await person.says("灯坏了")


async def to_the_review(person: Neighbour) -> None:
    """Report as far as the last look."""
    await to_the_photos(person)
    await person.taps("没有照片")
    await person.taps("1号楼")
