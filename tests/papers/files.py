"""Files as a street office makes them, and files as nobody should."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

HEADINGS = ("序号", "网格", "姓名", "职务", "联系电话", "备注")
#: People of two grids as they stand in a list; all invented.
PEOPLE = (
    (1, "第一网格", "陈国强", "网格长", 13800010001, ""),
    (2, "", "赵 敏", "专职网格员", "138 0001 0002", "退休返聘"),
    (3, "", "孙丽", "网格辅助员", "+8613800010003", ""),
    (4, "第二网格", "李秀英", "网格长", 13800020001, ""),
    (5, "", "周涛", "专职网格员", "138-0002-0002", ""),
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(fill: Callable[[Any, Any], None]) -> bytes:
    """A workbook with one sheet, which ``fill`` gets with the book."""
    packed = BytesIO()
    book = Workbook(packed, {"in_memory": True})
    fill(book, book.add_worksheet("名单"))
    book.close()
    return packed.getvalue()


def rows_of(*rows: Sequence[object]) -> bytes:
    """A workbook with these rows from A1 on."""

    def fill(_book: Any, sheet: Any) -> None:
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return workbook(fill)


def office_list() -> bytes:
    """A staff list with a title over all columns, grids merged downwards, numbers as numbers and texts, and a total."""

    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 5, "和风社区网格人员名单（2026年）")
        sheet.write_row(1, 0, HEADINGS)
        for number, row in enumerate(PEOPLE, start=2):
            sheet.write_row(number, 0, row)
        middle = book.add_format({"valign": "vcenter"})
        sheet.merge_range(2, 1, 4, 1, "第一网格", middle)
        sheet.merge_range(5, 1, 6, 1, "第二网格", middle)
        sheet.write_row(7, 0, ("合计", "", "5人"))
        sheet.write_blank(40, 8, None, book.add_format({"bold": True}))

    return workbook(fill)


def parts(content: bytes) -> dict[str, bytes]:
    """What an archive holds."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """An archive of these."""
    found = BytesIO()
    with ZipFile(found, "w", method) as archive:
        for name, part in members.items():
            archive.writestr(name, part)
    return found.getvalue()


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook in which a piece of a part was replaced, which must be there."""
    members = parts(content)
    assert old in members[part], (part, old)
    return packed({**members, part: members[part].replace(old, new)})


def sheet_of(xml: str) -> bytes:
    """A workbook whose sheet's XML is given: what stands between ``<worksheet>`` and its end."""
    whole = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">{xml}</worksheet>'
    return packed({**parts(rows_of(("a",))), "xl/worksheets/sheet1.xml": whole.encode()})
