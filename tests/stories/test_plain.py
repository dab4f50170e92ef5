"""Plain mode: one large question at a time, few buttons one below the other, and spoken words are welcome."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.domain.community import Community
from bot.domain.person import Role
from tests.stories.scenes import answers, files_report, resident
from tests.town import Message, Neighbour, labels, open_town, picture, said

OFFICE = "0356-2000000"


def with_office(community: Community) -> Community:
    """The same community with a telephone."""
    return replace(community, office=OFFICE)


async def plainly(person: Neighbour) -> None:
    """The person turns the plain mode on."""
    await person.says("/settings")
    await person.taps("打开简单模式")


def rows(message: Message) -> list[list[str]]:
    """The labels of a message's buttons by their rows, without those that every dialog has below."""
    found = [[button["text"] for button in row] for row in message["reply_markup"]["inline_keyboard"]]
    return found[:-1] if "取消" in found[-1] else found


async def test_a_known_resident_reports_with_words_and_two_taps(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person, "第一件", house="5号楼")
        await plainly(person)
        async with answers(person) as told:
            await person.starts("r1")
        assert "出了什么事" in said(told[0]) and rows(told[0]) == []
        await person.says("楼道灯不亮了")
        where = await person.last()
        assert "在哪里" in said(where) and rows(where)[0] == ["5号楼"], "their own building comes first"
        assert all(len(row) == 1 for row in rows(where)) and len(rows(where)) <= 8
        await person.taps("5号楼")
        assert "楼道灯不亮了" in said(await person.last()) and rows(await person.last()) == [["报上去"]]
        await person.taps("报上去")
        await person.sees("您上报的", "2号 · 路灯不亮", "5号楼")
        await town.secretary.sees("2号 · 路灯不亮", "楼道灯不亮了")


async def test_a_voice_note_and_three_taps(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await plainly(person)
        await person.says("/report")
        await person.says(voice=b"OggS spoken")
        kinds = await person.last()
        assert "是哪类事" in said(kinds) and len(rows(kinds)) <= 6 and all(len(row) == 1 for row in rows(kinds))
        assert rows(kinds)[-1] == ["其他的事，说不清"]
        await person.taps("其他的事，说不清")
        if "第一网格" in labels(await person.last()):
            await person.taps("第一网格")
        await person.taps("说不清楚")
        assert "大概在哪里" in said(await person.last())
        await person.says(voice=b"OggS by the gate")
        await person.taps("报上去")
        await person.sees("您上报的", "1号 · 办事咨询建议")
        card = await town.secretary.sees("1号 · 办事咨询建议", "第一网格", "语音 2 条")
        assert "不公开" in said(card), "what nobody can name is shown to nobody"


async def test_a_photo_out_of_the_blue_asks_for_a_word(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.says("/cancel")
        await plainly(person)
        await person.says(photo=picture(2))
        assert "出了什么事" in said(await person.last()) and "照片收到 1 张" in said(await person.last())
        await person.says("不好说")
        await person.taps("楼道堆物")
        await person.taps("别的地方")
        await person.says("北门边上")
        await person.taps("报上去")
        await person.sees("您上报的", "1号 · 楼道堆物", "北门边上")


async def test_the_menu_is_large_and_little(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_office) as town:
        person, worker = resident(town), town.staff(Role.FULL_TIME, 1)
        for who, more in ((person, []), (worker, [["我的任务"]])):
            await plainly(who)
            await who.starts()
            assert rows(await who.last()) == [["我要上报"], ["我的上报"], *more, ["打电话找社区"]]
            await who.taps("打电话找社区")
            assert OFFICE in said(await who.last())


async def test_who_seems_lost_is_offered_it_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps("路灯不亮")
        await person.says("灯坏了")
        for _ in range(2):
            async with answers(person, 1):
                await person.says("什么照片")
        async with answers(person, 2) as told:
            await person.says("没有呀")
        assert "要不要用简单模式" in said(told[-1])
        async with answers(person, 1):
            await person.says("怎么弄")
        async with answers(person, 1) as told:
            await person.taps("好，用简单模式")
        assert "在哪里" in said(told[0]), "what was said and chosen is kept"
        await person.sees("以后一步只问一件事")
        await person.taps("1号楼")
        await person.taps("报上去")
        await person.sees("您上报的", "1号 · 路灯不亮", "灯坏了")


async def test_who_declines_it_is_left_alone(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps("路灯不亮")
        await person.says("灯坏了")
        for _ in range(3):
            await person.says("什么照片")
        await person.taps("不用")
        await person.sees("还是照原来的来")
        for _ in range(4):
            await town.wind(minutes=1)
            async with answers(person, 1):
                await person.says("什么照片")
        await town.wind(minutes=1)
        await person.taps("没有照片")
        assert "在哪里" in said(await person.last()) and "2号楼" in labels(await person.last())
