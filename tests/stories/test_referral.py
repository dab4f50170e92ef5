"""Cases go to a department and come back: its liaison sees what is needed of its own, and never who reported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.domain.community import Community, Staff
from bot.domain.person import Appointment, Role
from tests.stories.scenes import answers, assigned, case_cards, files_report, fills, refers, resident, returns
from tests.town import Neighbour, Town, labels, open_town, picture, said

NOT_YOURS = "没有找到，或者不归您办理。"
CITY, FIRE = "城管办", "消防站"
AN, BO, CAO = 1901, 1902, 1903
LOOKS = ("v:photos:1:0", "v:back:1:0")


def with_departments(community: Community) -> Community:
    """Two liaisons of one department, and one of another."""
    more = ((AN, "安联络", CITY), (BO, "薄联络", CITY), (CAO, "曹联络", FIRE))
    staff = tuple(Staff(name, user, Role.LIAISON, None, unit) for user, name, unit in more)
    return replace(community, staff=(*community.staff, *staff))


def liaisons(town: Town) -> tuple[Neighbour, Neighbour, Neighbour]:
    """Two of the first department, one of the second."""
    return Neighbour(town, AN, "安联络"), Neighbour(town, BO, "薄联络"), Neighbour(town, CAO, "曹联络")


async def test_a_department_sees_the_case_and_not_the_reporter(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        person, secretary = resident(town), town.secretary
        one, two, other = liaisons(town)
        await files_report(person, "三单元的灯坏了", photo=picture(1))
        before = await case_cards(town, 1)
        async with answers(one) as told, answers(two), answers(other, 0), answers(person) as news:
            await refers(town, 1, CITY)
        assert f"已转给{CITY}" in said(news[0]) and "前答复" in said(news[0])
        assert f"转办：{CITY}" in said(told[0]) and "三单元的灯坏了" in said(told[0])
        assert labels(told[0]) == ["记录答复", "看照片", "问上报人", "更多"]
        assert person.name not in "".join(await one.reads()), "the case is named towards the worker, and not to them"
        (card,) = await case_cards(town, 1)
        assert card != before[0] and "已转办" in card and CITY not in card, "the group sees that, and not to whom"
        await secretary.sees("1号", f"转办：{CITY}")
        await person.sees("您上报的 1号", f"转办：{CITY}")
        await one.taps("看照片")
        assert (await town.messages(AN, AN))[-1]["photo"]
        await one.says("/tasks")
        assert "1号 路灯不亮" in said(await one.last())
        await other.says("/tasks")
        assert "1号" not in said(await other.last())


async def test_a_department_asks_and_hears(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        person, (one, two, _) = resident(town), liaisons(town)
        await files_report(person)
        await refers(town, 1, CITY)
        await one.taps("问上报人")
        await one.says("哪一盏？")
        await person.taps("回答")
        async with answers(one) as heard, answers(two, 0):
            await person.says("左边那盏")
        assert "上报人回答：“左边那盏”" in said(heard[0])
        await two.sees("1号 ·", "回答：左边那盏")
        assert person.name not in "".join([*await one.reads(), *await two.reads()])


async def test_what_was_taken_back_is_out_of_sight_at_once(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        person, secretary = resident(town), town.secretary
        one, _, other = liaisons(town)
        await files_report(person, "三单元的灯坏了", photo=picture(1))
        await refers(town, 1, CITY)
        await one.taps("问上报人")  # and the question is not written before it is too late
        async with answers(person) as news:
            await fills(secretary, 1, "记录答复", "不归这个部门管", "要找供电", "确定记录答复")
        assert "已转回社区" in said(news[0])
        assert "三单元的灯坏了" not in "".join(await one.reads())
        await one.sees("1号案件已转回社区")
        async with answers(person, 0):
            await one.says("哪一盏？")
        assert "没有找到这件事" in said(await one.last())
        place = (await one.last())["message_id"]
        for payload in (*LOOKS, "p:relay.ask:1:0:0", "p:form.refer:1:0:0", "p:form.return:1:0:0", "p:phone.show:1:0:0"):
            assert await one.taps_data(place, payload) == NOT_YOURS, payload
        await one.says("/tasks")
        assert "1号" not in said(await one.last())
        async with answers(other), answers(one, 0):
            await refers(town, 1, FIRE)
        async with answers(one), answers(other, 0):
            await fills(secretary, 1, "记录答复", "办不了", "没有这种灯", "确定记录答复")
            await refers(town, 1, CITY)
        await other.sees("1号案件已转回社区")


async def test_the_department_answers_by_itself(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await worker.taps_on("1号 ·", "接单")
        await refers(town, 1, CITY)
        one = liaisons(town)[0]
        async with answers(worker) as told, answers(resident(town)) as news:
            await returns(one, 1, "灯杆已经换好")
        assert "已转回社区办理，对方答复：已经办好" in said(news[0])
        assert "转回（安联络）：已经办好，灯杆已经换好" in said(told[0]) and "已接单" in said(told[0])
        await town.secretary.sees("1号 ·", "灯杆已经换好")
        await one.sees("1号案件已转回社区")
        assert "灯杆" not in "".join(await resident(town).reads()), "what was said among the staff stays there"


async def test_a_department_that_does_not_answer_is_asked_about_every_day(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        await files_report(resident(town))
        await assigned(town, 1)
        due = said(await resident(town).sees("您上报的 1号 ·")).partition("时限：")[2].splitlines()[0]
        await refers(town, 1, CITY)
        await town.wind(days=6)
        assert asked(await town.secretary.reads()) == 0
        for _ in range(2):
            before = asked(await town.secretary.reads())
            await town.wind(days=4)
            assert asked(await town.secretary.reads()) == before + 1
        await returns(town.secretary, 1)
        after = said(await resident(town).sees("您上报的 1号 ·")).partition("时限：")[2].splitlines()[0]
        assert after and after != due, "the clock stood still meanwhile"


def asked(texts: list[str]) -> int:
    """How often somebody was told that a department has not answered."""
    return sum("还没有答复" in text for text in texts)


async def test_the_worker_waits_while_a_department_has_it(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        old = await worker.sees("1号 ·")
        await refers(town, 1, CITY)
        assert labels(await worker.sees("1号 ·", "已转办"))[:2] == ["记录答复", "转给同事"]
        assert "1号已转办" in await worker.taps_data(old["message_id"], "c:accept:1:3:0")
        await returns(worker, 1)
        await worker.taps_on("1号 ·", "接单")
        await resident(town).sees("您上报的 1号", "已接单")


async def test_where_no_department_has_a_liaison(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        await town.secretary.taps("更多")
        answer = await town.secretary.taps("转办")
        assert answer is not None and "/invite" in answer["text"]


async def test_only_directors_refer_and_old_buttons_do_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        person, secretary, (one, *_) = resident(town), town.secretary, liaisons(town)
        await files_report(person)
        worker = await assigned(town, 1)
        for who in (person, worker, one):
            place = (await who.last())["message_id"]
            for payload in ("p:form.refer:1:0:0", "p:form.park:1:0:0", "p:form.refer:99:3:1"):
                assert await who.taps_data(place, payload) == NOT_YOURS, payload
        assert "1号已指派" in await secretary.taps_data((await secretary.last())["message_id"], "p:form.return:1:0:0")
        await fills(secretary, 1, "转办", CITY, "7个工作日", behind=True)
        sure = await secretary.last()
        await worker.taps_on("1号 ·", "接单")
        await worker.says(photo=picture(3), reply_to=(await worker.sees("1号 ·"))["message_id"])
        late = sure["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        async with answers(one, 0):
            await secretary.taps_data(sure["message_id"], late)
        assert await secretary.sees("已经往下走了")
        await secretary.taps_on("1号 ·", "核查通过")
        await secretary.taps_on("1号 ·", "结案")
        await secretary.taps_on("1号 ·", "更多")
        assert "转办" not in labels(await secretary.sees("1号 ·", "已结案"))
        assert "1号已结案" in await secretary.taps_data(sure["message_id"], "p:form.refer:1:0:0")


async def test_a_liaison_who_comes_later_is_shown_what_is_there(tmp_path: Path) -> None:
    def with_one(community: Community) -> Community:
        return replace(with_departments(community), staff=with_departments(community).staff[:-2])

    async with open_town(tmp_path, changed=with_one) as town:
        await files_report(resident(town), "三单元的灯坏了")
        await refers(town, 1, CITY)
        late = await town.person(BO, "薄联络")
        await late.starts()
        async with answers(late) as told:
            await town.appoints(late, Appointment(Role.LIAISON, None, CITY))
        assert "三单元的灯坏了" in said(told[0]) and f"转办：{CITY}" in said(told[0])
        async with answers(late, 0):
            await town.dismisses(late, Appointment(Role.LIAISON, None, CITY))
        assert not [text for text in await late.reads() if "三单元" in text]


async def test_who_has_no_part_in_it_any_more_is_asked_nothing_more(tmp_path: Path) -> None:
    """An open dialog about a case ends with the right to it, whatever is answered or tapped."""
    async with open_town(tmp_path, changed=with_departments) as town:
        await files_report(resident(town), "三单元的灯坏了")
        await refers(town, 1, CITY)
        one, two, _ = liaisons(town)
        await fills(one, 1, "记录答复", "已经办好")
        await fills(two, 1, "记录答复")
        asked = await two.last()
        await returns(town.secretary, 1)
        await one.says("灯杆换好了")
        assert said(await one.last()) == "没有找到这件事，或者不归您办理。"
        button = asked["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await two.taps_data(asked["message_id"], button)
        assert "没有找到这件事" in said(await two.sees("没有找到这件事"))
        assert "1号" not in said(await two.sees("没有找到这件事"))


async def test_what_a_department_has_done_is_verified_and_closed_by_a_director(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        person, secretary, (one, *_) = resident(town), town.secretary, liaisons(town)
        await files_report(person)
        await refers(town, 1, CITY)
        async with answers(secretary) as told, answers(person) as news:
            await returns(one, 1, "灯杆已经换好")
        assert "已反馈" in said(told[0]) and f"经办：{CITY}（部门）" in said(told[0])
        assert "灯杆已经换好" in said(told[0]) and labels(told[0])[:2] == ["核查通过", "退回重办"]
        assert f"{CITY}说已经办好，社区正在核查" in said(news[0]) and "灯杆" not in said(news[0])
        await one.sees("1号案件已转回社区")
        assert CITY not in "".join(await case_cards(town, 1))
        await secretary.taps_on("1号 ·", "核查通过")
        async with answers(person) as asked:
            await secretary.taps_on("1号 ·", "结案")
        assert "没解决" in labels(asked[0])
        await town.wind(days=9)
        await secretary.sees("1号 ·", "已归档", f"经办：{CITY}（部门）")


async def test_what_a_department_has_not_done_well_can_go_to_somebody_else(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        secretary, (one, *_) = town.secretary, liaisons(town)
        await files_report(resident(town))
        await refers(town, 1, CITY)
        await returns(one, 1)
        await fills(secretary, 1, "退回重办", "灯还是不亮", "确定退回重办")
        card = await secretary.sees("1号 ·", "已立案", "灯还是不亮")
        assert labels(card)[0] == "指派" and "（部门）" not in said(card)
        await refers(town, 1, CITY)
        await fills(one, 1, "记录答复", "不归这个部门管", "要找供电", "确定记录答复")
        assert labels(await secretary.sees("1号 ·", "已立案", "不归这个部门管"))[0] == "指派"


async def test_a_department_shows_what_it_has_done(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        person, secretary, (one, *_) = resident(town), town.secretary, liaisons(town)
        await files_report(person, photo=picture(1))
        await refers(town, 1, CITY)
        await fills(one, 1, "记录答复", "已经办好")
        assert "有照片可以先发来" in said(await one.last())
        await one.says(photo=picture(2))
        assert "收到照片 1 张" in said(await one.last())
        await one.says("灯杆已经换好")
        await one.says(photo=picture(3))
        await one.sees("请看一遍", "灯杆已经换好", "照片：2 张")
        async with answers(secretary) as told:
            await one.taps("确定记录答复")
        assert told[0]["photo"] and "灯杆已经换好" in said(told[0]), "the proof is there where it is verified"
        assert {"核查通过", "前后对比"} <= set(labels(told[0]))
        await secretary.taps_on("1号 ·", "看照片")
        await secretary.sees("1号", "2 张")


async def test_photos_of_an_answer_are_with_it_where_a_worker_goes_on(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        secretary, (one, *_) = town.secretary, liaisons(town)
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await worker.taps_on("1号 ·", "接单")
        await refers(town, 1, CITY)
        await fills(one, 1, "记录答复", "已经办好")
        await one.says(photo=picture(2), caption="灯杆已经换好")
        async with answers(worker) as told:
            await one.taps("确定记录答复")
        assert "已接单" in said(told[0]) and "灯杆已经换好" in said(told[0])
        await secretary.taps_on("1号 ·", "记录")
        await secretary.sees("记录", "灯杆已经换好", "照片 1 张")
