"""Cases that belong together: one that is the same as another, and one that is carried on in parts."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.stories.scenes import answers, assigned, closed, files_report, fills, newcomer, resident
from tests.town import labels, open_town, said


async def test_whose_report_is_merged_goes_on_with_the_other(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        person, other, secretary = resident(town), resident(town, 2), town.secretary
        follower = await newcomer(town, 3001, "赵邻居")
        await follower.starts()
        await files_report(person, "三单元的灯坏了")
        await files_report(other, "广场的灯坏了")  # of grid 1, and its reporter lives in grid 2
        await follower.says("/help", chat=town.groups[1])
        await follower.taps("我也关注", chat=town.groups[1])
        await follower.sees("您关注的 2号")
        async with answers(other, 2) as told:  # that it is the same, and the card of the other one
            await fills(secretary, 2, "并案", "1号", "确定并案", behind=True)
        mine = await other.sees("您上报的 2号", "已并案", "1号 · 路灯不亮", "1号楼")
        assert "三单元" not in "".join([said(mine), *map(said, told)]), "what the other one wrote is not theirs to read"
        assert person.name not in "".join(await other.reads())
        await other.sees("您关注的 1号")
        await follower.sees("您关注的 1号")
        worker = await assigned(town, 1)
        async with answers(other) as news, answers(follower) as also, answers(person):
            await worker.taps_on("1号 ·", "接单")
        assert "您关注的 1号" in said(news[0]) and "您关注的 1号" in said(also[0])
        await secretary.sees("1号 ·", "并入的：2号")
        place = (await other.last())["message_id"]
        assert "1号已接单" in await other.taps_data(place, "p:form.reopen:1:0:0"), "not while it is handled"


async def test_whose_report_was_merged_can_object_to_the_closing_wherever_they_live(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        person, other, secretary = resident(town), resident(town, 2), town.secretary
        await files_report(person, "三单元的灯坏了")
        await files_report(other, "广场的灯坏了")  # of grid 1, and its reporter lives in grid 2
        await fills(secretary, 2, "并案", "1号", "确定并案", behind=True)
        async with answers(other, 2) as told:
            await closed(town, 1)
        assert "您关注的 1号" in said(told[-1]) and labels(told[-1]) == ["我有异议"]
        async with answers(secretary) as asked:
            await fills(other, 1, "我有异议", "广场还是黑的", "确定申请重新办理")
        assert "关注的居民说：广场还是黑的" in said(asked[0])
        async with answers(other) as refused:
            await secretary.taps_on("广场还是黑的", "不同意")
            await secretary.says("明天再去看")
            await secretary.taps("确定不同意")
        assert "明天再去看" in said(refused[0])


async def test_a_private_one_leaks_nothing_to_whose_report_was_merged_into_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, other, secretary = resident(town), await newcomer(town, 3001, "赵邻居"), town.secretary
        await other.starts()
        await files_report(person, "楼上每天半夜搬家具", kind="噪音扰民", house="2号楼")
        await files_report(other, "楼道里很吵", kind="噪音扰民", house="3号楼")
        await fills(secretary, 2, "并案", "1号", "确定并案", behind=True)
        worker = await assigned(town, 1)
        await worker.taps_on("1号 ·", "接单")
        seen = "".join(await other.reads())
        assert "1号" in seen and not [word for word in ("2号楼", "搬家具", person.name) if word in seen]
        assert "三" not in seen.replace("第三", "").replace("3号楼", "") or "搬家具" not in seen
        for payload in ("v:photos:1:0", "p:verdict:1:0:0", "p:form.reopen:1:0:0"):
            place = (await other.last())["message_id"]
            assert await other.taps_data(place, payload)


async def test_who_follows_a_chain_of_merged_cases_hears_of_the_last(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        person, other, secretary = resident(town), resident(town, 2), town.secretary
        await files_report(other, "灯坏了")
        await files_report(person, "灯又坏了", house="2号楼")
        await files_report(person, "灯还是坏", house="4号楼")
        await fills(secretary, 1, "并案", "2号", "确定并案", behind=True)
        await fills(secretary, 2, "并案", "3号", "确定并案", behind=True)
        worker = await assigned(town, 3)
        async with answers(other) as news:
            await worker.taps_on("3号 ·", "接单")
        assert "您关注的 3号" in said(news[0])


async def test_the_parts_of_a_case_are_told_one_by_one_and_counted_on_the_parent(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person, "灯坏了，墙也掉皮")
        await fills(secretary, 1, "拆分", "灯坏了\n墙掉皮", "确定拆分", behind=True)
        for number, words in ((2, "灯坏了"), (3, "墙掉皮")):
            await person.sees(f"您上报的 {number}号", words)
        await person.sees("您上报的 1号", "已拆分")
        await secretary.sees("1号 ·", "进展：2号已立案、3号已立案")
        await secretary.taps_on("2号 ·", "指派")
        await secretary.taps_on("2号 ·", town.staff(Role.FULL_TIME, 1).name)
        async with answers(secretary, 0):
            await secretary.taps_on("2号 ·", "指派，")
        card = await secretary.sees("1号 ·", "进展：2号已指派、3号已立案")
        assert "进展：" not in said(await person.sees("您上报的 1号", "已拆分"))
        assert "归档" in labels(card)
