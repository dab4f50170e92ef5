"""Households that somebody looks after: listed, given to named people, ticked off, reminded of, erased."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.ears import Reporter, leaks
from tests.stories.floods import everybody, heads, listed, officer, on_duty, since, starts
from tests.stories.rosters import events, whole_database
from tests.stories.scenes import resident
from tests.town import labels, open_town, said

GRANDMA, PHONE = "张奶奶", "13900001234"


async def test_a_household_is_listed_and_erased_by_the_directors_alone(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary = town.secretary
        await listed(town)
        await secretary.sees("重点户名单（1 户", GRANDMA, "第一网格 1号楼", PHONE, "独居，听力不好")
        worker = officer(town)
        await worker.says("/households")
        await worker.sees("没有这个命令")
        await secretary.taps("删 1")
        await secretary.taps("确认删除")
        await secretary.sees("名单还是空的")
        assert [len(events(town, f"household.{act}")) for act in ("added", "dropped")] == [1, 1]
        assert "households" not in [line.split()[2] for line in whole_database(town).splitlines() if "VALUES" in line]


async def test_all_are_given_by_grid_and_ticked_off(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary, worker, second = town.secretary, officer(town), town.staff(Role.AUXILIARY, 1)
        await listed(town)
        await listed(town, "李大爷", building="2号楼")
        for number in (3, 4):
            await listed(town, f"赵家{number}", building=f"{number}号楼")
        await listed(town, "王家", building="5号楼")
        await starts(town)
        await secretary.sees("上门走访：分派 0 户，走到 0 户，没分派 5 户")
        before = await heads(town, *everybody(town), resident(town))
        await secretary.taps("上门走访")
        await secretary.taps("按网格分给网格员")
        mine = await worker.sees("请您上门看看", GRANDMA, PHONE, "独居", "王家")
        assert "李大爷" not in said(mine)
        await second.sees("请您上门看看", "李大爷")
        found = await since(town, before)
        others = {s.user_id for s in town.community.staff if (s.role, s.grid) == (Role.AUXILIARY, 1)}
        assert set(found) == {secretary.user_id, worker.user_id, *others}  # not the head of the grid
        await worker.taps("1 安全")
        await worker.sees("走到 1/2 户")
        assert sum("安全" in label for label in labels(await worker.last())) == 1
        await secretary.sees("分派 5 户，走到 1 户")
        await worker.taps("没人")
        await worker.sees("没人应门", "走到 1/2 户")  # to be tried again
        assert (
            leaks(
                town.ears.in_groups(), [Reporter(99_999_999, frozenset({GRANDMA, "李大爷"}), frozenset({PHONE}), False)]
            )
            == []
        )


async def test_a_household_that_needs_help_calls_who_is_on_duty(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        helper, worker = town.staff(Role.AUXILIARY, 1), officer(town)
        await on_duty(town, helper, "g1")
        await listed(town)
        await starts(town)
        await town.secretary.taps("上门走访")
        await town.secretary.taps("1")
        await town.secretary.taps(worker.name)
        await worker.sees("请您上门看看", GRANDMA)
        before = await heads(town, helper, worker)
        await worker.taps("1 需帮助")
        assert await since(town, before) == {helper.user_id: ["🆘 求助1"]}
        await helper.sees("求助1", GRANDMA, PHONE, "1号楼", "独居")
        await helper.taps("收到")
        await town.secretary.sees("求助没办完：1 件")


async def test_who_does_not_go_is_reminded_then_the_head_then_the_secretary(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, head = officer(town), town.staff(Role.GRID_HEAD, 1)
        await listed(town)
        await starts(town)
        await town.secretary.taps("上门走访")
        await town.secretary.taps("按网格分给网格员")
        staff = everybody(town)
        before = await heads(town, *staff, resident(town))
        await town.wind(hours=2, minutes=1)
        assert await since(town, before) == {worker.user_id: ["请记得上门，还有 1 户没有走到。"]}
        before = await heads(town, *staff, resident(town))
        await town.wind(hours=2)
        late = f"{worker.name}还有 1 户没有走到，请帮着催一催，或者请别人去。"
        assert await since(town, before) == {worker.user_id: ["请记得上门，还有 1 户没有走到。"], head.user_id: [late]}
        before = await heads(town, *staff, resident(town))
        await town.wind(hours=2)
        found = await since(town, before)
        assert set(found) == {worker.user_id, town.secretary.user_id}
        assert late in found[town.secretary.user_id]
        await worker.taps("1 安全")
        before = await heads(town, *staff, resident(town))
        await town.wind(hours=5)
        assert {chat: new for chat, new in (await since(town, before)).items() if "户" in new[0]} == {}


async def test_given_to_somebody_else_and_over_with_the_response(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, second = officer(town), town.staff(Role.AUXILIARY, 1)
        await listed(town)
        await starts(town)
        for one in (worker, second):
            await town.secretary.taps("上门走访")
            await town.secretary.taps("1")
            await town.secretary.taps(one.name)
        await second.sees("请您上门看看", GRANDMA)
        assert GRANDMA not in said(await worker.last())
        await town.secretary.taps("终止响应")
        await town.secretary.taps("确认终止")
        assert GRANDMA not in said(await second.last())
        await second.sees("不用再上门了。一共 1 户，走到 0 户")
