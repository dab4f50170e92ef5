"""The staff list as the secretary sees it: a file comes, is shown as what it would change, and is taken or not."""

from __future__ import annotations

import io
from pathlib import Path

import aiohttp
import python_calamine

from bot.domain.person import Appointment, Role
from tests.stories.rosters import (
    ROWS,
    dismissed,
    events,
    held,
    listed,
    rows,
    sends,
    shares_own,
    takes,
    whole_database,
    workbook,
)
from tests.stories.scenes import answers
from tests.town import Message, Town, buttons, labels, open_town, said

HEAD = Appointment(Role.GRID_HEAD, 1)


async def content(town: Town, message: Message) -> bytes:
    """The file that the bot sent with a message."""
    found = await town.bot_api("getFile", file_id=message["document"]["file_id"])
    url = f"{town.sandbox.url}/file/bot{town.sandbox.token}/{found['file_path']}"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return await response.read()


async def test_a_list_is_shown_first_and_then_taken_as_a_whole(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        async with answers(town.secretary) as told:
            await sends(town.secretary, workbook(*ROWS))
        preview = said(told[0])
        assert "还没有生效" in preview
        assert "3 人，岗位 3 个" in preview
        assert "网格长 1、专职网格员 1、部门联络员 1" in preview
        assert "第一网格：1\n第二网格：1" in preview
        assert "新来的，等本人认领（3 人）\n· 王伟，网格长 第一网格\n· 李娜，专职网格员 第二网格" in preview
        assert "138" not in preview and "139" not in preview  # nobody needs the numbers to decide
        assert labels(told[0]) == ["全部采用", "不要"]
        assert await listed(town) == []

        answer = await town.secretary.taps("全部采用")
        assert answer is not None and answer["text"] == "已采用，3 人。"
        taken = await town.secretary.sees("名单已采用")
        assert taken["message_id"] == told[0]["message_id"]
        assert labels(taken) == []
        assert "还有 3 人等本人认领" in said(taken)
        places = [(place.name, place.phone, place.held, place.person) for place in await listed(town)]
        assert places == [
            ("王伟", "13900000001", HEAD, None),
            ("李娜", "13900000002", Appointment(Role.FULL_TIME, 2), None),
            ("张强", "13900000003", Appointment(Role.LIAISON, None, "城管中队"), None),
        ]
        assert [facts for _, facts in events(town, "list.taken")] == ['{"added":3,"appointed":0,"lines":3}']
        assert rows(town, "SELECT file_id, lines, state FROM staff_files") == [("", None, "taken")]
        assert rows(town, "SELECT count(*) FROM timers WHERE kind = 'staff_list'") == [(0,)]


async def test_a_list_that_is_not_wanted_leaves_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await sends(town.secretary, workbook(*ROWS))
        await town.secretary.taps("不要")
        assert labels(await town.secretary.sees("没有采用，名册没有变")) == []
        assert await listed(town) == []
        assert "13900000001" not in whole_database(town)


async def test_what_is_known_already_is_told_apart(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, other = await town.person(3101, "小鱼"), town.staff(Role.SPECIALIST)
        neighbour = await town.person(3102, "邻居")
        await takes(town.secretary)
        await worker.starts("c")
        await shares_own(worker, "13900000001")
        await other.says("/phone")
        await shares_own(other, "13900000009")
        await neighbour.says("/phone")
        await shares_own(neighbour, "13900000010")  # left for their reports, not for this

        async with answers(worker) as heard, answers(other) as heard_too, answers(neighbour, many=0):
            await sends(
                town.secretary,
                workbook(
                    ("王伟", "139 0000 0001", "网格长", "1", ""),
                    ("王伟", "13900000001", "值班员", "", ""),
                    ("李丽娜", "13900000002", "专职网格员", "2", ""),
                    ("周敏", "13900000009", "红马甲", "3", "第二党小组"),
                    ("钱多", "13900000010", "网格辅助员", "3", ""),
                ),
            )
            preview = said(await town.secretary.sees("名单预览"))
            assert "新来的，等本人认领（1 人）\n· 钱多，网格辅助员 第三网格" in preview
            assert "采用后马上生效（1 人）\n· 周敏，红马甲 第三网格 第二党小组" in preview
            assert "加岗位（1 人）\n· 王伟，值班员" in preview
            assert "改名字（1 人）\n· 李娜 → 李丽娜" in preview
            assert "不动（1 人）\n· 张强，部门联络员 城管中队" in preview
            assert "没有变化的 1 人" in preview
            await town.secretary.taps("全部采用")
        assert "王伟，您好" in said(heard[0]) and "· 值班员" in said(heard[0])
        assert "周敏，您好" in said(heard_too[0]) and "· 红马甲 第三网格 第二党小组" in said(heard_too[0])
        assert Appointment(Role.RED_TEAM, 3, "第二党小组") in await held(other)
        assert set(await held(worker)) == {HEAD, Appointment(Role.DUTY, None)}
        assert {place.name for place in await listed(town)} == {"王伟", "李丽娜", "张强", "周敏", "钱多"}


async def test_a_button_that_is_late_does_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await sends(town.secretary, workbook(*ROWS))
        first = await town.secretary.newest_with("全部采用")
        data = [button["callback_data"] for button in buttons(first)]
        await sends(town.secretary, workbook(ROWS[0]))  # a newer one
        assert "以新发的为准" in said(next(m for m in await newest(town) if m["message_id"] == first["message_id"]))
        for payload in data:
            assert "不用了" in await town.secretary.taps_data(first["message_id"], payload)
        assert await listed(town) == []
        second = await town.secretary.newest_with("全部采用")
        data = [button["callback_data"] for button in buttons(second)]
        await town.secretary.taps("全部采用", twice=True)
        for payload in data:
            assert "已经采用过" in await town.secretary.taps_data(second["message_id"], payload)
        assert len(await listed(town)) == 1
        assert len(events(town, "list.taken")) == 1


async def newest(town: Town) -> list[Message]:
    """All that the secretary was shown, as it is now."""
    return await town.from_bot(town.secretary.user_id, town.secretary.user_id)


async def test_a_list_that_is_decided_upon_late_is_checked_again(tmp_path: Path) -> None:
    """Two secretaries: what one was shown is not what would be done any more after the other took a list."""
    async with open_town(tmp_path) as town:
        await takes(town.secretary, ("周敏", "13900000009", "书记", "", ""))
        second = await town.person(3101, "周")
        await second.starts("c")
        await shares_own(second, "13900000009")
        await sends(second, workbook(*ROWS))
        await takes(town.secretary, ROWS[0])
        late = await second.taps("全部采用")
        assert late is not None and "预览已经更新" in late["text"]
        assert len(await listed(town)) == 2
        preview = said(await second.sees("名单预览"))
        assert "（2 人）\n· 李娜" in preview and "没有变化的 1 人" in preview
        await second.taps("全部采用")
        assert len(await listed(town)) == 4


async def test_only_who_sent_a_list_and_still_may_decides(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        head, worker = town.staff(Role.GRID_HEAD, 1), town.staff(Role.FULL_TIME, 1)
        await takes(town.secretary, ("周敏", "13900000009", "书记", "", ""))
        second = await town.person(3101, "周")
        await second.starts("c")
        await shares_own(second, "13900000009")
        await sends(second, workbook(*ROWS))
        shown = await second.newest_with("全部采用")
        data = [button["callback_data"] for button in buttons(shown)]
        for forger in (town.secretary, head, worker):
            theirs = (await forger.last())["message_id"]
            for payload in (*data, "p:list.take:999:0:0", "p:list.drop:999:0:0"):
                assert await forger.taps_data(theirs, payload) == "没有找到，或者不归您办理。"
        for forger in (head, worker):
            theirs = (await forger.last())["message_id"]
            for payload in ("p:list.show:0:0:0", "p:list.give:0:0:0"):
                assert await forger.taps_data(theirs, payload) == "没有找到，或者不归您办理。"
        await dismissed(second, Appointment(Role.SECRETARY, None))
        for payload in data:
            assert await second.taps_data(shown["message_id"], payload) == "没有找到，或者不归您办理。"
        assert [place.name for place in await listed(town)] == []


async def test_everybody_elses_documents_are_what_they_were(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        for person in (town.staff(Role.GRID_HEAD, 1), town.staff(Role.FULL_TIME, 1), await town.person(3101, "小鱼")):
            async with answers(person) as told:
                await sends(person, workbook(*ROWS))
            assert "这种内容收不了" in said(told[0])
            async with answers(person) as told:
                await person.says("/staff_list")
            assert "名册" not in said(told[0])
        assert rows(town, "SELECT count(*) FROM staff_files") == [(0,)]


async def test_in_a_dialog_only_what_looks_like_a_list_is_one(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.secretary.starts("r1")
        async with answers(town.secretary) as told:
            await sends(town.secretary, b"%PDF-1.7 ...", "通知.pdf")
        assert "这种内容收不了" in said(told[0])
        async with answers(town.secretary) as told:
            await sends(town.secretary, workbook(*ROWS))
        assert "名单预览" in said(told[0])


async def test_the_list_as_a_file_can_be_sent_back(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = await town.person(3101, "小鱼")
        async with answers(town.secretary) as told:
            await town.secretary.says("/staff_list")
        assert "名册还是空的" in said(told[0]) and labels(told[0]) == []
        await takes(town.secretary)
        await worker.starts("c")
        await shares_own(worker, "13900000001")
        await town.secretary.says("/staff_list")
        assert "在册 3 人，岗位 3 个。还没认领的 2 人：\n· 李娜\n· 张强" in said(await town.secretary.last())
        async with answers(town.secretary) as told:
            await town.secretary.taps("导出名册")
        assert told[0]["document"]["file_name"] == "工作人员名册.xlsx"
        assert "3 个岗位，已认领 1 个" in said(told[0])
        made = await content(town, told[0])
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made))
        assert book.get_sheet_by_index(0).to_python()[1:] == [
            ["姓名", "手机号", "岗位", "网格", "单位或党小组", "认领"],
            ["王伟", "13900000001", "网格长", "第一网格", "", "已认领"],
            ["李娜", "13900000002", "专职网格员", "第二网格", "", "未认领"],
            ["张强", "13900000003", "部门联络员", "", "城管中队", "未认领"],
        ]
        assert [facts for _, facts in events(town, "list.given")] == ['{"places":3}']
        before = await listed(town)
        await sends(town.secretary, made)
        preview = said(await town.secretary.sees("名单预览"))
        assert "没有变化的 3 人" in preview and "不动" not in preview
        await town.secretary.taps("全部采用")
        assert await listed(town) == before


async def test_a_list_in_english(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await town.secretary.says("/language")
        csv = b"Name,Mobile number,Role,Grid\nWang Wei,13900000001,Grid head,1\n"
        async with answers(town.secretary) as told:
            await sends(town.secretary, csv, "staff.csv")
        assert "Preview of the list" in said(told[0]) and "· Wang Wei, Grid head" in said(told[0])
        await town.secretary.taps("Take all of it")
        await town.secretary.says("/staff_list")
        async with answers(town.secretary) as told:
            await town.secretary.taps("Export the list")
        await sends(town.secretary, await content(town, told[0]))
        assert "Stay as they are: 1" in said(await town.secretary.sees("Preview"))
