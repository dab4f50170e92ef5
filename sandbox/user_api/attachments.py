"""Files that a person sends: base64 text, an object with it, or a part of a form."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any


class BadAttachment(Exception):
    """Not a file in any of the accepted shapes; says why."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file with its name and type; what its sender did not say is empty."""

    data: bytes
    file_name: str = ""
    mime_type: str = ""
    caption: str = ""
    duration: int = 1


def attachment(value: Any) -> Attachment:
    """Read a file from a base64 string, `{"data"|"photo": base64, "file_name", "mime_type"}`, or a part."""
    if isinstance(value, Attachment):
        return value
    if isinstance(value, str):
        return Attachment(_decoded(value))
    if not isinstance(value, dict):
        raise BadAttachment("a file is base64 text or an object with data")
    data = value.get("data") or value.get("photo") or value.get("document") or ""
    return Attachment(
        _decoded(data),
        str(value.get("file_name", "")),
        str(value.get("mime_type", "")),
        str(value.get("caption", "")),
        int(value.get("duration", 1)),
    )


def _decoded(text: Any) -> bytes:
    if not isinstance(text, str):
        raise BadAttachment("the data of a file must be base64 text")
    if text.startswith("data:"):
        text = text.partition(",")[2]
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadAttachment("the data of a file is not base64") from error
