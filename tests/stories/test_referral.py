"""Cases go to a department and come back: its liaison sees what is needed of its own, and never who reported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.domain.community import Community, Staff
from bot.domain.person import Appointment, Role
from tests.stories.scenes import answers, assigned, case_cards, files_report, resident
from tests.town import Neighbour, Town, labels, open_town, picture, said

NOT_YOURS = "没有找到，或者不归您办理。"
CITY, FIRE = "城管办", "消防站"
AN, BO, CAO = 1901, 1902, 1903


def with_departments(community: Community) -> Community:
    """Two liaisons of one department, and one of another."""
    more = ((AN, "安联络", CITY), (BO, "薄联络", CITY), (CAO, "曹联络", FIRE))
    staff = tuple(Staff(name, user, Role.LIAISON, None, unit) for user, name, unit in more)
    return replace(community, staff=(*community.staff, *staff))


def liaisons(town: Town) -> tuple[Neighbour, Neighbour, Neighbour]:
    """Two of the first department, one of the second."""
    return Neighbour(town, AN, "安联络"), Neighbour(town, BO, "薄联络"), Neighbour(town, CAO, "曹联络")


async def refers(town: Town, number: int, unit: str) -> None:
    """The secretary gives the case to a department."""
    await town.secretary.taps_on(f"{number}号 ·", "转办")
    await town.secretary.taps_on(f"{number}号 ·", unit)


async def test_a_department_sees_the_case_and_not_the_reporter(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        person, secretary = resident(town), town.secretary
        one, two, other = liaisons(town)
        await files_report(person, "三单元的灯坏了", photo=picture(1))
        before = await case_cards(town, 1)
        async with answers(one) as told, answers(two), answers(other, 0), answers(person) as news:
            await refers(town, 1, CITY)
        assert f"已转给{CITY}" in said(news[0])
        assert f"转办：{CITY}" in said(told[0]) and "三单元的灯坏了" in said(told[0])
        assert labels(told[0]) == ["看照片", "问上报人"]
        assert person.name not in "".join(await one.reads()), "the case is named towards the worker, and not to them"
        assert await case_cards(town, 1) == before, "the group sees nothing of it"
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
            await secretary.taps_on("1号 ·", "转回社区")
        assert "已转回社区" in said(news[0])
        assert "三单元的灯坏了" not in "".join(await one.reads())
        await one.sees("1号案件已转回社区")
        async with answers(person, 0):
            await one.says("哪一盏？")
        assert "没有找到这件事" in said(await one.last())
        place = (await one.last())["message_id"]
        for payload in ("v:photos:1:0", "v:back:1:0", "p:relay.ask:1:0:0", "p:refer.open:1:0:0", "p:phone.show:1:0:0"):
            assert await one.taps_data(place, payload) == NOT_YOURS, payload
        await one.says("/tasks")
        assert "1号" not in said(await one.last())
        async with answers(other):
            await refers(town, 1, FIRE)
        await secretary.taps_on("1号 ·", "转办")
        assert FIRE not in labels(await secretary.last()), "it is there already"
        async with answers(one), answers(other, 0):
            await secretary.taps_on("1号 ·", CITY)
        await other.sees("1号案件已转回社区")


async def test_the_worker_goes_on_while_a_department_has_it(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        await refers(town, 1, CITY)
        await worker.taps_on("1号 ·", "接单")
        await liaisons(town)[0].sees("1号 ·", "已接单", worker.name)


async def test_where_no_department_has_a_liaison(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        answer = await town.secretary.taps("转办")
        assert answer is not None and "/invite" in answer["text"]


async def test_only_directors_refer_and_old_buttons_do_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path, changed=with_departments) as town:
        person, secretary, (one, *_) = resident(town), town.secretary, liaisons(town)
        await files_report(person)
        worker = await assigned(town, 1)
        await secretary.taps_on("1号 ·", "转办")
        card = await secretary.last()
        old = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        for who in (person, worker, one):
            place = (await who.last())["message_id"]
            for payload in ("p:refer.open:1:0:0", old, "p:refer.back:1:3:0", "p:refer.to:99:3:1"):
                assert await who.taps_data(place, payload) == NOT_YOURS, payload
        assert "没有可以转的部门" in await secretary.taps_data(card["message_id"], "p:refer.to:1:3:12345")
        await secretary.taps_on("1号 ·", CITY)
        async with answers(one, 0):
            assert "刚刚有变动" in await secretary.taps_data(card["message_id"], old)
            assert "刚刚有变动" in await secretary.taps_data(card["message_id"], "p:refer.back:1:3:0")
        await closed_by(town, worker)
        assert "转办" not in labels(await secretary.sees("1号 ·", "已结案"))
        assert await secretary.taps_data(card["message_id"], "p:refer.open:1:0:0")


async def closed_by(town: Town, worker: Neighbour) -> None:
    """The case that a worker was given runs to its close."""
    await worker.taps_on("1号 ·", "接单")
    await worker.says(photo=picture(3), reply_to=(await worker.sees("1号 ·"))["message_id"])
    await town.secretary.taps_on("1号 ·", "核查通过")
    await town.secretary.taps_on("1号 ·", "结案")


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
