"""Files in memory, and their identifiers, which are well formed and belong to one bot."""

import base64
import binascii
import hashlib
import string
from dataclasses import dataclass, field
from typing import Literal

from sandbox.jsontypes import Json

FileKind = Literal["Photo", "Document", "Voice"]
FOLDERS: dict[FileKind, str] = {"Photo": "photos", "Document": "documents", "Voice": "voice"}
SUFFIXES: dict[FileKind, str] = {"Photo": "jpg", "Document": "bin", "Voice": "oga"}
LAST_SYMBOL = 4
"""The last byte of every file identifier: the version of its format."""

_ALPHABET = frozenset(string.ascii_letters + string.digits + "-_")


class MalformedFileId(Exception):
    """The identifier is not one; says why in Telegram's words."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file: bytes, identifiers, and the fields of its Bot API object. A photo has one a size."""

    number: int
    kind: FileKind
    data: bytes
    file_id: str
    unique_id: str
    path: str
    mime_type: str
    file_name: str = ""
    details: Json = field(default_factory=dict)

    def as_json(self) -> Json:
        """Return the File object's common fields plus those of its kind."""
        ids = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}
        return {**ids, **self.details}


@dataclass(slots=True)
class FileStore:
    """All files of the sandbox, for the bot with this id."""

    bot_id: int
    _by_number: dict[int, StoredFile] = field(default_factory=dict)
    _by_path: dict[str, StoredFile] = field(default_factory=dict)
    _albums: dict[int, tuple[StoredFile, ...]] = field(default_factory=dict)

    def add(
        self, kind: FileKind, data: bytes, *, name: str = "", mime: str = "", details: Json | None = None
    ) -> StoredFile:
        """Keep a file byte by byte and give it its identifiers."""
        number = len(self._by_number) + 1
        unique = hashlib.sha256(kind.encode() + data).digest()[:12]
        suffix = name.rpartition(".")[2].lower() if "." in name else SUFFIXES[kind]
        stored = StoredFile(
            number,
            kind,
            data,
            file_id=self._file_id(kind, number, unique),
            unique_id=base64.urlsafe_b64encode(unique).decode().rstrip("="),
            path=f"{FOLDERS[kind]}/file_{number}.{suffix if suffix.isalnum() else SUFFIXES[kind]}",
            mime_type=mime,
            file_name=name,
            details=details or {},
        )
        self._by_number[number] = self._by_path[stored.path] = stored
        return stored

    def add_photo(self, sizes: list[tuple[bytes, int, int]]) -> list[Json]:
        """Keep a photo in its sizes, smallest first; return the PhotoSize objects."""
        stored = tuple(
            self.add("Photo", data, mime="image/jpeg", details={"width": width, "height": height})
            for data, width, height in sizes
        )
        for one in stored:
            self._albums[one.number] = stored
        return [one.as_json() for one in stored]

    def sizes(self, photo: StoredFile) -> list[Json]:
        """Return all PhotoSize objects of the photo that this size belongs to."""
        return [one.as_json() for one in self._albums[photo.number]]

    def find(self, file_id: str) -> StoredFile | None:
        """Look up an identifier; None if it is well formed but dead. Raises MalformedFileId."""
        binary = decode(file_id)
        if len(binary) != _LENGTH or int.from_bytes(binary[9:17]) != self.bot_id:
            return None
        stored = self._by_number.get(int.from_bytes(binary[1:9]))
        return stored if stored is not None and stored.file_id == file_id else None

    def at(self, path: str) -> StoredFile | None:
        """Look up a file by the path that getFile gave."""
        return self._by_path.get(path)

    def _file_id(self, kind: FileKind, number: int, unique: bytes) -> str:
        tag = bytes([ord(kind[0])]) + number.to_bytes(8) + self.bot_id.to_bytes(8)
        return base64.urlsafe_b64encode(tag + unique + bytes([LAST_SYMBOL])).decode().rstrip("=")


_LENGTH = 1 + 8 + 8 + 12 + 1


def decode(file_id: str) -> bytes:
    """Decode an identifier as TDLib does (telegram-errors row 33). Raises MalformedFileId."""
    bare = file_id.rstrip("=")
    if len(file_id) - len(bare) >= 3:
        raise MalformedFileId("Wrong string padding")
    if len(bare) & 3 == 1:
        raise MalformedFileId("Wrong string length")
    if not _ALPHABET.issuperset(bare):
        raise MalformedFileId("Wrong character in the string")
    try:
        binary = base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except binascii.Error as error:  # pragma: no cover - excluded by the checks above
        raise MalformedFileId("Wrong padding in the string") from error
    if base64.urlsafe_b64encode(binary).decode().rstrip("=") != bare:
        raise MalformedFileId("Wrong padding in the string")
    if not binary or binary[-1] != LAST_SYMBOL:
        raise MalformedFileId("can't unserialize it. Wrong last symbol")
    return binary
