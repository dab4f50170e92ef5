"""The log of the duty: kept by itself, with words of whoever is on duty, and as files."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium

from bot.domain.person import Role
from bot.domain.warning import Colour
from bot.papers.reading import rows
from tests.stories.duties import stands
from tests.stories.test_staff_list import content
from tests.stories.warned import issued, tells
from tests.town import Neighbour, Town, open_town, said


def officer(town: Town, number: int = 0) -> Neighbour:
    found = [one for one in town.community.staff if one.role is Role.SPECIALIST][number]
    return Neighbour(town, found.user_id, found.name)


async def test_what_happens_is_written_down_and_words_are_added(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        who = officer(town)
        await stands(town, who, "g1", accepted=False)
        await who.taps("接班")
        await who.says("/log 3号楼地下室已查看，没有积水")
        told = said(await who.last())
        assert f"第一网格值班：{who.name}接班" in told and f"{who.name}：3号楼地下室已查看，没有积水" in told
        await town.secretary.says("/log")
        assert said(await town.secretary.last()) == told, "the directors read the same"


async def test_who_is_not_on_duty_neither_reads_nor_writes(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        who, other = officer(town), officer(town, 1)
        await stands(town, who, "g1")
        await who.says("/log 值班正常")
        await other.says("/log")
        await other.says("/log 我也写一句")
        assert "值班正常" not in "".join(await other.reads())
        await who.says("/log")
        assert "我也写一句" not in said(await who.last())


async def test_an_answer_to_the_log_is_written_down(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        who = officer(town)
        await stands(town, who, "g1")
        await who.says("/log")
        await who.says("雨停了", reply_to=(await who.last())["message_id"])
        assert f"{who.name}：雨停了" in said(await who.last())


async def test_warnings_and_answers_to_pages_are_in_it(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        who = officer(town)
        await stands(town, who, "g1")
        await tells(town, issued(town, 1, Colour.RED))
        await who.taps("收到")
        await who.says("/log")
        told = said(await who.last())
        assert "暴雨红色预警发布" in told and f"{who.name}收到：预警" in told


async def test_the_day_as_pdf_and_as_table(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        who = officer(town)
        await stands(town, who, "leader", accepted=False)
        await who.taps("接班")
        await who.says("/log 巡查涵洞，水位正常")
        await who.taps("导出 PDF 和 Excel")
        await town.quiet()
        files = {}
        for message in await town.from_bot(who.user_id, who.user_id):
            if "document" in message:
                files[message["document"]["file_name"]] = await content(town, message)
        pdf, book = (next(data for name, data in files.items() if name.endswith(end)) for end in (".pdf", ".xlsx"))
        page = pdfium.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_range().replace("\r\n", "")
        assert all(words in page for words in ("带班领导", who.name, "巡查涵洞，水位正常", "签字"))
        cells = [cell.text for row in rows(book, "log.xlsx").rows for cell in row.cells]
        assert f"{who.name}：巡查涵洞，水位正常" in cells
