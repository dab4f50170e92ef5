"""The chat page against a sandbox, without a bot or with one that says what the test says."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from sandbox.server import start
from tests.sandbox.driver import Driver, picture

pytestmark = pytest.mark.browser

CARD = {
    "inline_keyboard": [
        [{"text": "收下", "callback_data": "take", "style": "success"}],
        [{"text": "问一问", "callback_data": "ask"}],
    ]
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A resident and the secretary, who know the bot and share a group."""

    driver: Driver
    page: Page
    resident: int
    secretary: int
    group: int

    async def open(self, left: str, right: str = "") -> tuple[Locator, Locator]:
        """Open the page with these places; the two phones."""
        there = f"left={left}" + (f"&right={right}" if right else "")
        await self.page.goto(f"{self.driver.url}/#{there}")
        await self.page.wait_for_selector("body[data-ready]")
        return self.page.get_by_test_id("phone-left"), self.page.get_by_test_id("phone-right")

    async def card(self) -> int:
        """The bot shows the resident a card with two buttons; its message id."""
        sent = await self.driver.bot("sendMessage", chat_id=self.resident, text="案件 7", reply_markup=CARD)
        return int(sent["message_id"])

    async def next_tap(self) -> dict[str, Any]:
        """Wait as the bot for a tap; the callback query."""
        for _ in range(100):
            for update in await self.driver.updates():
                if "callback_query" in update:
                    return dict(update["callback_query"])
            await asyncio.sleep(0.05)
        raise AssertionError("nobody tapped")


@pytest.fixture
async def scene(page: Page) -> AsyncIterator[Scene]:
    sandbox = await start(port=0, token="7000000001:t")
    async with Driver(sandbox) as driver:
        resident = await driver.person("张桂兰（居民）", id=101)
        secretary = await driver.person("刘建国（书记）", id=102)
        group = await driver.chat("3网格群", [resident, secretary, driver.bot_id])
        for person in (resident, secretary):
            await driver.user("POST", "start", {"as": person})
        await driver.updates()
        yield Scene(driver, page, resident, secretary, group)
    await sandbox.stop()


async def test_a_newcomer_picks_a_person_and_starts_the_bot(scene: Scene) -> None:
    await scene.driver.person("新来的", id=103)
    await scene.page.goto(scene.driver.url)
    phone = scene.page.get_by_test_id("phone-left")
    await phone.get_by_test_id("people-search").fill("新")
    await expect(phone.get_by_test_id("person-101")).to_have_count(0)
    await phone.get_by_test_id("person-103").click()
    await phone.get_by_test_id("start").click()
    await expect(phone.get_by_test_id("messages")).to_contain_text("/start")
    await expect(phone.get_by_test_id("composer-text")).to_be_visible()
    assert "left=103:103" in scene.page.url


async def test_a_phone_changes_hands(scene: Scene) -> None:
    phone, _ = await scene.open("101:101")
    await expect(phone.get_by_test_id("owner")).to_contain_text("张桂兰")
    await phone.get_by_test_id("owner").click()
    await phone.get_by_test_id("person-102").click()
    await expect(phone.get_by_test_id("owner")).to_contain_text("书记")
    assert "left=102:102" in scene.page.url


async def test_two_people_side_by_side_talk_in_the_group(scene: Scene) -> None:
    left, right = await scene.open(f"101:{scene.group}", f"102:{scene.group}")
    await left.get_by_test_id("composer-text").fill("楼道灯坏了 <b>急</b>")
    await left.get_by_test_id("composer-text").press("Enter")
    heard = right.get_by_test_id("messages")
    await expect(heard).to_contain_text("楼道灯坏了 <b>急</b>")
    await expect(heard).to_contain_text("张桂兰")
    await expect(left.get_by_test_id("composer-text")).to_have_value("")


async def test_photo_and_album_are_sent_and_enlarged(scene: Scene) -> None:
    phone, _ = await scene.open("101:101")
    file = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=picture(400, 300))
    await phone.get_by_test_id("file-photo").set_input_files([file])
    await phone.get_by_test_id("composer-text").fill("门口")
    await phone.get_by_test_id("send").click()
    await expect(phone.get_by_test_id("photo")).to_have_count(1)
    await phone.get_by_test_id("file-photo").set_input_files([file] * 3)
    await phone.get_by_test_id("send").click()
    await expect(phone.get_by_test_id("photo")).to_have_count(4)
    updates = [update["message"] for update in await scene.driver.updates()]
    assert [message.get("caption") for message in updates] == ["门口", None, None, None]
    assert len({message["media_group_id"] for message in updates[1:]}) == 1
    await phone.get_by_test_id("photo").last.click()
    await expect(scene.page.get_by_test_id("lightbox")).to_be_visible()
    await scene.page.keyboard.press("Escape")
    await expect(scene.page.get_by_test_id("lightbox")).to_have_count(0)


