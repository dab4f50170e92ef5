"""The archive file (ZIP) of a case or a month: PDFs, originals, audit events, and a manifest that can be checked.

``liubu audit verify FILE`` (:mod:`bot.papers.bundle_check`) reads what is written here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import orjson

from bot.domain.case_file import CaseFile, Piece, Share
from bot.domain.media import MediaKind

FORMAT, VERSION = "liubu-archive", 1
MANIFEST = "manifest.json"
_CHUNK = 1 << 20
#: The kinds of files in the store: pictures are kept as JPEG (delivery/fetcher.py), voice notes as Telegram has them.
_ENDINGS = {MediaKind.PHOTO: "jpg", MediaKind.IMAGE: "jpg", MediaKind.VOICE: "ogg"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what it is the archive: a case or a month (``2026-11``), and which of how many parts."""

    kind: str
    name: str
    part: int = 1
    parts: int = 1


class Bundle:
    """An archive file being written; a context manager: the manifest is written at its end."""

    def __init__(self, out: Path, scope: Scope, slug: str, made: datetime, head: tuple[int, str]) -> None:
        self._zip = ZipFile(out, "w")
        self._date = made
        self._files: list[dict[str, Any]] = []
        self._cases: list[dict[str, Any]] = []
        self._manifest: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "community": slug,
            "scope": {scope.kind: scope.name},
            "part": scope.part,
            "parts": scope.parts,
            "made_at": made.isoformat(timespec="seconds"),
            "chain": {"seq": head[0], "hash": head[1]},
        }

    def __enter__(self) -> Bundle:
        return self

    def __exit__(self, error: type[BaseException] | None, _value: object, _trace: TracebackType | None) -> None:
        if error is None:
            whole = {**self._manifest, "files": self._files, "cases": self._cases}
            with self._zip.open(self._info(MANIFEST, ZIP_DEFLATED), "w") as place:
                place.write(orjson.dumps(whole, option=orjson.OPT_INDENT_2))
        self._zip.close()

    def case(self, file: CaseFile, share: Share, pdf: Path | None, originals: Mapping[str, Path]) -> None:
        """A case, or the part of it that is this file's share; ``originals`` that are there, by their hashes."""
        folder = f"case-{file.case.case_id}"
        if share.whole and pdf is not None:
            self.add(f"{folder}/{folder}.pdf", pdf)
        events = "".join(record + "\n" for record in file.records)
        self.add(f"{folder}/events.jsonl", events.encode())
        mine = set(share.pieces)
        media = [self._piece(folder, piece, originals, mine) for piece in file.pieces]
        chain = [{"seq": line.seq, "hash": line.hash} for line in file.lines if line.seq is not None]
        self._cases.append(
            {
                "number": file.case.case_id,
                "state": file.case.state.value,
                "events": sorted(chain, key=lambda event: event["seq"] or 0),
                "media": media,
            }
        )

    def add(self, name: str, content: Path | bytes) -> None:
        """A file, from the disk or from memory."""
        method, source = (
            (ZIP_STORED, content.open("rb")) if isinstance(content, Path) else (ZIP_DEFLATED, BytesIO(content))
        )
        sha, size = hashlib.sha256(), 0
        with source, self._zip.open(self._info(name, method), "w") as place:
            while chunk := source.read(_CHUNK):
                place.write(chunk)
                sha.update(chunk)
                size += len(chunk)
        self._files.append({"path": name, "size": size, "sha256": sha.hexdigest()})

    def _piece(self, folder: str, piece: Piece, originals: Mapping[str, Path], mine: set[int]) -> dict[str, Any]:
        """An original and what the manifest says of it: where it is, in this part or not at all (None)."""
        place = None
        path = originals.get(piece.sha256 or "") if piece.number in mine else None
        if path is not None and piece.sha256:
            place = f"{folder}/media/{piece.number}-{piece.purpose}-{piece.sha256[:12]}.{_ENDINGS[piece.kind]}"
            try:
                self.add(place, path)
            except FileNotFoundError:  # its time was over just now
                place = None
        return {
            "id": piece.number,
            "purpose": piece.purpose.value,
            "kind": piece.kind.value,
            "condition": piece.condition.value,
            "sha256": piece.sha256,
            "path": place,
        }

    def _info(self, name: str, method: int) -> ZipInfo:
        made = self._date
        info = ZipInfo(name, (made.year, made.month, made.day, made.hour, made.minute, made.second))
        info.compress_type = method
        info.external_attr = 0o644 << 16
        return info
