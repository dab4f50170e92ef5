"""Reading the XML inside a workbook: which cells a sheet has, without taking anything from outside the file.

No document type is accepted, because only there can entities be declared, those that fetch something from elsewhere and
those that grow without end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from bot.papers.limits import MOST_COLUMNS, MOST_ROWS
from bot.papers.unreadable import Unreadable

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
#: Of a sheet, blank rows and cells that only have a form included; a full one has 300,000.
_MOST_ELEMENTS = 500_000
#: In a tag, and not in what somebody wrote between tags: there a "<" is never bare.
_SAYS_HOW_MANY = re.compile(rb"<[^<>]*\buniqueCount\b")
#: The shortest string in a table of strings: ``<si/>``.
_SHORTEST_STRING = 5

Start = Callable[[str, Mapping[str, str]], None]


@dataclass(slots=True)
class Marks:
    """What is known of a sheet's cells before its values are: where formulas are, and whether there is anything."""

    formulas: set[tuple[int, int]] = field(default_factory=set)  # row and column, from 0
    is_empty: bool = True


def elements(part: bytes) -> list[tuple[str, Mapping[str, str]]]:
    """All elements of a small part, in their order: the name without its prefix, and the attributes."""
    found: list[tuple[str, Mapping[str, str]]] = []
    _parse((part,), lambda name, attributes: found.append((name, dict(attributes))))
    return found


def check(part: bytes) -> None:
    """Refuse a part that is broken, or says it has more strings than it has room for: calamine would believe it."""
    first: list[Mapping[str, str]] = []
    _parse((part,), lambda _name, attributes: first.append(dict(attributes)), first_only=True)
    said = first[0].get("uniqueCount")
    if len(_SAYS_HOW_MANY.findall(part)) > (said is not None):  # another one, where it was not looked for
        raise Unreadable("broken")
    if said and (not said.isdecimal() or int(said[:20]) * _SHORTEST_STRING > len(part)):
        raise Unreadable("broken")


def scan(chunks: Iterable[bytes]) -> Marks:
    """What a sheet has where; it ends as soon as there is too much."""
    marks = Marks()
    follower = _Scan(marks)
    _parse(chunks, follower.start, follower.end)
    return marks


class _Scan:
    """Follows a sheet's rows and cells; both may leave out where they are, and then are the next ones.

    Below the cells there may be formulas of another kind: those of drop-down lists and of coloured cells.
    """

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._row = self._column = -1
        self._elements = 0
        self._cell: tuple[int, int] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise Unreadable("too_many_rows", most=MOST_ROWS)
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 2)) - 1, -1
        elif name == "c":
            self._column += 1
            self._cell = self._place(attributes.get("r"))
            self._column = self._cell[1]
        elif self._cell and name in ("v", "is", "f"):
            self._filled(*self._cell, name == "f")

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "sheetData":
            self._cell = None

    def _place(self, reference: str | None) -> tuple[int, int]:
        if reference is None:
            return self._row, self._column
        match = _REFERENCE.fullmatch(reference)
        if not match:
            raise Unreadable("broken")
        column = 0
        for sign in match[1].upper():
            column = column * 26 + ord(sign) - ord("A") + 1
        return int(match[2]) - 1, column - 1

    def _filled(self, row: int, column: int, formula: bool) -> None:
        if row >= MOST_ROWS:
            raise Unreadable("too_many_rows", most=MOST_ROWS)
        if column >= MOST_COLUMNS:
            raise Unreadable("too_many_columns", most=MOST_COLUMNS)
        self._marks.is_empty = False
        if formula:
            self._marks.formulas.add((row, column))


def _parse(
    chunks: Iterable[bytes], start: Start, end: Callable[[str], None] | None = None, first_only: bool = False
) -> None:
    parser = expat.ParserCreate()

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        if first_only:
            parser.StartElementHandler = None
        start(_local(name), attributes)

    parser.StartElementHandler = begin
    if end:
        parser.EndElementHandler = lambda name: end(_local(name))
    parser.StartDoctypeDeclHandler = _refuse
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_declared: object) -> None:
    raise Unreadable("entities")
