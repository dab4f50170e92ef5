"""So many reports in an hour and no more; nothing that was filled in is lost, and emergencies always find a way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.domain.community import Community
from bot.domain.person import Role
from tests.stories.scenes import answers, files_report, newcomer, resident
from tests.town import Neighbour, labels, open_town, said

OFFICE = "0356-2000000"


def strict(community: Community) -> Community:
    """Two reports an hour, three for the staff."""
    policy = replace(community.policy, max_reports_per_hour=2, max_reports_per_hour_staff=3)
    return replace(community, policy=policy, office=OFFICE)


async def fire(person: Neighbour, many: int) -> None:
    """Somebody reports a fire, in another building each time."""
    await person.town.wind(minutes=1)  # a private chat takes so many messages at once
    await person.starts("r1")
    await person.taps("突发紧急")
    await person.taps("火情烟雾")
    await person.says(f"着火了 {many}")
    await person.taps(f"{many}号楼")
    while "不是同一件" in labels(await person.last()):
        await person.taps("不是同一件")
    await person.taps("提交")


async def test_the_third_report_waits_and_nothing_is_lost(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=strict) as town:
        person = resident(town)
        await files_report(person, "一")
        await town.wind(minutes=20)
        await files_report(person, "二", house="2号楼")
        await person.starts("r1")
        await person.taps("路灯不亮")
        await person.says("第三件的内容")
        await person.taps("没有照片")
        await person.taps("3号楼")
        async with answers(person, 0):
            await person.taps("提交")
        shown = await person.last()
        assert "已经报了 2 件" in said(shown) and OFFICE in said(shown) and "第三件的内容" in said(shown)
        assert "提交" in labels(shown)
        await town.wind(minutes=39)
        await person.taps("提交")
        assert "已经报了 2 件" in said(await person.last())
        await town.wind(minutes=2)
        await person.taps("提交")
        await person.sees("您上报的", "3号", "第三件的内容")


async def test_emergencies_do_not_count_up_to_three_times_as_many(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=strict) as town:
        person = resident(town)
        await files_report(person, "一")
        await files_report(person, "二", house="2号楼")
        for many in range(1, 7):
            await fire(person, many)
            await person.sees(f"{many + 2}号 · 火情烟雾")
        await fire(person, 7)
        assert "已经报了 6 件" in said(await person.last())
        assert "9号" not in "".join(await town.secretary.reads())


async def test_the_staff_may_send_more_and_everybody_has_their_own(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=strict) as town:
        worker = town.staff(Role.FULL_TIME, 1)
        for many in range(1, 4):
            await files_report(worker, f"巡查 {many}", house=f"{many}号楼")
            await town.wind(minutes=1)  # on patrol one walks from house to house
        neighbour = await newcomer(town)
        assert await files_report(neighbour, "我的", house="4号楼") == 4
