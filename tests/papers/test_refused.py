"""Files that are not read, and why; the refusal is quick and takes little memory, whatever the file asks for."""

from __future__ import annotations

import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from bot.papers import limits
from bot.papers.reading import rows
from bot.papers.unreadable import CODES, Unreadable
from tests.papers.files import changed, office_list, packed, parts, rows_of, sheet_of, workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"
KINDS = "[Content_Types].xml"
ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
AFTER_DECLARATION = b'standalone="yes"?>\n'
MANY = [(n, "陈国强", 13800010001) for n in range(10_000)]
STRINGS = "xl/sharedStrings.xml"


def beside(name: str, part: bytes = b"x") -> bytes:
    """A list with one more part."""
    return packed({**parts(office_list()), name: part})


def without(name: str) -> bytes:
    """A list that lacks a part."""
    members = parts(office_list())
    del members[name]
    return packed(members)


def declared(part: str) -> bytes:
    """A list with a document type in one of its parts."""
    return changed(office_list(), part, AFTER_DECLARATION, AFTER_DECLARATION + ENTITY)


def locked_member() -> bytes:
    """An archive whose members are marked as encrypted."""
    content = bytearray(packed({"xl/workbook.xml": b"x"}))
    for sign, place in (b"PK\x03\x04", 6), (b"PK\x01\x02", 8):
        struct.pack_into("<H", content, content.index(sign) + place, 1)
    return bytes(content)


def far_cell(reference: str) -> bytes:
    """A sheet with one cell there."""
    return sheet_of(f'<sheetData><row r="1"><c r="{reference}"><v>1</v></c></row></sheetData>')


def strings(said: int) -> bytes:
    """A list that says it has so many strings."""
    return changed(office_list(), STRINGS, b'uniqueCount="', f'uniqueCount="{said}'.encode())


def overlapping() -> bytes:
    """A sheet with the same cells merged again and again."""
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 2_001))
    merged = '<mergeCell ref="A1:A2000"/>' * 20_000
    return sheet_of(f"<sheetData>{cells}</sheetData><mergeCells>{merged}</mergeCells>")


#: What comes, and the code with which it is refused.
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "over 5 MB": (lambda: b"a,b\n" * 1_250_001, "too_big"),
    "nothing": (lambda: b"", "empty"),
    "white space": (lambda: b" \n\n", "empty"),
    "a mark and nothing": (lambda: b"\xef\xbb\xbf", "empty"),
    "separators only": (lambda: b",,,\n,,\n", "empty"),
    "a workbook with nothing": (lambda: rows_of(), "empty"),
    "a photo": (lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 9, "not_a_table"),
    "a PDF": (lambda: b"%PDF-1.7\n1 0 obj\n<<>>\n", "not_a_table"),
    "a program": (lambda: b"\x7fELF" + bytes(range(256)), "not_a_table"),
    "control characters": (lambda: b"\x01\x02\x03a,b\n", "not_a_table"),
    "no encoding": (lambda: b"a,\xff\xff\n", "not_a_table"),
    "a Word document": (lambda: packed({KINDS: b"<Types/>", "word/document.xml": b"<a/>"}), "not_a_table"),
    "an archive": (lambda: packed({"a.txt": b"a"}), "not_a_table"),
    "an old XLS": (lambda: OLE + "Workbook".encode("utf-16-le"), "other_format"),
    "an XLSB": (lambda: packed({KINDS: b"<Types/>", "xl/workbook.bin": b"a"}), "other_format"),
    "an ODS": (lambda: packed({"mimetype": b"application/vnd.oasis", "content.xml": b"<a/>"}), "other_format"),
    "a web page called .xls": (lambda: b"<html><table><tr><td>a</td></tr></table></html>", "other_format"),
    "locked by Excel": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "locked as an archive": (locked_member, "password"),
    "macros": (lambda: beside("xl/vbaProject.bin"), "macros"),
    "old macros": (lambda: beside("xl/macrosheets/sheet1.xml"), "macros"),
    "an XLSM": (lambda: changed(office_list(), KINDS, b"vnd.openxml", b"vnd.ms-excel.sheet.macroEnabled"), "macros"),
    "half a workbook": (lambda: office_list()[:3_000], "broken"),
    "the beginning of a workbook": (lambda: office_list()[:30], "broken"),
    "a bad checksum": (lambda: spoilt(office_list()), "broken"),
    "no relations": (lambda: without("xl/_rels/workbook.xml.rels"), "broken"),
    "no sheet": (lambda: without(SHEET), "broken"),
    "half a sheet": (lambda: changed(office_list(), SHEET, b"</worksheet>", b""), "broken"),
    "half of the strings": (lambda: changed(office_list(), STRINGS, b"</sst>", b""), "broken"),
    "a cell nowhere": (lambda: far_cell("7"), "broken"),
    "half a text": (lambda: "姓名".encode("utf-16")[:-1], "broken"),
    "another compression": (lambda: packed(parts(office_list()), zipfile.ZIP_LZMA), "broken"),
    "more strings than room": (lambda: strings(10**9), "broken"),
    "more strings than numbers": (lambda: strings(10**18), "broken"),
    "a day before all days": (lambda: long_ago(), "broken"),
    "strings within strings": (
        lambda: changed(office_list(), STRINGS, b"<si>", b'<si><sst uniqueCount="9999999999"/>'),
        "broken",
    ),
    "strings in another encoding": (lambda: packed({**parts(office_list()), STRINGS: in_utf16()}), "broken"),
    "merged again and again": (overlapping, "broken"),
    "an index without end": (
        lambda: changed(office_list(), "xl/workbook.xml", b"<sheets>", b" " * 10**6 + b"<sheets>"),
        "broken",
    ),
    "an entity in the sheet": (lambda: declared(SHEET), "entities"),
    "an entity in the strings": (lambda: declared(STRINGS), "entities"),
    "an entity in the styles": (lambda: declared("xl/styles.xml"), "entities"),
    "an entity in the workbook": (lambda: declared("xl/workbook.xml"), "entities"),
    "an entity in the relations": (lambda: declared("xl/_rels/workbook.xml.rels"), "entities"),
    "a bomb": (lambda: beside("xl/media/a.png", bytes(limits.MOST_UNPACKED)), "unpacks_too_big"),
    "10,000 rows": (lambda: rows_of(*MANY), "too_many_rows"),
    "10,000 rows of CSV": (
        lambda: "\n".join(f"{n},{name},{phone}" for n, name, phone in MANY).encode(),
        "too_many_rows",
    ),
    "one row too many": (lambda: rows_of(*MANY[:2_001]), "too_many_rows"),
    "one row too many in CSV": (lambda: b"a\n" * 2_001, "too_many_rows"),
    "the last row of all": (lambda: far_cell("A1048576"), "too_many_rows"),
    "the last cell of all": (lambda: far_cell("XFD1"), "too_many_columns"),
    "one column too many": (lambda: rows_of(range(51)), "too_many_columns"),
    "one column too many in CSV": (lambda: b"a" + b",a" * 50, "too_many_columns"),
    "a quotation mark without end": (lambda: b'a,b\nc,d\n"e,f\ng,h\n', "quotes"),
    "a quotation mark too many": (lambda: b'a,b\n"c"d,e\n', "quotes"),
}


