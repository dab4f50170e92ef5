"""Archive files: what is written can be checked, and whatever is done to a file is found and named."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import orjson
import pytest

from bot.cli import archive_file
from bot.domain.case_file import Condition, Share
from bot.domain.media import MediaKind, Purpose
from bot.papers import bundle_check
from bot.papers.bundle import MANIFEST, Bundle, Scope
from bot.storage.audit import dump, load
from tests.made import demo
from tests.papers.case_files import Store, a_file

EVENTS, PDF = "case-7/events.jsonl", "case-7/case-7.pdf"
MADE = datetime(2026, 11, 26, 9, 30, tzinfo=demo().timezone)
Parts = dict[str, bytes]


def a_bundle(tmp_path: Path, name: str = "a.zip") -> Path:
    """The archive file of a case with three photos, one of which was deleted, and a voice note."""
    store = Store(tmp_path)
    pieces = (
        store.piece(1),
        store.piece(2, Purpose.COMPLETION),
        store.piece(3, kind=MediaKind.VOICE),
        store.piece(4, condition=Condition.DELETED),
    )
    file = a_file(6, pieces)
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 " + b"page " * 200)
    originals = {piece.sha256: tmp_path / piece.sha256 for piece in pieces if piece.is_there and piece.sha256}
    with Bundle(tmp_path / name, Scope("case", "7"), "taichang", MADE, file.head) as bundle:
        bundle.case(file, Share(7, (1, 2, 3, 4)), tmp_path / "x.pdf", originals)
    return tmp_path / name


def told(path: Path) -> set[tuple[str, str]]:
    """What checking says."""
    verdict, _ = archive_file.examine(path)
    return {(flaw.code, flaw.about) for flaw in verdict.flaws}


def test_a_file_is_good_as_it_was_made(tmp_path: Path) -> None:
    path = a_bundle(tmp_path)
    verdict, found = archive_file.examine(path)
    assert verdict.flaws == []
    assert (verdict.cases, verdict.files, verdict.events) == (1, 5, 6)
    with ZipFile(path) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        events = [load(line) for line in archive.read(EVENTS).splitlines()]
        manifest = orjson.loads(archive.read(MANIFEST))
    assert names[-1] == MANIFEST
    assert all(name == MANIFEST or name.startswith("case-7/") for name in names)
    assert [dump(event) for event in events] == [line.decode() for line in found.events[7]]
    assert manifest["format"] == "liubu-archive"
    assert manifest["version"] == 1
    assert manifest["community"] == "taichang"
    assert manifest["scope"] == {"case": "7"}
    assert manifest["made_at"] == "2026-11-26T09:30:00+08:00"
    assert manifest["chain"] == {"seq": 4_321, "hash": "e3" * 32}
    assert [one["path"] is None for one in manifest["cases"][0]["media"]] == [False, False, False, True]
    assert manifest["cases"][0]["media"][3]["sha256"] == "d" * 64


def test_an_original_that_goes_just_now_is_left_out(tmp_path: Path) -> None:
    store = Store(tmp_path)
    pieces = (store.piece(1), store.piece(2))
    file = a_file(1, pieces)
    gone = {piece.sha256 or "": tmp_path / (piece.sha256 or "") for piece in pieces}
    (tmp_path / (pieces[0].sha256 or "")).unlink()
    with Bundle(tmp_path / "b.zip", Scope("case", "7"), "taichang", MADE, file.head) as bundle:
        bundle.case(file, Share(7, (1, 2)), None, gone)
    assert told(tmp_path / "b.zip") == set()


# --- tampering ---


def photo(parts: Parts) -> str:
    """The name of the first photo."""
    return next(name for name in parts if "media/1-" in name)


def flip(parts: Parts, name: str, place: int = 40) -> None:
    """Change a byte."""
    changed = bytearray(parts[name])
    changed[place] ^= 1
    parts[name] = bytes(changed)


def edit_events(parts: Parts, edit: Callable[[list[bytes]], list[bytes]]) -> None:
    """Change the lines of events, and let the manifest agree with the file."""
    parts[EVENTS] = b"\n".join(edit(parts[EVENTS].splitlines())) + b"\n"
    manifest = orjson.loads(parts[MANIFEST])
    for entry in manifest["files"]:
        if entry["path"] == EVENTS:
            entry |= {"size": len(parts[EVENTS]), "sha256": hashlib.sha256(parts[EVENTS]).hexdigest()}
    parts[MANIFEST] = orjson.dumps(manifest)


def edit_manifest(parts: Parts, edit: Callable[[dict[str, object]], object]) -> None:
    """Change the manifest."""
    manifest = orjson.loads(parts[MANIFEST])
    edit(manifest)
    parts[MANIFEST] = orjson.dumps(manifest)


def swap_photos(parts: Parts) -> None:
    """Put the second photo in the place of the first, and let the list of files agree."""
    first, second = photo(parts), next(name for name in parts if "media/2-" in name)
    manifest = orjson.loads(parts[MANIFEST])
    entries = {entry["path"]: entry for entry in manifest["files"]}
    entries[first] |= {key: entries[second][key] for key in ("size", "sha256")}
    parts[first] = parts[second]
    parts[MANIFEST] = orjson.dumps(manifest)


TAMPERED: dict[str, tuple[Callable[[Parts], object], set[str]]] = {
    "a byte of a photo": (lambda p: flip(p, photo(p)), {"changed"}),
    "a byte of the PDF": (lambda p: flip(p, PDF), {"changed"}),
    "a photo is gone": (lambda p: p.pop(photo(p)), {"missing"}),
    "a photo is cut off": (lambda p: p.update({photo(p): p[photo(p)][:-9]}), {"changed"}),
    "a photo is longer": (lambda p: p.update({photo(p): p[photo(p)] + b"x"}), {"changed"}),
    "a file more": (lambda p: p.update({"case-7/media/9.jpg": b"x"}), {"added"}),
    "photos swapped": (swap_photos, {"other_photo"}),
    "a byte of an event": (lambda p: flip(p, EVENTS), {"changed", "event_unreadable", "event_missing"}),
    "an event says something else": (
        lambda p: edit_events(p, lambda lines: [lines[0].replace(b'"actor":2', b'"actor":3'), *lines[1:]]),
        {"event_changed"},
    ),
    "an event with a new hash": (lambda p: edit_events(p, rehashed), {"event_changed"}),
    "an event removed": (lambda p: edit_events(p, lambda lines: lines[1:]), {"event_missing"}),
    "an event twice": (lambda p: edit_events(p, lambda lines: [*lines, lines[0]]), {"changed"}),
    "events in another order": (lambda p: edit_events(p, lambda lines: lines[::-1]), {"changed"}),
    "an event of another case": (
        lambda p: edit_events(p, lambda lines: [lines[0].replace(b'"case_id":7', b'"case_id":8'), *lines[1:]]),
        {"event_changed"},
    ),
    "an event that is none": (lambda p: edit_events(p, lambda lines: [*lines, b'{"seq":1}']), {"event_unreadable"}),
    "an event of wrong kinds": (
        lambda p: edit_events(p, lambda lines: [*lines, lines[0].replace(b'"seq":101', b'"seq":"101"')]),
        {"event_unreadable"},
    ),
    "events gone": (lambda p: p.pop(EVENTS), {"missing"}),
    "no manifest": (lambda p: p.pop(MANIFEST), {"no_manifest"}),
    "a broken manifest": (lambda p: p.update({MANIFEST: b"{"}), {"bad_manifest"}),
    "another format": (lambda p: edit_manifest(p, lambda m: m.update(format="x")), {"bad_manifest"}),
    "another version": (lambda p: edit_manifest(p, lambda m: m.update(version=2)), {"other_version"}),
    "a manifest without files": (lambda p: edit_manifest(p, lambda m: m.pop("files")), {"bad_manifest"}),
    "a manifest of wrong kinds": (lambda p: edit_manifest(p, lambda m: m.update(cases=[1])), {"bad_manifest"}),
    "a manifest with a bad hash": (
        lambda p: edit_manifest(p, lambda m: m.update(chain={"seq": 1, "hash": "x"})),
        {"bad_manifest"},
    ),
    "a number that no database takes": (
        lambda p: edit_manifest(p, lambda m: m["chain"].update(seq=2**63)),  # type: ignore[attr-defined]
        {"bad_manifest"},
    ),
    "a case that is listed twice": (
        lambda p: edit_manifest(p, lambda m: m.update(cases=m["cases"] * 2)),  # type: ignore[operator]
        {"bad_manifest"},
    ),
    "a photo whose number is none": (
        lambda p: edit_manifest(p, lambda m: m["cases"][0]["media"][0].update(id=[])),  # type: ignore[index]
        {"bad_manifest"},
    ),
    "out of the folder": (lambda p: p.update({"../../etc/passwd": b"x"}), {"unsafe"}),
    "from the root": (lambda p: p.update({"/etc/passwd": b"x"}), {"unsafe"}),
    "a drive": (lambda p: p.update({"C:/x": b"x"}), {"unsafe"}),
    "backwards": (lambda p: p.update({"case-7\\..\\x": b"x"}), {"unsafe"}),
}


def rehashed(lines: list[bytes]) -> list[bytes]:
    """The first event with another content and the hash of that."""
    event = replace(load(lines[0]), at=1)
    return [dump(replace(event, hash=event.digest())).encode(), *lines[1:]]


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_done_to_a_file_is_named(tmp_path: Path, name: str) -> None:
    tamper, codes = TAMPERED[name]
    with ZipFile(a_bundle(tmp_path)) as archive:
        parts = {info: archive.read(info) for info in archive.namelist()}
    tamper(parts)
    with ZipFile(tmp_path / "bad.zip", "w") as archive:
        for part, content in parts.items():
            info = ZipInfo(part)
            info.filename = part  # zipfile would mend it
            archive.writestr(info, content)
    flaws = told(tmp_path / "bad.zip")
    assert {code for code, _ in flaws} == codes
    assert all(about for code, about in flaws if code not in ("no_manifest", "bad_manifest"))


def test_a_name_that_stands_twice(tmp_path: Path) -> None:
    path = a_bundle(tmp_path)
    with ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(PDF, b"another")
    assert told(path) == {("twice", PDF)}


def test_a_link(tmp_path: Path) -> None:
    path = a_bundle(tmp_path)
    info = ZipInfo("case-7/link")
    info.external_attr = 0o120777 << 16
    with ZipFile(path, "a") as archive:
        archive.writestr(info, "/etc/passwd")
    assert told(path) == {("unsafe", "case-7/link")}


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle_check, "MOST_UNPACKED", 2_000_000)
    path = a_bundle(tmp_path)
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("case-7/zeros", bytes(3_000_000))
    assert told(path) == {("too_large", "")}


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    """The directory says 100 bytes; what is stored unpacks to ten million."""
    path = tmp_path / "liar.zip"
    with ZipFile(a_bundle(tmp_path)) as archive:
        parts = {info: archive.read(info) for info in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, bytes(10_000_000) if name == PDF else content)
        honest = archive.getinfo(PDF)
    raw = path.read_bytes().replace(struct.pack("<L", honest.file_size), struct.pack("<L", 100))
    path.write_bytes(raw)
    assert ("changed", PDF) in told(path)


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04" + bytes(60), b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert {code for code, _ in told(path)} <= {"no_archive", "no_manifest"}
    assert told(path)


def test_every_byte_counts(tmp_path: Path) -> None:
    """Wherever a byte of a file's content is changed, it is found: every 97th is tried."""
    path = a_bundle(tmp_path)
    whole = path.read_bytes()
    with ZipFile(path) as archive:
        info = archive.getinfo(PDF)
    begin = info.header_offset + 30 + len(PDF)
    for place in range(begin, begin + info.compress_size, 97):
        changed = bytearray(whole)
        changed[place] ^= 0x20
        path.write_bytes(bytes(changed))
        assert told(path) == {("changed", PDF)}
    assert zipfile.is_zipfile(path)
