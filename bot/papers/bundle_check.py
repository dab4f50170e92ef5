"""Checking an archive file: is everything in it as its manifest says, and nothing else?

Nothing is unpacked onto the disk, and nothing is read beyond what the manifest and the limits allow.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as zlib_error

import orjson

from bot.papers.bundle import FORMAT, MANIFEST, VERSION

#: Larger than any archive file that the bot makes (bot/domain/case_file.py).
MOST_UNPACKED = 200_000_000
_MOST_FILES, _MOST_MANIFEST = 20_000, 20_000_000
_CHUNK = 1 << 20
_NUMBERS = 1 << 63
_SHA = re.compile(r"[0-9a-f]{64}")
#: What reading a file in a ZIP raises where it is damaged.
_DAMAGED = (BadZipFile, zlib_error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that is not as it must be: a code of the messages (``verify.…``) and what fills it."""

    code: str
    about: str = ""


@dataclass(slots=True)
class Checked:
    """What was found in an archive file. ``events``: the lines of its cases' events, by case number."""

    manifest: Mapping[str, Any] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    events: dict[int, list[bytes]] = field(default_factory=dict)
    files: int = 0

    def wrong(self, code: str, about: str = "") -> None:
        """Note a flaw."""
        self.flaws.append(Flaw(code, about))


def check(path: Path) -> Checked:
    """All flaws of an archive file; it never raises for what is in it."""
    found = Checked()
    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            _check(archive, found)
    except _DAMAGED:
        found.wrong("no_archive")
    return found


def _check(archive: ZipFile, found: Checked) -> None:
    if not _harmless(archive, found):
        return
    manifest = _manifest(archive, found)
    if manifest is None:
        return
    found.manifest = manifest
    listed = {entry["path"]: entry for entry in manifest["files"]}
    there = {info.filename: info for info in archive.infolist()}
    for name in sorted(there.keys() - listed.keys() - {MANIFEST}):
        found.wrong("added", name)
    for name, entry in listed.items():
        if name not in there:
            found.wrong("missing", name)
            continue
        found.files += 1
        _compare(archive, there[name], entry, found)
    _check_cases(archive, manifest, there.keys() & listed.keys(), found)


def _harmless(archive: ZipFile, found: Checked) -> bool:
    """Whether the archive may be read at all: no way out of its folder, no name twice, not too much of anything."""
    infos = archive.infolist()
    if len(infos) > _MOST_FILES or sum(info.file_size for info in infos) > MOST_UNPACKED:
        found.wrong("too_large")
        return False
    for name, many in Counter(info.filename for info in infos).items():
        if many > 1:
            found.wrong("twice", name)
        if _leads_out(name):
            found.wrong("unsafe", name)
    for info in infos:
        if info.flag_bits & 1 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or _is_link(info):
            found.wrong("unsafe", info.filename)
    return not found.flaws


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return "\\" in name or ":" in name or "\0" in name or any(part in ("", ".", "..") for part in parts)


def _is_link(info: ZipInfo) -> bool:
    return (info.external_attr >> 16) & 0o170000 == 0o120000


def _manifest(archive: ZipFile, found: Checked) -> Mapping[str, Any] | None:
    try:
        info = archive.getinfo(MANIFEST)
    except KeyError:
        found.wrong("no_manifest")
        return None
    try:
        content = b"".join(_content(archive, info, _MOST_MANIFEST))
        manifest = orjson.loads(content)
    except _DAMAGED:
        found.wrong("bad_manifest")
        return None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found.wrong("bad_manifest")
        return None
    if manifest.get("version") != VERSION:
        found.wrong("other_version", str(manifest.get("version")))
        return None
    if not _is_whole(manifest):
        found.wrong("bad_manifest")
        return None
    return manifest


def _is_whole(manifest: Mapping[str, Any]) -> bool:
    """Whether the manifest has all that is looked for in it, each of the right kind."""
    chain = manifest.get("chain")
    return (
        isinstance(manifest.get("community"), str)
        and isinstance(chain, dict)
        and _is_event(chain)
        and _all(manifest.get("files"), _is_file)
        and _all(manifest.get("cases"), _is_case)
        # A case that is listed again and again would be read as often.
        and len({case["number"] for case in manifest["cases"]}) == len(manifest["cases"])
    )


def _all(value: object, good: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and good(one) for one in value)


def _is_file(one: Mapping[str, Any]) -> bool:
    return isinstance(one.get("path"), str) and _is_number(one.get("size")) and _is_hash(one.get("sha256"))


def _is_case(one: Mapping[str, Any]) -> bool:
    return _is_number(one.get("number")) and _all(one.get("events"), _is_event) and _all(one.get("media"), _is_piece)


def _is_event(one: Mapping[str, Any]) -> bool:
    return _is_number(one.get("seq")) and _is_hash(one.get("hash"))


def _is_piece(one: Mapping[str, Any]) -> bool:
    hashed = one.get("sha256") is None or _is_hash(one.get("sha256"))
    named = one.get("id") is None or _is_number(one.get("id"))
    return hashed and named and isinstance(one.get("path"), str | None)


def _is_number(value: object) -> bool:
    """Whether it is a number that fits into a column of the database."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _NUMBERS


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and bool(_SHA.fullmatch(value))


def _compare(archive: ZipFile, info: ZipInfo, entry: Mapping[str, Any], found: Checked) -> None:
    """The file is as long as the manifest says, and has that hash."""
    sha, size = hashlib.sha256(), 0
    try:
        for chunk in _content(archive, info, entry["size"]):
            sha.update(chunk)
            size += len(chunk)
    except _DAMAGED:
        found.wrong("changed", info.filename)
        return
    if size != entry["size"] or sha.hexdigest() != entry["sha256"]:
        found.wrong("changed", info.filename)


def _content(archive: ZipFile, info: ZipInfo, most: int) -> Iterator[bytes]:
    """The content in pieces; ValueError as soon as it is more than ``most`` bytes."""
    if info.file_size > most:
        raise ValueError("too much")
    with archive.open(info) as file:
        yield from _limited(file, most)


def _limited(file: Any | BinaryIO, most: int) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        most -= len(chunk)
        if most < 0:
            raise ValueError("too much")
        yield chunk


def _check_cases(archive: ZipFile, manifest: Mapping[str, Any], there: set[str], found: Checked) -> None:
    hashes = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    for case in manifest["cases"]:
        number, name = case["number"], f"case-{case['number']}/events.jsonl"
        if name not in hashes:
            found.wrong("missing", name)
        elif name in there:
            found.events[number] = _lines(archive, name)
        for piece in case["media"]:
            if piece["path"] is not None and hashes.get(piece["path"]) != piece["sha256"]:
                found.wrong("other_photo", piece["path"])


def _lines(archive: ZipFile, name: str) -> list[bytes]:
    """The events, those of a file that was changed too, to say which of them it was; none if it cannot be read."""
    try:
        return b"".join(_content(archive, archive.getinfo(name), MOST_UNPACKED)).splitlines()
    except _DAMAGED:
        return []
