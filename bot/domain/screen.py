"""What somebody is shown, before it has words: the name of a view, its values, its buttons.

A screen is plain data, because it waits in the database until it is sent; only the renderer gives it words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.domain.button import Button
from bot.domain.sheet import Table

Value = str | int | float | bool | None | list["Value"] | Mapping[str, "Value"]
Style = Literal["primary", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Tap:
    """A button on a screen.

    ``label`` is a key of the messages, which ``data`` fills; or the text itself where ``literal``.
    """

    label: str
    button: Button
    literal: bool = False
    style: Style | None = None
    data: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens the bot's private chat with a start ``payload`` (64 characters A-Z a-z 0-9 _ -)."""

    label: str
    payload: str


Buttons = tuple[tuple[Tap | Link, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """A message: the view's name, its values, its buttons, and the file_id of a photo above the text.

    ``pin`` asks for the message to be pinned, ``unpin`` for it to be pinned no more; ``thread`` is the topic of a
    forum; ``silent``: it makes no sound.
    ``keys`` asks for the person's own phone number by a key below the text field, or takes that key away again; such a
    message has no other buttons.
    """

    view: str
    language: str
    data: Mapping[str, Value] = field(default_factory=dict)
    buttons: Buttons = ()
    photo: str | None = None
    pin: bool = False
    thread: int | None = None
    silent: bool = False
    keys: Literal["contact", "remove"] | None = None
    unpin: bool = False


@dataclass(frozen=True, slots=True)
class Album:
    """Photos and voice notes of a case, by Telegram's file_id; ``about`` says under the first what they are."""

    about: Screen
    photos: tuple[str, ...]
    voices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that was made before and lies ready to be sent once, by its ``name`` there.

    ``gone`` is the view that is shown if it is not there any more; ``picture``: it is sent as a photo.
    """

    name: str
    gone: str
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A file: of a screen a page (HTML), of a table a workbook (XLSX), both made when it is sent; or one made before.

    ``about`` stands below it. ``name`` is the file's name with its extension, in ASCII; where the messages have a word
    for the part before the dot or the first dash (``[file]``), the file is called by that.
    """

    about: Screen
    name: str
    body: Screen | Table | Ready


@dataclass(frozen=True, slots=True)
class Strip:
    """Take the buttons off a message that has done its duty."""

    message_id: int


Content = Screen | Album | Paper | Strip


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a tap: at most 200 characters, or none to let the button rest. ``link`` opens the private chat."""

    callback_id: str
    label: str | None = None
    language: str = "zh"
    data: Mapping[str, Value] = field(default_factory=dict)
    alert: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """A sign on somebody's message that it was seen."""

    chat_id: int
    message_id: int
    emoji: str


#: What is sent at once and best effort, and never queued: it is worthless later.
Courtesy = Toast | Reaction
