"""The extension of 40 m² (domain.md, section 1), from the first photo to 已结案 and into the archive.

On patrol in grid 7 a worker finds it; the secretary assigns the grid head and him; they call at the house every day for
a month, twice the deadline is put off, a department answers after nine days, and in the end the house is as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.domain.community import Community, Staff
from bot.domain.person import Role
from tests.delivery.test_paper import download
from tests.stories.scenes import answers, case_cards, fills, gives, refers, returns, skips_photos
from tests.stories.test_archive import check, documents, events, text_of
from tests.stories.working import replies
from tests.town import Neighbour, Town, labels, open_town, picture, said

GRID, LIAISON = 7, 1901
FOUND = "巡查发现，独栋住户在院里私自加盖了一间，大约 40 平方米，没有手续"
#: What was done at the visits, in turn; each with the kind that the worker chooses.
VISITS = (
    ("到场", "上门看了现场，量了尺寸，住户说是自己家的院子"),
    ("劝说", "讲了规划法规和安全的道理，住户说再想想"),
    ("联系亲友", "找了住户的女儿和妹夫，请他们帮着劝"),
    ("联合执法", "和城管一起上门，送达了告知书"),
    ("劝说", "住户同意拆，要等亲戚来搬东西"),
)


def with_enforcement(community: Community) -> Community:
    """The community with a liaison of the department that pulls such buildings down."""
    liaison = Staff("安联络", LIAISON, Role.LIAISON, None, "城管")
    return replace(community, staff=(*community.staff, liaison))


async def finds_it(town: Town, worker: Neighbour) -> None:
    """On patrol the worker reports what he sees, with a photo."""
    await worker.starts(f"r{GRID}")
    await worker.taps("违章搭建")
    await worker.says(FOUND)
    await worker.says(photo=picture(1, (1600, 1200)))
    await skips_photos(worker)
    await worker.taps(town.community.grids[GRID - 1].buildings[0].name)
    await worker.taps("提交")


async def visits(town: Town, people: Sequence[Neighbour], days: range) -> None:
    """Every day one of them calls at the house and writes down what came of it."""
    for day in days:
        await town.wind(days=1)
        kind, words = VISITS[day % len(VISITS)]
        who = people[day % len(people)]
        await replies(who, text=f"第 {day + 1} 次：{words}")
        if kind != "到场":
            await who.taps(kind)


async def more_time(town: Town, lead: Neighbour, days: str, words: str) -> None:
    """The lead asks for more time, and the secretary agrees."""
    await fills(lead, 1, "申请延期", days, words)
    async with answers(town.secretary) as asked:
        await lead.taps("确定申请延期")
    assert words in said(asked[0])
    async with answers(lead) as told:
        await town.secretary.taps("同意延期")
    assert "已同意，时限延到" in said(told[0])
    await lead.sees(f"延期（{lead.name}）：{words}")


async def test_the_extension_from_the_first_photo_to_the_archive(tmp_path: Path) -> None:
    async with open_town(tmp_path, settled=(GRID,), changed=with_enforcement) as town:
        secretary, head = town.secretary, town.staff(Role.GRID_HEAD, GRID)
        worker, liaison = town.staff(Role.FULL_TIME, GRID), Neighbour(town, LIAISON, "安联络")
        await finds_it(town, worker)
        async with answers(head) as led, answers(worker):
            await gives(town, 1, head, worker, by="7个工作日")
        assert f"协办：{worker.name}" in said(led[0]) and FOUND in said(led[0])
        await head.taps_on("1号", "接单")
        await head.taps_on("1号", "开始处置")

        await visits(town, (head, worker), range(8))
        await more_time(town, head, "15个工作日", "住户答应和家里商量，需要时间")
        await visits(town, (head, worker), range(8, 22))
        await more_time(town, head, "15个工作日", "等执法部门排期")
        await head.sees("1号 ·", "延期 2 次")

        async with answers(liaison) as told:
            await refers(town, 1, "城管")
        assert "已转办" in said(told[0]) and "40 平方米" in said(told[0])
        await visits(town, (head, worker), range(22, 31))  # nine days, and they still call at the house
        await returns(liaison, 1, "已于今天组织拆除，现场清理完毕")
        await head.sees("1号 ·", "处置中", "现场清理完毕")

        await head.taps_on("1号", "已办好，发照片")
        await head.says(photo=picture(2, (1600, 1200)), caption="拆完了，院子恢复原样")
        await head.taps("提交反馈")
        assert "1号" in said(await secretary.sees("1号 ·", "已反馈，待核查"))
        await secretary.taps_on("1号 ·", "前后对比")
        assert (await town.messages(secretary.user_id, secretary.user_id))[-1]["photo"]
        await secretary.taps_on("1号 ·", "核查通过")
        await secretary.taps_on("1号 ·", "结案")
        (card,) = await case_cards(town, 1, GRID)
        assert "●●●●●◉ 已结案" in card and "违章搭建" in card and "已解决" in card

        known = await events(town, 1)
        assert sum(event.act == "note.added" for event in known) == 31
        assert [e.act for e in known if e.act in ("case.extend", "case.refer", "case.return", "case.close")] == [
            *("case.extend", "case.extend", "case.refer", "case.return", "case.close"),
        ]
        days = {event.at // 86_400_000 for event in known if event.act == "note.added"}
        assert len(days) == 31, "thirty visits and one, each on a day of its own"

        await town.wind(minutes=2)
        await secretary.taps_on("1号", "档案")
        pdf, packed = await documents(secretary)
        content = await download(town, pdf)
        text = text_of(content)
        for words in (
            FOUND.replace(" ", ""),
            "联合执法",
            "第31次",
            "现场清理完毕",
            head.name,
            "等执法部门排期",
            "已结案",
        ):
            assert words in text, words
        assert f"协办专职网格员{worker.name}" in text and f"居民{worker.name}联系亲友" not in text
        assert "延期2次" in text and "结案结果已解决" in text
        verdict = await check(town, await download(town, packed), tmp_path)
        assert (verdict.flaws, verdict.compared, verdict.cases) == ([], True, 1)
        (tmp_path / "extension.pdf").write_bytes(content)

        await town.wind(days=9)
        assert "已归档" in (await case_cards(town, 1, GRID))[0]
        everywhere = "".join(await secretary.reads(chat=town.groups[GRID]))
        assert "第 1 次" not in everywhere and "私自加盖" not in everywhere
        assert "撤销刚才这一步" not in labels(await secretary.sees("1号 ·", "已归档"))
