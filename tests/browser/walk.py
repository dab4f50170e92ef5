"""The whole path, walked by hand on the page of the demo: the same steps for the test and for the README's pictures.

On the left the neighbour who reports, all the way; on the right who acts: another neighbour, the secretary, a worker.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect

from tests.browser.drawings import lamp, stairs
from tests.browser.phone import BOT, Phone

GRID = "第七网格"
REPORTER, NEIGHBOUR, SECRETARY, WORKER = "景素芬", "麻建军", "梁静怡", "郎守业"
CASE = "1号 · 路灯不亮"
OWN = "您上报的 1号"

Look = Callable[[str], Awaitable[None]]


async def enter(page: Page, url: str) -> tuple[Phone, Phone]:
    """Open the page by the printed address; the two phones."""
    await page.goto(url)
    await page.wait_for_selector("body[data-ready]")
    return Phone(page, "left"), Phone(page, "right")


async def walk(page: Page, url: str, look: Look) -> None:
    """From the pinned card's button to the archive; ``look`` is called at the moments worth a picture."""
    left, right = await enter(page, url)
    await _report(left, right, look)
    await _assign(left, right, look)
    await _handle(left, right, look)
    await _verify_and_close(left, right, look)
    await _archive(left, right)


async def _report(left: Phone, right: Phone, look: Look) -> None:
    await right.becomes(NEIGHBOUR)
    await right.opens(GRID)
    await left.becomes(REPORTER)
    await left.opens(GRID)
    await expect(left.part("pinned")).to_contain_text("都可以在这里上报")
    await left.part("pinned").click()
    await left.taps("我要上报", left.bubble("都可以在这里上报"))

    await expect(left.part("chat-title")).to_have_text(BOT)
    await _agrees(left)
    await left.sees("是什么事？")
    await left.taps("路灯不亮")
    await left.sees("路灯不亮", "请说说是什么情况")
    await left.says("戏台旁边的路灯三天没亮了，晚上散场看不清台阶")
    await left.sees("有照片请发来")
    await left.sends(lamp(lit=False))
    await left.shows_photo(await left.sees_photo())
    await left.sees("已收到照片 1 张")
    await left.taps("下一步")
    await left.sees("在哪里？", GRID)
    await left.taps("老戏台")
    await left.sees("请看一遍", "路灯不亮", "三天没亮", "照片 1 张", "老戏台")
    await left.taps("提交")

    await left.sees(OWN, "●◉○○○○ 已立案", "群里看不到您的名字")
    card = await right.sees(CASE, "●◉○○○○ 已立案", "老戏台")
    await expect(card).not_to_contain_text(REPORTER)
    await expect(card).not_to_contain_text("散场")
    await look("report")
    await left.taps("不让处置人员知道我是谁", left.bubble(OWN))


async def _agrees(phone: Phone) -> None:
    """At the first contact the notice on data comes, and what was asked for after it."""
    notice = await phone.sees("先说一下您的信息怎么用", "/mydata")
    await phone.taps("同意，继续", notice)
    await expect(notice).to_contain_text("您已同意")


async def _assign(left: Phone, right: Phone, look: Look) -> None:
    await right.becomes(SECRETARY)
    card = await right.sees(CASE, "已立案", REPORTER, "散场")
    await right.taps("指派", card)
    await expect(card.get_by_test_id("inline-button").filter(has_text=WORKER)).to_be_visible()
    await look("assign")
    await right.taps(WORKER, card)
    await expect(card.get_by_test_id("inline-button").filter(has_text=f"① 主办 {WORKER}")).to_be_visible()
    await right.taps("指派，", card)
    await right.is_told("1号已指派")
    await right.sees(CASE, "●●◉○○○ 已指派", f"专职网格员 {WORKER}")
    await right.taps("看照片", card)
    await right.shows_photo(await right.sees_photo("1号", "上报 1 张"))
    await left.sees(OWN, "●●◉○○○ 已指派", WORKER)


async def _handle(left: Phone, right: Phone, look: Look) -> None:
    await right.becomes(WORKER)
    task = await right.sees(CASE, "已指派")
    await expect(task).not_to_contain_text(REPORTER)
    await right.taps("接单", task)
    await right.is_told("1号已接单")
    await left.sees(f"1号，专职网格员{WORKER}已接单")
    await left.sees(OWN, "●●●◉○○ 已接单")
    await right.taps("开始处置", task)
    await right.is_told("1号开始处置")
    await left.sees(OWN, "●●●◉○○ 处置中")
    await right.answers(task, lamp(lit=True), caption="换了灯头和灯泡，已经亮了")
    proof = await right.sees_photo("换了灯头和灯泡")
    await right.shows_photo(proof)
    await expect(proof.get_by_test_id("reaction")).to_contain_text("👌")
    await right.sees(CASE, "●●●●◉○ 已反馈，待核查")
    await right.sees("1号的反馈已提交")
    await left.sees(OWN, "已反馈，待核查", "换了灯头和灯泡")
    await look("proof")


