"""One's own phone number: left by contact only, masked, shown on record to whom it is meant, deleted with a tap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.domain.person import Role
from bot.storage import audit
from bot.storage.store import Tx
from tests.stories.scenes import answers, assigned, files_report, newcomer, resident
from tests.town import Neighbour, Town, labels, open_town, said

NOT_YOURS = "没有找到，或者不归您办理。"
PHONE, MASKED = "13800135678", "138****5678"


def contact(person: Neighbour, phone: str = PHONE) -> dict[str, Any]:
    """The contact of somebody, as Telegram sends it."""
    return {"phone_number": phone, "first_name": person.name, "user_id": person.user_id}


async def leaves(person: Neighbour, phone: str = PHONE) -> None:
    """Somebody leaves their own number."""
    await person.says("/phone")
    await person.says(contact=contact(person, phone))


async def views(town: Town, case: int) -> list[tuple[int | None, str]]:
    """Who looked at the number of a case's reporter, and what is on record of it."""

    async def work(tx: Tx) -> list[tuple[int | None, str]]:
        events = await audit.of_case(tx, town.app.community_id, case)
        return [(event.actor, event.facts) for event in events if event.act == "phone.viewed"]

    return await town.app.store.read(work)


async def test_a_number_is_left_and_deleted(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts()
        await person.says("/mine")
        await person.taps("我的手机号")
        asked = await person.last()
        assert asked["reply_markup"]["keyboard"][0][0]["request_contact"] is True
        await person.says("13800135678")
        assert "手打的号码不收" in said(await person.last())
        await person.says(contact=contact(town.secretary))
        assert "不是您自己的号码" in said(await person.last())
        await person.says(contact=contact(person, "+86 138-0013-5678"))
        kept = await person.sees(MASKED, "留好了")
        assert kept["reply_markup"] == {"remove_keyboard": True}
        await person.says("/phone")
        assert MASKED in said(await person.last()) and labels(await person.last()) == ["换号码", "删除号码"]
        answer = await person.taps("删除号码")
        assert answer is not None and "已删除" in answer["text"]
        again = await person.taps("删除号码")
        assert again is not None and "没有留电话" in again["text"]
        await person.says("/phone")
        assert "留一个手机号" in said(await person.last())
        async with answers(person) as told:
            await person.says("/cancel")
        assert told[0]["reply_markup"] == {"remove_keyboard": True}
        assert PHONE not in "".join(await person.reads())


async def test_only_whom_it_is_meant_for_sees_it_and_each_view_is_on_record(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary, group = resident(town), town.secretary, town.groups[1]
        await files_report(person)
        worker = await assigned(town, 1)
        await leaves(person)
        for who in (secretary, worker):
            await who.sees("1号 ·", f"电话：{MASKED}")
            async with answers(who) as told:
                await who.taps_on("1号 ·", "查看电话")
            assert PHONE in said(told[0])
        await secretary.taps_on("1号 ·", "查看电话")
        seen = await views(town, 1)
        assert len(seen) == 3 and len({actor for actor, _ in seen}) == 2
        assert not [facts for _, facts in seen if PHONE in facts or person.name in facts]
        await person.taps_on("您上报的 1号", "不让处置人员知道我是谁")
        assert "电话" not in said(await worker.sees("1号 ·")) and "查看电话" not in labels(await worker.sees("1号 ·"))
        stranger = await newcomer(town)
        await stranger.starts()
        for who in (worker, stranger, person, town.staff(Role.GRID_HEAD, 1)):
            for payload in ("p:phone.show:1:0:0", "p:phone.show:99:0:0"):
                async with answers(who, 0):
                    assert await who.taps_data((await who.last())["message_id"], payload) == NOT_YOURS
        assert len(await views(town, 1)) == 3
        shown = str(await town.messages(group, person.user_id))
        assert PHONE not in shown and MASKED not in shown


async def test_a_deleted_number_is_gone_from_the_cards(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await leaves(person)
        await files_report(person)
        card = await secretary.sees("1号 ·", MASKED)
        await person.says("/phone")
        await person.taps("删除号码")
        assert MASKED not in said(await secretary.sees("1号 ·"))
        assert "没有留电话" in await secretary.taps_data(card["message_id"], "p:phone.show:1:0:0")
        assert await views(town, 1) == []


async def test_a_number_may_come_while_a_report_is_begun(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps("路灯不亮")
        await person.says("灯坏了")
        await person.says("/phone")
        assert "还没有完成" in said(await person.last())
        await person.taps("继续")
        await person.taps("没有照片")
        await person.taps("1号楼")
        await person.taps("提交")
        await leaves(person)
        await person.sees(MASKED, "留好了")
