"""Staff lists that cannot be taken: each is refused in words with the remedy, and nothing of what is known changes."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import aiohttp
import pytest
import python_calamine

from bot.domain.person import Appointment, Role
from tests.papers.test_refused import BAD
from tests.stories.bad_days import mend
from tests.stories.rosters import (
    HEADINGS,
    ROWS,
    dismissed,
    everything_known,
    listed,
    rows,
    sends,
    shares_own,
    takes,
    whole_database,
    workbook,
)
from tests.stories.scenes import answers
from tests.town import labels, open_town, said

GOOD = ROWS[0]
#: What is in a list, and what the answer says: where, and the remedy.
WRONG: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "a missing column": (
        workbook(("王伟", "网格长", "1"), headings=("姓名", "岗位", "网格")),
        ("缺少：手机号", "请补上缺的列"),
    ),
    "two people with one number": (
        workbook(GOOD, ("李娜", GOOD[1], "专职网格员", "2", "")),
        ("第4行", "手机号 139****0001 在第3行是「王伟」的，这里写成了「李娜」的"),
    ),
    "an unknown grid": (workbook((*GOOD[:3], "第八十八网格", "")), ("第3行", "没有「第八十八网格」这个网格")),
    "a formula as a name": (
        "姓名,手机号,岗位,网格\n=HYPERLINK(1),13900000001,网格长,1\n".encode(),
        ("第2行「姓名」（A 列）",),
    ),
    "a table that is no list": (workbook(("a", "b"), headings=("日期", "金额")), ("没有找到表头",)),
    "a list of nobody": (workbook(), ("没有写人",)),
    "10,000 rows": (
        ("姓名,手机号,岗位,网格\n" + "".join(f"甲,{13900000000 + n},网格长,1\n" for n in range(10_000))).encode(),
        ("行数太多，最多 2000 行",),
    ),
}


async def test_what_is_wrong_is_said_and_nothing_changes(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await takes(town.secretary)
        before = everything_known(town)
        for name, (content, words) in WRONG.items():
            async with answers(town.secretary) as told:
                await sends(town.secretary, content)
            assert "没有采用" in said(told[0]), name
            assert "名册没有变" in said(told[0]), name
            assert not [word for word in words if word not in said(told[0])], said(told[0])
            assert labels(told[0]) == []
            assert everything_known(town) == before, name
        assert {state for (state,) in rows(town, "SELECT state FROM staff_files")} == {"taken", "refused"}


async def test_files_that_are_no_lists_are_refused_for_what_they_are(tmp_path: Path) -> None:
    """One file for each reason that there is: macros, a password, half a workbook, an archive that is a bomb …"""
    async with open_town(tmp_path) as town:
        before = everything_known(town)
        for made, code in {code: (made, code) for made, code in BAD.values()}.values():
            content = await asyncio.to_thread(made)
            if not content:
                continue  # Telegram does not send a file with nothing in it
            await town.wind(minutes=1)  # so many messages at once are more than Telegram takes
            async with answers(town.secretary) as told:
                await sends(town.secretary, content, "名单<b>.xlsx")
            assert said(told[0]).startswith("名单没有采用\n文件「名单<b>.xlsx」"), code
            assert said(told[0]).endswith("名册没有变。"), code
            assert everything_known(town) == before, code


async def test_many_problems_are_all_in_a_table(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        async with answers(town.secretary, many=2) as told:
            await sends(town.secretary, workbook(*[("", "12345", "厂长", "99", "")] * 10, GOOD))
        assert "有 40 处要改" in said(told[0])
        assert said(told[0]).count("第3行") == 4
        assert "后面的在下面的表格里" in said(told[0])
        assert "一行一处" in said(told[1])
        assert told[1]["document"]["file_name"] == "名单要改的地方.xlsx"
        found = await town.bot_api("getFile", file_id=told[1]["document"]["file_id"])
        url = f"{town.sandbox.url}/file/bot{town.sandbox.token}/{found['file_path']}"
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(await response.read()))
        table = book.get_sheet_by_index(0).to_python()
        assert table[1] == ["行", "列", "哪里不对，怎么改"]
        assert len(table) == 42
        assert [row[0] for row in table[2:]] == [str(3 + n // 4) for n in range(40)]
        assert table[3][:2] == ["3", "B"] and "「12345」" in str(table[3][2])

        async with answers(town.secretary, many=2) as told:
            await sends(town.secretary, workbook(*[("王伟", "", "网格长", "1", "")] * 600))
        assert "有 600 处要改" in said(told[0]) and "先列出 500 处" in said(told[0])
        assert "一共 600 处，这里是前 500 处" in said(told[1])


@pytest.mark.parametrize("kind", ["500", "drop"])
async def test_a_line_that_is_down_is_tried_again(tmp_path: Path, kind: str) -> None:
    async with open_town(tmp_path) as town:
        await town.fault("getFile", kind, times=1)
        town.impatient()
        await sends(town.secretary, workbook(*ROWS))
        assert "正在看" in said(await town.secretary.last())
        mend(town)
        await town.wind(seconds=6)
        assert "名单预览" in said(await town.secretary.last())


async def test_a_newer_list_overtakes_one_that_could_not_be_fetched(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.fault("getFile", "500", times=1)
        await sends(town.secretary, workbook(*ROWS))
        first = await town.secretary.last()
        await sends(town.secretary, workbook(GOOD))
        await town.wind(hours=2)
        shown = await town.from_bot(town.secretary.user_id, town.secretary.user_id)
        assert "以新发的为准" in said(next(m for m in shown if m["message_id"] == first["message_id"]))
        assert len([m for m in shown if "名单预览" in said(m)]) == 1
        assert rows(town, "SELECT state FROM staff_files ORDER BY number") == [("dropped",), ("read",)]


async def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.fault("getFile", "500", times=1)
        await sends(town.secretary, workbook(*ROWS))
        mend(town)
        town.sandbox.world.files._by_number.clear()
        await town.wind(seconds=6)
        assert "文件已经取不到了，请再发一次" in said(await town.secretary.last())
        await town.wind(hours=2)
        assert rows(town, "SELECT state, file_id FROM staff_files") == [("refused", "")]


async def test_who_is_no_secretary_any_more_when_the_list_is_read_is_shown_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await takes(town.secretary, ("周敏", "13900000009", "书记", "", ""))
        second = await town.person(3101, "周")
        await second.starts("c")
        await shares_own(second, "13900000009")
        await town.fault("getFile", "500", times=1)
        await sends(second, workbook(*ROWS))
        await dismissed(second, Appointment(Role.SECRETARY, None))
        await town.wind(seconds=6)
        assert said(await second.last()) == "没有找到，或者不归您办理。"
        assert await listed(town) == []
        assert "13900000001" not in whole_database(town)


async def test_a_list_about_which_nobody_decides_is_forgotten(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await sends(town.secretary, workbook(*ROWS))
        assert "13900000001" in whole_database(town)
        await town.wind(days=9)
        assert rows(town, "SELECT count(*) FROM staff_files") == [(0,)]
        late = await town.secretary.taps("全部采用")
        assert late is not None and late["text"] == "没有找到，或者不归您办理。"


def test_the_headings_of_these_stories_are_those_of_the_street() -> None:
    assert HEADINGS[:4] == ("姓名", "手机号", "岗位", "网格")
