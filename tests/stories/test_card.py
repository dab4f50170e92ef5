"""A case's cards: one for each who is concerned, with what they may know and what is theirs to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.domain.community import Community, Staff
from bot.domain.person import Role
from tests.stories.scenes import answers, assigned, case_cards, closed, fed_back, files_report, resident
from tests.town import Neighbour, labels, open_town, picture, said

SECOND = 1002


def with_two_secretaries(community: Community) -> Community:
    """A second secretary, and the first one is also the head of grid 1."""
    first = next(staff for staff in community.staff if staff.role is Role.SECRETARY)
    more = (Staff("副书记", SECOND, Role.SECRETARY, None), replace(first, role=Role.GRID_HEAD, grid=1))
    return replace(community, staff=(*community.staff, *more))


#: What the lead can do with a case that is not theirs, or not so soon.
LEAD = ("转给同事", "退单", "申请延期")


async def test_the_group_sees_one_card_and_nothing_of_the_reporter(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, group = resident(town), town.groups[1]
        await files_report(person, "我是二楼的程桂兰，灯坏了", photo=picture(1))
        first = (await case_cards(town, 1))[0]
        lead = await closed(town, 1)
        await town.wind(days=8)
        assert len(await case_cards(town, 1)) == 1 and first not in await case_cards(town, 1)
        shown = "\n".join(await person.reads(chat=group))
        assert "已归档" in shown and lead.name in shown and "修好了" not in shown
        assert person.name not in shown and "二楼" not in shown
        from_bot = [m for m in await town.messages(group, person.user_id) if m["from"]["is_bot"]]
        assert str(person.user_id) not in str(from_bot)


async def test_a_private_case_hides_place_and_words(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, group = resident(town), town.groups[1]
        await files_report(person, "302 天天吵架", kind="噪音扰民", house="5号楼")
        shown = "\n".join(await person.reads(chat=group))
        assert "1号 · 噪音扰民" in shown and "地点：第一网格\n" in shown
        assert "302" not in shown and "5号楼" not in shown.partition("1号 ·")[2]
        assert "5号楼" in said(await person.sees("您上报的 1号")), "the reporter's own card says all"
        await town.secretary.sees("1号 · 噪音扰民", "不公开", "5号楼", "302", person.name)


async def test_words_of_a_place_stay_private_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps("路灯不亮")
        await person.says("灯坏了")
        await person.taps("没有照片")
        await person.says("302 老张家门口")
        await person.taps("提交")
        assert "老张" not in "".join(await person.reads(chat=town.groups[1]))
        await town.secretary.sees("1号", "302 老张家门口")


async def test_the_secretary_turns_the_pages_of_workers(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary = town.secretary
        await files_report(resident(town))
        async with answers(secretary, 0):
            await secretary.taps("指派")
        card = await secretary.last()
        assert "上报：程桂兰" in said(card)
        assert "田小芳" in labels(card)[0], "who is suggested for the kind, of the grid, comes first"
        seen = set(labels(card))
        for _ in range(4):
            await secretary.taps("下一页")
            seen |= set(labels(await secretary.last()))
        workers = {label for label in seen if not label.startswith(("◀", "下一页", "返回"))}
        assert len(workers) == 40 and "下一页 ▶" not in labels(await secretary.last())
        await secretary.taps("上一页")
        async with answers(secretary, 0):
            await secretary.taps("返回")
        assert labels(await secretary.last()) == ["指派", "问上报人", "更多"]
        worker = await assigned(town, 1)
        await secretary.sees("1号", "已指派", worker.name)


async def test_who_has_work_is_shown_with_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await files_report(resident(town), "又坏了", house="2号楼")
        await town.secretary.taps_on("2号", "指派")
        label = next(text for text in labels(await town.secretary.last()) if worker.name in text)
        assert "1" in label


async def test_everybody_sees_only_their_own_buttons(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary, group = resident(town), town.secretary, town.groups[1]
        await files_report(person, photo=picture(1))
        worker = await assigned(town, 1)
        more = ["看照片", "问上报人"]
        assert labels(await worker.sees("1号 ·")) == ["接单", *LEAD, *more, "更多"]
        assert labels(await secretary.sees("1号 ·")) == [*more, "撤销刚才这一步", "更多"]
        assert labels(await person.sees("您上报的 1号")) == ["为什么是这个时间", "不让处置人员知道我是谁"]
        assert labels(await person.sees("1号 ·", chat=group)) == ["我也关注"]
        await worker.taps("接单")
        assert labels(await worker.sees("1号 ·")) == ["开始处置", "已办好，发照片", *LEAD, *more, "更多"]
        await worker.taps("开始处置")
        assert labels(await worker.sees("1号 ·")) == ["已办好，发照片", *LEAD, *more, "更多"]
        task = await worker.sees("1号")
        await worker.says(photo=picture(2), reply_to=task["message_id"])
        more.insert(1, "前后对比")
        assert labels(await worker.sees("1号 ·")) == [*more, "更多"]
        assert labels(await secretary.sees("已反馈")) == ["核查通过", "退回重办", *more, "更多"]
        await secretary.taps("核查通过")
        await secretary.taps("结案")
        assert labels(await person.sees("1号 ·", chat=group)) == []


async def test_an_old_button_says_who_did_what_when(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_two_secretaries) as town:
        first, second = town.secretary, Neighbour(town, SECOND, "副书记")
        await files_report(resident(town))
        await second.taps("指派")
        slow = await second.last()
        choice = slow["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        worker = await assigned(town, 1)
        before = await case_cards(town, 1)
        said_what = await second.taps_data(slow["message_id"], choice)
        assert said_what.startswith(f"1号已指派，{first.name}，") and "月" in said_what
        assert await case_cards(town, 1) == before
        assert worker.name in said(await second.sees("1号", "已指派")), "the card of the slower one is right already"
        await worker.taps("接单")
        await worker.taps("开始处置")
        answer = await worker.taps_data((await worker.last())["message_id"], "c:accept:1:3:0")
        assert answer.startswith(f"1号已开始处置，{worker.name}，")


async def test_two_taps_at_once_assign_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        await town.secretary.taps("指派")
        worker = town.staff(Role.FULL_TIME, 1)
        await town.secretary.taps(worker.name)
        async with answers(worker):
            await town.secretary.taps("指派，", twice=True)


async def test_nobody_verifies_their_own_work(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_two_secretaries) as town:
        both, second = town.secretary, Neighbour(town, SECOND, "副书记")
        await files_report(resident(town))
        await fed_back(town, 1, both)
        assert "核查通过" not in labels(await both.sees("已反馈"))
        refused = await both.taps_data((await both.last())["message_id"], "c:verify:1:6:0")
        assert refused == "自己办的事，请别人来核查。"
        await second.taps("核查通过")
        await resident(town).sees("您上报的 1号", "已核查")


async def test_a_worker_who_never_started_the_bot(tmp_path: Path) -> None:
    async with open_town(tmp_path, absent=(1021,)) as town:
        worker = town.staff(Role.FULL_TIME, 1)
        assert worker.user_id == 1021
        await files_report(resident(town))
        await town.secretary.taps("指派")
        assert any(worker.name in label and "联系不上" in label for label in labels(await town.secretary.last()))
        async with answers(town.secretary) as told:
            await town.secretary.taps(worker.name)
            await town.secretary.taps("指派，")
        assert worker.name in said(told[0]) and "收不到消息" in said(told[0]) and "1号" in said(told[0])
        async with answers(worker, 2):
            await worker.starts()
        await worker.sees("1号 · 路灯不亮")
        await worker.taps("接单")
        await resident(town).sees("已接单。")


async def test_the_photos_of_a_case_are_shown_to_those_concerned(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), photo=picture(1))
        worker = await fed_back(town, 1)
        before = len(await town.messages(worker.user_id, worker.user_id))
        await worker.taps("看照片")
        shown = (await town.messages(worker.user_id, worker.user_id))[before:]
        assert sum("photo" in message for message in shown) == 2
