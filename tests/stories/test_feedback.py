"""The worker shows that it is done: with photos, by the dialog or as an answer to the card."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.stories.scenes import answers, assigned, fed_back, files_report, newcomer, resident, with_buttons
from tests.town import Neighbour, Town, labels, open_town, picture, said


async def test_by_the_button(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = await has_a_task(town)
        await worker.taps("接单")
        async with answers(worker) as asked:
            await worker.taps("已办好，发照片")
        assert "1号 办得怎么样了" in said(asked[0])
        async with answers(worker) as asked:
            await worker.says("换了灯泡")
        assert "至少一张" in said(asked[0]) and "说明：换了灯泡" in said(asked[0])
        assert "提交反馈" not in labels(asked[0])
        async with answers(worker) as asked:
            await worker.says(album=[picture(1), picture(2)])
        assert "已收到照片 2 张" in said(asked[0])
        await worker.says(photo=picture(3), caption="换了灯泡，试过了")
        assert "说明：换了灯泡，试过了" in said(await worker.last())
        await worker.taps("提交反馈")
        await worker.sees("1号的反馈已提交")
        proof = await town.secretary.sees("已反馈，待核查", "换了灯泡，试过了", "照片 3 张")
        assert proof["photo"]
        await resident(town).sees("您上报的 1号", "已反馈", "反馈：换了灯泡，试过了")
        assert all("1号" not in text or "办得怎么样" not in text for text in await with_buttons(worker))


async def test_by_an_answer_to_the_card(tmp_path: Path) -> None:
    """Even without a word before: who shows that it is done has accepted it by that."""
    async with open_town(tmp_path) as town:
        worker = await has_a_task(town)
        await reply(worker, photo=picture(1), caption="修好了")
        await town.secretary.sees("已反馈，待核查", "修好了")
        await worker.sees("1号 ·", "已反馈")


async def test_all_photos_of_an_album_belong_to_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = await has_a_task(town)
        await reply(worker, album=[picture(1), picture(2), picture(3)], caption="修好了")
        await town.wind(minutes=1)
        assert "照片 3 张" in said(await town.secretary.sees("已反馈"))
        before = len(await town.messages(1001, 1001))
        await town.secretary.taps("看照片")
        shown = (await town.messages(1001, 1001))[before:]
        assert sum("photo" in message for message in shown) == 3


async def test_in_the_group(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, group = await has_a_task(town), town.groups[1]
        card = await worker.sees("1号 ·", chat=group)
        async with answers(worker, 0, chat=group):
            await worker.says(photo=picture(1), caption="好了", reply_to=card["message_id"], chat=group)
        await town.secretary.sees("已反馈，待核查", "好了")
        assert "已反馈" in said(await worker.sees("1号 ·", chat=group))


async def test_words_alone_do_not_show_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = await has_a_task(town)
        await worker.taps("接单")
        async with answers(worker) as told:
            await reply(worker, text="已经修好了")
        assert "照片" in said(told[0]) and "1号" in said(told[0])
        await resident(town).sees("您上报的 1号", "已接单")
        await reply(worker, photo=picture(1))
        await resident(town).sees("您上报的 1号", "已反馈")


async def test_who_does_not_have_the_case_cannot_feed_it_back(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await has_a_task(town)
        group, other, neighbour = town.groups[1], town.staff(Role.GRID_HEAD, 1), await newcomer(town)
        card = await other.sees("1号 ·", chat=group)
        async with answers(other, 0, chat=group), answers(other) as told:
            await other.says(album=[picture(1), picture(2)], reply_to=card["message_id"], chat=group)
        assert "不归您办理" in said(told[0])
        async with answers(neighbour, 0, chat=group):
            await neighbour.says(photo=picture(2), reply_to=card["message_id"], chat=group)
        await resident(town).sees("您上报的 1号", "已指派")
        assert all("已反馈" not in text for text in await town.secretary.reads())


async def test_talk_about_a_case_is_left_alone(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker, group = await has_a_task(town), town.groups[1]
        other, card = town.staff(Role.GRID_HEAD, 1), await worker.sees("1号 ·", chat=group)
        async with answers(other, 0), answers(other, 0, chat=group):
            await other.says("辛苦了", reply_to=card["message_id"], chat=group)
        async with answers(worker) as told, answers(worker, 0, chat=group):
            await worker.says("修好了", reply_to=card["message_id"], chat=group)
        assert "照片" in said(told[0]), "who has the case may mean it: the photo is missing"
        await reply(worker, photo=picture(1))
        async with answers(worker, 0), answers(worker, 0, chat=group):
            await worker.says("不客气", reply_to=card["message_id"], chat=group)


async def test_too_late_is_said(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        worker = await fed_back(town, 1)
        async with answers(worker) as told:
            await reply(worker, photo=picture(5))
        assert "已经往下走了" in said(told[0])
        answer = await worker.taps_data((await worker.last())["message_id"], "v:finish:1:0")
        assert answer.startswith("1号已反馈，")
        assert "照片 1 张" in said(await town.secretary.sees("已反馈"))


async def test_an_older_card_is_understood_too(tmp_path: Path) -> None:
    """The secretary's card came anew; an answer to a former look of a card still means the case."""
    async with open_town(tmp_path) as town:
        worker = await has_a_task(town)
        task = await worker.sees("1号 ·")
        await worker.taps("接单")
        await worker.taps("开始处置")
        await town.wind(days=1)
        await worker.says(photo=picture(1), reply_to=task["message_id"])
        await town.secretary.sees("已反馈")


async def test_giving_up_and_coming_back(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        worker = await has_a_task(town)
        await worker.taps("接单")
        await worker.taps("已办好，发照片")
        await worker.says(photo=picture(1))
        await worker.taps("取消")
        assert "“反馈”没有提交" in said(await worker.last())
        await worker.taps("已办好，发照片")
        await worker.says(photo=picture(2))
        async with answers(worker, 0):
            await worker.taps("提交反馈", twice=True)
        assert "照片 1 张" in said(await town.secretary.sees("已反馈"))


async def has_a_task(town: Town) -> Neighbour:
    """A worker to whom the secretary has just given case 1."""
    await files_report(resident(town))
    return await assigned(town, 1)


async def reply(worker: Neighbour, **what: object) -> None:
    """Answer the newest card of the case."""
    task = await worker.sees("1号 ·")
    await worker.says(reply_to=task["message_id"], **what)  # type: ignore[arg-type]  # says takes text and files alike
