"""The bot about itself, its files and its answers to taps."""

from sandbox.bot_api import errors
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.params import Params
from sandbox.files import MalformedFileId
from sandbox.jsontypes import Json
from sandbox.world import World

MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_ANSWER = 200


def get_me(world: World, params: Params) -> Json:  # noqa: ARG001
    """Serve getMe."""
    flags = {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return world.bot.json | flags


def nothing_to_do(world: World, params: Params) -> bool:  # noqa: ARG001
    """Serve logOut, close, and what only changes the bot's profile."""
    return True


def get_file(world: World, params: Params) -> Json:
    """Serve getFile (row 34); the path is good for /file/bot<token>/<path>."""
    file_id = params.text("file_id")
    if not file_id:
        raise BotApiError(errors.GET_FILE_EMPTY)
    try:
        stored = world.files.find(file_id)
    except MalformedFileId as error:
        raise BotApiError(errors.GET_FILE_INVALID) from error
    if stored is None:
        raise BotApiError(errors.GET_FILE_UNAVAILABLE)
    if len(stored.data) > MAX_DOWNLOAD:
        raise BotApiError(errors.GET_FILE_TOO_BIG)
    ids = {"file_id": stored.file_id, "file_unique_id": stored.unique_id}
    return {**ids, "file_size": len(stored.data), "file_path": stored.path}


def answer_callback_query(world: World, params: Params) -> bool:
    """Serve answerCallbackQuery (row 30); the first answer to a tap is the one that is shown."""
    if len(params.text("text")) > MAX_ANSWER:
        raise BotApiError(errors.ANSWER_TOO_LONG)
    tap = world.taps.find(params.text("callback_query_id"))
    if tap is None:
        raise BotApiError(errors.QUERY_TOO_OLD)
    if not tap.answer.done():
        answer = {
            "text": params.text("text"),
            "show_alert": params.flag("show_alert"),
            "url": params.text("url") or None,
        }
        tap.answer.set_result(answer)
        where = {"chat_id": tap.chat_id, "message_id": tap.message_id, "user_id": tap.user_id}
        world.events.publish("answer", {**where, **answer}, lambda user_id: user_id == tap.user_id)
    return True
