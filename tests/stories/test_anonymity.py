"""The reporter decides whether the worker may know them; directors always do, departments and groups never."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Role
from tests.stories.scenes import HOUSE, LAMP, answers, assigned, files_report, newcomer, resident, skips_photos
from tests.town import Neighbour, labels, open_town, said

HIDDEN, NAMED = "处置人员看不到您是谁", "处置人员能看到您的称呼"
HIDE, SHOW = "不让处置人员知道我是谁", "让处置人员知道我是谁"
NOT_YOURS = "没有找到，或者不归您办理。"


async def to_the_review(person: Neighbour, kind: str = LAMP) -> None:
    """Report as far as the last look."""
    await person.starts("r1")
    if kind != LAMP:
        await person.taps("矛盾纠纷 ▸")
    await person.taps(kind)
    await person.says("说说情况")
    await skips_photos(person)
    await person.taps(HOUSE)


async def test_a_dispute_is_anonymous_and_a_lamp_is_not_unless_one_says_so(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, secretary = resident(town), town.secretary
        await to_the_review(person, "邻里纠纷")
        assert HIDDEN in said(await person.last()) and SHOW in labels(await person.last())
        await person.taps("改类别")
        await person.taps(LAMP)
        await skips_photos(person)
        assert NAMED in said(await person.last()), "nothing was chosen: what is usual for the kind"
        await person.taps(HIDE)
        assert HIDDEN in said(await person.last())
        await person.taps("提交")
        worker = await assigned(town, 1)
        assert person.name not in "".join(await worker.reads())
        await secretary.sees("1号", f"上报：{person.name}")


async def test_the_choice_stays_when_the_category_changes(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await to_the_review(person, "邻里纠纷")
        await person.taps(SHOW)
        await person.taps("改类别")
        await person.taps("矛盾纠纷 ▸")
        await person.taps("物业纠纷")
        assert NAMED in said(await person.last())
        await person.taps("提交")
        worker = await assigned(town, 1)
        await worker.sees("1号 · 物业纠纷", f"上报：{person.name}")


async def test_the_reporter_changes_their_mind_on_the_card(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person, group = resident(town), town.groups[1]
        await files_report(person)
        worker = await assigned(town, 1)
        await worker.sees("1号", f"上报：{person.name}")
        for button, toast, shown in (
            (HIDE, "看不到您是谁", False),
            (SHOW, "能看到您的称呼", True),
            (HIDE, "看不到您是谁", False),
        ):
            async with answers(worker, 0), answers(person, 0):
                answer = await person.taps_on("您上报的 1号", button)
            assert answer is not None and toast in answer["text"]
            assert (person.name in "".join(await worker.reads())) is shown, "the worker's card, and nothing beside it"
            await town.secretary.sees("1号", f"上报：{person.name}")
        assert person.name not in "".join(await person.reads(chat=group))


async def test_nobody_else_decides_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await files_report(person)
        worker, stranger = await assigned(town, 1), await newcomer(town)
        await stranger.starts()
        for who in (worker, town.secretary, stranger, town.staff(Role.GRID_HEAD, 1)):
            place = (await who.last())["message_id"]
            for payload in ("p:who.hide:1:0:0", "p:who.show:1:0:0", "p:who.hide:99:0:0"):
                assert await who.taps_data(place, payload) == NOT_YOURS
        await worker.sees("1号", f"上报：{person.name}")
        await person.taps(HIDE)
        assert await worker.taps_data((await worker.last())["message_id"], "p:who.show:1:0:0") == NOT_YOURS
        assert person.name not in "".join(await worker.reads())


async def test_an_older_copy_of_the_workers_card_does_not_keep_the_name(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        number = await files_report(person)
        worker = await assigned(town, number)
        mine = await person.sees(f"您上报的 {number}号")
        async with answers(worker):
            await person.says("现在更暗了", reply_to=mine["message_id"])
        copies = [text for text in await worker.reads() if person.name in text]
        assert len(copies) == 2, "the card comes anew, and the old one stays above"
        async with answers(worker, 0):
            await person.taps_on(f"您上报的 {number}号", HIDE)
        assert person.name not in "".join(await worker.reads())
        await worker.taps_on(f"{number}号", "接单")


async def test_who_is_forgotten_is_named_on_no_older_copy_either(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        number = await files_report(person)
        mine = await person.sees(f"您上报的 {number}号")
        for words in ("现在更暗了", "还是没人来"):
            await person.says(words, reply_to=mine["message_id"])
        assert len([text for text in await town.secretary.reads() if person.name in text]) > 1
        await person.says("/mydata")
        await person.taps("删除我的信息")
        await person.taps("确认删除")
        assert person.name not in "".join(await town.secretary.reads())


async def test_who_writes_instead_of_speaking_is_not_heard(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        person = resident(town)
        await person.starts("r1")
        await person.taps("矛盾纠纷 ▸")
        await person.taps("邻里纠纷")
        await person.says(voice=b"OggS" + b"\0" * 200)
        await skips_photos(person)
        await person.taps(HOUSE)
        assert "听得出是谁" in said(await person.last())
        await person.taps("改内容")
        await person.says("楼上半夜跳绳")
        review = said(await person.last())
        assert "楼上半夜跳绳" in review and "语音" not in review
        await person.taps("提交")
        worker = await assigned(town, 1)
        assert "语音" not in said(await worker.sees("1号 · 邻里纠纷"))
