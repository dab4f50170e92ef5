"""The README's pictures, taken from the running page: ``python -m tests.pictures`` (make pictures).

The same demo and the same walk as in tests/browser/test_path.py, so the pictures show what is tested.
"""

from __future__ import annotations

import asyncio
import io
import sys
import tempfile
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, expect

from tests.browser import chrome
from tests.browser.duty_month import month
from tests.browser.storm import rainstorm
from tests.browser.visitor import ROOT, visit
from tests.browser.walk import enter, report_by_phone, to_evening, walk

FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 200_000
_COLOURS = 256

Look = Callable[[str], Awaitable[None]]


async def main() -> None:
    """Take them all."""
    path = chrome.find()
    if path is None:
        sys.exit(chrome.MISSING)
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with chrome.running(path) as browser:
        await _take(browser, chrome.WIDE, walk)
        await _take(browser, chrome.WIDE, rainstorm, keep=("warning", "ladder"))
        await _take(browser, chrome.WIDE, month)
        await _take(browser, chrome.NARROW, report_by_phone)


async def _take(
    browser: Browser,
    size: tuple[int, int],
    way: Callable[[Page, str, Look], Awaitable[None]],
    keep: Collection[str] | None = None,
) -> None:
    """Walk a way, and keep the pictures of its moments; None: of all."""
    with tempfile.TemporaryDirectory() as folder:
        async with visit(Path(folder)) as running, chrome.window(browser, size) as page:

            async def look(moment: str) -> None:
                if keep is not None and moment not in keep:
                    return
                await _still(page)
                _keep(moment, await page.screenshot(animations="disabled", caret="hide"))

            await enter(page, running.url)
            await to_evening(page)
            await way(page, running.url, look)


async def _still(page: Page) -> None:
    """Nothing that passes is in the picture: no toast, nothing under the mouse, no image still on its way."""
    await page.mouse.move(1, 1)
    await page.evaluate("document.activeElement.blur()")
    for toast in await page.get_by_test_id("toast").all():
        await toast.click()
    await expect(page.get_by_test_id("toast")).to_have_count(0)
    await page.wait_for_function("[...document.images].every((image) => image.complete)")
    await page.wait_for_timeout(300)


def _keep(moment: str, png: bytes) -> None:
    """Store a picture, with fewer colours where it would be too large for the README."""
    out = _packed(Image.open(io.BytesIO(png)).convert("RGB"))
    if out.tell() > MOST_BYTES:
        sys.exit(f"{moment}.png has {out.tell()} bytes, at most {MOST_BYTES} fit")
    (FOLDER / f"{moment}.png").write_bytes(out.getvalue())
    print(f"{moment}.png  {out.tell() // 1000} kB")


def _packed(picture: Image.Image) -> io.BytesIO:
    for image in (picture, picture.quantize(_COLOURS, dither=Image.Dither.FLOYDSTEINBERG)):
        out = io.BytesIO()
        image.save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out


if __name__ == "__main__":
    asyncio.run(main())
