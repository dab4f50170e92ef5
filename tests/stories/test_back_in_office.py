"""Who is given a role has the cards of their cases as that role sees them; also who had lost it before."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Appointment, Role
from tests.stories.scenes import assigned, files_report, fills, resident
from tests.town import labels, open_town, said


async def test_a_worker_again_has_the_card_of_the_case_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        lead, held = await assigned(town, 1), Appointment(Role.FULL_TIME, 1)
        card = (await lead.sees("1号 ·"))["message_id"]
        await town.dismisses(lead, held)
        assert "已移交" in said(await lead.sees("1号"))
        await town.appoints(lead, held)
        again = await lead.sees("1号 ·")
        assert again["message_id"] == card and "接单" in labels(again), "nobody else has taken it meanwhile"


async def test_a_worker_who_becomes_secretary_sees_their_case_as_one(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        reporter = resident(town)
        await files_report(reporter, "楼上半夜搬家具", kind="噪音扰民")
        lead = await assigned(town, 1)
        assert reporter.name not in said(await lead.sees("1号 ·"))
        await town.appoints(lead, Appointment(Role.SECRETARY, None))
        assert reporter.name in said(await lead.sees("1号 ·")), "who directs may know who reported it"


async def test_who_gave_a_case_back_and_becomes_secretary_sees_it_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        former = await assigned(town, 1)
        await fills(former, 1, "退单", "手上的事太多", "不知道", "确定退单")
        await former.sees("1号 此案件已移交")
        await (await assigned(town, 1, town.staff(Role.GRID_HEAD, 1))).taps_on("1号", "接单")
        await town.appoints(former, Appointment(Role.SECRETARY, None))
        assert "已接单" in said(await former.sees("1号 ·")), "though nobody waits for a secretary there"
