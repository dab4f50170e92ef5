"""The system's Chromium: where it is, and how it is started."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, async_playwright, expect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
MISSING = f"no Chromium on this machine; looked for {', '.join(NAMES)}"
PATIENCE_MS = 10_000
WIDE = (1200, 800)
NARROW = (390, 844)

expect.set_options(timeout=PATIENCE_MS)


def find() -> str | None:
    """The path of a Chromium on this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@asynccontextmanager
async def running(path: str) -> AsyncIterator[Browser]:
    """Chromium, until the block ends."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def window(browser: Browser, size: tuple[int, int]) -> AsyncIterator[Page]:
    """A window that speaks Chinese, a narrow one as a phone's; an error in a page's scripts fails the block."""
    errors: list[str] = []
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", is_mobile=size == NARROW, has_touch=size == NARROW
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    await context.close()
    assert errors == []
