"""Edits of the bot's messages (telegram-errors rows 14-17)."""

from sandbox.bot_api import errors
from sandbox.bot_api.access import writable_chat
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.markup import Markup, check_data, reply_markup
from sandbox.bot_api.media import input_media
from sandbox.bot_api.params import Params
from sandbox.bot_api.sending import link_preview
from sandbox.bot_api.texts import caption, message_text
from sandbox.chats import Chat
from sandbox.jsontypes import Json
from sandbox.messages import Message, content_kind
from sandbox.posting import rewrite
from sandbox.world import World

TEXT_FIELDS = ("text", "entities", "link_preview_options")
CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")
MEDIA_FIELDS = ("photo", "document", "voice", "has_media_spoiler", *CAPTION_FIELDS)


def edit_message_text(world: World, params: Params) -> Json:
    """Serve editMessageText."""
    text = message_text(world, params, errors.EDIT_TOO_LONG)
    markup = reply_markup(params)
    chat, message = _own_message(world, params)
    if "text" not in message.json:
        raise BotApiError(errors.NO_TEXT_TO_EDIT)
    return _change(world, chat, message, TEXT_FIELDS, text.as_json() | link_preview(params), markup)


def edit_message_caption(world: World, params: Params) -> Json:
    """Serve editMessageCaption."""
    text = caption(world, params, errors.EDIT_CAPTION_TOO_LONG)
    markup = reply_markup(params)
    chat, message = _own_message(world, params)
    if content_kind(message.json) not in ("photo", "document", "voice"):
        raise BotApiError(errors.NO_CAPTION_TO_EDIT)
    content = text.as_json("caption", "caption_entities") | above(params)
    return _change(world, chat, message, CAPTION_FIELDS, content, markup)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Serve editMessageReplyMarkup."""
    markup = reply_markup(params)
    chat, message = _own_message(world, params)
    return _change(world, chat, message, (), {}, markup)


async def edit_message_media(world: World, params: Params) -> Json:
    """Serve editMessageMedia: another photo or document, with its own caption."""
    item = await input_media(world, params, params.json("media"))
    markup = reply_markup(params)
    chat, message = _own_message(world, params)
    return _change(world, chat, message, (*MEDIA_FIELDS, *TEXT_FIELDS), item.content, markup)


def above(params: Params) -> Json:
    """Return the field for a caption above its picture."""
    return {"show_caption_above_media": True} if params.flag("show_caption_above_media") else {}


def _own_message(world: World, params: Params) -> tuple[Chat, Message]:
    if not params.text("chat_id") and not params.integer("message_id"):
        raise BotApiError(errors.MESSAGE_UNNAMED)
    chat = writable_chat(world, params)
    if not params.integer("message_id"):
        raise BotApiError(errors.MESSAGE_UNNAMED)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise BotApiError(errors.EDIT_NOT_FOUND)
    if message.sender_id != world.bot.id or message.keyboard is not None or not content_kind(message.json):
        raise BotApiError(errors.EDIT_REFUSED)
    return chat, message


def _change(world: World, chat: Chat, message: Message, fields: tuple[str, ...], content: Json, markup: Markup) -> Json:
    check_data(markup)
    old = {name: message.json[name] for name in (*fields, "reply_markup") if name in message.json}
    new = content if markup.inline is None else {**content, "reply_markup": markup.inline}
    if old == new:
        raise BotApiError(errors.NOT_MODIFIED)
    kept = {name: value for name, value in message.json.items() if name not in old}
    rewrite(world, chat, message, {**kept, **new})
    return message.json
