"""From a table to a file that Excel and WPS open: everything is text, so that nothing in it is ever reckoned."""

from __future__ import annotations

import csv as separated
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook

from bot.domain.sheet import Table

#: The same for all files, so that the same table makes the same bytes; when a file was made, whoever sends it knows.
_CREATED = datetime(2026, 1, 1, tzinfo=UTC)
_NARROWEST, _WIDEST = 6, 50
_LONGEST_TEXT = 32_767  # Excel's limit
_LONGEST_SHEET = 31
_NO_SIGNS = re.compile("[\0\ufffe\uffff]")
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\']")
#: What a CSV's reader would take for the beginning of a formula, and the sign that keeps it from doing so.
_FORMULA = tuple("=+-@\t\r'")


def xlsx(table: Table) -> bytes:
    """The table as a workbook: the title over all columns, headings that stay in sight, and a filter."""
    packed = BytesIO()
    book = Workbook(packed, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet(_sheet_name(table.title))
    _title(sheet, table, book.add_format({"bold": True, "font_size": 14, "align": "center"}))
    bold = book.add_format({"bold": True, "bg_color": "#EEEEEE", "bottom": 1})
    text = book.add_format({"num_format": "@"})
    for column, heading in enumerate(table.headings):
        sheet.set_column(column, column, _width(table, column), text)
        sheet.write_string(1, column, _cell(heading), bold)
    for number, row in enumerate(table.rows, start=2):
        for column, value in enumerate(row):
            sheet.write_string(number, column, _cell(value), text)
    _comforts(sheet, table)
    book.close()
    return packed.getvalue()


def csv(table: Table) -> bytes:
    """The table as CSV in UTF-8, with the mark by which Excel knows that; without the title."""
    text = StringIO(newline="")
    separated.writer(text).writerows([_guarded(value) for value in row] for row in (table.headings, *table.rows))
    return text.getvalue().encode("utf-8-sig", "replace")


def _title(sheet: Any, table: Table, large: Any) -> None:
    if len(table.headings) > 1:
        sheet.merge_range(0, 0, 0, len(table.headings) - 1, "", large)
    sheet.write_string(0, 0, _cell(table.title), large)


def _comforts(sheet: Any, table: Table) -> None:
    last = len(table.rows) + 1
    sheet.freeze_panes(2, 0)
    if table.headings:
        sheet.autofilter(1, 0, last, len(table.headings) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        sheet.repeat_rows(1)
        sheet.fit_to_pages(1, 0)


def _sheet_name(title: str) -> str | None:
    """The title as far as a sheet may be called so; None lets the library choose."""
    return _NOT_IN_SHEETS.sub(" ", _cell(title))[:_LONGEST_SHEET].strip() or None


def _width(table: Table, column: int) -> int:
    texts: Iterable[str | int | None] = (table.headings[column], *(row[column] for row in table.rows))
    return min(max(_NARROWEST, *(_signs(_cell(text)) + 3 for text in texts)), _WIDEST)


def _signs(text: str) -> int:
    """How wide a text is; a Chinese sign counts for two."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


def _cell(value: str | int | None) -> str:
    """A value as a text that a file can hold: without halves of signs, and without what is no sign at all."""
    text = "" if value is None else str(value)
    return _NO_SIGNS.sub("", text.encode("utf-8", "replace").decode("utf-8"))[:_LONGEST_TEXT]


def _guarded(value: str | int | None) -> str:
    text = _cell(value)
    return "'" + text if text.startswith(_FORMULA) else text