def spoilt(content: bytes) -> bytes:
    """The same with one byte of the compressed sheet changed."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        info = archive.getinfo(SHEET)
    place = info.header_offset + 30 + len(SHEET) + info.compress_size // 2
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def in_utf16() -> bytes:
    """The strings of a list in an encoding in which calamine does not read them."""
    return parts(office_list())[STRINGS].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def long_ago() -> bytes:
    """A day so far back that calamine panics."""

    def fill(book: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, 77.5, book.add_format({"num_format": "yyyy-mm-dd"}))

    return changed(workbook(fill), SHEET, b"<v>77.5</v>", b"<v>-1e300</v>")


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_with_its_reason(what: str) -> None:
    made, code = BAD[what]
    with pytest.raises(Unreadable) as caught:
        rows(made(), "名单\n.xlsx")
    assert (caught.value.code, caught.value.data["name"]) == (code, "名单 .xlsx")


def test_every_reason_is_tried() -> None:
    assert {code for _, code in BAD.values()} == set(CODES)


def test_a_refusal_says_how_much_there_may_be_and_where_it_is() -> None:
    def data(what: str) -> dict[str, object]:
        with pytest.raises(Unreadable) as caught:
            rows(BAD[what][0](), "a" * 100)
        assert len(str(caught.value.data.pop("name"))) == 60
        return caught.value.data

    assert data("over 5 MB") == {"most": 5}
    assert data("a bomb") == {"most": 50}
    assert data("10,000 rows") == data("10,000 rows of CSV") == {"most": 2_000}
    assert data("the last cell of all") == {"most": 50}
    assert data("a quotation mark without end") == {"row": 3}
    assert data("a quotation mark too many") == {"row": 2}
    assert data("a photo") == {}


def many_columns() -> bytes:
    """Ten thousand rows as wide as may be."""
    return rows_of(*([f"{row} {column}" for column in range(5)] for row in range(10_000)))


def blank_cells() -> bytes:
    """A sheet whose cells have a form and nothing in them, far down, as some programs write it."""
    return sheet_of("<sheetData>" + '<row><c s="0"/></row>' * 150_000 + "</sheetData>")


def far_corners() -> bytes:
    """A sheet with a cell in the last row that may be, and one in the last column that there is."""
    rows = '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="2000"><c r="A2000"><v>1</v></c></row>'
    return sheet_of(f"<sheetData>{rows}</sheetData>")


def blank_to_the_end() -> bytes:
    """The same to the last row of all."""
    return sheet_of("<sheetData>" + '<row><c s="0"/></row>' * 1_048_576 + "</sheetData>")


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (many_columns, "too_many_rows"),
        (BAD["10,000 rows of CSV"][0], "too_many_rows"),
        (BAD["the last row of all"][0], "too_many_rows"),
        (BAD["the last cell of all"][0], "too_many_columns"),
        (BAD["more strings than room"][0], "broken"),
        (BAD["merged again and again"][0], "broken"),
        (BAD["a bomb"][0], "unpacks_too_big"),
        (blank_cells, "empty"),
        (blank_to_the_end, "too_many_rows"),
        (far_corners, "too_many_columns"),
    ],
)
def test_a_refusal_is_quick_and_takes_little_memory(made: Callable[[], bytes], code: str) -> None:
    content = made()
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(Unreadable) as caught:
        rows(content, "a")
    took = time.perf_counter() - start
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code == code
    assert took < 10  # while memory is traced and others use the machine; a fifth of a second otherwise
    assert most < 20 * limits.MEGABYTE


def test_what_is_no_error_of_the_file_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_content: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.papers.separated.read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        rows(b"a,b", "a")
