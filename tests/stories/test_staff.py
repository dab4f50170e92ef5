"""The desk of the staff: who holds what, ending an appointment at once, and what is left of it on phones."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.actions import people
from bot.actions.context import Context
from bot.domain.button import Press, encode
from bot.domain.person import Appointment, Person, Role
from bot.storage import outbox
from bot.storage import people as storage
from bot.storage.store import Tx
from tests.stories.scenes import assigned, case_cards, closed, fed_back, files_report, resident
from tests.town import Neighbour, Town, buttons, labels, open_town, picture, said

NOT_YOURS = "没有找到"


async def known(town: Town, who: Neighbour) -> Person:
    """Somebody as the bot knows them."""
    found: Person | None = await town.app.store.read(lambda tx: storage.by_user(tx, town.app.community_id, who.user_id))
    assert found is not None
    return found


async def audited(town: Town, act: str) -> list[tuple[int | None, str]]:
    """Who did that, and the facts."""

    async def read(tx: Tx) -> list[tuple[int | None, str]]:
        rows = await tx.rows("audit_page", community=town.app.community_id, after=0, most=1_000)
        return [(row["actor"], row["facts"]) for row in rows if row["act"] == act]

    return await town.app.store.read(read)


async def appointed(town: Town, who: Neighbour, role: Role, grid: int | None = None) -> None:
    """Somebody is given a role, before the story begins."""
    person = await known(town, who)

    async def work(tx: Tx) -> None:
        ctx = Context(tx, town.community, town.app.community_id, town.app.clock.now())
        await people.appoint(ctx, None, person, Appointment(role, grid))

    await town.app.store.write(work)


async def opens(town: Town, name: str) -> None:
    """The secretary opens the page of somebody, leafing through the list."""
    await town.secretary.says("/staff")
    await town.secretary.taps("人员名单")
    while name not in labels(await town.secretary.last()):
        await town.secretary.taps("下一页 ▶")
    await town.secretary.taps(name)


async def revoked(town: Town, who: Neighbour, label: str = "撤销：") -> None:
    """The secretary ends an appointment of somebody, with the second tap."""
    await opens(town, who.name)
    await town.secretary.taps(label)
    await town.secretary.taps("确定撤销")


async def test_the_desk_says_how_many_and_who(tmp_path: Path) -> None:
    async with open_town(tmp_path, absent=[1041]) as town:
        secretary = town.secretary
        await secretary.says("/staff")
        await secretary.sees("人员管理", "书记：1 人", "网格长：7 人", "网格辅助员：21 人", "共 41 人", "联系不上 1 人")
        assert {"人员名单", "邀请", "导入名单", "导出名单"} <= set(labels(await secretary.last()))
        await secretary.taps("人员名单")
        first = await secretary.sees("第 1 页", "梁静怡 · 书记", "申国梁 · 网格长 第一网格")
        assert len([line for line in said(first).splitlines() if "·" in line]) == 8
        for _ in range(2):
            await secretary.taps("下一页 ▶")
        assert "⚠ 联系不上" in said(await secretary.sees("田小芳 · 辅助"))
        await secretary.taps("田小芳")
        page = await secretary.sees("田小芳", "网格辅助员 第一网格", "⚠ 联系不上", "手上在办：0 件", "电话：没有留")
        assert "查看电话" not in labels(page) and page["message_id"] == first["message_id"], (
            "one message, leafed through"
        )


async def test_for_others_the_desk_does_not_exist(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, target = town.staff(Role.FULL_TIME, 1), await known(town, town.staff(Role.GRID_HEAD, 1))
        for who in (worker, resident(town)):
            await who.says("/staff")
            await who.sees("没有这个命令")
            message = (await who.last())["message_id"]
            for what in (
                "staff.desk",
                "staff.list",
                "staff.person",
                "staff.phone",
                "staff.ask",
                "staff.end",
                "hand.list",
            ):
                answer = await who.taps_data(message, encode(Press(what, target.person_id)))
                assert NOT_YOURS in answer, what
        assert (await known(town, town.staff(Role.GRID_HEAD, 1))).appointments == target.appointments


async def test_each_look_at_a_number_is_written_down(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        worker = await known(town, town.staff(Role.FULL_TIME, 1))
        community, number = town.app.community_id, "13800138000"
        await town.app.store.write(lambda tx: storage.set_phone(tx, community, worker.person_id, number))
        await opens(town, worker.name)
        page = await town.secretary.sees(worker.name, "138****8000")
        assert number not in said(page)
        await town.secretary.taps("查看电话")
        await town.secretary.sees(worker.name, number)
        by = (await known(town, town.secretary)).person_id
        assert await audited(town, "phone.viewed") == [(by, f'{{"person":{worker.person_id}}}')]
        deputy = town.staff(Role.GRID_HEAD, 2)
        await appointed(town, deputy, Role.DEPUTY)
        answer = await deputy.taps_data(
            (await deputy.last())["message_id"], encode(Press("staff.phone", worker.person_id))
        )
        assert NOT_YOURS in answer and len(await audited(town, "phone.viewed")) == 1


async def test_revoking_works_at_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), "消防栓后面漏水")
        worker = await assigned(town, 1)
        await worker.taps_on("1号", "接单")
        card = await worker.sees("1号", "消防栓后面漏水")
        old = next(b["callback_data"] for b in buttons(card) if b["text"] == "开始处置")
        await opens(town, worker.name)
        await town.secretary.taps("撤销：")
        await town.secretary.sees("要撤销", worker.name, "专职网格员 第一网格", "手上还有 1 件在办")
        await town.secretary.taps("确定撤销")
        await town.secretary.sees("已撤销", worker.name, "还有 1 件在办")
        await worker.sees("您不再担任", "专职网格员 第一网格", "谢谢您")
        assert NOT_YOURS in await worker.taps_data(card["message_id"], old)
        assert not [text for text in await worker.reads() if "消防栓后面漏水" in text], "no card tells it any more"
        assert not [m for m in await town.from_bot(worker.user_id, worker.user_id) if "开始处置" in labels(m)]
        await worker.sees("1号", "此案件已移交")
        await worker.says(photo=picture(1), caption="修好了", reply_to=card["message_id"])
        await worker.sees(NOT_YOURS, "1号")
        assert "已接单" in (await case_cards(town, 1))[-1]
        assert len(await audited(town, "staff.dismissed")) == 1


async def test_a_button_of_a_role_that_is_gone_says_so(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = town.staff(Role.FULL_TIME, 1)
        await opens(town, worker.name)
        await town.secretary.taps("撤销：")
        sure = await town.secretary.newest_with("确定撤销")
        data = next(b["callback_data"] for b in buttons(sure) if b["text"] == "确定撤销")
        await town.secretary.taps("确定撤销")
        assert "已经不在了" in await town.secretary.taps_data(sure["message_id"], data)
        assert len(await audited(town, "staff.dismissed")) == 1


async def test_older_copies_of_a_card_are_blanked_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        deputy = town.staff(Role.SPECIALIST, 5)
        await appointed(town, deputy, Role.SECRETARY)
        await files_report(resident(town), "楼后围墙裂开了")
        await fed_back(town, 1)  # the card came a second time, with the photo of the proof
        assert len([text for text in await deputy.reads() if "楼后围墙裂开了" in text]) == 2
        await revoked(town, deputy, "全部撤销")
        assert not [text for text in await deputy.reads() if "楼后围墙裂开了" in text or "程桂兰" in text]


async def test_what_somebody_reported_stays_theirs(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = town.staff(Role.FULL_TIME, 1)
        await files_report(worker, "我家门口的灯坏了")
        await assigned(town, 1)
        await revoked(town, worker)
        card = await worker.sees("您上报的 1号", "我家门口的灯坏了")
        assert not {"接单", "转给同事"} & set(labels(card))


async def test_there_is_always_a_secretary(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary, second = town.secretary, town.staff(Role.GRID_HEAD, 1)
        me = await known(town, secretary)
        await opens(town, secretary.name)
        answer = await secretary.taps("撤销：")
        assert answer is not None and "只剩一位" in answer["text"]
        assert (await known(town, secretary)).appointments == me.appointments
        await appointed(town, second, Role.SECRETARY)
        await revoked(town, secretary)
        await secretary.says("/staff")
        await secretary.sees("没有这个命令")
        await files_report(resident(town))
        await second.sees("1号 · 路灯不亮")


@pytest.mark.parametrize("another", [False, True])
async def test_a_configuration_without_a_secretary_keeps_the_last_one(tmp_path: Path, another: bool) -> None:
    from dataclasses import replace

    async with open_town(tmp_path) as town:
        staff = tuple(line for line in town.community.staff if line.role is not Role.SECRETARY)
        if another:
            new = next(line for line in town.community.staff if line.role is Role.SPECIALIST)
            staff = (*staff, replace(new, role=Role.SECRETARY, grid=None))
        secretary = town.secretary
        await town.stop_bot()
        town.community = replace(town.community, staff=staff)
        await town.start_bot()
        assert (await known(town, secretary)).holds(Role.SECRETARY) is not another
        assert len(await audited(town, "staff.kept")) == (0 if another else 1)


async def test_closed_cases_are_left_in_peace(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await closed(town, 1)
        await revoked(town, worker)
        assert "还有" not in said(await town.secretary.sees("已撤销", worker.name))
        await worker.sees("1号", "此案件已移交")


async def test_who_was_dismissed_learns_nothing_from_an_old_button_and_may_block_the_bot(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        number = await files_report(person)
        worker = await assigned(town, number)
        mine = await person.sees(f"您上报的 {number}号")
        await person.says("现在更暗了", reply_to=mine["message_id"])
        await town.post(f"/api/people/{worker.user_id}/block", {})
        await revoked(town, worker)
        waiting = await town.app.store.read(lambda tx: outbox.open_(tx, town.app.community_id))
        assert waiting == [], "what cannot be sent is settled, the older copies of a card too"
        await worker.starts()
        await worker.taps_data(1, "m:tasks")
        assert "您手上没有未办结的任务" in said(await worker.last())
