"""People tap buttons and open the bot by link."""

import asyncio
import re
from typing import Any

from aiohttp import web

from sandbox.chats import Chat, Kind
from sandbox.jsontypes import Json
from sandbox.membership import join
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.posting import post
from sandbox.taps import Tap
from sandbox.user_api.content import texts
from sandbox.user_api.messages import check_may_write, open_private
from sandbox.user_api.requests import Answer, Refused, body, chat_for, number, person
from sandbox.world import World

PATIENCE = 5.0
"""Real seconds that a tap waits for the bot's answer."""

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


async def tap(request: web.Request, world: World) -> Answer:
    """POST /api/taps: a person taps a button; answers what the bot answered, at most 5 s later."""
    values = await body(request)
    someone = person(world, values.get("as"))
    chat = chat_for(world, values.get("chat_id"), someone)
    message_id = number(values.get("message_id"), "message_id")
    message = chat.messages.get(message_id)
    button = _stale(values) if values.get("stale") else _button(message, values)
    if "callback_data" not in button:
        return _without_bot(button)
    taps = [
        _press(world, chat, someone, message_id, message, str(button["callback_data"]))
        for _ in range(2 if values.get("twice") else 1)
    ]
    return {"answer": await _answered(taps), "callback_query_id": taps[0].id}


def _stale(values: Json) -> Json:
    if not values.get("data"):
        raise Refused("bad_request", "a stale tap needs data")
    return {"callback_data": values["data"]}


def _button(message: Message | None, values: Json) -> Json:
    if message is None:
        raise Refused("unknown_message", "there is no such message", 404)
    rows = message.json.get("reply_markup", {}).get("inline_keyboard", [])
    field, wanted = ("callback_data", values["data"]) if "data" in values else ("text", values.get("button"))
    found = next((one for row in rows for one in row if one.get(field) == wanted), None)
    if found is None:
        shown = ", ".join(one["text"] for row in rows for one in row) or "none"
        raise Refused("no_such_button", f"there is no button {wanted!r}; there are: {shown}", 404)
    return dict(found)


def _without_bot(button: Json) -> Json:
    json: Json = {"answer": None, "url": button.get("url")}
    if isinstance(button.get("copy_text"), dict):
        json["copy_text"] = button["copy_text"].get("text")
    if "web_app" in button:
        json["web_app"] = button["web_app"]
    return json


def _press(world: World, chat: Chat, someone: Person, message_id: int, message: Message | None, data: str) -> Tap:
    pressed = world.taps.open(someone.id, chat.id, message_id)
    gone: Json = {"chat": chat.json, "message_id": message_id, "date": 0}
    query: Json = {
        "id": pressed.id,
        "from": someone.json,
        "message": message.json if message is not None else gone,
        "chat_instance": world.chat_instance,
        "data": data,
    }
    if chat.has(world.bot.id):
        world.met.add(someone.id)
        world.updates.push("callback_query", query, chat.id)
    return pressed


async def _answered(pressed: list[Tap]) -> Any:
    answers = [one.answer for one in pressed]
    done, _ = await asyncio.wait(answers, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    return next((one.result() for one in answers if one in done), None)


async def start(request: web.Request, world: World) -> Answer:
    """POST /api/start: a person opens the bot by (deep) link; with chat_id by `startgroup`."""
    values = await body(request)
    someone = person(world, values.get("as"))
    payload = str(values.get("payload") or "")
    if not _PAYLOAD.fullmatch(payload):
        raise Refused("bad_payload", "a payload has at most 64 characters of A-Za-z0-9_-")
    command = "/start"
    chat = world.chats[someone.id]
    if values.get("chat_id") and number(values["chat_id"], "chat_id") != someone.id:
        chat = chat_for(world, values["chat_id"], someone)
        if chat.kind is not Kind.CHANNEL and not chat.has(world.bot.id):
            join(world, chat, [world.bot], someone)
        command = f"/start@{world.bot.username}"
    open_private(world, chat)
    check_may_write(chat, someone)
    said = post(world, chat, someone, texts(f"{command} {payload}".strip())[0])
    return {"message": said.json}
