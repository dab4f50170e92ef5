"""Several neighbours see the same thing: they follow one case, and another thing is another case."""

from __future__ import annotations

from pathlib import Path

from tests.stories.scenes import LAMP, answers, assigned, case_cards, closed, fed_back, files_report, newcomer, resident
from tests.town import Neighbour, labels, open_town, picture, said


async def test_a_second_neighbour_follows_instead_of_reporting_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        first, second = resident(town), await newcomer(town)
        await files_report(first, "我家门口的灯坏了", photo=picture(1))
        await asks_for_the_same(second)
        shown = await second.last()
        assert shown["photo"] and labels(shown)[:2] == ["同一件事，我也关注", "不是同一件"]
        for words in ("1号 · 路灯不亮", "1号楼", "已立案"):
            assert words in said(shown)
        assert "我家门口" not in said(shown) and first.name not in said(shown)
        async with answers(second) as told:
            await second.taps("同一件事，我也关注")
        assert "您关注的 1号" in said(told[0]) and "已立案" in said(told[0])
        assert await case_cards(town, 2) == [] and len(await case_cards(town, 1)) == 1

        lead = await fed_back(town, 1)
        await second.sees("您关注的 1号", lead.name, "已反馈")
        await second.sees("您关注的 1号", "已接单。")
        await town.secretary.taps("核查通过")
        await town.secretary.taps("结案")
        card = await second.sees("您关注的 1号 · 路灯不亮", "已结案")
        assert "会更新" not in said(card)
        everything = "".join(await second.reads())
        assert "我家门口" not in everything and first.name not in everything, "a neighbour sees what the group sees"


async def test_another_thing_is_another_case(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        first, second = resident(town), await newcomer(town)
        await files_report(first)
        await asks_for_the_same(second)
        assert "photo" not in await second.last(), "there was none"
        await second.taps("不是同一件")
        await second.taps("提交")
        await second.sees("您上报的 2号")
        assert len(await case_cards(town, 1)) == len(await case_cards(town, 2)) == 1


async def test_up_to_three_are_shown_one_after_the_other(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        first, second = resident(town), await newcomer(town)
        for text in ("第一盏", "第二盏", "第三盏", "第四盏"):
            await town.wind(minutes=1)
            await files_report(first, text)
        await asks_for_the_same(second)
        for number in (4, 3, 2):
            assert f"{number}号" in said(await second.last())
            await second.taps("不是同一件")
        assert "提交" in labels(await second.last())


async def test_elsewhere_closed_or_of_another_kind_is_not_similar(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        first, second = resident(town), await newcomer(town)
        await files_report(first, house="2号楼")
        await files_report(first, "垃圾满了", kind="垃圾堆积", house="1号楼")
        await town.wind(minutes=1)
        await asks_for_the_same(second)
        assert "提交" in labels(await second.last())
        await second.taps("提交")
        await closed(town, 3)
        await asks_for_the_same(first)
        assert "提交" in labels(await first.last())


async def test_private_things_are_never_shown(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        first, second = resident(town), await newcomer(town)
        await files_report(first, "楼上半夜跳舞", kind="噪音扰民")
        await second.starts("r1")
        await second.taps("噪音扰民")
        await second.says("有人半夜唱歌")
        await second.taps("1号楼")
        assert "提交" in labels(await second.last()) and "1号 " not in said(await second.last())
        await second.taps("提交")
        await second.sees("您上报的 2号")


async def test_my_own_case_is_known_to_me(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        await asks_for_the_same(person)
        await person.taps("同一件事，我也关注")
        assert said(await person.last()) == "1号您已经在关注了，有进展会告诉您。"
        assert await case_cards(town, 2) == []


async def test_the_button_on_the_groups_card_follows_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        group, second = town.groups[1], await newcomer(town)
        await files_report(resident(town))
        way = await second.taps("我也关注", chat=group)
        assert way is not None and way["url"].endswith("start=f1"), "a private chat must be opened first"
        async with answers(second):
            await second.starts("f1")
        await second.sees("您关注的 1号")
        async with answers(second) as told:
            await second.starts("f1")
        assert "已经在关注" in said(told[0])
        answer = await second.taps("我也关注", chat=group)
        assert answer is not None and "已经在关注" in answer["text"]
        await assigned(town, 1)
        await second.sees("您关注的 1号", "已指派")


async def test_a_private_case_cannot_be_followed(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        second = await newcomer(town)
        await files_report(resident(town), "楼上半夜跳舞", kind="噪音扰民")
        card = await second.sees("1号 · 噪音扰民", chat=town.groups[1])
        assert labels(card) == [], "nobody is offered what they may not do"
        await second.starts("f1")
        private = said(await second.last())
        await second.starts("f999")
        assert said(await second.last()) == private and "没有找到" in private


async def asks_for_the_same(person: Neighbour) -> None:
    """Somebody reports a lamp at the first house, as far as the question whether it is the same."""
    await person.starts("r1")
    await person.taps(LAMP)
    await person.says("灯不亮")
    await person.taps("没有照片")
    await person.taps("1号楼")
