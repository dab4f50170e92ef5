"""The reporter says whether it is solved: one tap, one more to rate it, and silence counts as neither."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.domain.person import Role
from bot.storage import mydata, people, verdicts
from bot.storage.verdicts import Results
from tests.stories.scenes import answers, closed, fed_back, files_report, newcomer, resident, skips_photos
from tests.town import Town, labels, open_town, said

NOT_YOURS = "没有找到，或者不归您办理。"
ASKED = ["解决了", "部分解决", "没解决"]


async def counted(town: Town) -> Results:
    """What is counted of all times."""

    async def work(tx: Any) -> Results:
        return await verdicts.results(tx, town.app.community_id, 0)

    found: Results = await town.app.store.read(work)
    return found


async def test_one_tap_says_it_and_one_more_rates_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        async with answers(person, 2) as told:  # the worker has accepted it; it is closed: one card with the question
            lead = await closed(town, 1)
        card = told[-1]
        assert "您上报的 1号" in said(card) and "已解决" in said(card) and "解决了没有，请点一下" in said(card)
        assert labels(card)[:3] == ASKED
        async with answers(person, 0), answers(secretary, 0), answers(lead, 0):
            answer = await person.taps_on("您上报的 1号", "部分解决")
            assert answer is not None and "记下了" in answer["text"]
            await person.taps_on("您上报的 1号", "3分")
        card = await person.sees("您上报的 1号", "您的评价：部分解决，3 分")
        assert labels(card)[:8] == ["解决了", "✓ 部分解决", "没解决", "1分", "2分", "✓3分", "4分", "5分"]
        for who in (secretary, lead):
            await who.sees("1号 ·", "上报人评价：部分解决，3 分")
        assert "评价" not in "".join(await secretary.reads(chat=town.groups[1])), "the group does not rate anybody"
        # It may be changed as long as it is asked for; the rating stays.
        await person.taps_on("您上报的 1号", "解决了")
        await person.sees("您上报的 1号", "您的评价：解决了，3 分")
        async with answers(person, 0):
            await town.wind(hours=72)
        assert not set(labels(await person.sees("您上报的 1号"))) & {*ASKED, "✓ 解决了", "5分"}
        found = await counted(town)
        assert (found.ends, found.answers["solved"], found.answers["awaited"]) == ({"solved": 1}, 1, 0)
        assert found.ratings == {3: 1}


async def test_what_is_not_solved_after_all_has_no_points(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        await closed(town, 1)
        await person.taps_on("您上报的 1号", "解决了")
        await person.taps_on("您上报的 1号", "5分")
        await person.taps_on("您上报的 1号", "没解决")
        card = await person.sees("您上报的 1号", "您的评价：没解决")
        assert "5 分" not in said(card) and "✓5分" not in labels(card)
        assert (await counted(town)).ratings == {}
        await person.starts()
        await person.taps_on("您上报的 1号", "1分")
        await person.taps_on("您上报的 1号", "没解决")
        await person.sees("您上报的 1号", "您的评价：没解决，1 分")


async def test_silence_counts_as_neither_and_nobody_is_written_to(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        await closed(town, 1)
        assert (await counted(town)).answers == {"awaited": 1}
        async with answers(person, 0), answers(town.secretary, 0):
            await town.wind(hours=71)
            assert set(ASKED) <= set(labels(await person.sees("您上报的 1号")))
            await town.wind(hours=2)
        card = await person.sees("您上报的 1号", "您的评价：未评价")
        assert "没解决，请重新办" in labels(card) and not set(ASKED) & set(labels(card))
        assert (await counted(town)).answers == {"silent": 1, "awaited": 0}
        assert "评价的时间过了" in await person.taps_data(card["message_id"], "p:verdict:1:0:0")
        assert "评价的时间过了" in await person.taps_data(card["message_id"], "p:verdict.rate:1:0:5")
        async with answers(person, 0):
            await town.wind(days=5)
        assert "没解决，请重新办" not in labels(await person.sees("您上报的 1号"))
        assert "超过 7 天" in await person.taps_data(card["message_id"], "p:form.reopen:1:0:0")


async def test_only_the_reporter_answers_and_no_number_can_be_made_up(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, other = resident(town), await newcomer(town)
        await other.starts()
        await files_report(person)
        lead = await fed_back(town, 1)
        place = (await person.last())["message_id"]
        assert "1号" in await person.taps_data(place, "p:verdict:1:0:0"), "it is not closed yet"
        await town.secretary.taps_on("1号", "核查通过")
        await town.secretary.taps_on("1号", "结案")
        for who in (other, lead, town.secretary):
            where = (await who.last())["message_id"]
            for payload in ("p:verdict:1:0:0", "p:verdict.rate:1:0:5", "p:verdict:77:0:0"):
                assert await who.taps_data(where, payload) == NOT_YOURS
        assert "先点解决了没有" in await person.taps_data(place, "p:verdict.rate:1:0:5")
        assert await person.taps_data(place, "p:verdict:1:0:9") == "这个按钮用不了了，请看最新的消息。"
        await person.taps_on("您上报的 1号", "解决了")
        for stars in (0, 6, 99):
            answer = await person.taps_data(place, f"p:verdict.rate:1:0:{stars}")
            assert answer == "这个按钮用不了了，请看最新的消息。"
        assert "1号" in await person.taps_data(place, "p:verdict:1:7:0"), "another closing"
        assert (await counted(town)).ratings == {}


async def test_nobody_judges_their_own_work(tmp_path: Path) -> None:
    """The worker finds it, reports it and handles it: that is no satisfied resident."""
    async with open_town(tmp_path) as town:
        worker = town.staff(Role.FULL_TIME, 1)
        await worker.starts("r1")
        await worker.taps("路灯不亮")
        await worker.says("巡查看到的")
        await skips_photos(worker)
        await worker.taps("1号楼")
        await worker.taps("提交")
        lead = await closed(town, 1)
        assert lead.user_id == worker.user_id
        card = await worker.sees("1号 ·", "已结案")
        assert not set(ASKED) & set(labels(card))
        assert "自己办的事" in await worker.taps_data(card["message_id"], "p:verdict:1:0:0")
        await town.wind(hours=73)
        assert (await counted(town)).answers == {"silent": 1, "awaited": 0}


async def test_a_closing_that_is_taken_back_takes_the_answer_with_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await files_report(person)
        await closed(town, 1)
        await person.taps_on("您上报的 1号", "解决了")
        await secretary.sees("1号 ·", "上报人评价：解决了")
        await secretary.taps_on("1号", "撤销刚才这一步")
        card = await person.sees("您上报的 1号", "已核查")
        assert "您的评价" not in said(card) and not set(ASKED) & set(labels(card))
        assert (await counted(town)).answers == {"awaited": 0}
        await town.wind(minutes=2)
        await secretary.taps_on("1号", "结案")
        assert labels(await person.last())[:3] == ASKED, "they are asked again"


async def test_whoever_was_forgotten_is_not_asked(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        await fed_back(town, 1)
        await person.says("/mydata")
        await person.taps("删除我的信息")
        await person.taps("确认删除")
        async with answers(person, 0):
            await town.secretary.taps_on("1号", "核查通过")
            await town.secretary.taps_on("1号", "结案")
            await town.wind(hours=73)
        assert (await counted(town)).answers == {"silent": 1, "awaited": 0}


async def test_it_is_asked_in_english_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        await person.says("/language")
        await closed(town, 1)
        assert labels(await person.last())[:3] == ["Solved", "Partly solved", "Not solved"]
        await person.taps("Partly solved")
        await person.taps("4 of 5")
        await person.sees("No. 1", "Your answer: Partly solved, 4 of 5")


async def test_what_one_has_said_is_in_ones_data(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        await closed(town, 1)
        await person.taps_on("您上报的 1号", "部分解决")
        await person.taps_on("您上报的 1号", "2分")

        async def work(tx: Any) -> list[dict[str, Any]]:
            known = await people.by_user(tx, town.app.community_id, person.user_id)
            assert known is not None
            return (await mydata.of(tx, town.app.community_id, known))["verdicts"]

        (row,) = await town.app.store.read(work)
        assert (row["case_id"], row["answer_given"], row["rating"]) == (1, "partly", 2)
