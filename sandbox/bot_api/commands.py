"""setMyCommands, getMyCommands, deleteMyCommands: scopes and languages."""

import re
from typing import Any

from sandbox.bot_api import errors
from sandbox.bot_api.access import find_chat, find_user
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.params import NotJson, Params
from sandbox.commands import DEFAULT, Scope
from sandbox.jsontypes import Json
from sandbox.world import World

MAX_COMMAND = 32
MAX_DESCRIPTION = 256
MAX_COMMANDS = 100
PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")


def set_my_commands(world: World, params: Params) -> bool:
    """Serve setMyCommands."""
    commands = [_command(item) for item in _list(params)]
    if len(commands) > MAX_COMMANDS:
        raise BotApiError(errors.COMMANDS_TOO_MANY)
    world.commands.put(_scope(world, params), params.text("language_code"), commands)
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """Serve getMyCommands."""
    return world.commands.get(_scope(world, params), params.text("language_code"))


def delete_my_commands(world: World, params: Params) -> bool:
    """Serve deleteMyCommands."""
    world.commands.put(_scope(world, params), params.text("language_code"), [])
    return True


def _list(params: Params) -> list[Any]:
    try:
        value = params.json("commands")
    except NotJson as error:
        raise BotApiError(errors.COMMANDS_BAD, reason="Can't parse JSON") from error
    if value is None:
        return []
    if not isinstance(value, list):
        raise BotApiError(errors.COMMANDS_NOT_ARRAY)
    return value


def _command(item: Any) -> Json:
    if not isinstance(item, dict):
        raise BotApiError(errors.COMMAND_BAD, reason="expected an Object")
    for name in ("command", "description"):
        if not isinstance(item.get(name), str):
            raise BotApiError(errors.COMMAND_BAD, reason=f'Can\'t find field "{name}"')
    command, description = item["command"].removeprefix("/"), item["description"].strip()
    if not command:
        raise BotApiError(errors.COMMAND_EMPTY)
    if len(command) > MAX_COMMAND:
        raise BotApiError(errors.COMMAND_TOO_LONG)
    if not description:
        raise BotApiError(errors.COMMAND_DESCRIPTION_EMPTY)
    if len(description) > MAX_DESCRIPTION:
        raise BotApiError(errors.COMMAND_DESCRIPTION_LONG)
    if not re.fullmatch(r"[a-z0-9_]+", command):
        raise BotApiError(errors.COMMAND_INVALID)
    return {"command": command, "description": description}


def _scope(world: World, params: Params) -> Scope:
    try:
        value = params.json("scope")
    except NotJson as error:
        raise BotApiError(errors.SCOPE_BAD, reason="Can't parse JSON") from error
    if value is None:
        return DEFAULT
    if not isinstance(value, dict):
        raise BotApiError(errors.SCOPE_BAD, reason="BotCommandScope must be an Object")
    kind = value.get("type")
    if kind in PLAIN_SCOPES:
        return (str(kind), 0, 0)
    if kind not in CHAT_SCOPES:
        raise BotApiError(errors.SCOPE_BAD, reason="Unsupported type specified")
    inner = Params(value)
    chat = find_chat(world, inner)
    user = find_user(world, inner) if kind == "chat_member" else None
    return (str(kind), chat.id, user.id if user is not None else 0)
