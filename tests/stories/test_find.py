"""Finding cases: each finds what they may see, pages are turned, and what is not theirs is as if it were not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.actions import finding
from bot.app import open_store
from bot.domain.case import Place, State
from bot.domain.community import Community, Staff
from bot.domain.person import Role
from bot.storage import cases
from bot.storage.cases import Report
from bot.storage.store import Tx
from tests.stories.scenes import answers, assigned, closed, files_report, newcomer, refers, resident, returns
from tests.town import Neighbour, Town, buttons, labels, open_town, said

NOTHING = "没有找到"
NOT_YOURS = "没有找到，或者不归您办理。"
CITY, AN = "城管办", 1901


async def finds(person: Neighbour, words: str) -> str:
    """What the bot answers to /find."""
    async with answers(person) as told:
        await person.says(f"/find {words}")
    return said(told[0])


async def many(town: Town, number: int, text: str = "电梯坏了", **more: object) -> None:
    """That many cases of the first resident in grid 1, as if reported one by one."""

    async def work(tx: Tx) -> None:
        for _ in range(number):
            dialog = await tx.row("counter_next", community=town.app.community_id, name="dialog")
            assert dialog is not None
            place = Place(building=town.community.grids[0].buildings[0].key)
            told = {"category": "fac.light", "reporter": reporter, **more}
            report = Report(1, text=text, place=place, dialog=dialog["value"], **told)  # type: ignore[arg-type]
            case = await cases.add(tx, town.app.community_id, report, town.app.clock.now())
            opened = replace(case, state=State.OPENED, due_at=town.app.clock.now() + 86_400_000)
            await cases.change(tx, town.app.community_id, case, opened)

    async def who(tx: Tx) -> int:
        row = await tx.row("person_by_user", community=town.app.community_id, user_id=resident(town).user_id)
        assert row is not None
        return int(row["person_id"])

    reporter = await town.app.store.read(who)
    await town.app.store.write(work)


async def test_a_secretary_finds_by_all_that_there_is(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        secretary = town.secretary
        await files_report(resident(town), "三单元电梯旁边的灯坏了")
        await files_report(resident(town, 2), "楼道的灯不亮", house="9号楼", grid=2)
        worker = await assigned(town, 1)
        for words in (
            "电梯",
            "三单元 电梯",
            "路灯 1号楼",
            "1号楼三单元",
            "第一网格",
            "1网格 已指派",
            worker.name,
            "今天",
        ):
            assert "1号 路灯不亮 · 1号楼 · 已指派" in await finds(secretary, words), words
        for words in ("楼道", "待指派", "第二网格", "9号楼", "楼道 本周"):
            text = await finds(secretary, words)
            assert "2号 路灯不亮 · 9号楼 · 已立案" in text and "1号 路灯" not in text, words
        assert "共" not in await finds(secretary, "路灯 灯坏")
        for words in (
            "高压锅",
            "电梯 第二网格",
            "超时",
            "昨天",
            "已结案",
            "2020-01-01..2020-12-31",
            "单元电梯"[1:] + "锅",
        ):
            assert NOTHING in await finds(secretary, words), words
        await town.wind(days=4)
        text = await finds(secretary, "超时 电梯")
        assert "已超时" in text and "2 件" not in text
        assert "2 件" in await finds(secretary, "超时")


async def test_a_number_opens_the_card(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), "三单元的灯坏了")
        for words in ("1", "1号", "#1"):
            text = await finds(town.secretary, words)
            assert "1号 · 路灯不亮" in text and "三单元的灯坏了" in text
        assert "指派" in labels(await town.secretary.last())
        assert NOTHING in await finds(town.secretary, "77")


async def test_a_found_case_opens_with_its_button(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), "三单元的灯坏了")
        await finds(town.secretary, "三单元")
        async with answers(town.secretary) as told:
            await town.secretary.taps("1号")
        assert "三单元的灯坏了" in said(told[0]) and "指派" in labels(told[0])


async def test_pages_are_turned_in_place(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary = town.secretary
        await many(town, 19)
        assert "19 件，第 1/3 页" in await finds(secretary, "电梯")
        first = await secretary.last()
        assert [text for text in labels(first) if text.endswith("号")] == [f"{n}号" for n in range(19, 11, -1)]
        assert "◀ 上一页" not in labels(first)
        await many(town, 3)  # what comes meanwhile moves no page
        async with answers(secretary, 0):
            await secretary.taps("下一页 ▶")
            assert "第 2/3 页" in said(await secretary.last())
            assert labels(await secretary.last())[0] == "11号"
            await secretary.taps("下一页 ▶")
        last = await secretary.last()
        assert "3号 路灯不亮" in said(last) and "下一页 ▶" not in labels(last)
        async with answers(secretary, 0):
            await secretary.taps("◀ 上一页")
            await secretary.taps("◀ 上一页")
        assert labels(await secretary.last()) == labels(first)


async def test_a_button_of_an_older_search_says_so(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary = town.secretary
        await many(town, 9)
        await finds(secretary, "电梯")
        old = next(b["callback_data"] for b in buttons(await secretary.last()) if b["text"] == "下一页 ▶")
        await finds(secretary, "坏了")
        place = (await secretary.last())["message_id"]
        async with answers(secretary, 0):
            assert "又找过别的" in await secretary.taps_data(place, old)
            for forged in ("p:find.page:2:9:0", "p:find.page:99:0:0", "p:find.page:2:999999999999999:0"):
                assert "又找过别的" in await secretary.taps_data(place, forged), forged
        assert "又找过别的" in await resident(town).taps_data(place, "p:find.page:1:0:0"), "nobody turns another's"


async def test_many_are_not_counted_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_COUNTED", 10)
    async with open_town(tmp_path) as town:
        await many(town, 20)
        assert "10 多件，第 1 页" in await finds(town.secretary, "电梯")
        await town.secretary.taps("下一页 ▶")
        await town.secretary.taps("下一页 ▶")
        assert "4号 路灯不亮" in said(await town.secretary.last())


async def test_a_worker_finds_what_the_grid_may_know_and_reads_what_is_theirs(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        await files_report(resident(town), "三单元电梯旁边的灯坏了")
        worker, head, other = (
            town.staff(Role.FULL_TIME, 1),
            town.staff(Role.GRID_HEAD, 1),
            town.staff(Role.FULL_TIME, 2),
        )
        assert NOTHING in await finds(worker, "电梯"), "the words are not for them"
        assert "1号 路灯不亮 · 1号楼 · 已立案" in await finds(worker, "路灯 1号楼")
        async with answers(worker) as told:
            await worker.taps("1号")
        assert "地点：第一网格 1号楼" in said(told[0]) and "电梯" not in said(told[0])
        assert labels(told[0]) == ["我也关注"]
        assert "1号 路灯不亮" in await finds(head, "电梯")
        assert NOTHING in await finds(other, "路灯")
        assert NOTHING in await finds(other, "1")
        place = (await other.last())["message_id"]
        assert await other.taps_data(place, "p:find.open:1:0:0") == NOT_YOURS
        assert await other.taps_data(place, "p:find.open:77:0:0") == NOT_YOURS
        await assigned(town, 1, worker)
        assert "1号 路灯不亮" in await finds(worker, "电梯")
        async with answers(worker) as told:
            await worker.taps("1号")
        assert "电梯" in said(told[0]) and "接单" in labels(told[0])


async def test_a_private_case_is_not_found_by_a_neighbours_words(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, neighbour = resident(town), await newcomer(town)
        await person.starts("r1")
        await many(town, 1, "楼上王阿姨家天天打麻将", category="disp.noise")
        worker, head = town.staff(Role.FULL_TIME, 1), town.staff(Role.GRID_HEAD, 1)
        for words in ("麻将", "王阿姨", "1号楼", "麻将 第一网格"):
            for who in (neighbour, worker):
                assert NOTHING in await finds(who, words), words
            assert "1号" in await finds(head, words), words
            assert "1号" in await finds(person, words), words
        assert "1号" in await finds(worker, "第一网格")
        assert "1号楼" not in said(await worker.last()), "nor is where it is"
        await worker.taps("1号")
        assert "麻将" not in said(await worker.last()) and "1号楼" not in said(await worker.last())
        for words in ("1", "第一网格", "1号", "今天"):
            text = await finds(neighbour, words)
            assert NOTHING in text, words


async def test_a_resident_finds_their_own_and_what_they_follow(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, neighbour = resident(town), await newcomer(town)
        await neighbour.starts()
        await files_report(person, "三单元电梯旁边的灯坏了")
        await neighbour.taps("我也关注", chat=town.groups[1])
        assert "1号 路灯不亮" in await finds(person, "电梯")
        assert "只找您自己上报和关注的事" in await finds(neighbour, "电梯")
        assert "1号 路灯不亮" in await finds(neighbour, "路灯 1号楼")
        await neighbour.taps_on("1 件", "1号")
        assert "您关注的 1号" in said(await neighbour.last())
        await closed(town, 1)
        assert "1号 路灯不亮" in await finds(person, "已结案 电梯")


async def test_my_cases_have_pages_and_can_be_searched(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person, "三单元的灯坏了")
        await many(town, 15)
        await person.says("/mine")
        async with answers(person) as told:
            await person.taps("我的全部案件")
        assert "16 件，第 1/2 页" in said(told[0])
        await person.taps("下一页 ▶")
        assert "1号 路灯不亮" in said(await person.last())
        async with answers(person) as told:
            await person.says("/mine 三单元")
        assert "1 件" in said(told[0])
        await town.secretary.says("/mine 三单元")
        assert NOTHING in said(await town.secretary.last()), "it is not the secretary's own"


async def test_a_department_finds_what_was_referred_to_it(tmp_path: Path) -> None:
    def with_liaison(community: Community) -> Community:
        return replace(community, staff=(*community.staff, Staff("安联络", AN, Role.LIAISON, None, CITY)))

    async with open_town(tmp_path, changed=with_liaison) as town:
        liaison = Neighbour(town, AN, "安联络")
        await files_report(resident(town), "三单元电梯旁边的灯坏了")
        assert NOTHING in await finds(liaison, "电梯")
        await refers(town, 1, CITY)
        assert "1号 路灯不亮" in await finds(liaison, "电梯")
        assert "1号 路灯不亮" in await finds(town.secretary, "已转办 电梯"), "a state of the side roads"
        await returns(liaison, 1)
        assert NOTHING in await finds(liaison, "电梯")
        assert NOTHING in await finds(liaison, "1")


async def test_find_without_words_asks(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary, worker, person = town.secretary, town.staff(Role.FULL_TIME, 1), resident(town)
        await files_report(person, "三单元电梯旁边的灯坏了")
        await secretary.says("/find")
        assert labels(await secretary.last()) == ["超时", "待指派", "今天上报的", "我的", "取消"]
        async with answers(secretary, 0):
            await secretary.taps("待指派")
        assert "1号 路灯不亮" in said(await secretary.last())
        await secretary.taps("再找")
        async with answers(secretary):
            await secretary.says("电梯")
        assert "1号 路灯不亮" in said(await secretary.last())
        await secretary.sees("找：电梯")
        await worker.says("/find")
        assert labels(await worker.last()) == ["超时", "本网格在办", "今天上报的", "我的", "取消"]
        await worker.taps("本网格在办")
        assert "1号 路灯不亮" in said(await worker.last())
        await person.says("/find")
        assert labels(await person.last()) == ["我的", "在办的", "今天上报的", "取消"]
        await person.taps("在办的")
        assert "1号 路灯不亮" in said(await person.last())
        await person.says("/find")
        await person.says("找" * 201)
        assert "200 字以内" in said(await person.last())
        await person.taps("取消")
        assert NOTHING not in said(await person.last())


async def test_what_finds_nothing_says_why(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await many(town, 1, "漏水")
        assert "至少写两个字" in await finds(town.secretary, "漏")
        for words in ("，。", "<b>&amp;{{x}}", "%_'\"--", "9" * 100, "字" * 300):
            assert NOTHING in await finds(town.secretary, words), words
        assert "Nothing found" in await in_english(town.secretary, "lift")


async def in_english(person: Neighbour, words: str) -> str:
    """What the bot answers who speaks English."""
    await person.says("/language")
    return await finds(person, words)


async def test_additions_are_found_and_the_board_leads_to_finding(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person, "三单元的灯坏了")
        card = await person.sees("您上报的 1号")
        await person.says("现在还在漏水", reply_to=card["message_id"])
        assert "1号 路灯不亮" in await finds(town.secretary, "漏水")
        await town.secretary.says("/board")
        await town.secretary.taps("找案件")
        await town.secretary.sees("找什么案件")


async def test_the_cases_of_before_are_found_after_a_restart(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await many(town, 3)
        await town.stop_bot()

        async def lose(tx: Tx) -> None:
            for table in ("search_words", "search_cases", "search_waiting", "search_progress"):
                tx._raw.execute(f"DELETE FROM {table}")  # type: ignore[attr-defined]  # noqa: S608

        async with open_store(town.database_url, town.data, town.schema) as store:
            await store.write(lose)
        await town.start_bot()
        await town.wind(seconds=1)
        assert "3 件" in await finds(town.secretary, "电梯")
        assert "还在整理" not in said(await town.secretary.last())
