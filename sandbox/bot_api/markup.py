"""reply_markup: inline keyboards, reply keyboards, force reply (telegram-errors rows 26-29)."""

from dataclasses import dataclass
from typing import Any

from sandbox.bot_api import errors
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.params import NotJson, Params
from sandbox.chats import Chat, Kind
from sandbox.entities.links import BadLink, checked_link
from sandbox.jsontypes import Json

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
STYLES = ("primary", "success", "danger")
KEYBOARD_OPTIONS = (
    "is_persistent",
    "resize_keyboard",
    "one_time_keyboard",
    "input_field_placeholder",
    "selective",
)


@dataclass(frozen=True, slots=True)
class Markup:
    """What goes under a message: an inline keyboard, or a keyboard of the other kinds."""

    inline: Json | None = None
    keyboard: Json | None = None


NONE = Markup()


def reply_markup(params: Params) -> Markup:
    """Read and check reply_markup as far as that needs no chat."""
    try:
        value = params.json("reply_markup")
    except NotJson as error:
        raise BotApiError(errors.MARKUP_NOT_JSON) from error
    if value is None or value == {}:
        return NONE
    if not isinstance(value, dict):
        raise BotApiError(errors.MARKUP_NOT_OBJECT)
    if "inline_keyboard" in value:
        return Markup(inline=_inline(value["inline_keyboard"]))
    if "keyboard" in value:
        return Markup(keyboard=_reply_keyboard(value))
    for name in ("remove_keyboard", "force_reply"):
        if value.get(name):
            return Markup(keyboard={name: True, **_options(value)})
    return NONE


def check_for_chat(markup: Markup, chat: Chat) -> None:
    """Refuse buttons that ask for a phone number or a place outside of private chats (row 29)."""
    if markup.keyboard is None or chat.kind is Kind.PRIVATE:
        return
    for row in markup.keyboard.get("keyboard", []):
        for button in row:
            if button.get("request_contact"):
                raise BotApiError(errors.PHONE_PRIVATE_ONLY)
            if button.get("request_location"):
                raise BotApiError(errors.LOCATION_PRIVATE_ONLY)


def check_data(markup: Markup) -> None:
    """Refuse callback data over 64 bytes (row 26) and over 100 buttons, as the servers do: last."""
    buttons = [button for row in (markup.inline or {}).get("inline_keyboard", []) for button in row]
    if len(buttons) > MAX_BUTTONS:
        raise BotApiError(errors.MARKUP_TOO_LONG)
    for button in buttons:
        data = button.get("callback_data", "")
        if len(data) > MAX_DATA_BYTES or len(data.encode()) > MAX_DATA_BYTES:
            raise BotApiError(errors.BUTTON_DATA_INVALID)


def _rows(value: Any, field: str, kind: str) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise BotApiError(errors.KEYBOARD_SHAPE, field=field, type=kind)
    return value


def _inline(value: Any) -> Json | None:
    rows = _rows(value, "inline_keyboard", "InlineKeyboardMarkup")
    checked = [[_inline_button(button) for button in row] for row in rows if row]
    return {"inline_keyboard": checked} if checked else None


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise BotApiError(errors.BUTTON_BAD, reason="InlineKeyboardButton must be an Object")
    text = button.get("text")
    if text is None:
        raise BotApiError(errors.BUTTON_BAD, reason='Can\'t find field "text"')
    action = next((name for name in ACTIONS if button.get(name) not in (None, "", False)), None)
    if action is None and not any(isinstance(button.get(name), str) for name in ACTIONS[4:6]):
        raise BotApiError(errors.BUTTON_BAD, reason="Text buttons are unallowed in the inline keyboard")
    if not str(text).strip():
        raise BotApiError(errors.BUTTON_TEXT_EMPTY)
    json = {name: button[name] for name in (*ACTIONS, "icon_custom_emoji_id") if button.get(name) is not None}
    json |= {"style": button["style"]} if button.get("style") in STYLES else {}
    if action == "url":
        json["url"] = _button_url(str(button["url"]))
    if action == "callback_data":
        json["callback_data"] = str(button["callback_data"])
    return {"text": str(text), **json}


def _button_url(url: str) -> str:
    try:
        return checked_link(url)
    except BadLink as error:
        raise BotApiError(errors.BUTTON_URL_INVALID, url=url, reason=error) from error


def _reply_keyboard(value: Json) -> Json:
    rows = _rows(value["keyboard"], "keyboard", "ReplyKeyboardMarkup")
    buttons = [[_reply_button(button) for button in row] for row in rows if row]
    if sum(map(len, buttons)) > MAX_BUTTONS * 3:
        raise BotApiError(errors.MARKUP_TOO_LONG)
    return {"keyboard": buttons, **_options(value)}


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise BotApiError(errors.REPLY_BUTTON_BAD, reason="KeyboardButton must be an Object")
    if not str(button.get("text", "")).strip():
        raise BotApiError(errors.REPLY_BUTTON_TEXT_EMPTY)
    return dict(button)


def _options(value: Json) -> Json:
    return {name: value[name] for name in KEYBOARD_OPTIONS if value.get(name)}
