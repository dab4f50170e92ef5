"""The program started as a visitor starts it, and the whole path walked by hand on its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from tests.browser import chrome
from tests.browser.duty_month import month
from tests.browser.storm import rainstorm
from tests.browser.visitor import Visit, visit
from tests.browser.walk import report_by_phone, walk

pytestmark = pytest.mark.browser

#: "`make run` shows the page within 60 s of the install's end": the address is printed when the demo's people are in.
_PAGE_WITHIN = 60.0


@pytest.fixture
async def visited(browser: Browser, tmp_path: Path) -> AsyncIterator[Visit]:
    """The running program; it must stop cleanly on Ctrl-C. Where there is no browser it is not started."""
    async with visit(tmp_path / "data", _PAGE_WITHIN) as running:
        yield running
    assert running.process.returncode == 0
    assert any("已停止" in line for line in running.said)


async def test_a_visitor_walks_the_whole_path_by_hand(visited: Visit, page: Page) -> None:
    seen: list[str] = []

    async def look(moment: str) -> None:
        seen.append(moment)

    await walk(page, visited.url, look)
    assert seen == ["report", "assign", "proof", "verify"]
    assert visited.seconds < _PAGE_WITHIN


async def test_a_visitor_publishes_a_warning_and_sees_who_is_called(visited: Visit, page: Page) -> None:
    seen: list[str] = []

    async def look(moment: str) -> None:
        seen.append(moment)

    await rainstorm(page, visited.url, look)
    assert seen == ["duty", "warning", "ladder", "lifted"]


async def test_the_streets_roster_is_sent_and_a_month_comes_as_a_picture(visited: Visit, page: Page) -> None:
    seen: list[str] = []

    async def look(moment: str) -> None:
        seen.append(moment)

    await month(page, visited.url, look)
    assert seen == ["roster"]


async def test_the_report_dialog_fits_a_phone(visited: Visit, browser: Browser) -> None:
    async def look(_moment: str) -> None:
        return None

    async with chrome.window(browser, chrome.NARROW) as page:
        await report_by_phone(page, visited.url, look)