async def _verify_and_close(left: Phone, right: Phone, look: Look) -> None:
    await right.becomes(SECRETARY)
    card = await right.sees(CASE, "已反馈，待核查", "换了灯头和灯泡")
    await right.shows_photo(card)
    await right.taps("看照片", card)
    await right.shows_photo(await right.sees_photo("上报 1 张，反馈 1 张"), many=2)
    await look("verify")
    await right.taps("核查通过", card)
    await right.is_told("1号核查通过")
    await left.sees(OWN, "●●●●◉○ 已核查")
    await right.taps("结案", card)
    await right.is_told("1号已结案")
    await left.sees(OWN, "●●●●●◉ 已结案")


async def _archive(left: Phone, right: Phone) -> None:
    await wind(left.page, days=8)
    await left.sees(OWN, "●●●●●◉ 已归档", "换了灯头和灯泡")
    await left.opens(GRID)
    await left.sees(CASE, "●●●●●◉ 已归档")
    await expect(left.part("messages").get_by_test_id(re.compile(r"^msg-")).filter(has_text=CASE)).to_have_count(1)


async def wind(page: Page, days: int = 0, minutes: int = 0) -> None:
    """Wind the clock with the page's tool, and wait until the bot has done what became due."""
    await page.get_by_test_id("tools-open").click()
    await page.get_by_test_id("clock-minutes").fill(str(days * 24 * 60 + minutes))
    await page.get_by_test_id("clock-wind").click()
    await expect(page.get_by_test_id("clock-result")).to_have_text("到点的事都做完了")
    await page.get_by_test_id("tools-close").click()


async def report_by_phone(page: Page, url: str, look: Look) -> None:
    """In a narrow window one neighbour reports; another is shown that case, with its photo, and follows it."""
    left, right = await enter(page, url)
    await left.becomes(REPORTER)
    await _report_boxes(left, look)
    await right.becomes(NEIGHBOUR)
    await right.opens(GRID)
    await right.sees("1号 · 楼道堆物", "已立案", "51号楼")
    await right.taps("我要上报", right.bubble("都可以在这里上报"))
    await _agrees(right)
    await _tell_boxes(right, "51号楼楼道走不过去")
    similar = await right.sees("附近已经有人上报过", "1号 · 楼道堆物")
    await right.shows_photo(similar)
    await fits(page)
    await look("similar")
    await right.taps("同一件事，我也关注")
    await right.sees("您关注的 1号")


async def _report_boxes(phone: Phone, look: Look) -> None:
    await phone.opens(GRID)
    await phone.taps("我要上报", phone.bubble("都可以在这里上报"))
    await expect(phone.part("chat-title")).to_have_text(BOT)
    await _agrees(phone)
    await _tell_boxes(phone, "二单元一楼堆了纸箱和自行车，老人过不去", stairs(cluttered=True))
    await phone.sees("请看一遍", "楼道堆物", "51号楼")
    await fits(phone.page)
    await look("phone")
    await phone.taps("提交")
    await phone.sees(OWN, "已立案")


async def _tell_boxes(phone: Phone, words: str, *photos: bytes) -> None:
    await phone.sees("是什么事？")
    await fits(phone.page)
    await phone.taps("楼道堆物")
    await phone.sees("请说说是什么情况")
    await phone.says(words)
    await phone.sees("有照片请发来")
    if photos:
        await phone.sends(*photos)
        await phone.sees(f"已收到照片 {len(photos)} 张")
    await phone.taps("下一步" if photos else "没有照片")
    await phone.sees("在哪里？")
    await fits(phone.page)
    await phone.taps("51号楼")


async def fits(page: Page) -> None:
    """Nothing is wider than the window."""
    wide, window = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window, f"the page is {wide} wide in a window of {window}"


async def to_evening(page: Page) -> None:
    """Wind the clock to the evening, when lamps matter and neighbours are at home."""
    await page.get_by_test_id("tools-open").click()
    await page.get_by_test_id("clock-morning").click()
    await expect(page.get_by_test_id("clock-result")).to_have_text("到点的事都做完了")
    await page.get_by_test_id("tools-close").click()
    await wind(page, minutes=11 * 60 + 26)
