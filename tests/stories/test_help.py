"""/help: a sentence and buttons; each page in the same message; who has which page depends on what they do."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.stories.scenes import answers, assigned, fed_back, files_report, newcomer, resident
from tests.town import labels, open_town, said

EVERYBODY = {"上报怎么填", "看进展", "保护隐私", "设置"}


async def test_everybody_has_their_pages(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        for who, more in (
            (await newcomer(town), set()),
            (town.staff(Role.FULL_TIME, 1), {"接单和反馈", "请假"}),
            (town.secretary, {"请假", "指派和核查", "人员", "群绑定", "限制上报"}),
        ):
            await who.starts()
            async with answers(who) as told:
                await who.taps("怎么用")
            assert set(labels(told[0])) == EVERYBODY | more
            for page in sorted(EVERYBODY | more):
                async with answers(who, 0):
                    await who.taps(page)
                    shown = await who.last()
                    assert labels(shown) == ["返回"] and 20 < len(said(shown)) < 400
                    await who.taps("返回")


async def test_the_bar_is_explained(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await newcomer(town)
        await person.says("/help")
        await person.taps("看进展")
        assert "●" in said(await person.last()) and "◉ 正在办" in said(await person.last())


async def test_a_page_that_is_not_ones_own_cannot_be_had(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = await newcomer(town)
        await person.says("/help")
        shown = await person.last()
        for number in (5, 7, 10, 11, 999):
            assert "用不了" in await person.taps_data(shown["message_id"], f"p:help:{number}:0:0")
        assert said(await person.last()) == said(shown)


async def test_start_says_what_waits_and_leads_there(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        await town.secretary.starts()
        assert "1 件待指派" in said(await town.secretary.last())
        async with answers(town.secretary) as told:
            await town.secretary.taps("待指派 1 件")
        assert "1号" in said(told[0]) and "指派" in labels(told[0])
        worker = await assigned(town, 1)
        await worker.starts()
        assert "1 件待接单" in said(await worker.last())
        async with answers(worker) as told:
            await worker.taps("待接单 1 件")
        assert "接单" in labels(told[0])
        await worker.taps("接单")
        await worker.starts()
        assert "待接单" not in said(await worker.last())
        answer = await worker.taps("待接单 1 件")
        assert answer is not None and "没有等您办的" in answer["text"], "an old button says so"


async def test_start_tells_directors_of_what_is_to_be_verified_and_others_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await fed_back(town, 1)
        await town.secretary.starts()
        assert "1 件待核查" in said(await town.secretary.last())
        for other in (worker, resident(town), town.staff(Role.GRID_HEAD, 1)):
            await other.starts()
            assert "件待" not in said(await other.last())
            shown = await other.last()
            for number in (1, 2, 3):
                assert "没有等您办的" in await other.taps_data(shown["message_id"], f"p:waiting:{number}:0:0")
            assert "用不了" in await other.taps_data(shown["message_id"], "p:waiting:9:0:0")