async def test_document_keeps_its_name_and_voice_has_a_sample_tone(scene: Scene) -> None:
    phone, _ = await scene.open("101:101")
    file = FilePayload(name="登记表.txt", mimeType="text/plain", buffer=b"1,2")
    await phone.get_by_test_id("file-document").set_input_files([file])
    await phone.get_by_test_id("send").click()
    await expect(phone.get_by_test_id("document")).to_contain_text("登记表.txt")
    await phone.get_by_test_id("voice").click()
    await expect(phone.get_by_test_id("voice-message")).to_be_visible()
    document, voice = [update["message"] for update in await scene.driver.updates()]
    assert document["document"]["mime_type"] == "text/plain"
    assert voice["voice"]["mime_type"] == "audio/wav"


async def test_a_place_is_sent_from_the_form(scene: Scene) -> None:
    phone, _ = await scene.open("101:101")
    await phone.get_by_test_id("attach").click()
    await phone.get_by_test_id("attach-location").click()
    await phone.get_by_test_id("location-latitude").fill("35.4912")
    await phone.get_by_test_id("form-send").click()
    await expect(phone.get_by_test_id("location")).to_contain_text("35.49120")


async def test_a_tap_waits_and_then_shows_the_answer(scene: Scene) -> None:
    card = await scene.card()
    phone, _ = await scene.open("101:101")
    button = phone.get_by_test_id(f"msg-{card}").get_by_test_id("inline-button").first
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    query = await scene.next_tap()
    await scene.driver.bot("answerCallbackQuery", callback_query_id=query["id"], text="收下了")
    await expect(phone.get_by_test_id("toast")).to_have_text("收下了")
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_stays_until_it_is_read_and_the_card_changes(scene: Scene) -> None:
    card = await scene.card()
    phone, _ = await scene.open("101:101")
    message = phone.get_by_test_id(f"msg-{card}")
    await message.get_by_test_id("inline-button").nth(1).click()
    query = await scene.next_tap()
    await scene.driver.bot("editMessageText", chat_id=101, message_id=card, text="案件 7 已结案")
    await scene.driver.bot("answerCallbackQuery", callback_query_id=query["id"], text="真的吗？", show_alert=True)
    await expect(phone.get_by_test_id("alert")).to_contain_text("真的吗？")
    await phone.get_by_test_id("alert-ok").click()
    await expect(phone.get_by_test_id("alert")).to_have_count(0)
    await expect(message).to_contain_text("已结案")
    await expect(message.get_by_test_id("edited")).to_be_visible()


async def test_a_deep_link_button_starts_the_bot_with_its_payload(scene: Scene) -> None:
    link = f"https://t.me/{scene.driver.world.bot.username}?start=case_7"
    rows = [[{"text": "打开", "url": link}, {"text": "网页", "url": "https://example.org/x"}]]
    await scene.driver.bot("sendMessage", chat_id=scene.group, text="新案件", reply_markup={"inline_keyboard": rows})
    phone, _ = await scene.open(f"101:{scene.group}")
    await phone.get_by_test_id("inline-button").last.click()
    await expect(phone.get_by_test_id("address")).to_have_text("https://example.org/x")
    await scene.page.keyboard.press("Escape")
    await phone.get_by_test_id("inline-button").first.click()
    await expect(phone.get_by_test_id("messages")).to_contain_text("/start case_7")
    assert "left=101:101" in scene.page.url


async def test_unread_marks_come_and_go_and_others_are_announced(scene: Scene) -> None:
    phone, _ = await scene.open("101")
    await phone.get_by_test_id("chat-101").click()
    await phone.get_by_test_id("back").click()
    mark = phone.get_by_test_id("chat-101").get_by_test_id("unread")
    await expect(mark).to_have_count(0)
    for text in ("一", "二"):
        await scene.driver.bot("sendMessage", chat_id=101, text=text)
    await expect(mark).to_have_text("2")
    await scene.driver.bot("sendMessage", chat_id=102, text="给书记的")
    await phone.get_by_test_id("chat-101").click()
    await phone.get_by_test_id("back").click()
    await expect(mark).to_have_count(0)
    await scene.page.get_by_test_id("waiting-102").click()
    await expect(phone.get_by_test_id("messages")).to_contain_text("给书记的")
    await expect(scene.page.get_by_test_id("waiting-102")).to_have_count(0)


async def test_reply_keyboard_and_force_reply(scene: Scene) -> None:
    keys = {"keyboard": [[{"text": "1网格"}, {"text": "2网格"}]]}
    await scene.driver.bot("sendMessage", chat_id=101, text="哪个网格？", reply_markup=keys)
    phone, _ = await scene.open("101:101")
    await phone.get_by_test_id("reply-key").nth(1).click()
    await expect(phone.get_by_test_id("messages")).to_contain_text("2网格")
    asked = await scene.driver.bot("sendMessage", chat_id=101, text="说说地点", reply_markup={"force_reply": True})
    await expect(phone.get_by_test_id("target-cancel")).to_be_visible()
    await phone.get_by_test_id("composer-text").fill("3号楼后")
    await phone.get_by_test_id("send").click()
    await expect(phone.get_by_test_id("quote")).to_contain_text("说说地点")
    said = (await scene.driver.updates())[-1]["message"]
    assert said["reply_to_message"]["message_id"] == asked["message_id"]


