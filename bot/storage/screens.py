"""Screens as JSON, for the time that they wait in the outbox."""

from __future__ import annotations

from typing import Any

import orjson

from bot.domain.button import decode, encode
from bot.domain.screen import Album, Content, Link, Paper, Ready, Screen, Strip, Tap
from bot.domain.sheet import Table


def dump(content: Content) -> str:
    """A screen, an album, a paper or a strip as JSON."""
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
        case Paper():
            value = {
                "is": "paper",
                "about": _screen(content.about),
                "name": content.name,
                "body": _body(content.body),
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
        case "paper":
            return Paper(_load_screen(value["about"]), value["name"], _load_body(value["body"]))
        case "strip":
            return Strip(value["message"])
    raise ValueError(f"a screen of the kind {value['is']!r}")


def _screen(screen: Screen) -> dict[str, Any]:
    value: dict[str, Any] = {"is": "screen", "view": screen.view, "language": screen.language}
    if screen.data:
        value["data"] = dict(screen.data)
    if screen.buttons:
        value["buttons"] = [[_button(button) for button in row] for row in screen.buttons]
    for name in ("photo", "pin", "thread", "silent", "keys", "unpin"):
        if getattr(screen, name):
            value[name] = getattr(screen, name)
    return value


def _body(body: Screen | Table | Ready) -> dict[str, Any]:
    match body:
        case Screen():
            return _screen(body)
        case Table():
            return _table(body)
        case Ready(name, gone, picture):
            return {"is": "ready", "name": name, "gone": gone, "picture": picture}


def _load_body(value: dict[str, Any]) -> Screen | Table | Ready:
    match value["is"]:
        case "screen":
            return _load_screen(value)
        case "ready":
            return Ready(value["name"], value["gone"], value["picture"])
    return _load_table(value)


def _table(table: Table) -> dict[str, Any]:
    return {"is": "table", "title": table.title, "headings": table.headings, "rows": table.rows}


def _load_table(value: dict[str, Any]) -> Table:
    return Table(value["title"], tuple(value["headings"]), tuple(tuple(row) for row in value["rows"]))


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
        unpin=value.get("unpin", False),
    )


def _load_button(value: dict[str, Any]) -> Tap | Link:
    if "start" in value:
        return Link(value["label"], value["start"])
    return Tap(
        value["label"], decode(value["tap"]), value.get("literal", False), value.get("style"), value.get("data", {})
    )
