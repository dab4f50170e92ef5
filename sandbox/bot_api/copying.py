"""copyMessage(s) and forwardMessage(s) (telegram-errors rows 19-21)."""

from sandbox.bot_api import errors
from sandbox.bot_api.access import check_sending, find_place, is_service, readable_chat
from sandbox.bot_api.errors import BotApiError, Mistake
from sandbox.bot_api.identifiers import message_ids
from sandbox.bot_api.markup import NONE, check_data, check_for_chat, reply_markup
from sandbox.bot_api.params import Params
from sandbox.bot_api.sending import put
from sandbox.bot_api.texts import caption
from sandbox.chats import Chat, Kind
from sandbox.jsontypes import Json
from sandbox.messages import CONTENTS, Message, content_kind
from sandbox.world import World

COPIED = (*CONTENTS, "entities", "caption", "caption_entities", "link_preview_options")
COPIED_LOOKS = ("show_caption_above_media", "has_media_spoiler")


def _content(message: Message) -> Json:
    return {name: message.json[name] for name in (*COPIED, *COPIED_LOOKS) if name in message.json}


def _source(world: World, params: Params, missing: Mistake) -> tuple[Chat, Message]:
    chat = readable_chat(world, params, "from_chat_id")
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise BotApiError(missing)
    return chat, message


def copy_message(world: World, params: Params) -> Json:
    """Serve copyMessage; a new caption may be given."""
    markup = reply_markup(params)
    words = caption(world, params) if "caption" in params.values else None
    place = find_place(world, params)
    _, message = _source(world, params, errors.COPY_NOT_FOUND)
    if is_service(message):
        raise BotApiError(errors.COPY_REFUSED)
    content = _content(message)
    if words is not None and "text" not in content:
        content = {name: value for name, value in content.items() if not name.startswith("caption")}
        content |= words.as_json("caption", "caption_entities")
    check_for_chat(markup, place.chat)
    check_sending(world, place.chat, content_kind(content))
    check_data(markup)
    return {"message_id": put(world, params, place, content, markup).id}


def forward_message(world: World, params: Params) -> Json:
    """Serve forwardMessage."""
    place = find_place(world, params)
    source, message = _source(world, params, errors.FORWARD_NOT_FOUND)
    if source.protected:
        raise BotApiError(errors.CHAT_PROTECTED)
    if message.protected or is_service(message):
        raise BotApiError(errors.FORWARD_PROTECTED)
    check_sending(world, place.chat, content_kind(message.json))
    return put(world, params, place, _content(message) | origin(message, source), NONE).json


def origin(message: Message, source: Chat) -> Json:
    """Return the fields that tell where a forwarded message comes from."""
    if "forward_origin" in message.json:
        return {name: value for name, value in message.json.items() if name.startswith("forward_")}
    if source.kind is Kind.CHANNEL:
        details: Json = {"type": "channel", "chat": source.json, "message_id": message.id}
    else:
        details = {"type": "user", "sender_user": message.json["from"]}
    return {"forward_origin": {**details, "date": message.date}, "forward_date": message.date}


def _several(world: World, params: Params) -> tuple[list[Message], Chat]:
    ids = message_ids(params)
    source = readable_chat(world, params, "from_chat_id")
    return [source.messages[one] for one in ids if one in source.messages], source


def copy_messages(world: World, params: Params) -> list[Json]:
    """Serve copyMessages; unknown messages are skipped."""
    place = find_place(world, params)
    found, _ = _several(world, params)
    contents = [_content(message) for message in found if not is_service(message)]
    return [{"message_id": put(world, params, place, content, NONE).id} for content in contents]


def forward_messages(world: World, params: Params) -> list[Json]:
    """Serve forwardMessages; unknown messages are skipped, but not all of them may be."""
    place = find_place(world, params)
    found, source = _several(world, params)
    if not found:
        raise BotApiError(errors.FORWARD_NONE_FOUND)
    allowed = [message for message in found if not message.protected and not is_service(message)]
    if source.protected or not allowed:
        raise BotApiError(errors.FORWARD_NONE_ALLOWED)
    sent = [put(world, params, place, _content(one) | origin(one, source), NONE) for one in allowed]
    return [{"message_id": message.id} for message in sent]