async def test_reactions_edits_and_deletes_of_ones_own(scene: Scene) -> None:
    said = await scene.driver.say(101, 101, "写错了")
    phone, _ = await scene.open("101:101")
    message = phone.get_by_test_id(f"msg-{said['message_id']}")
    await message.hover()
    await message.get_by_test_id("message-menu").click()
    await phone.get_by_test_id("react-👍").click()
    await expect(message.get_by_test_id("reaction")).to_contain_text("👍")
    await message.get_by_test_id("message-menu").click()
    await phone.get_by_test_id("menu-edit").click()
    await phone.get_by_test_id("composer-text").fill("写对了")
    await phone.get_by_test_id("send").click()
    await expect(message).to_contain_text("写对了")
    await message.hover()
    await message.get_by_test_id("message-menu").click()
    await phone.get_by_test_id("menu-trash").click()
    await expect(message).to_have_count(0)


async def test_a_narrow_window_shows_one_phone_at_a_time(scene: Scene) -> None:
    await scene.page.set_viewport_size({"width": 390, "height": 844})
    left, right = await scene.open("101:101", "102:102")
    await expect(left).to_be_visible()
    await expect(right).to_be_hidden()
    await scene.page.get_by_test_id("switch-right").click()
    await expect(right).to_be_visible()
    await expect(left).to_be_hidden()
    assert await scene.page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_the_clock_tool_winds_the_sandbox(scene: Scene) -> None:
    await scene.open("101:101")
    await scene.page.get_by_test_id("tools-open").click()
    await scene.page.get_by_test_id("clock-1h").click()
    await expect(scene.page.get_by_test_id("clock-result")).not_to_be_empty()
    await scene.page.get_by_test_id("clock-minutes").fill("45")
    await scene.page.get_by_test_id("clock-wind").click()
    await expect(scene.page.get_by_test_id("clock-now")).to_be_visible()
    await asyncio.sleep(0.3)
    assert (await scene.driver.user("GET", "clock"))["offset"] == 3600 + 45 * 60


async def test_the_tools_order_faults_weather_and_a_group(scene: Scene) -> None:
    page = scene.page
    await scene.open("101", "102")
    await page.get_by_test_id("tools-open").click()
    for part in ("people", "weather", "faults"):
        await page.locator(f"details[data-part={part}] summary").click()
    await page.get_by_test_id("fault-kind").select_option("500")
    await page.get_by_test_id("fault-times").fill("2")
    await page.get_by_test_id("fault-add").click()
    await expect(page.get_by_test_id("fault-list")).to_contain_text("500")
    await page.get_by_test_id("cap-red").click()
    await page.get_by_test_id("cap-publish").click()
    await expect(page.get_by_test_id("tools").get_by_test_id("toast")).to_be_visible()
    await page.get_by_test_id("group-title").fill("新群")
    await page.get_by_test_id("group-member-102").check()
    await page.get_by_test_id("group-make").click()
    await expect(page.get_by_test_id("phone-right")).to_contain_text("新群")
    [fault] = await scene.driver.user("GET", "faults")
    assert (fault["kind"], fault["times"]) == ("500", 2)
    assert "暴雨红色预警信号" in scene.driver.world.weather.warnings[0].decode()


async def test_a_group_that_becomes_a_supergroup_stays_open(scene: Scene) -> None:
    phone, _ = await scene.open(f"101:{scene.group}")
    moved = await scene.driver.user("POST", f"chats/{scene.group}/migrate")
    await expect(phone.get_by_test_id("chat-title")).to_have_text("3网格群")
    await expect(scene.page).to_have_url(f"{scene.driver.url}/#left=101:{moved['chat']['id']}")


async def test_the_page_catches_up_after_the_line_was_down(scene: Scene) -> None:
    phone, _ = await scene.open("101:101")
    scene.driver.world.events.close()
    await scene.driver.bot("sendMessage", chat_id=101, text="断线时说的")
    await expect(phone.get_by_test_id("messages")).to_contain_text("断线时说的")
    await expect(scene.page.get_by_test_id("offline")).to_be_hidden()


async def test_a_sandbox_started_anew_is_entered_anew(scene: Scene) -> None:
    phone, _ = await scene.open("101:101")
    await scene.driver.say(101, 101, "以前说的")
    await expect(phone.get_by_test_id("messages")).to_contain_text("以前说的")
    await scene.driver.sandbox.stop()
    await expect(scene.page.get_by_test_id("offline")).to_be_visible()
    again = await start(port=int(scene.driver.url.rpartition(":")[2]), token="7000000001:t")
    async with Driver(again) as driver:
        await driver.person("张桂兰（居民）", id=101)
        await expect(phone.get_by_test_id("start")).to_be_visible()
        await expect(phone.get_by_test_id("messages")).not_to_contain_text("以前说的")
    await again.stop()


async def test_the_page_speaks_english_too(scene: Scene) -> None:
    phone, _ = await scene.open("101:101")
    await scene.page.get_by_test_id("lang").click()
    await expect(phone.get_by_test_id("composer-text")).to_have_attribute("placeholder", "Write a message")
    await expect(phone.get_by_test_id("owner")).to_contain_text("Switch person")
