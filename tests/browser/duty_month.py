"""The roster on the page of the demo: the street's sheet is sent, shown as what it changes, taken; then a picture.

On the left the secretary, on the right somebody who stands on the sheet.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.async_api import FilePayload, Page, expect

from bot.domain.sheet import Table
from bot.papers.writing import xlsx
from tests.browser.walk import enter

SECRETARY, OFFICERS = "梁静怡", ("秦玉莲", "成保田", "毋翠萍")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Look = Callable[[str], Awaitable[None]]


def street_sheet(days: Sequence[str]) -> bytes:
    """A month as the street keeps it: a line for each day."""
    rows = tuple((day, OFFICERS[n % 3], OFFICERS[(n + 1) % 3], OFFICERS[(n + 2) % 3]) for n, day in enumerate(days))
    return xlsx(Table("和风社区防汛值班表", ("日期", "带班领导", "第二网格", "备班"), rows))


async def month(page: Page, url: str, look: Look) -> None:
    """Send, look, take; then the picture."""
    left, right = await enter(page, url)
    await left.becomes(SECRETARY)
    await left.says("/roster")
    await left.taps("图片、表格、日历")
    await left.sees("导入街道的值班表")
    following = (datetime.now(ZoneInfo("Asia/Shanghai")).replace(day=1) + timedelta(days=31)).date().replace(day=1)
    name = f"{following.month}月"
    days = [f"{name}{day}日" for day in range(7, 28)]
    file = FilePayload(name="街道值班表.xlsx", mimeType=_XLSX, buffer=street_sheet(days))
    await left.part("file-document").set_input_files([file])
    await left.part("send").click()
    preview = await left.sees("值班表预览", f"{name}7日", "一共 63 班")
    await left.taps("全部采用", preview)
    await left.is_told("已采用")
    await left.sees("值班表已采用")
    await right.becomes(OFFICERS[0])
    await right.sees("值班表有更新", "您的新班")
    await right.says("/roster")
    await right.taps("图片、表格、日历")
    await right.taps(f"{name}图片")
    picture = await right.sees_photo(f"{following.year}年{name}值班表")
    await right.shows_photo(picture)
    await expect(picture).to_contain_text("值班表")
    await look("roster")
