"""XLSX. The archive is opened here, within limits; calamine reads the values of one sheet.

What calamine gets is a new archive with that sheet, its strings and its styles only, all of which were looked through.
So nothing that is hidden elsewhere in the file reaches it, and a sheet with a cell in the last row and the last column,
for which calamine would reserve sixteen thousand million cells, is refused before.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from python_calamine import load_workbook

from bot.domain.sheet import BLANK, Cell, Sheet
from bot.papers import markup
from bot.papers.limits import MEGABYTE, MOST_UNPACKED
from bot.papers.unreadable import Unreadable

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_KINDS = "[content_types].xml"
_CHUNK = 1 << 16
_LARGEST_WHOLE = 1e15  # up to here a float holds every whole number
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: The archive for calamine, without the parts that come from the file.
_FRAME = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_DOCUMENT}/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    _RELATIONS: f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_DOCUMENT}/worksheet"'
    ' Target="worksheets/sheet1.xml"/></Relationships>',
}
_NEW_WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><workbookPr date1904="%d"/>'
    '<sheets><sheet name="sheet" sheetId="1" r:id="rId1"/></sheets></workbook>'
)

#: What other programs' tables have: Excel's binary ones, LibreOffice's, Numbers'.
_OTHER_TABLES = frozenset({"xl/workbook.bin", "content.xml", "index/document.iwa"})
_Range = tuple[tuple[int, int], tuple[int, int]]


def read(content: bytes) -> Sheet:
    """The first visible sheet that is not empty."""
    with ZipFile(BytesIO(content)) as archive:
        book = _Book(archive)
        for path in book.visible():
            marks = markup.scan(book.chunks(path))
            if not marks.is_empty:
                return _sheet(book.only(path), marks)
    raise Unreadable("empty")


class _Book:
    """The parts of a workbook, by their paths without regard to case."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._members = {_path(info.filename): info for info in archive.infolist()}
        self._check_archive()
        self._check_kind()
        self._workbook = markup.elements(self._index(_WORKBOOK))
        self._relations = [one for name, one in markup.elements(self._index(_RELATIONS)) if name == "Relationship"]

    def visible(self) -> Iterator[str]:
        """The paths of the sheets that a person sees, in their order."""
        for name, attributes in self._workbook:
            if name == "sheet" and attributes.get("state", "visible") == "visible":
                wanted = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
                yield from self._related("worksheet", wanted)

    def chunks(self, path: str) -> Iterator[bytes]:
        """A part in pieces, so that it need not be unpacked to its end."""
        with self._archive.open(self._members[path]) as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def only(self, path: str) -> bytes:
        """A new archive with that sheet, which was looked through, and what it needs."""
        parts: dict[str, str | bytes] = {**_FRAME, _WORKBOOK: _NEW_WORKBOOK % self._counts_from_1904()}
        parts["xl/worksheets/sheet1.xml"] = self._part(path)
        for kind, place in ("sharedStrings", "xl/sharedStrings.xml"), ("styles", "xl/styles.xml"):
            for found in self._related(kind):
                parts[place] = part = self._part(found)
                markup.check(part)
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_STORED) as archive:
            for place, text in parts.items():
                archive.writestr(place, text)
        return packed.getvalue()

    def _part(self, path: str) -> bytes:
        return self._archive.read(self._members[path])

    def _index(self, path: str) -> bytes:
        """A part that says what there is; it is kept whole, and no real one is large."""
        if self._members[path].file_size > MEGABYTE:
            raise Unreadable("broken")
        return self._part(path)

    def _related(self, kind: str, wanted: str | None = None) -> Iterator[str]:
        """The paths of parts of a kind: of all, or of the one that is wanted."""
        for one in self._relations:
            own = one.get("TargetMode") != "External" and one["Type"].endswith("/" + kind)
            if own and wanted in (None, one["Id"]):
                yield _path(posixpath.normpath(posixpath.join("/xl", one["Target"].replace("\\", "/"))))

    def _counts_from_1904(self) -> bool:
        """Whether days are counted from 1904, as Excel on old Macs did."""
        settings = [attributes for name, attributes in self._workbook if name == "workbookPr"]
        return any(one.get("date1904") in ("1", "true") for one in settings)

    def _check_archive(self) -> None:
        if any(info.flag_bits & 1 for info in self._members.values()):
            raise Unreadable("password")
        if sum(info.file_size for info in self._archive.infolist()) > MOST_UNPACKED:
            raise Unreadable("unpacks_too_big", most=MOST_UNPACKED // MEGABYTE)
        if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in self._members.values()):
            raise Unreadable("broken")  # no office program writes it, and others may ask for any amount of memory

    def _check_kind(self) -> None:
        if any(path.endswith("vbaproject.bin") or path.startswith("xl/macrosheets/") for path in self._members):
            raise Unreadable("macros")
        if _WORKBOOK not in self._members:
            raise Unreadable("other_format" if _OTHER_TABLES & self._members.keys() else "not_a_table")
        if b"macroenabled" in self._part(_KINDS).lower():
            raise Unreadable("macros")


def _path(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _sheet(archive: bytes, marks: markup.Marks) -> Sheet:
    found = load_workbook(BytesIO(archive)).get_sheet_by_index(0)
    values = found.to_python(skip_empty_area=False)
    texts = {(row, column): _text(value) for row, line in enumerate(values) for column, value in enumerate(line)}
    places = texts.keys() | marks.formulas
    height = max((row for row, _ in places), default=-1) + 1
    width = max((column for _, column in places), default=-1) + 1
    cells = [
        [Cell(texts.get(place, ""), place in marks.formulas) for place in ((row, column) for column in range(width))]
        for row in range(height)
    ]
    _merge(cells, found.merged_cell_ranges or [])
    return Sheet.of(cells)


def _merge(cells: list[list[Cell]], ranges: list[_Range]) -> None:
    """Let each row of a merged range show its first cell, on the left; what lies hidden below nobody sees."""
    height, width = len(cells), len(cells[0]) if cells else 0
    room = height * width  # ranges do not overlap
    for (top, left), (bottom, right) in ranges:
        area = [(r, c) for r in range(top, min(bottom + 1, height)) for c in range(left, min(right + 1, width))]
        room -= len(area)
        if room < 0:
            raise Unreadable("broken")
        for row, column in area:
            cells[row][column] = cells[top][left] if column == left else BLANK


def _text(value: object) -> str:
    """A value as a person sees it."""
    match value:
        case bool():
            return str(value).upper()
        case float():
            whole = value.is_integer() and abs(value) < _LARGEST_WHOLE
            return str(int(value)) if whole else f"{value:.15g}"
        case datetime() if value.time() != time():
            return value.isoformat(" ")
        case datetime():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
    return str(value).strip()
