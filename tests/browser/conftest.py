"""What every test needs that looks at a page: the system's Chromium, driven by Playwright."""

import os
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from tests.browser import chrome


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium. A machine without one leaves the test out, except where nothing may be left out."""
    path = chrome.find()
    if path is None and os.environ.get("LIUBU_TEST_ALL"):
        pytest.fail(f"{chrome.MISSING}; LIUBU_TEST_ALL is set, so this may not be left out", pytrace=False)
    if path is None:
        pytest.skip(chrome.MISSING)
    async with chrome.running(path) as found:
        yield found


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page in a wide window; an error in its scripts fails the test."""
    async with chrome.window(browser, (1400, 900)) as opened:
        yield opened
