"""CSV: text with separators, as Excel, WPS and others write it, in any of the encodings that are in use in China."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO

from bot.domain.sheet import Cell, Sheet
from bot.papers.limits import MOST_ROWS
from bot.papers.unreadable import Unreadable

#: What begins like this is something else, even where it is text.
_OTHER_FILES = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"RIFF")
_SEPARATORS = (",", "\t", ";")
_SAMPLE = 20_000
_QUOTED = re.compile(r'"[^"]*"')
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")
#: Text has no more than one control character in so many.
_RARE = 50
#: How programs keep Excel from taking a number, or a name, for something else.
_AS_TEXT = re.compile(r'="([^"]*)"')
_GUARDED = re.compile(r"'(?=[=+\-@\t\r'])")


def read(content: bytes) -> Sheet:
    """The table of a CSV file."""
    if content.startswith(_OTHER_FILES):
        raise Unreadable("not_a_table")
    text = _text(content)
    if "\0" in text or len(_CONTROL.findall(text)) * _RARE > len(text):
        raise Unreadable("not_a_table")
    if text.lstrip().startswith("<"):  # a web page that calls itself .xls, as some offices' programs write it
        raise Unreadable("other_format")
    return Sheet.of(_rows(text))


def _text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("not_a_table")


def _rows(text: str) -> Iterator[list[Cell]]:
    """The rows, blank ones included; a row is what stands between two line ends outside of quotation marks."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable("quotes", row=number) from error
        cells = [_cell(field) for field in fields]
        if number > MOST_ROWS and not all(cell.is_blank for cell in cells):
            raise Unreadable("too_many_rows", most=MOST_ROWS)
        yield cells


def _separator(text: str) -> str:
    """The one that stands in most of the first lines outside of quotation marks, and there most often."""
    lines = _QUOTED.sub("", text[:_SAMPLE]).splitlines()
    return max(
        _SEPARATORS, key=lambda sign: (sum(sign in line for line in lines), sum(line.count(sign) for line in lines))
    )


def _cell(field: str) -> Cell:
    text = field.strip()
    if quoted := _AS_TEXT.fullmatch(text):
        return Cell(quoted[1].strip())
    if text.startswith("="):
        return Cell(text, formula=True)
    return Cell(text[1:] if _GUARDED.match(text) else text)
