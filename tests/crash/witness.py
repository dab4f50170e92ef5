"""Who sees every call of the bot at Telegram's side, and strikes at a chosen one."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.calls import CallLog
from sandbox.updates import UpdateQueue

REPEATED, REMINDER = "（重发）", "提醒（"
_NUMBER = re.compile(r"(\d+)号")
#: What comes every day, with buttons that stay the same; whether one of them came twice is counted by itself.
_DAILY = (REMINDER, "在办案件（", "我的任务", "您手上没有")
_SENDS = ("sendMessage", "sendPhoto")


@dataclass(frozen=True)
class Sent:
    """A message as it was sent; later edits do not change this."""

    chat: int
    text: str
    payloads: tuple[str, ...]

    @property
    def marked(self) -> bool:
        """Whether it says that it may be a repetition."""
        return self.text.startswith(REPEATED)

    @property
    def plain(self) -> str:
        """The text without that mark."""
        return self.text.removeprefix(REPEATED)

    @property
    def number(self) -> int | None:
        """The number of the case in its first line."""
        found = _NUMBER.search(self.plain.partition("\n")[0])
        return int(found[1]) if found else None


class Witness(CallLog):
    """Notes what was sent. ``strike`` is called at the call that :meth:`arm` chose, before it is answered."""

    def __init__(self, strike: Callable[[], None]) -> None:
        super().__init__(on=True)
        self.sent: list[Sent] = []
        self.calls = 0
        self.given: dict[int, float] = {}
        self.struck = asyncio.Event()
        self._strike = strike
        self._left = 0
        self._strikes = True
        self._only: str = ""

    def watch(self, updates: UpdateQueue) -> None:
        """Note which messages Telegram has for the bot, and since when. Taps may grow too old to be given at all."""

        def pushed() -> None:
            newest = updates._pending[-1]
            if "message" in newest.json:
                self.given[newest.id] = updates.clock.now()

        updates.on_push = pushed

    def arm(self, calls: int, strike: bool = True, only: str = "") -> None:
        """Strike at the call that is so many calls away, or only say when it has come; ``only`` counts words."""
        self._left, self._strikes, self._only = calls, strike, only
        self.struck.clear()

    def disarm(self) -> None:
        """Strike no more: what was waited for did not come, and the next life is not to pay for that."""
        self._left = 0

    def note(self, time: float, method: str, chat_id: str, ok: bool, result: Any) -> None:
        """See one call."""
        self.calls += 1
        text = ""
        if ok and method in _SENDS:
            rows = result.get("reply_markup", {}).get("inline_keyboard", [])
            payloads = tuple(str(button.get("callback_data")) for row in rows for button in row)
            text = str(result.get("text") or result.get("caption") or "")
            self.sent.append(Sent(int(chat_id), text, payloads))
        if self._left and self._only in text:
            self._count_down()

    def _count_down(self) -> None:
        self._left -= 1
        if not self._left:
            if self._strikes:
                self._strike()
            self.struck.set()

    def doubled(self) -> list[Sent]:
        """Messages that were sent before and do not say so: there must be none.

        A screen is known by its buttons, which carry the version of what they act on; a card in a group by its number.
        The questions whether to go on, and whether to agree, come again whenever they are not answered.
        """
        seen: set[tuple[object, ...]] = set()
        found = []
        for one in self.sent:
            key = _key(one)
            if key is not None and key in seen and not one.marked:
                found.append(one)
            seen.add(key or ())
        return found

    def reminders(self) -> Counter[tuple[int, str]]:
        """How often each chat got each reminder without being told that it may be a repetition; it has a time."""
        return Counter((one.chat, one.plain) for one in self._with(REMINDER) if not one.marked)

    def boards(self) -> Counter[tuple[int, str]]:
        """How often each chat got each morning board; it says when it was made, be that late."""
        return Counter((one.chat, one.plain.partition("\n")[0]) for one in self._with("在办案件（"))

    def about(self, keys: Iterable[tuple[int, object]]) -> list[str]:
        """What those chats were sent of reminders and boards, to see what went wrong."""
        chats = {chat for chat, _ in keys}
        return [one.text for words in (REMINDER, "在办案件（") for one in self._with(words) if one.chat in chats]

    def _with(self, words: str) -> Iterator[Sent]:
        return (one for one in self.sent if words in one.plain.partition("\n")[0])


def _key(one: Sent) -> tuple[object, ...] | None:
    if one.chat < 0:
        return (one.chat, one.number or one.plain.partition("\n")[0])  # a case's card, or what it begins with
    if one.plain.startswith(_DAILY):  # the same cases may stand in it every day
        return None
    if "已接单" in one.plain.partition("\n")[0]:
        return (one.chat, one.number, "accepted")
    if any(payload.endswith((":resume", ":give_up")) or payload.startswith("p:consent.") for payload in one.payloads):
        return None
    return (one.chat, one.payloads) if one.payloads and not one.payloads[0].startswith("m:") else None
