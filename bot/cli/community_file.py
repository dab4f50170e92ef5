"""Writes a community.toml from the answers of ``liubu setup``; categories and policies come from the demo's."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.cli.words import say
from bot.config import demo_path, load_community
from bot.errors import LiubuError

_WIDE = 8  # names of places on a line


@dataclass(frozen=True, slots=True)
class NewGrid:
    """A grid: its name, and the buildings and places in it."""

    name: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewCommunity:
    """What a community is called and consists of; "" where there is nothing to say."""

    slug: str
    name: str
    name_en: str
    office: str
    grids: tuple[NewGrid, ...]


def compose(made: NewCommunity) -> str:
    """The text of the file, with comments for who changes it later."""
    template = demo_path() / "community.toml"
    lines = template.read_text("utf-8").splitlines()
    parts = (
        [*_comment(say("setup.file_head")), "", *_head(made, load_community(template).departments)],
        _part(lines, "[policy]", "[[grid]]"),
        [*_comment(say("setup.file_grids")), *_grids(made.grids)],
        _part(lines, "[[group]]", "[[staff]]"),
        _comment(say("setup.file_staff")),
    )
    return "\n\n".join("\n".join(part).strip("\n") for part in parts) + "\n"


def save(path: Path, text: str) -> None:
    """Put the text there, all or nothing; LiubuError if that cannot be done."""
    fresh = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise LiubuError("setup.unwritable", path=path, error=error.strerror or error) from None


def _head(made: NewCommunity, departments: Sequence[str]) -> list[str]:
    return [
        "[community]",
        *_comment(say("setup.file_slug")),
        f"slug = {_text(made.slug)}",
        f"name = {_text(made.name)}",
        *([f"name_en = {_text(made.name_en)}"] if made.name_en else []),
        'timezone = "Asia/Shanghai"',
        *_comment(say("setup.file_office")),
        f"office = {_text(made.office)}" if made.office else '# office = ""',
        *_comment(say("setup.file_departments")),
        f"departments = [{', '.join(map(_text, departments))}]",
    ]


def _grids(grids: Sequence[NewGrid]) -> list[str]:
    lines: list[str] = []
    for number, grid in enumerate(grids, start=1):
        lines += ["", "[[grid]]", f"number = {number}", f"name = {_text(grid.name)}", "buildings = ["]
        for first in range(0, len(grid.places), _WIDE):
            lines.append(f"    {', '.join(map(_text, grid.places[first : first + _WIDE]))},")
        lines.append("]")
    return lines


def _part(lines: Sequence[str], first: str, after: str) -> list[str]:
    """The lines from one header to another, each with the comments above it."""
    return list(lines[_top(lines, first) : _top(lines, after)])


def _top(lines: Sequence[str], header: str) -> int:
    at = lines.index(header)
    while at > 0 and (lines[at - 1].startswith("#") or not lines[at - 1]):
        at -= 1
    return at


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.splitlines()]


def _text(text: str) -> str:
    """A TOML string: what JSON makes of a text without control characters is one."""
    return json.dumps(text, ensure_ascii=False)
