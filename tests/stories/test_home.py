"""What everybody can ask for at any time: my reports, my tasks, the board, help."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.stories.scenes import answers, assigned, closed, files_report, newcomer, resident
from tests.town import labels, open_town, said


async def test_the_menu_has_what_one_can_do(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await newcomer(town)
        for who, more in (
            (person, set()),
            (town.staff(Role.FULL_TIME, 1), {"我的任务"}),
            (town.secretary, {"在办案件"}),
        ):
            async with answers(who) as told:
                await who.starts()
            assert set(labels(told[0])) == {"我要上报", "我的上报", "怎么用", "我的设置", "English"} | more
            assert f"{who.name}，您好" in said(told[0])


async def test_my_reports_are_mine(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        person, other = resident(town), resident(town, 2)
        await files_report(person)
        await files_report(other, "另一件", house="9号楼", grid=2)
        await person.says("/mine")
        assert "1号 路灯不亮 · 1号楼 · 已立案" in said(await person.last())
        assert "2号" not in said(await person.last())
        guest = await newcomer(town)
        await guest.starts()
        await guest.taps("我的上报")
        assert said(await guest.last()) == "您还没有上报过。"


async def test_a_workers_tasks_say_what_is_late(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await worker.says("/tasks")
        assert "1号 路灯不亮 · 1号楼 · 已指派" in said(await worker.last())
        assert "已超时" not in said(await worker.last())
        await town.wind(days=4)
        await worker.taps("我的任务")
        assert "已超时" in said(await worker.last())
        other = town.staff(Role.FULL_TIME, 2)
        await other.says("/tasks")
        assert "没有未办结的任务" in said(await other.last())


async def test_the_board_counts_what_is_open(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        await closed(town, 1)
        await files_report(resident(town), "又坏了", house="2号楼")
        await town.secretary.starts()
        await town.secretary.taps("在办案件")
        board = said(await town.secretary.last())
        assert "已立案：1 件" in board and "共 1 件，今天到期 0 件，超时 0 件" in board


async def test_the_place_of_another_grid_is_not_proposed(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        person = resident(town)
        await files_report(person)
        await person.starts("r2")
        await person.says("/cancel")
        await person.says("/report 路灯不亮")
        await person.taps("没有照片")
        assert "在哪里" in said(await person.last()) and "第二网格" in said(await person.last())
