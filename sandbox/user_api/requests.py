"""Requests and answers of the user-side API: bodies, errors, and who is meant."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from sandbox.chats import Chat
from sandbox.jsontypes import Json
from sandbox.keys import WORLD
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.user_api.attachments import Attachment
from sandbox.world import World

Answer = Json | list[Json]
Call = Callable[[web.Request, World], Awaitable[Answer]]


class Refused(Exception):
    """A request is refused: a code for programs, a sentence for people, a 4xx status."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        """Keep the three."""
        super().__init__(message)
        self.code = code
        self.status = status


def answer(value: Any, status: int = 200) -> web.Response:
    """Return a JSON response."""
    return web.Response(body=orjson.dumps(value), status=status, content_type="application/json")


def endpoint(call: Call) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Make a handler of a call: its value is the answer, Refused becomes an error object."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return answer(await call(request, request.app[WORLD]))
        except Refused as refused:
            error = {"code": refused.code, "message": str(refused)}
            return answer({"error": error}, refused.status)

    return handle


async def body(request: web.Request) -> Json:
    """Read a JSON object, or a form whose files become Attachments (`album` gives a list)."""
    if request.content_type == "multipart/form-data":
        return await _form(request)
    raw = await request.read()
    try:
        value = orjson.loads(raw) if raw else {}
    except orjson.JSONDecodeError as error:
        raise Refused("bad_json", "the body is not JSON") from error
    if not isinstance(value, dict):
        raise Refused("bad_json", "the body must be an object")
    return value


async def _form(request: web.Request) -> Json:
    values: Json = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        data = bytes(await part.read())
        if part.filename is not None:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            file = Attachment(data, part.filename, mime)
            if part.name == "album":
                values.setdefault("album", []).append(file)
            else:
                values[part.name] = file
        else:
            values[part.name] = _form_value(part.name, data.decode("utf-8", "replace"))
    return values


def _form_value(name: str, text: str) -> Any:
    if name in ("location", "contact"):
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise Refused("bad_json", f"{name} is not JSON") from error
    return text


def number(value: Any, name: str) -> int:
    """Return a whole number or refuse."""
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise Refused("bad_request", f"{name} must be a whole number") from error


def person(world: World, value: Any) -> Person:
    """Return the person with this id; unknown ones and the bot are refused."""
    found = world.people.get(number(value, "as"))
    if found is None or found.is_bot:
        raise Refused("unknown_person", f"there is no person {value}", 404)
    return found


def chat_for(world: World, value: Any, someone: Person) -> Chat:
    """Return a chat that this person is in; a private chat is theirs alone."""
    chat = world.chats.get(number(value, "chat_id"))
    if chat is None:
        raise Refused("unknown_chat", f"there is no chat {value}", 404)
    if not chat.has(someone.id):
        if chat.migrated_to is not None:
            raise Refused("migrated", f"the group became the supergroup {chat.migrated_to}", 409)
        raise Refused("not_a_member", f"{someone.id} is not in the chat {value}", 403)
    return chat


def message_in(chat: Chat, value: Any) -> Message:
    """Return a message of a chat or refuse."""
    message = chat.messages.get(number(value, "message_id"))
    if message is None:
        raise Refused("unknown_message", f"there is no message {value}", 404)
    return message
