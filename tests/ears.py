"""Hears all that the bot sends, and finds what no group may ever see: who reported, their phone, their user id."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.calls import CallLog


@dataclass(frozen=True)
class Heard:
    """One call that a chat was shown: the method, all its words, those of its buttons, and their payloads."""

    chat_id: int
    method: str
    words: str


class Ears(CallLog):
    """A log of calls that keeps what was said; the sandbox's own log goes on beside it."""

    def __init__(self, on: bool) -> None:
        super().__init__(on=on)
        self.heard: list[Heard] = []

    def note(self, time: float, method: str, chat_id: str, ok: bool, result: Any) -> None:
        """Hear one call."""
        super().note(time, method, chat_id, ok, result)
        if not ok or not chat_id.lstrip("-").isdigit():
            return
        for message in result if isinstance(result, list) else [result]:
            if isinstance(message, dict) and (words := "\n".join(_words(message))):
                self.heard.append(Heard(int(chat_id), method, words))

    def in_groups(self) -> list[Heard]:
        """What was said in groups, every edit included."""
        return [one for one in self.heard if one.chat_id < 0]

    def to(self, chat_id: int) -> list[Heard]:
        """What was said in a chat."""
        return [one for one in self.heard if one.chat_id == chat_id]


def _words(message: dict[str, Any]) -> Iterable[str]:
    """All that a member of the chat can read or take out of a message."""
    yield str(message.get("text") or message.get("caption") or "")
    for entity in (*message.get("entities", ()), *message.get("caption_entities", ())):
        yield str(entity.get("url", ""))
        yield str(entity.get("user", {}).get("id", ""))
    for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
        for button in row:
            yield from (str(button.get(key, "")) for key in ("text", "url", "callback_data"))
    document = message.get("document")
    if document:
        yield str(document.get("file_name", ""))


@dataclass(frozen=True)
class Reporter:
    """Who reported something: the names under which they are known anywhere, their numbers, and whether all know them.

    The names of the staff are public: they stand on the cards of the cases that they handle.
    """

    user_id: int
    names: frozenset[str]
    phones: frozenset[str]
    is_staff: bool


def leaks(said: Iterable[Heard], reporters: Iterable[Reporter]) -> list[str]:
    """What groups were told of reporters."""
    known = list(reporters)
    return [
        f"{secret!r} in {one.chat_id} by {one.method}: {one.words!r}"
        for one in said
        for reporter in known
        for secret in sorted(_secrets(reporter))
        if _holds(one.words, secret)
    ]


def _secrets(reporter: Reporter) -> set[str]:
    names = set() if reporter.is_staff else {name for name in reporter.names if name.strip()}
    return names | reporter.phones | {str(reporter.user_id)}


def _holds(words: str, secret: str) -> bool:
    if not secret.isdigit():
        return secret in words
    return re.search(rf"(?<!\d){secret}(?!\d)", re.sub(r"(?<=\d)[ -](?=\d)", "", words)) is not None
