"""Photos, documents and voices: from a request or by identifier (telegram-errors rows 31-36)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sandbox.bot_api import errors
from sandbox.bot_api.errors import BotApiError
from sandbox.bot_api.markup import NONE, Markup, reply_markup
from sandbox.bot_api.params import NotJson, Params, Upload
from sandbox.bot_api.sending import place_for, put, send
from sandbox.bot_api.texts import caption
from sandbox.files import FileKind, MalformedFileId, StoredFile
from sandbox.jsontypes import Json
from sandbox.photos import ImpossibleMeasures, UnreadablePhoto, resize
from sandbox.world import World

MAX_PHOTO = 10 * 1024 * 1024
MAX_ALBUM = 10
ALBUM_KINDS = ("photo", "document", "audio", "video")


@dataclass(frozen=True, slots=True)
class InputMedia:
    """One item of an album or an edit: its kind and the fields of the message."""

    kind: str
    content: Json


def _upload(params: Params, name: str, value: str) -> Upload | None:
    if value.startswith("attach://"):
        name = value.removeprefix("attach://")
        if name not in params.uploads:
            raise BotApiError(errors.FILE_MISSING, what="attached file")
    upload = params.uploads.get(name)
    if upload is not None and not upload.data:
        raise BotApiError(errors.FILE_EMPTY)
    return upload


def by_id(world: World, value: str, wanted: FileKind) -> StoredFile:
    """Find a file to send again by its identifier (row 33); the sandbox fetches nothing by URL."""
    if "." in value or "://" in value:
        if value.startswith(("http://", "https://")):
            raise BotApiError(errors.FILE_URL_FAILED)
        raise BotApiError(errors.FILE_URL_INVALID, reason="Unsupported URL protocol")
    try:
        stored = world.files.find(value)
    except MalformedFileId as error:
        raise BotApiError(errors.FILE_ID_MALFORMED, reason=error) from error
    if stored is None:
        raise BotApiError(errors.FILE_ID_DEAD)
    if stored.kind != wanted:
        raise BotApiError(errors.FILE_KIND_WRONG, given=stored.kind, wanted=wanted)
    return stored


async def photo(world: World, params: Params, name: str, value: str) -> Json:
    """Return the `photo` field for an upload or an identifier."""
    upload = _upload(params, name, value)
    if upload is None:
        if not value:
            raise BotApiError(errors.FILE_MISSING, what="photo")
        return {"photo": world.files.sizes(by_id(world, value, "Photo"))}
    if len(upload.data) > MAX_PHOTO:
        raise BotApiError(errors.PHOTO_TOO_BIG, size=len(upload.data), limit=MAX_PHOTO)
    try:
        sizes = await resize(upload.data)
    except UnreadablePhoto as error:
        raise BotApiError(errors.PHOTO_UNREADABLE) from error
    except ImpossibleMeasures as error:
        raise BotApiError(errors.PHOTO_MEASURES) from error
    return {"photo": world.files.add_photo(sizes)}


async def document(world: World, params: Params, name: str, value: str) -> Json:
    """Return the `document` field for an upload or an identifier."""
    upload = _upload(params, name, value)
    if upload is not None:
        details = {"file_name": upload.name, "mime_type": upload.mime_type}
        stored = world.files.add("Document", upload.data, name=upload.name, mime=upload.mime_type, details=details)
        return {"document": stored.as_json()}
    if not value:
        raise BotApiError(errors.FILE_MISSING, what="document")
    return {"document": by_id(world, value, "Document").as_json()}


async def voice(world: World, params: Params, name: str, value: str) -> Json:
    """Return the `voice` field for an upload or an identifier."""
    upload = _upload(params, name, value)
    if upload is not None:
        details = {"duration": params.integer("duration"), "mime_type": upload.mime_type}
        stored = world.files.add("Voice", upload.data, mime=upload.mime_type, details=details)
        return {"voice": stored.as_json()}
    if not value:
        raise BotApiError(errors.FILE_MISSING, what="voice")
    return {"voice": by_id(world, value, "Voice").as_json()}


_Reader = Callable[[World, Params, str, str], Awaitable[Json]]
READERS: dict[str, _Reader] = {"photo": photo, "document": document, "voice": voice}


async def _send(world: World, params: Params, kind: str) -> Json:
    text = caption(world, params).as_json("caption", "caption_entities")
    markup = reply_markup(params)
    content = await READERS[kind](world, params, kind, params.text(kind))
    return send(world, params, content | text | _looks(params), markup)


def _looks(params: Params) -> Json:
    names = {"has_spoiler": "has_media_spoiler", "show_caption_above_media": "show_caption_above_media"}
    return {shown: True for name, shown in names.items() if params.flag(name)}


async def send_photo(world: World, params: Params) -> Json:
    """Serve sendPhoto."""
    return await _send(world, params, "photo")


async def send_document(world: World, params: Params) -> Json:
    """Serve sendDocument."""
    return await _send(world, params, "document")


async def send_voice(world: World, params: Params) -> Json:
    """Serve sendVoice."""
    return await _send(world, params, "voice")


async def input_media(world: World, params: Params, item: Any) -> InputMedia:
    """Read one InputMedia object."""
    if not isinstance(item, dict):
        raise BotApiError(errors.MEDIA_BAD, reason="expected an Object")
    kind = str(item.get("type", ""))
    if kind not in READERS or kind == "voice":
        raise BotApiError(errors.MEDIA_BAD, reason=f'type "{kind}" can\'t be used')
    value = str(item.get("media") or "")
    if not value:
        raise BotApiError(errors.MEDIA_BAD, reason="media not found")
    inner = Params({name: one for name, one in item.items() if name != "media"}, params.uploads)
    content = await READERS[kind](world, inner, "", value)
    text = caption(world, inner).as_json("caption", "caption_entities")
    return InputMedia(kind, content | text | _looks(inner))


def _album_items(params: Params) -> list[Any]:
    try:
        items = params.json("media")
    except NotJson as error:
        raise BotApiError(errors.MEDIA_NOT_ARRAY) from error
    if not isinstance(items, list):
        raise BotApiError(errors.MEDIA_NOT_ARRAY)
    if len(items) > MAX_ALBUM:
        raise BotApiError(errors.ALBUM_TOO_LONG)
    if not items:
        raise BotApiError(errors.ALBUM_EMPTY)
    for item in items:
        kind = item.get("type") if isinstance(item, dict) else None
        if kind not in ALBUM_KINDS:
            raise BotApiError(errors.MEDIA_BAD, reason=f'type "{kind}" can\'t be used in sendMediaGroup')
    return items


async def send_media_group(world: World, params: Params) -> list[Json]:
    """Serve sendMediaGroup: one message an item, with one media_group_id."""
    items = [await input_media(world, params, item) for item in _album_items(params)]
    if len({item.kind for item in items}) > 1:
        raise BotApiError(errors.ALBUM_MIXED)
    place = place_for(world, params, NONE, items[0].kind)
    group = {"media_group_id": world.new_album_id()} if len(items) > 1 else {}
    return [put(world, params, place, item.content | group, Markup()).json for item in items]
