"""Proof files of cases as values, and a store with their originals."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

from PIL import Image

from bot.domain.case import State
from bot.domain.case_file import SOMEBODY, CaseFile, Condition, Line, Named, Piece, Standing
from bot.domain.media import MediaKind, Purpose
from bot.domain.person import Role
from bot.render import Renderer
from bot.storage.audit import Event
from bot.storage.audit import dump as dump_event
from tests.made import NOW, case, demo

WORDS = Renderer(demo().timezone).words
WORKER = Named(Standing.STAFF, "欧阳建国", Role.FULL_TIME)
SECRETARY = Named(Standing.STAFF, "梁静怡", Role.SECRETARY)
HOUR = 3_600_000
NOTE = "和户主谈了两个小时，讲了《城乡规划法》第六十四条，户主愿意考虑，但要先和儿子商量，约好周五前再来一次。"
ACTS = ("case.report", "case.open", "case.assign", "case.accept", "case.start", "case.feed_back", "case.verify")


def events(many: int, number: int = 7) -> list[Event]:
    """A chain of events of a case, numbered from 101 on; it is whole."""
    found: list[Event] = []
    previous = "0" * 64
    for place in range(many):
        act = ACTS[place % len(ACTS)]
        bare = Event(101 + place, NOW + place * HOUR, 2, act, number, '{"to":"opened"}', previous, "")
        found.append(replace(bare, hash=bare.digest()))
        previous = found[-1].hash
    return found


def a_file(many: int = 6, pieces: tuple[Piece, ...] = (), number: int = 7, **more: object) -> CaseFile:
    """The file of a case that went through the loop."""
    known = events(many, number)
    lines = tuple(
        Line(e.at, WORKER, e.act, SECRETARY, {"files": 2}, NOTE if e.seq % 3 == 0 else None, e.seq, e.hash)
        for e in known
    )
    given: dict[str, object] = {
        "case": case(State.ARCHIVED, number=number, text="单元门口堆了杂物", feedback="已清走", due_at=NOW + 9 * HOUR),
        "community": "泰昌社区",
        "slug": "taichang",
        "language": "zh",
        "timezone": demo().timezone,
        "category": "违章搭建",
        "grid": "第一网格",
        "place": "1号楼",
        "reporter": SOMEBODY,
        "helpers": (),
        "lead": WORKER,
        "steps": (NOW, NOW, NOW + HOUR, NOW + 2 * HOUR, NOW + 5 * HOUR, None),
        "lines": lines,
        "pieces": pieces,
        "records": tuple(dump_event(event) for event in known),
        "head": (4_321, "e3" * 32),
        "made_at": NOW + 100 * HOUR,
        **more,
    }
    return CaseFile(**given)  # type: ignore[arg-type]


def jpeg(shade: int = 0, size: tuple[int, int] = (640, 480)) -> bytes:
    """A photo as it lies in the store."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, shade * 17 % 256, 30)).save(out, "JPEG")
    return out.getvalue()


class Store:
    """Originals in a folder, each under its hash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """Keep something; its hash."""
        sha256 = hashlib.sha256(content).hexdigest()
        (self.folder / sha256).write_bytes(content)
        return sha256

    def original(self, sha256: str) -> Path | None:
        """Where it is, if it is there."""
        path = self.folder / sha256
        return path if path.is_file() else None

    def piece(
        self,
        number: int,
        purpose: Purpose = Purpose.REPORT,
        kind: MediaKind = MediaKind.PHOTO,
        condition: Condition = Condition.STORED,
    ) -> Piece:
        """A photo or voice note; its original is there if its condition says so."""
        content = b"OggS voice" if kind is MediaKind.VOICE else jpeg(number)
        sha256 = self.keep(content) if condition is Condition.STORED else None
        deleted_at = NOW if condition is Condition.DELETED else None
        sha256 = "d" * 64 if condition is Condition.DELETED else sha256
        return Piece(number, purpose, kind, NOW, SOMEBODY, condition, sha256, len(content), deleted_at)
