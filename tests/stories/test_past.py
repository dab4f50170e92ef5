"""What still stood in the chat of who has lost a case or a role: lists, notes, promises, offers."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Appointment, Role
from tests.stories.scenes import answers, assigned, files_report, fills, resident
from tests.stories.test_petitions import deputy
from tests.stories.working import at_work, replies
from tests.town import Neighbour, Town, labels, open_town, said

GONE = "已经不归您办理，不再显示了"


async def remembers(person: Neighbour, town: Town) -> None:
    """Somebody has a case, a list, a note and a promise about it in their chat, the list twice."""
    for _ in range(2):
        await person.says("/find 灯坏")
        await person.sees("1号 路灯不亮")
    await replies(person, text="住户不在家，周五前再去")
    await person.taps("提醒我")
    await person.sees("住户不在家")


def left(texts: list[str]) -> list[str]:
    """What of all that can still be read."""
    told = [text for text in texts if not text.startswith(("提醒", "我的任务"))]
    return [text for text in told if "住户不在家" in text or "三单元" in text or "1号楼" in text]


async def test_who_loses_a_case_keeps_nothing_of_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        await remembers(lead, town)
        await town.wind(days=4)
        await lead.sees("住户不在家", "1号楼")
        await fills(lead, 1, "退单", "不是我的网格", "不知道", "确定退单")
        assert left(await lead.reads()) == []
        gone = [text for text in await lead.reads() if GONE in text]
        assert len(gone) == 4, "the list and its older copy, the note, and what had been promised"


async def test_who_loses_a_role_keeps_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        await remembers(lead, town)
        await town.dismisses(lead, Appointment(Role.FULL_TIME, 1))
        assert left(await lead.reads()) == []


async def test_what_is_still_theirs_stays(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        await files_report(resident(town), "二单元的灯坏了", house="2号楼")
        await assigned(town, 2)
        await remembers(lead, town)
        await fills(lead, 2, "退单", "不是我的网格", "不知道", "确定退单")
        await lead.sees("住户不在家")


async def test_who_directs_no_more_has_no_lists_and_who_was_asked_no_offer(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        other, receiver = await deputy(town), town.staff(Role.AUXILIARY, 1)
        lead = await at_work(town)
        await town.wind(days=8)
        await other.says("/board")
        await other.taps("超时 1 件")
        await other.sees("超时的案件", "1号楼")
        await town.dismisses(other, Appointment(Role.DEPUTY, None))
        assert not [text for text in await other.reads() if "1号楼" in text and "超时" in text]
        await lead.taps_on("1号 ·", "转给同事")
        while not any(receiver.name in label for label in labels(await lead.last())):
            await lead.taps("下一页 ▶")
        async with answers(receiver) as asked:
            await lead.taps(receiver.name)
        assert "1号楼" in said(asked[0])
        await town.dismisses(receiver, Appointment(Role.AUXILIARY, 1))
        assert "1号楼" not in "".join(await receiver.reads())
