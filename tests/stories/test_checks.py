"""Looking on site before a case is verified: in every emergency, and in a share that nobody foresees."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import WORKERS, Appointment, Role
from tests.stories.scenes import answers, fed_back, files_report, fills, resident
from tests.stories.working import acts, replies, reports_fire, share
from tests.town import Neighbour, Town, labels, open_town, picture, said


async def checker_of(town: Town, number: int = 1) -> Neighbour:
    """Who was sent to look."""
    for staff in {one.user_id: one for one in town.community.staff}.values():
        person = Neighbour(town, staff.user_id, staff.name)
        texts = await person.reads()
        if any("请到现场看一看" in text and f"{number}号" in text for text in texts):
            return person
    raise AssertionError("nobody was sent")


async def test_a_worker_of_the_grid_looks_and_the_secretary_verifies_after(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=share(100)) as town:
        await files_report(resident(town))
        lead = await fed_back(town, 1)
        checker = await checker_of(town)
        assert checker.user_id not in (lead.user_id, town.secretary.user_id)
        assert any(s.user_id == checker.user_id and s.grid in (1, None) for s in town.community.staff)
        card = await town.secretary.sees("1号 ·", "现场核查", "还没有结果")
        assert "核查通过" not in labels(card) and "不用现场核查" in labels(card)
        for other in (lead, resident(town)):
            assert "不归您" in await other.taps_data((await other.last())["message_id"], "p:check.good:1:6:0")
        assert "现场核查的结果" in await town.secretary.taps_data(card["message_id"], "c:verify:1:6:0")
        async with answers(checker):
            await replies(checker, photo=picture(70), caption="灯亮了")
        async with answers(town.secretary, 1) as told:
            await checker.taps_on("1号 ·", "现场看过，办好了")
        assert "符合" in said(told[0]) and "核查通过" in labels(told[0]) and "灯亮了" in said(told[0])
        await town.secretary.taps_on("1号 ·", "核查通过")
        await town.secretary.sees("1号 ·", "已核查")
        assert [act for act in await acts(town) if act.startswith(("check", "note"))] == ["note.added", "check.good"]


async def test_what_is_not_good_is_said_in_words(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=share(100)) as town:
        await files_report(resident(town))
        await fed_back(town, 1)
        checker = await checker_of(town)
        await checker.taps_on("1号 ·", "现场看过，没办好")
        await checker.says("灯还是不亮")
        async with answers(town.secretary) as told:
            await checker.taps("确定")
        assert "不符合" in said(told[0]) and "灯还是不亮" in said(told[0])
        assert "check.bad" in await acts(town)
        assert all("灯还是不亮" not in text for text in await resident(town).reads())
        old = (await checker.sees("1号 ·"))["message_id"]
        assert "1号" in await checker.taps_data(old, "p:check.good:1:7:0")
        assert (await acts(town)).count("check.good") == 0


async def test_a_director_may_do_without(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=share(100)) as town:
        await files_report(resident(town))
        await fed_back(town, 1)
        checker = await checker_of(town)
        await town.secretary.taps_on("1号 ·", "不用现场核查")
        assert "核查通过" in labels(await town.secretary.sees("1号 ·"))
        assert "check.waive" in await acts(town)
        assert "不归您" in await checker.taps_data((await checker.last())["message_id"], "p:check.good:1:7:0")


async def test_emergencies_always_and_others_by_the_share(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=share(0)) as town:
        await files_report(resident(town))
        await fed_back(town, 1)
        assert "核查通过" in labels(await town.secretary.sees("1号 ·"))
        await reports_fire(resident(town))
        await fed_back(town, 2)
        assert "核查通过" not in labels(await town.secretary.sees("2号 ·"))
        await checker_of(town, 2)


async def test_where_nobody_can_look_the_record_says_so(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=share(100)) as town:
        lead = town.staff(Role.FULL_TIME, 1)
        for staff in town.community.staff:
            if staff.role in WORKERS and staff.user_id != lead.user_id:
                held = Appointment(staff.role, staff.grid, staff.unit)
                await town.dismisses(Neighbour(town, staff.user_id, staff.name), held)
        await files_report(resident(town))
        await fed_back(town, 1)
        assert "核查通过" in labels(await town.secretary.sees("1号 ·"))
        assert (await acts(town))[-1] == "check.nobody"


async def test_who_was_sent_is_reminded_and_the_directors_hear_of_it(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=share(100)) as town:
        await files_report(resident(town))
        await fed_back(town, 1)
        checker = await checker_of(town)
        await town.wind(days=1, minutes=1)
        await checker.sees("1号", "等您到现场看一看")
        await town.secretary.sees("1号", "还没有结果", checker.name)
        for held in [s for s in town.community.staff if s.user_id == checker.user_id]:
            await town.dismisses(checker, Appointment(held.role, held.grid, held.unit))
        await town.wind(days=1, minutes=1)
        await town.secretary.sees("1号", "现在去不了")


async def test_who_looked_on_site_sees_no_more_of_it_when_it_goes_back(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=share(100)) as town:
        await files_report(resident(town))
        await fed_back(town, 1)
        checker = await checker_of(town)
        assert "三单元门口" in "".join(await checker.reads())
        await fills(checker, 1, "现场看过，没办好", "灯还是不亮", "确定现场核查没通过")
        await fills(town.secretary, 1, "退回重办", "灯还是不亮", "确定退回重办")
        assert "三单元门口" not in "".join(await checker.reads())
