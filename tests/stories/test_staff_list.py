"""The staff list as the secretary sees it: a file comes, is shown as what it would change, and is taken or not."""

from __future__ import annotations

from pathlib import Path

from tests.stories.rosters import ROWS, sends, shares_own, workbook
from tests.stories.scenes import answers
from tests.town import labels, open_town, said


async def test_a_list_is_shown_and_taken_and_claimed(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        newcomer = await town.person(3101, "小鱼")
        async with answers(town.secretary) as told:
            await sends(town.secretary, workbook(*ROWS))
        print(said(told[0]))
        assert labels(told[0]) == ["全部采用", "不要"]
        await town.secretary.taps("全部采用")
        print(await town.secretary.reads())
        await newcomer.starts("c")
        print(said(await newcomer.last()))
        await shares_own(newcomer, "13900000001")
        print(await newcomer.reads())
        print((await town.secretary.reads())[-1])
        await town.secretary.says("/staff_list")
        print((await town.secretary.reads())[-1])
        await town.secretary.taps("导出名册")
        print((await town.secretary.reads())[-1])
