"""Mediation: an agreement that both sides of a dispute confirm, each in private."""

from __future__ import annotations

import re
from pathlib import Path

from bot.domain.person import Appointment, Role
from tests.stories.scenes import answers, newcomer, resident
from tests.stories.working import acts, at_work, replies
from tests.town import Neighbour, Town, labels, open_town, picture, said

NOISE = "噪音扰民"
TEXT = "晚上十点以后不放音响，三天内道歉"


async def written(town: Town, lead: Neighbour, sides: str = "上报人是一方") -> list[str]:
    """The lead writes an agreement; the payloads of the links that they get."""
    await lead.taps("写调解协议")
    await lead.says(TEXT)
    await lead.taps(sides)
    await lead.taps("发给双方")
    return [found.group(1) for text in await lead.reads() if (found := re.search(r"start=(a[\w-]{22})", text))]


async def test_both_sides_confirm_and_the_case_is_fed_back_without_a_photo(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead, person = await at_work(town, kind=NOISE), resident(town)
        other = await newcomer(town, 3001, "另一方", grid=None)
        async with answers(person) as asked:
            (payload,) = await written(town, lead)
        assert TEXT in said(asked[0]) and labels(asked[0]) == ["同意", "不同意"]
        await lead.sees("1号", "调解协议：等双方确认", "上报人：已打开", "另一方：还没打开链接")
        await other.starts(payload)
        shown = await other.sees(TEXT)
        assert labels(shown) == ["同意", "不同意"]
        assert not any(payload in text for text in await lead.reads()), "the link is taken out of the message"
        await other.taps("同意")
        await town.secretary.sees("1号", "调解协议：等双方确认", "另一方：同意")
        async with answers(lead), answers(town.secretary):
            await person.taps("同意")
        await lead.sees("1号", "双方已确认", "可以提交反馈了")
        await lead.taps_on("双方已确认", "已办好")
        await lead.taps("提交反馈")
        await town.secretary.sees("1号 ·", "已反馈", "双方已确认")
        assert all("另一方" not in text for text in await person.reads())
        assert all(TEXT not in one.words for one in town.ears.in_groups())
        assert "agreement.confirmed" in await acts(town)


async def test_the_cards_of_the_case_say_at_once_that_an_agreement_waits(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town, kind=NOISE)
        await written(town, lead)
        for one in (lead, town.secretary):
            assert "调解协议：等双方确认" in said(await one.sees("1号 ·", "处置中"))


async def test_the_lead_looks_after_a_week_and_a_month(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead, person = await at_work(town, kind=NOISE), resident(town)
        other = await newcomer(town, 3001, "另一方", grid=None)
        (payload,) = await written(town, lead)
        await other.starts(payload)
        await other.taps("同意")
        await person.taps("同意")
        await town.wind(days=7, minutes=1)
        due = await lead.sees("1号", "7 天了", "回访")
        await lead.says("很安静，没有再吵", reply_to=due["message_id"])
        await town.secretary.sees("1号 ·", "很安静")
        await town.dismisses(lead, Appointment(Role.FULL_TIME, 1))
        await town.wind(days=23)
        await town.secretary.sees("1号", "30 天了", "联系不上")


async def test_a_side_says_no_and_another_one_is_written(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead, person = await at_work(town, kind=NOISE), resident(town)
        await written(town, lead)
        async with answers(lead):
            await person.taps("不同意")
        await lead.sees("1号", "有一方不同意")
        await replies(lead, text="再谈了一次")
        payload = (await written(town, lead))[-1]
        other = await newcomer(town, 3001, "另一方", grid=None)
        await other.starts(payload)
        (newer,) = (await written(town, lead))[-1:]
        await other.sees("这份协议已经作废")
        assert "作废" in await other.taps_data((await other.last())["message_id"], "p:agreement.yes:2:0:0")
        assert newer != payload


async def test_a_link_is_for_one_person_who_is_not_of_the_team(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        helper = town.staff(Role.GRID_HEAD, 1)
        lead, person = await at_work(town, 1, helper, kind=NOISE), resident(town)
        (payload,) = await written(town, lead)
        for inside in (lead, helper, person):
            await inside.starts(payload)
            assert "给当事另一方的" in said(await inside.last())
        first, second = await newcomer(town, 3001, "甲", grid=None), await newcomer(town, 3002, "乙", grid=None)
        await first.starts(payload)
        await first.sees(TEXT)
        await second.starts(payload)
        assert "已经有人用过" in said(await second.last())
        await second.starts("a" + "A" * 22)
        assert "链接不对" in said(await second.last())
        for data in ("p:agreement.yes:1:0:0", "p:agreement.no:1:0:0", "p:agreement.new:1:0:0"):
            assert "不归您" in await second.taps_data((await second.last())["message_id"], data)
        assert "不归您" in await helper.taps_data((await helper.last())["message_id"], "p:agreement.yes:1:0:0")
        assert all(TEXT not in text for text in await second.reads())


async def test_a_link_does_not_last_for_ever(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town, kind=NOISE)
        payloads = await written(town, lead, "双方都用链接")
        assert len(payloads) == 2
        await town.wind(days=8)
        other = await newcomer(town, 3001, "甲", grid=None)
        await other.starts(payloads[0])
        assert "过期" in said(await other.last())


async def test_who_opens_a_link_agrees_to_the_notice_first(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town, kind=NOISE)
        (payload,) = await written(town, lead)
        town.agreed = False
        other = await newcomer(town, 3001, "甲", grid=None)
        await other.starts(payload)
        assert all(TEXT not in text for text in await other.reads())
        await other.taps("同意，继续")
        await other.sees(TEXT)


async def test_nothing_of_that_where_there_are_no_two_sides(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        assert "写调解协议" not in labels(await lead.sees("1号 ·"))
        answer = await lead.taps_data((await lead.last())["message_id"], "p:agreement.new:1:0:0")
        assert "矛盾纠纷" in answer
        await replies(lead, photo=picture(1))
        await town.secretary.sees("已反馈")


async def handed_over(lead: Neighbour, to: Neighbour) -> None:
    """The lead gives case 1 to somebody else, who takes it."""
    await lead.taps_on("1号 ·", "转给")
    await lead.taps(to.name)
    await to.taps("接")


async def test_who_wrote_it_is_no_side_of_it_later_either(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town, kind=NOISE)
        (payload,) = await written(town, lead)
        await handed_over(lead, town.staff(Role.GRID_HEAD, 1))
        await lead.starts(payload)
        assert "给当事另一方的" in said(await lead.last())
        assert all(TEXT not in text for text in await lead.reads())


async def test_a_side_who_gets_the_case_does_not_agree_for_themselves(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead, side = await at_work(town, kind=NOISE), town.staff(Role.GRID_HEAD, 1)
        (payload,) = await written(town, lead)
        await side.starts(payload)
        asked = await side.sees(TEXT)
        await handed_over(lead, side)
        assert "给当事另一方的" in await side.taps_data(asked["message_id"], "p:agreement.yes:1:0:0")
        assert "agreement.answered" not in await acts(town)


async def test_what_was_to_be_agreed_on_before_is_taken_back_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town, kind=NOISE)
        await written(town, lead)
        await resident(town).taps("不同意")
        await written(town, lead)
        await handed_over(lead, town.staff(Role.GRID_HEAD, 1))
        assert all(TEXT not in text for text in await lead.reads())
