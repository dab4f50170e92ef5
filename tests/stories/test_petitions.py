"""Asking the directors for something: more time, a closed case opened again, a rejected one taken up."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from bot.domain.person import Appointment, Role
from bot.storage import cases, petitions
from tests.stories.scenes import (
    answers,
    assigned,
    closed,
    fed_back,
    files_report,
    fills,
    newcomer,
    resident,
)
from tests.town import Neighbour, Town, labels, open_town, said

NOT_YOURS = "没有找到，或者不归您办理。"


async def not_solved(person: Neighbour, words: str = "灯还是不亮", label: str = "没解决", number: int = 1) -> None:
    """Somebody says on their card that it is not solved, and why."""
    await fills(person, number, label, words, "确定申请重新办理")


async def neighbour(town: Town, user_id: int, name: str, number: int = 1) -> Neighbour:
    """A neighbour who follows the case."""
    person = await newcomer(town, user_id, name)
    await person.starts()
    await person.says("/help", chat=town.groups[1])
    await person.taps("我也关注", chat=town.groups[1])
    await person.sees(f"{number}号")
    return person


async def deputy(town: Town) -> Neighbour:
    """A deputy, who decides where the secretary must not."""
    person = await town.person(3090, "钱代书")
    await person.starts()
    await town.appoints(person, Appointment(Role.DEPUTY, None))
    return person


async def state(town: Town, number: int = 1) -> tuple[str, int]:
    """Where the case stands, and how often it was opened again."""

    async def work(tx: Any) -> tuple[str, int]:
        case = await cases.by_id(tx, town.app.community_id, number)
        assert case is not None
        return case.state.value, case.reopened

    found: tuple[str, int] = await town.app.store.read(work)
    return found


async def decisions(town: Town, number: int = 1) -> list[bool | None]:
    """What was decided about the petitions of a case, in order."""

    async def work(tx: Any) -> list[bool | None]:
        return [one.granted for one in await petitions.of_case(tx, town.app.community_id, number)]

    found: list[bool | None] = await town.app.store.read(work)
    return found


# --- opened again ---


async def test_not_solved_is_decided_by_somebody_else_and_opens_it_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        lead = await closed(town, 1)
        async with answers(secretary) as asked:
            await not_solved(person)
        card = asked[0]
        assert (
            "1号 · 路灯不亮" in said(card) and "上报人说：灯还是不亮" in said(card) and "已结案，已解决" in said(card)
        )
        assert person.name not in said(card), "whether it is done well does not depend on who asks"
        assert labels(card) == ["同意重新办理", "不同意"]
        shown = await person.sees("您上报的 1号", "您的评价：没解决", "您申请重新办理，正在等答复")
        assert "没解决，请重新办" not in labels(shown)
        assert "灯还是不亮" not in "".join([*await lead.reads(), *await secretary.reads(chat=town.groups[1])])
        await secretary.starts()
        await secretary.sees("1 个申请等答复")
        async with answers(secretary) as again:
            await secretary.taps("申请待答复 1 件")
        assert "灯还是不亮" in said(again[0])
        async with answers(person) as told, answers(secretary) as fresh:
            answer = await secretary.taps_on("1号 ·", "同意重新办理")
        assert answer is not None and "已同意" in answer["text"]
        assert "重新办理了" in said(told[0])
        assert "已立案" in said(fresh[0]) and "重开过 1 次" in said(fresh[0])
        assert await state(town) == ("opened", 1)
        await secretary.sees("已同意")
        await secretary.taps_on("1号 ·", "指派")
        assert lead.name in labels(await secretary.sees("1号 ·", "已立案"))[0], "who handled it stands first"
        assert "灯坏了" not in "".join(await lead.reads()), "until it is given to somebody it is nobody's"


async def test_a_refusal_says_why_and_a_later_wish_is_too_late(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        await closed(town, 1)
        await not_solved(person)
        async with answers(person) as told:
            await secretary.taps("不同意")
            await secretary.says("昨天现场看过，灯是好的")
            await secretary.taps("确定不同意")
        assert "没有同意" in said(told[0]) and "昨天现场看过" in said(told[0])
        assert (await state(town), await decisions(town)) == (("closed", 0), [False])
        await secretary.sees("已答复不同意")
        await town.wind(days=6, hours=23)
        await not_solved(person, "又灭了", "没解决，请重新办")
        assert await decisions(town) == [False, None]
        await town.wind(days=1)
        assert await state(town) == ("closed", 0), "it is not archived while somebody has to decide"
        answer = await secretary.taps_on("1号 ·", "归档")
        assert answer is not None and "先答复再归档" in answer["text"]
        await secretary.taps("不同意")
        await secretary.says("换了电路")
        await secretary.taps("确定不同意")
        await town.wind(days=2)
        assert (await state(town))[0] == "archived"
        place = (await person.last())["message_id"]
        assert "超过 7 天" in await person.taps_data(place, "p:form.reopen:1:0:0")


async def test_a_follower_objects_and_the_second_voice_is_not_lost(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        one, two = await neighbour(town, 3001, "赵邻居"), await neighbour(town, 3002, "孙邻居")
        async with answers(one, 2) as told:
            await closed(town, 1)
        assert labels(told[-1]) == ["我有异议"] and "结果：已解决" in said(told[-1])
        async with answers(secretary):
            await not_solved(one, "我家门口还是黑的", "我有异议")
        assert "关注的居民说：我家门口还是黑的" in said(await secretary.last())
        async with answers(secretary, 0):  # the same card says more now
            await not_solved(two, "我也看见不亮", "我有异议")
        await secretary.sees("我家门口还是黑的", "还有人说：我也看见不亮")
        assert labels(await two.sees("您关注的 1号", "正在等答复")) == []
        place = (await one.last())["message_id"]
        assert "已经有人申请了" in await one.taps_data(place, "p:form.reopen:1:0:0")
        assert await decisions(town) == [None]
        for who in (one, two):
            assert who.name not in "".join(await secretary.reads())
        async with answers(one) as first, answers(two) as second, answers(person, 0):
            await secretary.taps("不同意")
            await secretary.says("再观察一周")
            await secretary.taps("确定不同意")
        assert "再观察一周" in said(first[0]) and "再观察一周" in said(second[0])


async def test_only_who_reported_or_follows_it_can_object(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        follower, other = await neighbour(town, 3001, "赵邻居"), await newcomer(town, 3002, "孙邻居")
        outsider = await newcomer(town, 3003, "李路人", grid=None)
        for who in (other, outsider):
            await who.starts()
        await other.says("/help", chat=town.groups[1])
        lead = await closed(town, 1)
        for who in (other, outsider, lead, town.secretary):
            place = (await who.last())["message_id"]
            assert await who.taps_data(place, "p:form.reopen:1:0:0") == NOT_YOURS, who.name
            assert await who.taps_data(place, "p:form.object:1:0:0"), who.name
        # Who has left the group follows it no more.
        await town.post(f"/api/chats/{town.groups[1]}/members", {"remove": [follower.user_id]})
        await town.quiet()
        place = (await follower.last())["message_id"]
        assert await follower.taps_data(place, "p:form.reopen:1:0:0") == NOT_YOURS
        assert await decisions(town) == []


async def test_ten_taps_at_once_are_one_decision_and_the_others_hear_whose(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary, other = resident(town), town.secretary, await deputy(town)
        await files_report(person)
        await closed(town, 1)
        await not_solved(person)
        card = await secretary.sees("上报人说")
        body = {"as": secretary.user_id, "chat_id": secretary.user_id, "message_id": card["message_id"]}
        taps = [town.post("/api/taps", {**body, "data": "p:petition.yes:1:0:0", "stale": True}) for _ in range(10)]
        found = [(answer["answer"] or {}).get("text", "") for answer in await asyncio.gather(*taps)]
        await town.quiet()
        assert sum("1号的申请已同意" in text for text in found) == 1
        assert sum(f"{secretary.name}已同意" in text for text in found) == 9, found
        assert await state(town) == ("opened", 1)
        place = (await other.last())["message_id"]
        assert f"{secretary.name}已同意" in await other.taps_data(place, "p:petition.yes:1:0:0")
        assert "这件事已经决定了" in await secretary.taps_data(card["message_id"], "p:form.refuse:1:0:0")


async def test_forged_decisions_and_old_buttons(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, head = resident(town), town.staff(Role.GRID_HEAD, 1)
        await files_report(person)
        lead = await closed(town, 1)
        await not_solved(person)
        for who in (person, lead, head):
            place = (await who.last())["message_id"]
            for payload in ("p:petition.yes:1:0:0", "p:petition.show:1:0:0", "p:form.refuse:1:0:0"):
                assert await who.taps_data(place, payload) == NOT_YOURS, payload
            assert "灯还是不亮" not in "".join(await who.reads()) or who.user_id == person.user_id
        place = (await town.secretary.last())["message_id"]
        assert await town.secretary.taps_data(place, "p:petition.yes:77:0:0") == NOT_YOURS
        assert await decisions(town) == [None]


async def test_an_undone_closing_needs_no_decision(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        await closed(town, 1)
        await not_solved(person)
        await secretary.taps_on("1号 ·", "撤销刚才这一步")
        await secretary.sees("案件有了变动，不用再答复")
        assert (await state(town))[0] == "verified" and await decisions(town) == [False]
        await town.wind(days=1, hours=1)
        assert "同意重新办理" not in "".join(str(labels(one)) for one in await town.from_bot(*[secretary.user_id] * 2))


async def test_nobody_decides_and_they_are_asked_every_day(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        await closed(town, 1)
        await not_solved(person)
        for _ in range(2):
            async with answers(secretary) as asked:
                await town.wind(days=1)
            assert "灯还是不亮" in said(asked[0]) and labels(asked[0]) == ["同意重新办理", "不同意"]


async def test_who_handled_it_does_not_decide(tmp_path: Path) -> None:
    """The secretary is the lead as well: the deputy is asked."""
    async with open_town(tmp_path) as town:
        person, secretary, other = resident(town), town.secretary, await deputy(town)
        await town.appoints(secretary, Appointment(Role.GRID_HEAD, 1))
        await files_report(person)
        await fed_back(town, 1, secretary)
        await other.starts()
        await other.taps("待核查 1 件")
        await other.taps_on("1号 ·", "核查通过")
        await other.starts()
        await other.taps("待结案 1 件")
        await other.taps_on("1号 ·", "结案")
        async with answers(other):
            await not_solved(person)
        await person.sees("由没有办过这件事的人来定")
        card = await secretary.sees("上报人说", "请别的书记来定")
        assert labels(card) == []
        assert "请别的书记来定" in await secretary.taps_data(card["message_id"], "p:petition.yes:1:0:0")
        assert "请别的书记来定" in await secretary.taps_data(card["message_id"], "p:form.refuse:1:0:0")
        await other.taps("同意重新办理")
        assert await state(town) == ("opened", 1)


async def test_who_directs_no_more_sees_no_more_of_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, other = resident(town), await deputy(town)
        await files_report(person)
        await closed(town, 1)
        await not_solved(person)
        await other.starts()
        await other.taps("申请待答复 1 件")
        assert "灯还是不亮" in said(await other.last())
        await town.dismisses(other, Appointment(Role.DEPUTY, None))
        assert "灯还是不亮" not in "".join(await other.reads())
        place = (await other.last())["message_id"]
        assert await other.taps_data(place, "p:petition.yes:1:0:0") == NOT_YOURS


# --- a rejection ---


async def test_a_rejection_is_objected_to_once_by_its_reporter(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        follower = await neighbour(town, 3001, "赵邻居")
        async with answers(person) as told:
            await fills(secretary, 1, "不予受理", "不归社区管", "确定不予受理", behind=True)
        assert "不属社区职责" in said(told[0]) and "我有异议" in labels(told[0]) and "不归社区管" in said(told[0])
        assert "我有异议" not in labels(await follower.last())
        place = (await follower.last())["message_id"]
        assert await follower.taps_data(place, "p:form.object:1:0:0") == NOT_YOURS
        async with answers(secretary) as asked:
            await fills(person, 1, "我有异议", "灯在小区里面", "确定提出异议")
        assert "重新受理" in said(asked[0]) and "灯在小区里面" in said(asked[0])
        await secretary.taps("不同意")
        await secretary.says("已经转告供电")
        async with answers(person):
            await secretary.taps("确定不同意")
        card = await person.sees("您上报的 1号", "不予受理")
        assert "我有异议" not in labels(card)
        assert "不能再提" in await person.taps_data(card["message_id"], "p:form.object:1:0:0")


async def test_an_objection_that_is_granted_takes_the_case_up(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        await fills(secretary, 1, "不予受理", "不归社区管", "确定不予受理", behind=True)
        await fills(person, 1, "我有异议", "灯在小区里面", "确定提出异议")
        await secretary.taps("同意重新受理")
        assert await state(town) == ("opened", 1)
        card = await person.sees("您上报的 1号", "已立案")
        assert "不属社区职责" not in said(card)
        await assigned(town, 1)
        assert (await state(town))[0] == "assigned"


# --- more time ---


async def test_the_lead_asks_for_more_time_and_the_count_is_shown(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        lead = await assigned(town, 1)
        async with answers(secretary) as asked:
            await fills(lead, 1, "申请延期", "15个工作日", "等配件", "确定申请延期")
        assert f"{lead.name}说：等配件" in said(asked[0]) and "想延到" in said(asked[0])
        assert labels(asked[0]) == ["同意延期", "不同意", "另定日期"]
        assert "申请延期" not in labels(await lead.sees("1号 ·", "申请延期，等答复"))
        place = (await lead.last())["message_id"]
        assert "正在等决定" in await lead.taps_data(place, "p:form.more_time:1:0:0")
        async with answers(lead) as told, answers(person):
            await secretary.taps("同意延期")
        new = said(await lead.sees("1号 ·", "延期 1 次")).partition("时限：")[2].partition("，")[0]
        assert said(told[0]) == f"1号申请延期，已同意，时限延到{new}。"
        await secretary.sees("1号 ·", "延期 1 次", "等配件")
        await person.sees("1号", "延期到")
        assert await decisions(town) == [True]


async def test_a_director_names_another_day(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary = town.secretary
        await files_report(resident(town))
        lead = await assigned(town, 1)
        await fills(lead, 1, "申请延期", "15个工作日", "等配件", "确定申请延期")
        await secretary.taps("另定日期")
        for answer in ("7个工作日", "七天够了"):
            await (secretary.taps(answer) if answer in labels(await secretary.last()) else secretary.says(answer))
        await secretary.taps("确定延期")
        assert await decisions(town) == [True]
        await secretary.sees("1号 ·", "延期 1 次")
        await secretary.sees("想延到", "已同意")


async def test_more_time_that_is_refused_changes_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary = town.secretary
        await files_report(resident(town))
        lead = await assigned(town, 1)
        await fills(lead, 1, "申请延期", "15个工作日", "等配件", "确定申请延期")
        async with answers(lead) as told:
            await secretary.taps("不同意")
            await secretary.says("配件库里有")
            await secretary.taps("确定不同意")
        assert "配件库里有" in said(told[0]) and "时限还是" in said(told[0])
        assert "延期 1 次" not in said(await secretary.sees("1号 ·", "已指派"))
        assert "申请延期" in labels(await lead.sees("1号 ·", "已指派")), "it can be asked for again"


async def test_what_has_no_meaning_any_more_is_void(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        secretary = town.secretary
        await files_report(resident(town))
        lead = await assigned(town, 1)
        await fills(lead, 1, "申请延期", "15个工作日", "等配件", "确定申请延期")
        await fills(lead, 1, "退单", "要专业的人办", "不知道", "确定退单")
        card = await secretary.sees("想延到", "不用再答复")
        assert labels(card) == []
        assert await decisions(town) == [False]
        assert "已经决定了" in await secretary.taps_data(card["message_id"], "p:petition.yes:1:0:0")
