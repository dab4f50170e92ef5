"""Files that go out: Excel opens them, nothing in them is reckoned, and what is written can be read again."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.sheet import Table
from bot.papers.reading import rows
from bot.papers.writing import csv, xlsx
from tests.papers.files import parts

TABLE = Table(
    "和风社区/人员名单",
    ("姓名", "手机号", "备注"),
    (("陈国强", "13800010001", None), ("=1+1", 7, "+86"), ("-a", "@b", "很长的备注" * 20), ("", None, "末")),
)
SHEET = "xl/worksheets/sheet1.xml"
#: Whatever may stand in a cell: without what is no character of XML, and trimmed, as a reader sees it.
texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30).map(str.strip)


def read(content: bytes) -> list[tuple[str, ...]]:
    """The texts of the rows in a file."""
    return [tuple(cell.text for cell in row.cells) for row in rows(content, "a").rows]


def test_a_workbook_holds_the_title_the_headings_and_every_row_as_text() -> None:
    assert read(xlsx(TABLE)) == [
        ("和风社区/人员名单",),
        ("姓名", "手机号", "备注"),
        ("陈国强", "13800010001"),
        ("=1+1", "7", "+86"),
        ("-a", "@b", "很长的备注" * 20),
        ("", "", "末"),
    ]
    sheet = parts(xlsx(TABLE))[SHEET].decode()
    cells = re.findall(r"<c ([^>]*?)/?>", sheet)
    assert len(cells) == 3 * 6
    assert not [cell for cell in cells if 't="s"' not in cell and 'r="B1"' not in cell and 'r="C1"' not in cell]
    assert "<f" not in sheet


def test_what_somebody_calls_like_the_machinery_of_a_workbook_is_a_text() -> None:
    named = Table("uniqueCount", ("sst", "uniqueCount"), (('uniqueCount="9"', "<sst uniqueCount='9'>"), ("a", "b")))
    assert read(xlsx(named)) == [("uniqueCount",), ("sst", "uniqueCount"), *named.rows]


def test_a_workbook_is_comfortable() -> None:
    sheet = parts(xlsx(TABLE))[SHEET].decode()
    assert '<mergeCell ref="A1:C1"/>' in sheet
    assert '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A2:C6"/>' in sheet
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([0-9.]+)"', sheet)]
    assert [round(width) for width in widths] == [10, 15, 51]  # three Chinese signs, eleven digits, as wide as may be
    assert 'name="和风社区 人员名单"' in parts(xlsx(TABLE))["xl/workbook.xml"].decode()


def test_the_same_table_makes_the_same_bytes() -> None:
    first = xlsx(TABLE)
    time.sleep(1.1)  # an archive counts seconds, and a document says when it was made
    assert xlsx(TABLE) == first
    assert xlsx(Table(TABLE.title, TABLE.headings, TABLE.rows[:1])) != first


@pytest.mark.parametrize(
    "table",
    [
        Table("", ("姓名",), ()),
        Table("只有一列", ("姓名",), (("陈国强",),)),
        Table("[a]:*?/\\'" + "长" * 40, ("一", "二"), ()),
        Table("a", ("a", "a"), (("b", "b"),)),
        Table("a", ("a", "b"), (("x" * 40_000, "\ud800\x00\x1f\uffff"),)),
    ],
)
def test_odd_tables_make_files_too(table: Table) -> None:
    found = read(xlsx(table))
    assert found[0 if not table.title else 1] == table.headings
    assert read(csv(table))[0] == table.headings


def test_csv_opens_in_excel_and_holds_no_formula() -> None:
    content = csv(TABLE)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[:3] == ["姓名,手机号,备注", "陈国强,13800010001,", "'=1+1,7,'+86"]
    assert read(content) == [("姓名", "手机号", "备注"), *read(xlsx(TABLE))[2:]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(texts, texts, texts), max_size=8))
def test_what_is_written_is_read_again(values: list[tuple[str, str, str]]) -> None:
    table = Table("名单", ("一", "二", "三"), tuple(values))
    filled = [tuple(row) for row in values if any(row)]
    for found in read(xlsx(table))[2:], read(csv(table))[1:]:
        assert [row + ("",) * (3 - len(row)) for row in found] == filled
