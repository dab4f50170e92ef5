"""Claiming one's place on the staff list by one's own phone number, and all that is no claim."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Appointment, Role
from tests.stories.rosters import (
    ROWS,
    dismissed,
    events,
    held,
    listed,
    rows,
    shares,
    shares_own,
    takes,
    whole_database,
)
from tests.stories.scenes import answers, files_report, resident
from tests.town import labels, open_town, said

HEAD = Appointment(Role.GRID_HEAD, 1)
FIRST, SECOND = "13900000001", "13900000002"
NOT_LISTED = "名册里没有找到您的号码，没有认领。请和书记核对一下手机号。刚才的号码没有留下。"


async def test_the_link_asks_for_the_number_and_gives_the_place(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = await town.person(3101, "小鱼")
        await takes(town.secretary)
        async with answers(worker) as told:
            await worker.starts("c")
        key = told[0]["reply_markup"]["keyboard"][0][0]
        assert key == {"text": "发送我的手机号", "request_contact": True}
        async with answers(worker, many=2) as told, answers(town.secretary) as heard:
            await shares_own(worker, "+86 139-0000-0001")
        assert "王伟，岗位认领好了" in said(told[0]) and "· 网格长 第一网格" in said(told[0])
        assert "先点“接单”" in said(told[0]) and "我的任务" in labels(told[1])
        assert said(heard[0]) == "王伟 认领了岗位：网格长 第一网格"
        assert await held(worker) == (HEAD,)
        assert [place.person is not None for place in await listed(town)] == [True, False, False]
        assert rows(town, "SELECT name, phone FROM persons WHERE user_id = 3101") == [("王伟", FIRST)]
        assert [facts for _, facts in events(town, "claim.taken")] == ['{"places":1}']
        await worker.says("你好")  # under the name that Telegram has
        assert rows(town, "SELECT name FROM persons WHERE user_id = 3101") == [("王伟",)]


async def test_the_start_offers_it_to_whom_it_may_concern(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = await town.person(3101, "小鱼")
        await worker.starts()
        assert "认领岗位" not in str(labels(await worker.last()))
        await takes(town.secretary)
        async with answers(worker) as told:
            await worker.starts()
        assert labels(told[0])[-1] == "我是工作人员，认领岗位"
        await worker.taps("认领岗位")
        await shares_own(worker, FIRST)
        for who in (worker, town.secretary):
            await who.starts()
            assert "认领岗位" not in str(labels(await who.last()))


async def test_a_command_or_a_number_out_of_the_blue_will_do(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        one, other = await town.person(3101, "小鱼"), await town.person(3102, "小虾")
        await takes(town.secretary)
        await one.says("/claim")
        assert "发送我的手机号" in said(await one.last())
        await shares_own(one, "008613900000001")
        await shares_own(other, "86" + SECOND)
        assert await held(one) == (HEAD,)
        assert await held(other) == (Appointment(Role.FULL_TIME, 2),)


async def test_all_places_of_a_number_are_claimed_at_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = await town.person(3101, "小鱼")
        await takes(town.secretary, ROWS[0], ("王伟", FIRST, "值班员", "", ""), ("王伟", FIRST, "网格长", "2", ""))
        await shares_own(worker, FIRST)
        assert set(await held(worker)) == {HEAD, Appointment(Role.DUTY, None), Appointment(Role.GRID_HEAD, 2)}
        async with answers(worker) as told:
            await shares_own(worker, FIRST)
        assert said(told[0]) == "您已经认领过了，不用再认领。"


async def test_whoever_holds_something_already_can_claim_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = town.staff(Role.FULL_TIME, 1)
        await takes(town.secretary, (worker.name, FIRST, "专职网格员", "1", ""), (worker.name, FIRST, "值班员", "", ""))
        await shares_own(worker, FIRST)
        assert set(await held(worker)) >= {Appointment(Role.FULL_TIME, 1), Appointment(Role.DUTY, None)}
        assert all(place.person is not None for place in await listed(town))


async def test_a_new_secretary_is_shown_what_waits(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        second = await town.person(3101, "周")
        number = await files_report(resident(town))
        await takes(town.secretary, ("周敏", FIRST, "书记", "", ""))
        async with answers(second, many=3) as told:
            await shares_own(second, FIRST)
        assert f"{number}号" in said(told[2]) and "指派" in labels(told[2])


async def test_somebody_elses_contact_is_none(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, thief = await town.person(3101, "小鱼"), await town.person(3102, "贼")
        await takes(town.secretary)
        await thief.starts("c")
        for whose in (worker.user_id, None):
            async with answers(thief) as told:
                await shares(thief, FIRST, whose)
            assert "这不是您自己的号码" in said(told[0])
            assert told[0]["reply_markup"]["keyboard"]  # the key is still there
        assert await held(thief) == ()
        assert not any(place.person for place in await listed(town))
        assert FIRST not in str(rows(town, "SELECT * FROM persons"))


async def test_a_contact_that_was_passed_on_is_none(tmp_path: Path) -> None:
    """Even one's own: nobody knows how old it is, or who made it."""
    async with open_town(tmp_path) as town:
        worker = await town.person(3101, "小鱼")
        await takes(town.secretary)
        await worker.starts("c")
        origin = {"type": "user", "date": 1_800_000_000, "sender_user": {"id": 5, "is_bot": False, "first_name": "x"}}
        message = {
            "message_id": 9_001,
            "date": 1_800_000_000,
            "chat": {"id": 3101, "type": "private", "first_name": "小鱼"},
            "from": {"id": 3101, "is_bot": False, "first_name": "小鱼"},
            "contact": {"phone_number": FIRST, "first_name": "x", "user_id": 3101},
        }
        town.sandbox.world.updates.push("message", {**message, "forward_origin": origin}, 3101)
        await town.quiet()
        assert "这不是您自己的号码" in said(await worker.last())
        assert await held(worker) == ()
        town.sandbox.world.updates.push("message", {**message, "message_id": 9_002}, 3101)
        await town.quiet()
        assert await held(worker) == (HEAD,)


