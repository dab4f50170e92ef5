"""What people send without being asked is not lost: words, a worker's photos; and a grid that is bound late."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.stories.scenes import assigned, files_report, resident
from tests.town import labels, open_town, picture, said


async def test_words_are_kept_for_the_button(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps("取消")
        await person.says("三单元门口的路灯坏了")
        await person.sees("三单元门口的路灯坏了", "记下了")
        await person.taps("我要上报")
        await person.taps("没有照片")
        await person.taps("1号楼")
        await person.sees("请看一遍", "类别：路灯不亮", "内容：三单元门口的路灯坏了")


async def test_a_greeting_is_only_answered(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps("取消")
        await person.says("你好")
        assert "您好" in said(await person.last())
        await person.taps("我要上报")
        assert "是什么事" in said(await person.last())


async def test_old_words_are_not_taken_up(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps("取消")
        await person.says("三单元门口的路灯坏了")
        await town.wind(hours=2)
        await person.taps("我要上报")
        assert "是什么事" in said(await person.last())


async def test_a_workers_photo_is_asked_about(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = town.staff(Role.FULL_TIME, 1)
        await assigned(town, 1)
        await worker.taps("接单")
        await worker.says(photo=picture(1), caption="换了灯泡")
        question = await worker.sees("这是哪件事的现场照片")
        assert labels(question)[:2] == ["1号 路灯不亮", "都不是，上报新的事"]
        await worker.taps("1号 路灯不亮")
        await worker.taps("提交反馈")
        assert (await town.secretary.sees("已反馈", "换了灯泡"))["photo"]


async def test_a_workers_photo_may_show_something_new(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = town.staff(Role.FULL_TIME, 1)
        await assigned(town, 1)
        await worker.taps("接单")
        await worker.says(photo=picture(1), caption="楼道里堆满了纸箱")
        await worker.taps("都不是")
        await worker.taps("第一网格")
        await worker.taps("2号楼")
        await worker.sees("请看一遍", "楼道里堆满了纸箱", "照片 1 张")


async def test_a_grid_bound_late_gets_the_cards_of_its_open_cases(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=()) as town:
        await files_report(resident(town))
        group = await town.group(1, 2001)
        assert "已立案" in said(await resident(town).sees("1号 · 路灯不亮", chat=group))
