"""A rainstorm on the page of the demo: a visitor publishes a warning, watches a group and the phones of those on duty.

On the left a neighbour in the grid's group; on the right the duty leader, and then who is called after them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from playwright.async_api import Locator, Page, expect

from tests.browser.walk import enter, wind

GRID = "第一网格"
NEIGHBOUR, SECRETARY = "程桂兰", "梁静怡"

Look = Callable[[str], Awaitable[None]]


async def publish(page: Page, colour: str) -> None:
    """Publish an example warning of a colour with the page's tool, and wind on until the source is read."""
    await page.get_by_test_id("tools-open").click()
    await page.locator("details[data-part=weather] > summary").click()
    await page.get_by_test_id(f"cap-{colour}").click()
    await page.get_by_test_id("cap-publish").click()
    await page.get_by_test_id("tools").get_by_test_id("toast").click()
    await page.get_by_test_id("tools-close").click()
    await wind(page, minutes=2)


async def rainstorm(page: Page, url: str, look: Look) -> None:
    """Blue, red, the ladder, and the lift; ``look`` is called at the moments worth a picture."""
    left, right = await enter(page, url)
    await left.becomes(NEIGHBOUR)
    await left.opens(GRID)
    await right.becomes(SECRETARY)
    await right.says("/duty")
    leader = await _name_of(await right.sees("现在值班"), "带班领导：")
    officer = await _name_of(await right.sees("现在值班"), "第一网格值班：")
    await look("duty")
    await publish(page, "blue")
    await left.sees("暴雨蓝色预警")
    await publish(page, "red")
    await left.sees("暴雨红色预警", "由蓝色升到红色")
    await right.becomes(leader)
    called = await right.sees("暴雨红色预警", "请点“收到”")
    await expect(called).to_contain_text("您在值班")
    await look("warning")
    await right.taps("收到", called)
    await right.is_told("已记下您收到了")
    await expect(called).to_contain_text(f"✅ {leader}")
    await wind(page, minutes=10)
    await right.becomes(officer)
    await right.sees("暴雨红色预警", "叫过您，还没有收到您的答复")
    await wind(page, minutes=4)
    await right.becomes(SECRETARY)
    await right.sees("暴雨红色预警", f"⏳ {officer}")
    await look("ladder")
    await wind(page, minutes=40)
    await publish(page, "lift")
    await left.sees("已解除", "暴雨")
    await look("lifted")


async def _name_of(bubble: Locator, before: str) -> str:
    """The name behind some words of a message."""
    text = await bubble.inner_text()
    return text.partition(before)[2].partition("，")[0].strip()
