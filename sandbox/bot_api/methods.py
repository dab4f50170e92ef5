"""The table of contents of the Bot API: which function serves which method."""

from collections.abc import Callable
from typing import Any

from sandbox.bot_api import (
    chats,
    commands,
    copying,
    deleting,
    editing,
    me,
    media,
    moderation,
    pinning,
    sending,
    topics,
    updates,
)
from sandbox.bot_api.params import Params
from sandbox.world import World

Method = Callable[[World, Params], Any]
"""Serves one method: returns the result or an awaitable of it, raises BotApiError."""

METHODS: dict[str, Method] = {
    "getMe": me.get_me,
    "logOut": me.nothing_to_do,
    "setMyName": me.nothing_to_do,
    "setMyDescription": me.nothing_to_do,
    "setMyShortDescription": me.nothing_to_do,
    "setChatMenuButton": me.nothing_to_do,
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
    "copyMessage": copying.copy_message,
    "copyMessages": copying.copy_messages,
    "forwardMessage": copying.forward_message,
    "forwardMessages": copying.forward_messages,
    "deleteMessage": deleting.delete_message,
    "deleteMessages": deleting.delete_messages,
    "pinChatMessage": pinning.pin_chat_message,
    "unpinChatMessage": pinning.unpin_chat_message,
    "unpinAllChatMessages": pinning.unpin_all,
    "setMessageReaction": pinning.set_message_reaction,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatMemberCount": chats.get_chat_member_count,
    "getChatAdministrators": chats.get_chat_administrators,
    "leaveChat": chats.leave_chat,
    "sendChatAction": chats.send_chat_action,
    "setChatTitle": chats.set_chat_title,
    "setChatPhoto": chats.set_chat_photo,
    "setChatDescription": chats.set_chat_description,
    "getUserProfilePhotos": chats.get_user_profile_photos,
    "banChatMember": moderation.ban_chat_member,
    "unbanChatMember": moderation.unban_chat_member,
    "restrictChatMember": moderation.restrict_chat_member,
    "promoteChatMember": moderation.promote_chat_member,
    "createForumTopic": topics.create_forum_topic,
    "editForumTopic": topics.edit_forum_topic,
    "closeForumTopic": topics.close_forum_topic,
    "reopenForumTopic": topics.reopen_forum_topic,
    "deleteForumTopic": topics.delete_forum_topic,
    "unpinAllForumTopicMessages": topics.unpin_all_in_topic,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
}

BY_LOWER_NAME: dict[str, tuple[str, Method]] = {name.lower(): (name, method) for name, method in METHODS.items()}
"""Method names are matched without regard to case."""
