"""The table of contents of the Bot API: which function serves which method."""

from collections.abc import Callable
from typing import Any

from sandbox.bot_api import editing, me, media, sending, updates
from sandbox.bot_api.params import Params
from sandbox.world import World

Method = Callable[[World, Params], Any]
"""Serves one method: returns the result or an awaitable of it, raises BotApiError."""

METHODS: dict[str, Method] = {
    "getMe": me.get_me,
    "logOut": me.nothing_to_do,
    "close": me.nothing_to_do,
    "getFile": me.get_file,
    "answerCallbackQuery": me.answer_callback_query,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendLocation": sending.send_location,
    "sendContact": sending.send_contact,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "sendVoice": media.send_voice,
    "sendMediaGroup": media.send_media_group,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "editMessageMedia": editing.edit_message_media,
}

BY_LOWER_NAME: dict[str, tuple[str, Method]] = {
    name.lower(): (name, method) for name, method in METHODS.items()
}
"""Method names are matched without regard to case."""
