"""Somebody is led through a report: what each step asks, takes, and leaves behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.domain.community import Building, Community
from tests.stories.scenes import LAMP, answers, case_cards, newcomer, resident, with_buttons
from tests.town import Neighbour, labels, open_town, picture, said


async def test_from_the_groups_button_to_the_number_it_takes_five_taps_and_one_message(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await newcomer(town)
        async with answers(person):
            await person.starts("r1")  # tap 1: the link on the group's card
        async with answers(person, 0):
            await person.taps(LAMP)  # tap 2
        async with answers(person):
            await person.says("三单元门口的灯坏了")  # the message
        async with answers(person, 0):
            await person.taps("没有照片")  # tap 3
            await person.taps("1号楼")  # tap 4
            await person.taps("提交")  # tap 5
        await person.sees("您上报的 1号", LAMP, "第一网格 1号楼", "三单元门口的灯坏了")
        assert len(await with_buttons(person)) == 1, "what is done has no buttons left but the card's"
        assert labels(await person.last()) == ["为什么是这个时间", "不让处置人员知道我是谁"]


async def test_by_the_tree_it_takes_five_taps_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")  # 1
        await person.taps("公共设施 ▸")  # 2
        assert "井盖缺损" in labels(await person.sees("公共设施", "哪一种"))
        await person.taps("井盖缺损")  # 3
        await person.says("广场边上的井盖没了")
        await person.taps("文化广场")  # 4
        await person.taps("提交")  # 5
        await person.sees("您上报的 1号 · 井盖缺损", "文化广场")


async def test_each_question_stands_alone(tmp_path: Path) -> None:
    """One message asks at a time; what was asked before has no buttons, and tapping it all the same does nothing."""
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        first = await person.last()
        old = first["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await person.taps(LAMP)
        await person.says("灯坏了")
        assert len(await with_buttons(person)) == 1
        async with answers(person, 0):
            assert "这一步已经过去了" in await person.taps_data(first["message_id"], old)
        await person.says(photo=picture(1))
        await person.taps("下一步")
        await person.says("三单元门口")
        assert len(await with_buttons(person)) == 1
        review = await person.last()
        for words in (LAMP, "灯坏了", "照片 1 张", "三单元门口", "不显示您的名字"):
            assert words in said(review)


async def test_a_voice_note_says_what_happened(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps(LAMP)
        async with answers(person):
            await person.says(voice=b"OggS" + b"\0" * 200)
        await person.taps("没有照片")
        await person.taps("1号楼")
        assert "语音 1 条" in said(await person.last())
        await person.taps("提交")
        await town.secretary.sees("1号 · 路灯不亮", "语音 1 条")
        await town.secretary.taps("看照片")
        heard = await town.messages(town.secretary.user_id, town.secretary.user_id)
        assert any("voice" in message for message in heard)


async def test_photos_come_singly_together_and_with_words(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps("井盖缺损" if "井盖缺损" in labels(await person.last()) else LAMP)
        async with answers(person) as asked:
            await person.says(photo=picture(1))
        assert "已收到照片 1 张" in said(asked[0]) and "写一句话" in said(asked[0])
        async with answers(person) as asked:
            await person.says("灯杆也歪了")
        assert "已收到照片 1 张" in said(asked[0])
        async with answers(person) as asked:
            await person.says(album=[picture(2), picture(3), picture(4)])
        assert "已收到照片 4 张" in said(asked[0]), "an album is answered once"
        async with answers(person):
            await person.says(photo=picture(5))
        async with answers(person):
            await person.says(photo=picture(5))
        await person.taps("下一步")
        await person.taps("1号楼")
        await person.taps("提交")
        await town.secretary.sees("1号", "照片 5 张")


async def test_a_photo_with_words_answers_both_questions(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps(LAMP)
        async with answers(person) as asked:
            await person.says(album=[picture(1), picture(2)], caption="两盏灯都坏了")
        assert "已收到照片 2 张" in said(asked[0])
        await person.says(photo=picture(3), caption="晚上看不见路")
        await person.taps("下一步")
        await person.taps("1号楼")
        review = said(await person.last())
        assert "两盏灯都坏了" in review and "晚上看不见路" in review and "照片 3 张" in review


async def test_an_album_with_words_where_no_photo_is_asked_stays_together(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps("公共设施 ▸")
        await person.taps("井盖缺损")
        async with answers(person) as asked:
            await person.says(album=[picture(1), picture(2), picture(3)], caption="井盖没了")
        assert "在哪里" in said(asked[0])
        await person.taps("1号楼")
        assert "照片 3 张" in said(await person.last())


async def test_who_tells_first_is_asked_only_what_is_missing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        async with answers(person) as asked:
            await person.says("楼道里堆了好多旧家具")
        assert "照片" in said(asked[0]), "the kind is guessed, what happened is told"
        await person.taps("没有照片")
        await person.taps("1号楼")
        assert "楼道堆物" in said(await person.last())

        other = await newcomer(town)
        await other.starts("r1")
        await other.says(photo=picture(1))
        await other.sees("记下了", "哪类")
        await other.says("这里有点不对")
        await other.sees("记下了", "哪类")
        await other.taps(LAMP)
        assert "已收到照片 1 张" in said(await other.last())


async def test_the_place_is_a_house_words_or_a_position(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_many_houses) as town:
        person = resident(town)
        await to_the_place(person)
        assert "1号楼" in labels(await person.last()) and "13号楼" not in labels(await person.last())
        async with answers(person, 0):
            await person.taps("下一页")
        assert "25号楼" not in labels(await person.last()) and "24号楼" in labels(await person.last())
        await person.taps("下一页")
        assert "下一页 ▶" not in labels(await person.last())
        await person.taps("上一页")
        await person.taps("13号楼")
        assert "第一网格 13号楼" in said(await person.last())
        await person.taps("改地点")
        await person.says("南门岗亭旁边")
        assert "第一网格 南门岗亭旁边" in said(await person.last())
        await person.taps("改地点")
        await person.says(location={"latitude": 35.4882, "longitude": 112.8482})
        assert "35.48820, 112.84820" in said(await person.last())
        await person.taps("提交")
        assert "35.48" not in "".join(await case_cards(town, 1)), "a position may point at a door"


def with_many_houses(community: Community) -> Community:
    """The first grid has 26 houses."""
    houses = tuple(Building(f"h{number}", f"{number}号楼") for number in range(1, 27))
    first, *others = community.grids
    return replace(community, grids=(replace(first, buildings=houses), *others))


async def to_the_place(person: Neighbour) -> None:
    """Report as far as the question where it is."""
    await person.starts("r1")
    await person.taps(LAMP)
    await person.says("灯坏了")
    await person.taps("没有照片")
