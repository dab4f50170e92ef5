"""One Bot API request from the first byte to the last: token, method, faults, limits, answer."""

import asyncio
import inspect
import re
from typing import Any

import orjson
from aiohttp import web

from sandbox.bot_api import errors
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.methods import BY_LOWER_NAME, Method
from sandbox.bot_api.params import Params, read
from sandbox.bot_api.updates import Described
from sandbox.chats import Kind
from sandbox.faults import Fault
from sandbox.jsontypes import Json
from sandbox.keys import WORLD
from sandbox.membership import migrate
from sandbox.world import World

WITHHELD_SECONDS = 60
_TOKEN = re.compile(r"[1-9]\d*:.+")
MAX_TOKEN = 80


async def serve(request: web.Request) -> web.StreamResponse:
    """Serve `/bot<token>/<method>`."""
    world = request.app[WORLD]
    token, _, method = request.match_info["rest"].partition("/")
    try:
        check_token(world, token)
        name, function = find_method(method)
        params = await read(request)
    except BotApiError as error:
        return refusal(error)
    fault = world.faults.take(method.lower(), params.text("chat_id"))
    if fault is not None and fault.kind == "drop":
        return hang_up(request)
    answer = await _performed(world, name, function, params, fault)
    if fault is not None and fault.kind == "timeout_after_delivery":
        await asyncio.sleep(WITHHELD_SECONDS)
        return hang_up(request)
    return answer


async def _performed(world: World, name: str, function: Method, params: Params, fault: Fault | None) -> web.Response:
    chat_id = params.text("chat_id")
    result: Any = None
    try:
        _obey(world, fault, chat_id)
        _limit(world, name.lower(), chat_id)
        result = function(world, params)
        if inspect.isawaitable(result):
            result = await result
    except BotApiError as error:
        world.calls.note(world.clock.now(), name, chat_id, False, None)
        return refusal(error)
    world.calls.note(world.clock.now(), name, chat_id, True, result)
    return success(result)


def check_token(world: World, token: str) -> None:
    """Refuse a malformed or a wrong token (rows 1 and 2)."""
    if token == world.token:
        return
    if len(token) > MAX_TOKEN or not _TOKEN.fullmatch(token):
        raise BotApiError(errors.TOKEN_MALFORMED)
    raise BotApiError(errors.TOKEN_WRONG)


def find_method(method: str) -> tuple[str, Method]:
    """Return a method's proper name and its function (row 3)."""
    found = BY_LOWER_NAME.get(method.lower())
    if found is None:
        raise BotApiError(errors.METHOD_UNKNOWN)
    return found


def _obey(world: World, fault: Fault | None, chat_id: str) -> None:
    match fault.kind if fault is not None else "":
        case "429" if fault is not None:
            raise flood(fault.retry_after)
        case "500":
            raise BotApiError(errors.BROKEN)
        case "403":
            raise BotApiError(errors.BOT_BLOCKED)
        case "migrate" if chat_id.lstrip("-").isdigit():
            chat = world.chats.get(int(chat_id))
            if chat is not None and chat.kind is Kind.GROUP and chat.migrated_to is None:
                migrate(world, chat)


def _limit(world: World, method: str, chat_id: str) -> None:
    if seconds := world.limits.wait(method, chat_id):
        raise flood(seconds)


def flood(seconds: int) -> BotApiError:
    """Return the error of row 41."""
    return BotApiError(errors.FLOOD, seconds=seconds, parameters={"retry_after": seconds})


def success(result: Any) -> web.Response:
    """Wrap a result as the Bot API does."""
    body: Json = {"ok": True, "result": result}
    if isinstance(result, Described):
        body = {"ok": True, "result": result.result, "description": result.description}
    return web.Response(body=orjson.dumps(body), content_type="application/json")


def refusal(error: BotApiError) -> web.Response:
    """Wrap an error as the Bot API does; a flood error carries the Retry-After header as well."""
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    headers = {}
    if error.parameters:
        body["parameters"] = error.parameters
        if "retry_after" in error.parameters:
            headers["Retry-After"] = str(error.parameters["retry_after"])
    return web.Response(body=orjson.dumps(body), status=error.code, headers=headers, content_type="application/json")


def hang_up(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


async def download(request: web.Request) -> web.Response:
    """Serve `/file/bot<token>/<path>`."""
    world = request.app[WORLD]
    try:
        check_token(world, request.match_info["token"])
        stored = world.files.at(request.match_info["path"])
        if stored is None:
            raise BotApiError(errors.PATH_UNKNOWN)
    except BotApiError as error:
        return refusal(error)
    return web.Response(body=stored.data, content_type="application/octet-stream")
