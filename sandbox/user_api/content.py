"""What a person says, as the content of messages."""

from typing import Any

from sandbox.entities.finish import Formatted, finish
from sandbox.jsontypes import Json
from sandbox.photos import ImpossibleMeasures, UnreadablePhoto, resize
from sandbox.user_api.attachments import Attachment, BadAttachment, attachment
from sandbox.user_api.requests import Refused
from sandbox.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ALBUM = 10
MAX_FILE = 64 * 1024 * 1024


def split(text: str) -> list[str]:
    """Split a long text as official clients do: at a line's end, else at a space, else anywhere."""
    parts: list[str] = []
    while len(text) > MAX_TEXT:
        head = text[:MAX_TEXT]
        cut = max(head.rfind("\n"), head.rfind(" "))
        if "\n" in head[MAX_TEXT // 2 :]:
            cut = head.rfind("\n")
        cut = cut if cut > MAX_TEXT // 2 else MAX_TEXT
        parts.append(text[:cut])
        text = text[cut:].lstrip()
    return [*parts, text] if text.strip() else parts


def texts(source: Any) -> list[Json]:
    """Return the content of one or more text messages."""
    found = [finish(part, []) for part in split(str(source))]
    contents = [one.as_json() for one in found if one.text]
    if not contents:
        raise Refused("empty_text", "there is no text")
    return contents


def caption(source: Any) -> Json:
    """Return the fields of a caption."""
    formatted = finish(str(source or ""), []) if source else Formatted()
    if len(formatted.text) > MAX_CAPTION:
        raise Refused("caption_too_long", f"a caption has at most {MAX_CAPTION} characters")
    return formatted.as_json("caption", "caption_entities")


def _file(value: Any) -> Attachment:
    try:
        file = attachment(value)
    except BadAttachment as error:
        raise Refused("bad_file", str(error)) from error
    if not file.data:
        raise Refused("bad_file", "the file is empty")
    if len(file.data) > MAX_FILE:
        raise Refused("file_too_big", f"a file has at most {MAX_FILE} bytes", 413)
    return file


async def photo(world: World, value: Any) -> Json:
    """Return the photo of a message: made anew without EXIF, in several sizes."""
    try:
        return {"photo": world.files.add_photo(await resize(_file(value).data))}
    except (UnreadablePhoto, ImpossibleMeasures) as error:
        raise Refused("bad_photo", "this is not a picture that can be sent") from error


def document(world: World, value: Any) -> Json:
    """Return the document of a message, byte by byte, EXIF and all."""
    file = _file(value)
    name, mime = file.file_name or "file", file.mime_type or "application/octet-stream"
    details = {"file_name": name, "mime_type": mime}
    return {"document": world.files.add("Document", file.data, name=name, mime=mime, details=details).as_json()}


def voice(world: World, value: Any) -> Json:
    """Return the voice note of a message."""
    file = _file(value)
    mime = file.mime_type or "audio/ogg"
    details = {"duration": file.duration, "mime_type": mime}
    return {"voice": world.files.add("Voice", file.data, mime=mime, details=details).as_json()}


def location(value: Any) -> Json:
    """Return the place of a message."""
    try:
        place = {name: float(value[name]) for name in ("latitude", "longitude")}
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("bad_location", "a location has latitude and longitude") from error
    if not (-90 <= place["latitude"] <= 90 and -180 <= place["longitude"] <= 180):
        raise Refused("bad_location", "there is no such place on earth")
    return {"location": place}


def contact(value: Any) -> Json:
    """Return the contact of a message."""
    if not isinstance(value, dict) or not value.get("phone_number") or not value.get("first_name"):
        raise Refused("bad_contact", "a contact has phone_number and first_name")
    names = ("phone_number", "first_name", "last_name", "user_id", "vcard")
    return {"contact": {name: value[name] for name in names if value.get(name)}}


async def album(world: World, items: Any, words: Any) -> list[Json]:
    """Return the photos of an album with one media_group_id; `words` caption the first."""
    if not isinstance(items, list) or not 2 <= len(items) <= MAX_ALBUM:
        raise Refused("bad_album", f"an album has 2 to {MAX_ALBUM} photos")
    group = {"media_group_id": world.new_album_id()}
    contents: list[Json] = []
    for index, item in enumerate(items):
        own = item.get("caption") if isinstance(item, dict) else None
        text = caption(own or (words if index == 0 else None))
        contents.append(await photo(world, item) | group | text)
    return contents
