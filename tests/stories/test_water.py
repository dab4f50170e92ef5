"""Where water stands: from the message in the group to a case with all clocks of the loop."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from bot.render import messages_folder, read_labels
from tests.stories.floods import everybody, heads, officer, on_duty, rolls, since, starts
from tests.stories.rosters import rows
from tests.stories.scenes import assigned, newcomer, resident
from tests.town import labels, open_town, picture, said


async def test_water_becomes_a_case_of_the_flood_category(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await starts(town, "IV级")
        group, neighbour = town.groups[1], resident(town)
        assert "积水 0 处" in said(await neighbour.last(chat=group))
        before = await heads(town, *everybody(town))
        await neighbour.starts("w1")
        assert labels(await neighbour.last())[:4] == ["到脚踝", "到小腿", "到膝盖", "到膝盖以上"]
        await neighbour.taps("到膝盖")
        await neighbour.says(photo=picture(1))
        await neighbour.taps("下一步")
        await neighbour.taps("1号楼")
        assert "水深：到膝盖" in said(await neighbour.last())
        await neighbour.taps("提交")
        await neighbour.sees("1号", "汛情险情", "水深：到膝盖")
        await neighbour.sees("本网格报积水 1 处", chat=group)
        await town.secretary.sees("1号 · 汛情险情", "水深：到膝盖")
        found = await since(town, before)
        assert set(found) == {town.secretary.user_id, group}
        assert found[group] == ["1号 · 汛情险情"]
        assert rows(town, "SELECT response_id, case_id, depth FROM water_points") == [(1, 1, "knee")]
        worker = await assigned(town, 1)
        await worker.sees("1号", "水深：到膝盖")
        await town.wind(minutes=16)  # the clocks of an emergency
        await worker.sees("1号", "接单")


async def test_the_list_of_the_situation_is_for_the_staff_on_duty(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await on_duty(town, officer(town), "g1")
        await starts(town)
        await rolls(town)
        neighbour = resident(town)
        await neighbour.starts("w1")
        await neighbour.taps("到脚踝")
        await neighbour.taps("没有照片")
        await neighbour.taps("1号楼")
        await neighbour.taps("提交")
        await officer(town).taps("汛情一览")
        await officer(town).sees("积水 1号：第一网格，水深到脚踝", "没有等着办的求助")
        worker = town.staff(Role.AUXILIARY, 1)
        assert worker.user_id != officer(town).user_id
        refused = await worker.taps_data((await worker.last())["message_id"], "p:response.list:0:0:0")
        assert refused == read_labels(messages_folder() / "zh")["toast"]["person_not_yours"]


async def test_an_old_way_in_is_an_ordinary_report(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        neighbour = await newcomer(town)
        await neighbour.starts("w1")
        assert "到膝盖" not in labels(await neighbour.last())
        await neighbour.starts("w99")
        assert rows(town, "SELECT * FROM water_points") == []
