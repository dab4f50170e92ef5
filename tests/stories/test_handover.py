"""Handing a case over: asked for, taken or declined, withdrawn; and everybody's cards afterwards."""

from __future__ import annotations

from pathlib import Path

from bot.domain.button import Press, encode
from bot.domain.person import Role
from tests.stories.scenes import answers, assigned, case_cards, fed_back, files_report, resident
from tests.stories.test_staff import appointed, audited, known, revoked
from tests.town import Neighbour, Town, buttons, labels, open_town, picture, said

LEAK = "楼道顶上滴水，我是程桂兰"


async def left_behind(town: Town) -> Neighbour:
    """A worker who has accepted case 1 is revoked; who it was."""
    await files_report(resident(town), LEAK)
    worker = await assigned(town, 1)
    await worker.taps_on("1号", "接单")
    await revoked(town, worker)
    return worker


async def offered(town: Town, name: str) -> None:
    """The secretary offers case 1 to somebody, leafing to them."""
    await town.secretary.taps("待移交")
    await town.secretary.taps("1号 交给…")
    while not any(name in label for label in labels(await town.secretary.last())):
        await town.secretary.taps("下一页 ▶")
    await town.secretary.taps(name)


async def test_a_case_goes_to_who_says_yes(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        former, receiver = await left_behind(town), town.staff(Role.AUXILIARY, 1)
        await town.secretary.taps("待移交")
        await town.secretary.sees("待移交", "1号 路灯不亮", former.name, "已离任")
        await town.secretary.taps("1号 交给…")
        assert not [label for label in labels(await town.secretary.last()) if former.name in label]
        await town.secretary.taps(receiver.name)
        await town.secretary.sees("已经问" + receiver.name)
        request = await receiver.sees("想请您接手", "1号 · 路灯不亮", "1号楼", "时限")
        assert "程桂兰" not in said(request) and LEAK not in said(request), "not who reported it, nor what they wrote"
        assert "已接单" in (await case_cards(town, 1))[-1]
        await receiver.taps("我接手")
        card = await receiver.sees("1号 · 路灯不亮", LEAK, "已接单")
        assert "开始处置" in labels(card)
        await receiver.sees("您接手了")
        await town.secretary.sees("1号 · 路灯不亮", f"{receiver.name}接手了")
        await former.sees(f"{receiver.name}接手了")
        assert receiver.name in said(await resident(town).sees("您上报的 1号 ·"))
        assert receiver.name in (await case_cards(town, 1))[-1]
        assert not [text for text in await former.reads() if LEAK in text]
        await receiver.taps_on("1号", "开始处置")
        await receiver.says(photo=picture(3), caption="换好了", reply_to=card["message_id"])
        assert "已反馈" in (await case_cards(town, 1))[-1]
        assert [len(await audited(town, act)) for act in ("case.offered", "case.handed_over")] == [1, 1]


async def test_two_taps_have_one_effect(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await left_behind(town)
        receiver = town.staff(Role.AUXILIARY, 1)
        await offered(town, receiver.name)
        request = await receiver.sees("想请您接手")
        yes, no = [button["callback_data"] for button in buttons(request)]
        assert "归您办理" in await receiver.taps_data(request["message_id"], yes)
        for late in (yes, no):
            assert "已经定下来了" in await receiver.taps_data(request["message_id"], late)
        assert len(await audited(town, "case.handed_over")) == 1 and not await audited(town, "case.declined")


async def test_who_declines_is_not_asked_again(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await left_behind(town)
        receiver = town.staff(Role.AUXILIARY, 1)
        await offered(town, receiver.name)
        await receiver.taps("不方便")
        await receiver.sees("这件不用您接手，已经转告")
        told = await town.secretary.sees("1号", f"{receiver.name}不方便接手", "要不要问问别人")
        following, others = labels(told)
        assert receiver.name not in following and others == "看其他人"
        await town.secretary.taps_on("不方便接手", "看其他人")
        assert not [label for label in labels(await town.secretary.last()) if receiver.name in label]
        await town.secretary.taps_on("不方便接手", following)
        name = following.split()[0]
        asked = next(s for s in town.community.staff if s.name == name)
        await Neighbour(town, asked.user_id, name).taps("我接手")
        assert name in (await case_cards(town, 1))[-1]


async def test_a_new_question_withdraws_the_former(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await left_behind(town)
        first, second = town.staff(Role.AUXILIARY, 1), town.staff(Role.GRID_HEAD, 1)
        await offered(town, first.name)
        request = await first.sees("想请您接手")
        again = await town.secretary.taps(first.name)
        assert again is not None and "已经问过" in again["text"]
        await town.secretary.taps(second.name)
        assert not labels(await first.sees("不用您接手了"))
        yes = buttons(request)[0]["callback_data"]
        assert "已经定下来了" in await first.taps_data(request["message_id"], yes)
        await second.taps("我接手")
        assert second.name in (await case_cards(town, 1))[-1]


async def test_only_who_was_asked_can_answer(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await left_behind(town)
        receiver = town.staff(Role.AUXILIARY, 1)
        await offered(town, receiver.name)
        for other in (town.staff(Role.GRID_HEAD, 1), town.secretary, resident(town)):
            message = (await other.last())["message_id"]
            for what in ("hand.yes", "hand.no"):
                assert "没有找到" in await other.taps_data(message, encode(Press(what, 1)))
                assert "没有找到" in await other.taps_data(message, encode(Press(what, 99)))
        message = (await receiver.last())["message_id"]
        assert "没有找到" in await receiver.taps_data(message, encode(Press("hand.to", 1)))
        me = await known(town, receiver)
        assert "没有找到" in await receiver.taps_data(message, encode(Press("hand.offer", 1, me.person_id)))


async def test_the_worker_may_offer_the_case_themselves(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town), LEAK)
        worker = await assigned(town, 1)
        receiver = town.staff(Role.AUXILIARY, 1)
        await worker.taps_on("1号", "转给同事")
        await worker.taps(receiver.name)
        async with answers(worker, 2) as heard:  # the answer, and the colleague's word to the secretary is their own
            await receiver.taps("不方便")
            await worker.taps_on("不方便接手", "看其他人")
        assert f"{receiver.name}不方便接手" in said(heard[0])
        second = town.staff(Role.GRID_HEAD, 1)
        await worker.taps(second.name)
        await second.taps("我接手")
        await worker.sees(f"{second.name}接手了")
        await worker.sees("1号", "此案件已移交")
        await town.secretary.sees("1号", second.name, "已指派")
        assert "接单" in labels(await second.sees("1号 · 路灯不亮", LEAK))


async def test_a_case_that_has_moved_on_answers_stale(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await assigned(town, 1)
        receiver = town.staff(Role.AUXILIARY, 1)
        await worker.taps_on("1号", "转给同事")
        await worker.taps(receiver.name)
        await worker.taps_on("1号", "接单")
        card = await worker.sees("1号", "办好以后")
        await worker.says(photo=picture(3), caption="修好了", reply_to=card["message_id"])
        answer = await receiver.taps("我接手")
        assert answer is not None and "已经定下来了" in answer["text"]
        assert worker.name in (await case_cards(town, 1))[-1]
        stale = await worker.taps_data(card["message_id"], encode(Press("hand.to", 1)))
        assert "1号" in stale and "没有找到" not in stale


async def test_who_may_not_work_or_is_out_of_reach_is_refused(tmp_path: Path) -> None:
    async with open_town(tmp_path, absent=[1041]) as town:
        await files_report(resident(town))
        worker, unreachable = await assigned(town, 1), town.staff(Role.AUXILIARY, 1)
        await worker.taps_on("1号", "转给同事")
        label = next(label for label in labels(await worker.last()) if unreachable.name in label)
        assert "联系不上" in label
        refused = await worker.taps(unreachable.name)
        assert refused is not None and "联系不上" in refused["text"]
        message = (await worker.last())["message_id"]
        for nobody in (town.secretary, resident(town), worker):
            person = await known(town, nobody)
            assert "请另选一位" in await worker.taps_data(message, encode(Press("hand.offer", 1, person.person_id)))
        assert "请另选一位" in await worker.taps_data(message, encode(Press("hand.offer", 1, 999)))
        assert not await audited(town, "case.offered")


async def test_who_is_revoked_meanwhile_cannot_take_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await left_behind(town)
        receiver = town.staff(Role.AUXILIARY, 1)
        await offered(town, receiver.name)
        request = await receiver.sees("想请您接手")
        yes = buttons(request)[0]["callback_data"]
        await revoked(town, receiver)
        assert not labels(await receiver.sees("不用您接手了"))
        assert "没有找到" in await receiver.taps_data(request["message_id"], yes)
        await town.wind(seconds=5)  # so much in a moment: the last of it goes out a little later
        await town.secretary.sees("1号", f"{receiver.name}不方便接手")


async def test_what_is_done_already_is_not_handed_over(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        await files_report(resident(town), "花坛边的灯也坏了", house="2号楼")
        worker = await fed_back(town, 1)
        await assigned(town, 2, worker)
        await revoked(town, worker)
        await town.secretary.taps("待移交 1 件")
        await town.secretary.sees("待移交", "2号")
        await appointed(town, worker, Role.FULL_TIME, 1)
        await town.secretary.says("/staff")
        assert "待移交" not in "".join(labels(await town.secretary.last()))
