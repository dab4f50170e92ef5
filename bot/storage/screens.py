"""Screens as JSON, for the time that they wait in the outbox."""

from __future__ import annotations

from typing import Any

import orjson

from bot.domain.button import decode, encode
from bot.domain.screen import Album, Content, Link, Screen, Strip, Tap


def dump(content: Content) -> str:
    """A screen, an album or a strip as JSON."""
    match content:
        case Screen():
            value = _screen(content)
        case Album():
            value = {
                "is": "album",
                "about": _screen(content.about),
                "photos": content.photos,
                "voices": content.voices,
            }
        case Strip():
            value = {"is": "strip", "message": content.message_id}
    return orjson.dumps(value).decode()


def load(text: str) -> Content:
    """What :func:`dump` wrote; ValueError if it is something else."""
    value = orjson.loads(text)
    match value["is"]:
        case "screen":
            return _load_screen(value)
        case "album":
            return Album(_load_screen(value["about"]), tuple(value["photos"]), tuple(value["voices"]))
        case "strip":
            return Strip(value["message"])
    raise ValueError(f"a screen of the kind {value['is']!r}")


def _screen(screen: Screen) -> dict[str, Any]:
    value: dict[str, Any] = {"is": "screen", "view": screen.view, "language": screen.language}
    if screen.data:
        value["data"] = dict(screen.data)
    if screen.buttons:
        value["buttons"] = [[_button(button) for button in row] for row in screen.buttons]
    for name in ("photo", "pin", "thread", "silent", "keys"):
        if getattr(screen, name):
            value[name] = getattr(screen, name)
    return value


def _button(button: Tap | Link) -> dict[str, Any]:
    if isinstance(button, Link):
        return {"label": button.label, "start": button.payload}
    value: dict[str, Any] = {"label": button.label, "tap": encode(button.button)}
    if button.literal:
        value["literal"] = True
    if button.style:
        value["style"] = button.style
    if button.data:
        value["data"] = dict(button.data)
    return value


def _load_screen(value: dict[str, Any]) -> Screen:
    return Screen(
        view=value["view"],
        language=value["language"],
        data=value.get("data", {}),
        buttons=tuple(tuple(_load_button(button) for button in row) for row in value.get("buttons", ())),
        photo=value.get("photo"),
        pin=value.get("pin", False),
        thread=value.get("thread"),
        silent=value.get("silent", False),
        keys=value.get("keys"),
    )


def _load_button(value: dict[str, Any]) -> Tap | Link:
    if "start" in value:
        return Link(value["label"], value["start"])
    return Tap(
        value["label"], decode(value["tap"]), value.get("literal", False), value.get("style"), value.get("data", {})
    )