async def test_a_number_that_is_not_listed_is_not_kept_and_tells_nothing(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        stranger = await town.person(3101, "路人")
        for number in ("13911111111", "+1 202 555 0123", "12", "x"):
            async with answers(stranger) as told:
                await shares_own(stranger, number)
            assert said(told[0]) == NOT_LISTED
            if number == "13911111111":
                await takes(town.secretary)  # whether there is a list at all makes no difference
        assert "13911111111" not in whole_database(town)
        assert "2025550123" not in whole_database(town).replace(" ", "")
        assert await held(stranger) == ()
        assert [facts for _, facts in events(town, "claim.refused")] == ['{"reason":"not_listed"}'] * 4


async def test_a_number_that_somebody_has_claimed_is_refused_and_the_secretary_hears_of_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, other = await town.person(3101, "小鱼"), await town.person(3102, "新号")
        await takes(town.secretary)
        await shares_own(worker, FIRST)
        async with answers(other) as told, answers(town.secretary) as heard, answers(worker, many=0):
            await shares_own(other, FIRST)
        assert "已经有人认领了" in said(told[0])
        assert "王伟（139****0001）已经认领过" in said(heard[0]) and "“新号”" in said(heard[0])
        assert await held(other) == ()
        assert await held(worker) == (HEAD,)
        await dismissed(worker, HEAD)  # it was the same person, and the secretary does as the notice says
        await takes(town.secretary)
        assert await held(worker) == ()
        await shares_own(other, FIRST)
        assert await held(other) == (HEAD,)


async def test_numbers_cannot_be_tried_out(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        stranger, other = await town.person(3101, "路人"), await town.person(3102, "小鱼")
        await takes(town.secretary)
        for n in range(5):
            await shares_own(stranger, f"1391111111{n}")
            assert said(await stranger.last()) == NOT_LISTED
        async with answers(stranger) as told:
            await shares_own(stranger, FIRST)
        assert "今天试的次数太多了" in said(told[0])
        assert await held(stranger) == ()
        await shares_own(other, SECOND)  # nobody else is kept from it
        assert await held(other) == (Appointment(Role.FULL_TIME, 2),)
        await town.wind(hours=25)
        await shares_own(stranger, FIRST)
        assert await held(stranger) == (HEAD,)


async def test_what_was_taken_away_is_not_claimed_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = await town.person(3101, "小鱼")
        await takes(town.secretary)
        await shares_own(worker, FIRST)
        await dismissed(worker, HEAD)
        async with answers(worker) as told:
            await shares_own(worker, FIRST)
        assert said(told[0]) == NOT_LISTED
        assert await held(worker) == ()
        assert [place.name for place in await listed(town)] == ["李娜", "张强"]
        await takes(town.secretary)  # the secretary lists them anew
        assert await held(worker) == ()
        await shares_own(worker, FIRST)
        assert await held(worker) == (HEAD,)
