"""Photos and voice notes: what kinds there are, and how large they may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: The Bot API gives files of up to 20 MB to a bot (telegram.md, Limits).
MOST_BYTES = 20 * 1024 * 1024
#: The kinds of pictures that can be read, and so be freed of what the camera wrote into them; HEIC cannot.
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"})


class MediaKind(StrEnum):
    """In what form it came."""

    PHOTO = "photo"
    IMAGE = "image"  # a photo sent as a file: it still carries what the camera wrote into it
    VOICE = "voice"


class Purpose(StrEnum):
    """What it shows."""

    REPORT = "report"
    COMPLETION = "completion"
    VISIT = "visit"  # it belongs to a note


#: What everybody who may see a case's sheet may see; what belongs to a note is for those who may read that.
OF_SHEET = frozenset({Purpose.REPORT, Purpose.COMPLETION})


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that somebody sent, by Telegram's ids; ``album`` joins those sent together.

    ``origin_at``: it was passed on, and first sent at that instant (milliseconds UTC).
    """

    kind: MediaKind
    file_id: str
    unique_id: str
    album: str | None = None
    origin_at: int | None = None


@dataclass(frozen=True, slots=True)
class Medium:
    """A photo or voice note of a case; ``sha256`` once it lies in the store.

    ``note_id`` is the note that it belongs to, ``copy_of`` the case for which the same picture was sent before.
    """

    media_id: int
    case_id: int
    purpose: Purpose
    attachment: Attachment
    sha256: str | None
    note_id: int | None = None
    copy_of: int | None = None

    @property
    def is_deleted(self) -> bool:
        """Whether its time is over, and only the tombstone is left."""
        return not self.attachment.file_id
