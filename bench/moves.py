"""What scripted people do, and the updates that Telegram makes of it."""

import re
import time
from dataclasses import dataclass
from typing import Any, Literal

import orjson

Kind = Literal["start", "tap", "text", "photo"]
Update = dict[str, Any]

PHOTO = [
    {"file_id": "photo-small", "file_unique_id": "ps", "width": 90, "height": 90, "file_size": 1000},
    {"file_id": "photo-large", "file_unique_id": "pl", "width": 800, "height": 800, "file_size": 90000},
]


@dataclass(frozen=True, slots=True)
class Move:
    """One thing a person does. `answered_by` (a regex on text and labels) says which screen is the answer,
    where the first one that makes the next move possible is not. {grid}, {building} and {category} in the value
    are those of the person, see town.py."""

    kind: Kind
    value: str = ""
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A move of somebody in some chat, made and answered before anything is measured."""

    user_id: int
    chat_id: int
    move: Move


@dataclass(frozen=True, slots=True)
class Screen:
    """What a bot sent or edited: the text, and (label, callback_data) of each button."""

    chat_id: int
    message_id: int
    text: str
    buttons: tuple[tuple[str, str], ...]
    markup: bytes

    def button(self, wanted: str) -> str | None:
        """The callback_data of the button with that index, or with a label that matches the regex."""
        if wanted.isdigit():
            index = int(wanted)
            return self.buttons[index][1] if index < len(self.buttons) else None
        return next((data for label, data in self.buttons if re.search(wanted, label)), None)

    def matches(self, pattern: str) -> bool:
        """Whether the text or a label matches."""
        return any(re.search(pattern, text) for text in (self.text, *(label for label, _ in self.buttons)))


def start(payload: str = "", answered_by: str = "") -> Move:
    """Opens the bot, by a deep link when there is a payload."""
    return Move("start", payload, answered_by)


def tap(button: str | int, answered_by: str = "") -> Move:
    """Taps the button whose label matches the regex, or that has the index."""
    return Move("tap", str(button), answered_by)


def text(words: str, answered_by: str = "") -> Move:
    """Writes a message; {n} becomes its number."""
    return Move("text", words, answered_by)


def photo(answered_by: str = "") -> Move:
    """Sends a photo."""
    return Move("photo", "", answered_by)


def possible(move: Move, screen: Screen) -> bool:
    """Whether that screen lets the person make that move."""
    return move.kind != "tap" or screen.button(move.value) is not None


def update(move: Move, user_id: int, number: int, screen: Screen | None, chat_id: int = 0) -> Update:
    """The update (without its id) that the move becomes, in the private chat or another one."""
    if move.kind == "tap":
        assert screen is not None
        return _tapped(user_id, number, screen, screen.button(move.value) or "")
    return {"message": _message(user_id, chat_id or user_id, number, _content(move, number))}


def chat(chat_id: int) -> dict[str, Any]:
    """The Chat object of that id."""
    if chat_id < 0:
        return {"id": chat_id, "type": "supergroup", "title": "幸福社区第三网格"}
    return {"id": chat_id, "type": "private", "first_name": "居民"}


def _content(move: Move, number: int) -> dict[str, Any]:
    if move.kind == "photo":
        return {"photo": PHOTO}
    if move.kind == "text" and not move.value.startswith("/"):
        return {"text": move.value.replace("{n}", str(number))}
    words = move.value if move.kind == "text" else f"/start {move.value}".strip()
    length = len(words.split(" ")[0])
    return {"text": words, "entities": [{"type": "bot_command", "offset": 0, "length": length}]}


def _message(user_id: int, chat_id: int, number: int, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "message_id": number,
        "from": _person(user_id),
        "chat": chat(chat_id),
        "date": int(time.time()),
        **content,
    }


def _tapped(user_id: int, number: int, screen: Screen, data: str) -> Update:
    message = {
        "message_id": screen.message_id,
        "from": {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench_bot"},
        "chat": chat(screen.chat_id),
        "date": int(time.time()),
        "text": screen.text,
        "reply_markup": orjson.Fragment(screen.markup),
    }
    query = {"id": str(number), "from": _person(user_id), "chat_instance": "1", "data": data}
    return {"callback_query": {**query, "message": message}}


def _person(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "is_bot": False, "first_name": "居民", "language_code": "zh-hans"}
