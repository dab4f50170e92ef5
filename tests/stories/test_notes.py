"""Notes: what is written down at a case, by whom, who reads it, and a day that becomes a promise."""

from __future__ import annotations

from pathlib import Path

from bot.domain.person import Appointment, Role
from tests.stories.scenes import answers, files_report, gives, resident
from tests.stories.working import acts, at_work, replies
from tests.town import labels, open_town, picture, said

WORDS = "上门劝说，住户不在家"


async def test_words_are_a_note_at_once(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        async with answers(lead) as told, answers(town.secretary, 0):
            await replies(lead, text=WORDS)
        assert "已记到 1号" in said(told[0]) and "到场" in said(told[0]) and WORDS in said(told[0])
        assert [
            name for name in labels(told[0]) if name in ("到场", "劝说", "联系亲友", "联合执法", "调解", "其他")
        ] == [
            "到场",
            "劝说",
            "联系亲友",
            "联合执法",
            "调解",
            "其他",
        ]
        async with answers(lead, 0):
            await lead.taps("劝说")
        assert "劝说" in said(await lead.sees("已记到 1号"))
        assert "记录 1 条" in labels(await town.secretary.sees("1号 ·", f"劝说 {lead.name}：{WORDS}"))
        assert await acts(town) == [
            "case.report",
            "case.open",
            "case.assign",
            "case.accept",
            "case.start",
            "note.added",
            "note.changed",
        ]
        person = resident(town)
        assert all(WORDS not in text for text in await person.reads())
        assert all(WORDS not in text for text in await person.reads(chat=town.groups[1]))


async def test_a_voice_note_is_one_too(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        async with answers(lead) as told:
            await replies(lead, voice=b"OggS voice")
        assert "已记到 1号" in said(told[0]) and "语音 1 条" in said(told[0])
        async with answers(town.secretary) as shown:
            await town.secretary.taps("记录 1 条")
        assert "语音 1 条" in said(shown[0])
        before = len(await town.messages(1001, 1001))
        await town.secretary.taps("看照片和语音")
        assert sum("voice" in m for m in (await town.messages(1001, 1001))[before:]) == 1
        assert "看照片" not in labels(await lead.sees("1号 ·")), "it is no file of the report"


async def test_a_photo_is_the_proof_until_there_is_a_log(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        await replies(lead, text=WORDS)
        async with answers(lead) as asked:
            await replies(lead, album=[picture(1), picture(2)], caption="又去了一次")
        assert "这 2 张照片是" in said(asked[0])
        assert labels(asked[0])[:2] == ["办好了，提交反馈", "只是记录"]
        async with answers(lead, 0), answers(town.secretary, 0):
            await lead.taps("只是记录")
        kept = await lead.sees("已记到 1号", "又去了一次")
        assert "照片 2 张" in said(kept)
        assert "处置中" in said(await town.secretary.sees("1号 ·", "又去了一次"))
        await replies(lead, photo=picture(3))
        async with answers(town.secretary) as told:
            await lead.taps("办好了，提交反馈")
        assert "已反馈，待核查" in said(told[0]) and told[0]["photo"]


async def test_helpers_and_directors_write_and_others_do_not(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        helper, other = town.staff(Role.GRID_HEAD, 1), town.staff(Role.AUXILIARY, 1)
        lead = await at_work(town, 1, helper)
        async with answers(lead):  # who has it hears of it
            await replies(helper, photo=picture(1), caption="量了尺寸")
        await lead.sees("1号 ·", "量了尺寸")
        async with answers(lead):
            await replies(town.secretary, text="请注意安全")
        await helper.sees("1号 ·", "请注意安全")
        group = town.groups[1]
        async with answers(other, 0, chat=group), answers(other, 0):
            await replies(other, chat=group, text="我也看到了")
        assert all("我也看到了" not in text for text in await lead.reads())
        async with answers(lead) as told, answers(lead, 0, chat=group):
            await replies(lead, chat=group, text="约好了周末再谈")
        assert "已记到 1号" in said(told[0])


async def test_confidential_notes_are_for_the_handlers(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        helper, person = town.staff(Role.GRID_HEAD, 1), resident(town)
        lead = await at_work(town, 1, helper)
        await replies(lead, text="对方有病，别往外说")
        await lead.taps("调解")
        assert "保密" in said(await lead.sees("已记到 1号"))
        await helper.sees("1号 ·", "调解（保密）", "对方有病")
        await town.secretary.sees("1号 ·", "对方有病")
        await lead.taps("不保密")
        assert "保密" not in said(await lead.sees("已记到 1号"))
        await lead.taps("保密")
        number = (await lead.last())["message_id"]
        outsider = town.staff(Role.AUXILIARY, 1)
        await outsider.starts()
        at = (await outsider.last())["message_id"]
        for data in ("p:note.log:1:0:0", "p:note.files:1:0:0", "p:note.kind:1:0:0", "p:note.secret:1:0:0"):
            assert "不归您" in await outsider.taps_data(at, data)
            assert "不归您" in await person.taps_data((await person.last())["message_id"], data)
        assert "不归您" in await helper.taps_data((await helper.last())["message_id"], "p:note.kind:1:1:0")
        assert await lead.taps_data(number, "p:note.kind:1:99:0") == "这个按钮用不了了，请看最新的消息。"
        for viewer in (person, outsider):
            assert all("对方有病" not in text for text in await viewer.reads())
        assert all("对方有病" not in one.words for one in town.ears.in_groups())


async def test_who_lost_the_role_neither_writes_nor_reads(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        helper = town.staff(Role.GRID_HEAD, 1)
        lead = await at_work(town, 1, helper)
        card = (await helper.sees("1号 ·"))["message_id"]
        await replies(helper, text=WORDS)
        kept = (await helper.sees("已记到 1号"))["message_id"]
        await replies(lead, text="对方口气软了")
        await helper.taps("记录 2 条")
        await helper.sees("记录 2 条", "对方口气软了")
        await helper.taps_on("1号 ·", "记录 2 条")  # the one before stays above, without buttons
        await town.dismisses(helper, Appointment(Role.GRID_HEAD, 1))
        assert all("对方口气软了" not in text for text in await helper.reads())
        await helper.says("还有一件事", reply_to=card)
        assert "不归您" in await helper.taps_data(kept, "p:note.kind:1:1:0")
        assert "不归您" in await helper.taps_data(kept, "p:note.log:1:0:0")
        assert all("还有一件事" not in text for text in await lead.reads())


async def test_the_log_is_turned_page_by_page(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        for n in range(7):
            await replies(lead, text=f"第{n}次到场")
        await town.secretary.taps("记录 7 条")
        page = await town.secretary.last()
        assert "第 1/2 页" in said(page) and "第6次" in said(page) and "第1次" not in said(page)
        async with answers(town.secretary, 0):
            await town.secretary.taps("下一页")
        assert "第0次" in said(await town.secretary.last())


async def test_nothing_is_noted_before_and_after_the_work(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        await files_report(resident(town))
        lead = town.staff(Role.FULL_TIME, 1)
        await gives(town, 1, lead)
        async with answers(lead) as told:
            await replies(lead, text=WORDS)
        assert "照片" in said(told[0])
        await replies(lead, text="长" * 2_001)
        assert "note.added" not in await acts(town)


async def test_a_day_that_is_written_becomes_a_promise(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        await replies(lead, text="住户答应三天内拆掉")
        kept = await lead.sees("已记到 1号", "提醒您吗？")
        other = town.staff(Role.GRID_HEAD, 1)
        await other.starts()
        assert "不归您" in await other.taps_data((await other.last())["message_id"], "p:note.promise:1:0:0")
        answer = await lead.taps("提醒我")
        assert answer and "提醒您" in answer["text"]
        assert "已经设过提醒" in await lead.taps_data(kept["message_id"], "p:note.promise:1:0:0")
        await town.wind(days=2)
        assert "记下的日子到了" not in "".join(await lead.reads())
        await town.wind(days=1, hours=9)
        await lead.sees("记下的日子到了", "住户答应三天内拆掉")


async def test_who_promised_is_reminded_on_the_day(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        await replies(lead, text="明天再来")
        await lead.taps("提醒我")
        await town.wind(days=1, hours=9)
        due = await lead.sees("记下的日子到了", "明天再来")
        assert "不归您" in await town.secretary.taps_data(
            (await town.secretary.last())["message_id"], "p:promise.kept:1:0:0"
        )
        await lead.taps("改日子")
        assert "不归您" in await lead.taps_data(due["message_id"], "p:promise.move:1:99:0")
        await lead.taps("3 天后")
        await lead.sees("1号", "再提醒您")
        await town.wind(days=4)
        await lead.taps("办到了")
        await lead.sees("1号", "办到了")
        assert "结束" in await lead.taps_data(due["message_id"], "p:promise.kept:1:0:0")
        assert [act for act in await acts(town) if act.startswith("promise")] == [
            "promise.made",
            "promise.moved",
            "promise.kept",
        ]


async def test_a_visit_is_reminded_of_before_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        for words in ("约好12月3日上午再去", "12月3日再去"):
            await replies(lead, text=words)
            kept = await lead.sees("已记到 1号", words)
            assert "要我到12月3日（周四）08:30提醒您吗？" in said(kept)


async def test_a_promise_ends_with_the_work(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        lead = await at_work(town)
        await replies(lead, text="明天再来")
        await lead.taps("提醒我")
        await town.dismisses(lead, Appointment(Role.FULL_TIME, 1))
        await town.wind(days=2)
        assert all("记下的日子到了" not in text for text in await lead.reads())
