"""Questions to the reporter and their answers are passed on, and nothing that tells the reporter goes with them."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.stories.scenes import answers, assigned, closed, files_report, newcomer, resident
from tests.town import Message, Neighbour, Town, labels, open_town, picture, said

NOT_YOURS = "没有找到，或者不归您办理。"


async def asks(who: Neighbour, number: int, words: str) -> None:
    """Somebody has a question passed on to the reporter of a case."""
    await who.taps_on(f"{number}号 ·", "问上报人")
    await who.says(words)


async def hidden(town: Town) -> tuple[Neighbour, Neighbour]:
    """Case 1, whose reporter hides from the worker: both of them."""
    person = resident(town)
    await files_report(person)
    await person.taps("不让处置人员知道我是谁")
    return person, await assigned(town, 1)


def traces(messages: list[Message], person: Neighbour) -> list[str]:
    """What in these messages says who somebody is: a name, an id, or that something was forwarded."""
    seen = [str({**m, "chat": None}) for m in messages]
    return [text for text in seen for mark in (person.name, str(person.user_id), "forward") if mark in text]


async def test_a_question_and_its_answer_without_a_name(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, worker = await hidden(town)
        async with answers(person) as told:
            await asks(worker, 1, "灯是哪一盏？")
        assert worker.name in said(told[0]) and "“灯是哪一盏？”" in said(told[0]) and "1号" in said(told[0])
        assert labels(told[0]) == ["回答", "不方便回答"]
        await town.secretary.sees("1号 ·", "待补充", "问上报人：灯是哪一盏？", "回答：还没有")
        await person.taps("回答")
        async with answers(worker) as heard:
            await person.says("单元门左边那盏")
        assert "上报人回答：“单元门左边那盏”" in said(heard[0]) and "1号" in said(heard[0])
        assert labels(await person.sees("您的回答：单元门左边那盏")) == []
        for card in (await worker.sees("1号 ·"), await town.secretary.sees("1号 ·")):
            assert "问上报人：灯是哪一盏？" in said(card) and "回答：单元门左边那盏" in said(card)
        assert traces(await town.messages(worker.user_id, worker.user_id), person) == []
        assert "灯是哪一盏" not in str(await town.messages(town.groups[1], person.user_id))


async def test_the_question_itself_can_be_answered(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, worker = await hidden(town)
        async with answers(person) as told:
            await asks(worker, 1, "灯是哪一盏？")
        question = told[0]["message_id"]
        await person.says("长" * 501, reply_to=question)
        assert "写得太长了" in said(await person.last())
        async with answers(worker) as heard:
            await person.says("单元门左边那盏", reply_to=question)
        assert "上报人回答：“单元门左边那盏”" in said(heard[0])
        await person.sees("1号的回答已转过去")
        await person.sees("您的回答：单元门左边那盏")
        await person.says("右边那盏", reply_to=question)
        assert "1号" in said(await person.last()) and "右边那盏" not in "".join(await worker.reads())
        assert traces(await town.messages(worker.user_id, worker.user_id), person) == []


async def test_who_would_rather_not_answer(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, worker = await hidden(town)
        await asks(worker, 1, "您住几楼？")
        question = await person.sees("您住几楼")
        async with answers(worker) as heard:
            await person.taps("不方便回答")
        assert "上报人不方便回答" in said(heard[0])
        async with answers(worker, 0):
            for payload in ("p:relay.answer:1:0:0", "p:relay.decline:1:0:0"):
                assert "已经答过了" in await person.taps_data(question["message_id"], payload)


async def test_only_words_are_passed_on(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, worker = await hidden(town)
        await worker.taps_on("1号 ·", "问上报人")
        await worker.says("问" * 501)
        assert "500 字以内" in said(await worker.last())
        await worker.says("哪一盏？")
        await person.taps("回答")
        async with answers(worker, 0):
            await person.says(photo=picture(1))
            assert "只能转文字" in said(await person.last())
            await person.says(voice=b"ogg")
            await person.says(location={"latitude": 35.5, "longitude": 112.8})
            assert "请用文字写" in said(await person.last())
        async with answers(worker):
            await person.says("左边那盏")


async def test_who_lost_the_case_does_not_hear_the_answer(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, worker = await hidden(town)
        other = town.staff(Role.GRID_HEAD, 1)
        await asks(worker, 1, "哪一盏？")
        await worker.taps_on("1号 ·", "转给同事")
        await worker.taps(other.name)
        await other.taps("我接手")
        await person.taps("回答")
        async with answers(worker, 0), answers(other) as heard:
            await person.says("左边那盏")
        assert "左边那盏" in said(heard[-1])


async def test_what_cannot_be_asked(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        _, worker = await hidden(town)
        for n in range(3):
            await asks(worker, 1, f"第 {n} 问")
        refused = await worker.taps_on("1号 ·", "问上报人")
        assert refused is not None and "等一等" in refused["text"]
        await town.wind(minutes=1)  # nobody goes on so fast: a chat gets about one message a second
        await files_report(resident(town), "又一件", kind="垃圾堆积")
        await closed(town, 2)
        secretary = town.secretary
        place = (await secretary.last())["message_id"]
        assert "已经结案" in await secretary.taps_data(place, "p:relay.ask:2:0:0")


async def test_a_reporter_out_of_reach_cannot_be_asked(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, worker = await hidden(town)
        await town.fault("sendMessage", "403", chat_id=person.user_id)
        async with answers(worker, 2) as told:
            await asks(worker, 1, "哪一盏？")
        assert any("没有送到" in said(message) for message in told), "the first time it is found out by trying"
        assert not traces(told, person)
        refused = await worker.taps_on("1号 ·", "问上报人")
        assert refused is not None and "联系不上" in refused["text"]


async def test_forged_questions_and_answers(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(1, 2)) as town:
        person, worker = await hidden(town)
        await asks(worker, 1, "哪一盏？")
        stranger = await newcomer(town)
        elsewhere = town.staff(Role.FULL_TIME, 2)
        for one in (stranger, elsewhere):
            await one.starts()
        for who in (stranger, worker, town.secretary, elsewhere):
            place = (await who.last())["message_id"]
            for payload in ("p:relay.answer:1:0:0", "p:relay.decline:1:0:0", "p:relay.answer:99:0:0"):
                assert await who.taps_data(place, payload) == NOT_YOURS
        for who in (stranger, person, town.staff(Role.FULL_TIME, 2), town.staff(Role.GRID_HEAD, 1)):
            place = (await who.last())["message_id"]
            for payload in ("p:relay.ask:1:0:0", "p:relay.ask:99:0:0"):
                assert await who.taps_data(place, payload) == NOT_YOURS
        assert await person.taps_data((await person.last())["message_id"], "p:relay.answer:99:0:0") == NOT_YOURS


async def test_who_answered_is_not_named_to_who_taps_too_late(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, worker = await hidden(town)
        await asks(worker, 1, "灯是哪一盏？")
        card = await worker.sees("1号 ·", "待补充")
        await person.taps("回答")
        await person.says("单元门左边那盏")
        late = await worker.taps_data(card["message_id"], "c:inform:1:4:0")
        assert "1号已收到补充" in late and person.name not in late
