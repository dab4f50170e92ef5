"""My settings: language, plain mode and quiet hours, all in one message."""

from __future__ import annotations

from pathlib import Path

from tests.stories.scenes import answers, newcomer
from tests.town import labels, open_town, said


async def test_everything_is_set_in_one_message(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await newcomer(town)
        await person.starts()
        async with answers(person) as told:
            await person.taps("我的设置")
        assert "安静时段：22:00 到 7:00" in said(told[0]) and "任何时候都会响铃" in said(told[0])
        async with answers(person, 0):
            await person.taps("21点到8点安静")
            await person.taps("打开简单模式")
            await person.taps("自己选时间")
            await person.taps("20点")
            await person.taps("6点")
            await person.taps("返回")
        shown = await person.sees("我的设置")
        assert "安静时段：20:00 到 6:00" in said(shown) and "简单模式：开" in said(shown)
        assert "✓ 自己选时间" in labels(shown)
        await person.taps("不用安静")
        await person.taps("关掉简单模式")
        shown = await person.sees("我的设置")
        assert "没有，消息随时响铃" in said(shown) and "简单模式：关" in said(shown)


async def test_the_language_is_chosen_there_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await newcomer(town)
        await person.says("/settings")
        async with answers(person, 0):
            await person.taps("English")
        assert "Language: English" in said(await person.last())
        await person.taps("中文")
        assert "✓ 中文" in labels(await person.sees("语言：中文"))


async def test_forged_hours_and_languages_change_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await newcomer(town)
        await person.says("/settings")
        shown = await person.last()
        for payload in ("p:set.quiet:1:2:0", "p:set.quiet:1440:420:0", "p:set.language:2:0:0", "p:set.nothing:0:0:0"):
            assert "用不了" in await person.taps_data(shown["message_id"], payload)
        assert said(await person.last()) == said(shown)
