"""One of the page's two phones, in the hand of a person: what can be done with it, and what is seen on it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from playwright.async_api import FilePayload, Locator, Page, expect

BOT = "六步"


@dataclass(frozen=True)
class Phone:
    """The left or the right phone of the page."""

    page: Page
    side: str

    @property
    def root(self) -> Locator:
        """The phone itself."""
        return self.page.get_by_test_id(f"phone-{self.side}")

    def part(self, name: str) -> Locator:
        """A part of it by its test id."""
        return self.root.get_by_test_id(name)

    async def look(self) -> None:
        """Bring it to the front where only one phone fits in the window."""
        switch = self.page.get_by_test_id(f"switch-{self.side}")
        if await switch.is_visible():
            await switch.click()

    async def becomes(self, name: str) -> None:
        """Hand the phone to a person, who is found by name."""
        await self.look()
        if await self.part("owner").count():
            await self.part("owner").click()
        await self.part("people-search").fill(name)
        await self.root.get_by_test_id(re.compile(r"^person-")).first.click()
        await expect(self.part("owner")).to_contain_text(name)
        await expect(self.part("chat-title")).to_have_text(BOT)  # all of that person's chats are loaded now

    async def opens(self, title: str) -> None:
        """Open a chat from the list."""
        await self.part("back").click()
        chats = self.root.get_by_test_id(re.compile(r"^chat-(?!list|title)"))
        named = self.page.locator("b").filter(has_text=title)  # and not the others, whose last message may say it
        await chats.filter(has=named).first.click()
        await expect(self.part("chat-title")).to_contain_text(title)

    def bubble(self, *words: str) -> Locator:
        """The newest message that holds all the words."""
        found = self.part("messages").get_by_test_id(re.compile(r"^msg-"))
        for word in words:
            found = found.filter(has_text=word)
        return found.last

    async def sees(self, *words: str) -> Locator:
        """Wait until a message with all the words is there; the message."""
        return await self._found(self.bubble(*words))

    async def sees_photo(self, *words: str) -> Locator:
        """Wait until a message with a photo (and the words) is there; the newest."""
        found = self.part("messages").get_by_test_id(re.compile(r"^msg-")).filter(has=self.page.get_by_test_id("photo"))
        for word in words:
            found = found.filter(has_text=word)
        return await self._found(found.last)

    async def _found(self, bubble: Locator) -> Locator:
        """The message itself, whatever it says from now on."""
        await expect(bubble).to_be_visible()
        return self.part("messages").get_by_test_id(await bubble.get_attribute("data-testid") or "")

    async def taps(self, label: str, bubble: Locator | None = None) -> None:
        """Tap the newest button with a label, or the one under a message."""
        within = bubble or self.part("messages")
        await within.get_by_test_id("inline-button").filter(has_text=label).last.click()

    async def is_told(self, words: str) -> None:
        """Read the short answer to a tap and put it away."""
        toast = self.part("toast")
        await expect(toast).to_contain_text(words)
        await toast.click()
        await expect(toast).to_have_count(0)

    async def says(self, text: str) -> None:
        """Type and send."""
        await self.part("composer-text").fill(text)
        await self.part("send").click()

    async def sends(self, *photos: bytes, caption: str = "") -> None:
        """Choose photos, write a caption, send."""
        files = [FilePayload(name=f"{n}.jpg", mimeType="image/jpeg", buffer=p) for n, p in enumerate(photos)]
        await self.part("file-photo").set_input_files(files)
        await expect(self.part("tray").locator("img")).to_have_count(len(files))
        await self.part("composer-text").fill(caption)
        await self.part("send").click()
        await expect(self.part("tray")).to_be_hidden()

    async def answers(self, bubble: Locator, *photos: bytes, caption: str = "") -> None:
        """Send photos in reply to a message."""
        await bubble.hover()
        await bubble.get_by_test_id("reply").click()
        await expect(self.part("target-cancel")).to_be_visible()
        await self.sends(*photos, caption=caption)

    async def shows_photo(self, bubble: Locator, many: int = 1) -> None:
        """The photos of a message are there and can be seen, however often the message is drawn anew meanwhile."""
        images = bubble.get_by_test_id("photo").locator("img")
        async with asyncio.timeout(_PATIENCE):
            while not await images.evaluate_all(_SHOWN, many):
                pass  # each look waits for the browser's next frame


#: Seconds until a picture must be seen.
_PATIENCE = 10.0
#: In one go, because a reaction or an edit puts another image in the place of the one that was just found.
_SHOWN = """(images, many) => new Promise(seen => requestAnimationFrame(() => {
    images.forEach(image => image.scrollIntoView({block: "nearest"}));
    seen(images.length === many && images.every(image => image.complete && image.naturalWidth > 0));
}))"""
