"""A report that is put aside: over a restart, over days, and for something else that comes in between."""

from __future__ import annotations

import base64
from pathlib import Path

from tests.stories.scenes import LAMP, answers, resident, with_buttons
from tests.town import Neighbour, labels, open_town, picture, said


async def test_a_restart_does_not_disturb(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_photos(person)
        await town.stop_bot()
        await town.start_bot()
        await person.says(photo=picture(1))
        assert "已收到照片 1 张" in said(await person.last())
        await person.taps("下一步")
        await town.stop_bot()
        await town.start_bot()
        await person.taps("1号楼")
        await person.taps("提交")
        await person.sees("您上报的 1号", "灯坏了")


async def test_an_album_that_a_restart_cuts_in_two_is_answered_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_photos(person)
        album = [{"data": base64.b64encode(picture(number)).decode()} for number in range(4)]
        async with answers(person) as asked:
            await town.post("/api/chats/2001/messages", {"as": 2001, "album": album})
            await town.stop_bot()
            await town.start_bot()
            await town.quiet()
            await town.wind(seconds=1)
        assert "已收到照片 4 张" in said(asked[0])


async def test_after_days_what_is_said_is_held_until_it_is_clear_for_what(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_photos(person)
        await person.taps("没有照片")
        await town.wind(days=3)
        async with answers(person) as asked:
            await person.says("三单元门口")
        assert "还没有完成" in said(asked[0]) and "灯坏了" in said(asked[0])
        assert labels(asked[0]) == ["继续", "放弃"] and len(await with_buttons(person)) == 1
        async with answers(person, 0):
            await person.taps("继续")
        review = said(await person.last())
        assert "三单元门口" in review and "灯坏了" in review, "nothing is lost"
        await person.taps("提交")
        await person.sees("您上报的 1号")


async def test_a_button_still_works_after_days(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_photos(person)
        await town.wind(days=3)
        await person.taps("没有照片")
        assert "在哪里" in said(await person.last())


async def test_all_that_is_sent_meanwhile_is_taken_up(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_photos(person)
        await town.wind(days=3)
        async with answers(person):
            await person.says(album=[picture(1), picture(2), picture(3)])
        async with answers(person):
            await person.says(photo=picture(4))
        await person.taps("继续")
        assert "已收到照片 4 张" in said(await person.last())


async def test_photos_for_something_new_begin_something_new(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_photos(person)
        await town.wind(days=3)
        await person.says(album=[picture(1), picture(2)], caption="楼道里堆满了纸箱")
        async with answers(person):
            await person.taps("放弃")
        assert "在哪里" in said(await person.last())
        await person.taps("2号楼")
        review = said(await person.last())
        assert "楼道堆物" in review and "照片 2 张" in review and "灯坏了" not in review


async def test_words_that_were_not_meant_for_it_are_given_up_with_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_photos(person)
        await town.wind(days=3)
        await person.says("你好")
        await person.taps("放弃")
        assert "没有提交" in said(await person.last()) and labels(await person.last()) == ["我要上报"]


async def test_a_second_report_asks_about_the_first(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_photos(person)
        async with answers(person) as asked:
            await person.says("/report")
        assert labels(asked[0]) == ["继续", "放弃"]
        await person.taps("继续")
        assert "照片" in said(await person.last())
        await person.starts("r1")
        async with answers(person) as asked:
            await person.taps("放弃")
        assert "是什么事" in said(asked[0]) and len(await with_buttons(person)) == 1
        async with answers(person) as asked:
            await person.says("/report")
        assert "是什么事" in said(asked[0]), "where nothing was said yet, nothing is asked"


async def test_cancel_ends_the_pause_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_photos(person)
        await person.says("/report")
        await person.says("/cancel")
        assert "没有提交" in said(await person.last()) and len(await with_buttons(person)) == 1


async def to_the_photos(person: Neighbour) -> None:
    """Report as far as the question for photos."""
    await person.starts("r1")
    await person.taps(LAMP)
    await person.says("灯坏了")
