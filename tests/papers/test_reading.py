"""What is read from files of all kinds is what a person sees in them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from bot.domain.sheet import Cell, Row, Sheet, letter
from bot.papers.reading import rows
from tests.papers.files import HEADINGS, changed, office_list, packed, parts, rows_of, sheet_of, workbook

CSV = '序号,姓名,联系电话\n1,陈国强,13800010001\n\n2,"孙丽,女",13800010002\n\n\n'


def texts(sheet: Sheet) -> dict[int, list[str]]:
    """The texts of each row by its number."""
    return {row.number: [cell.text for cell in row.cells] for row in sheet.rows}


def formulas(sheet: Sheet) -> list[str]:
    """Where formulas are, as a person says it."""
    return [f"{letter(n)}{row.number}" for row in sheet.rows for n, cell in enumerate(row.cells) if cell.formula]


# --- XLSX ---


def test_an_offices_list_is_read_as_it_is_seen() -> None:
    found = texts(rows(office_list(), "名单.xlsx"))
    assert found == {
        1: ["和风社区网格人员名单（2026年）"],
        2: list(HEADINGS),
        3: ["1", "第一网格", "陈国强", "网格长", "13800010001"],
        4: ["2", "第一网格", "赵 敏", "专职网格员", "138 0001 0002", "退休返聘"],
        5: ["3", "第一网格", "孙丽", "网格辅助员", "+8613800010003"],
        6: ["4", "第二网格", "李秀英", "网格长", "13800020001"],
        7: ["5", "第二网格", "周涛", "专职网格员", "138-0002-0002"],
        8: ["合计", "", "5人"],
    }


@pytest.mark.parametrize(
    ("value", "form", "seen"),
    [
        (13812345678, None, "13812345678"),
        (13812345678.0, "0", "13812345678"),
        (13812345678, "0.00E+00", "13812345678"),
        (110101199003070000, None, "1.1010119900307e+17"),
        (0.1 + 0.2, None, "0.3"),
        (-7, None, "-7"),
        (True, None, "TRUE"),
        (date(2026, 1, 2), "yyyy/m/d", "2026-01-02"),
        (datetime(2026, 1, 2, 8, 30), "yyyy/m/d h:mm", "2026-01-02 08:30:00"),  # noqa: DTZ001  # as Excel has it
        (time(8, 30), "h:mm", "08:30:00"),
        (" 13812345678\u3000", None, "13812345678"),
        ("001", None, "001"),
    ],
)
def test_a_value_comes_out_as_it_is_seen(value: object, form: str | None, seen: str) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, value, book.add_format({"num_format": form}) if form else None)

    assert texts(rows(workbook(fill), "a")) == {1: [seen]}


def test_a_file_from_an_old_mac_has_the_right_days() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, 44562, book.add_format({"num_format": "yyyy-mm-dd"}))

    old = changed(workbook(fill), "xl/workbook.xml", b"<workbookPr", b'<workbookPr date1904="1"')
    assert texts(rows(old, "a")) == {1: ["2026-01-02"]}
    assert texts(rows(workbook(fill), "a")) == {1: ["2022-01-01"]}


def test_a_formula_is_told_with_its_row_and_column_whether_its_value_is_there_or_not() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "姓名")
        sheet.write_formula(1, 2, "=A1", None, "姓名")
        sheet.write_formula(4, 27, "=1/0", None, "")
        sheet.write_string(2, 0, "=A1")

    sheet = rows(workbook(fill), "a")
    assert formulas(sheet) == ["C2", "AB5"]
    assert sheet.rows[1].cell(2) == Cell("姓名", formula=True)
    assert texts(sheet)[3] == ["=A1"]


def test_the_formula_of_a_drop_down_list_is_no_cells() -> None:
    cells = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    more = '<extLst xmlns:xm="urn:a"><ext><xm:f>Sheet2!A1:A9</xm:f></ext></extLst>'
    assert formulas(rows(sheet_of(cells + more), "a")) == []


def test_merged_cells_show_their_first_value_and_hide_the_others() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        for row in range(5):
            sheet.write_row(row, 0, ("x", "y", "z"))
        sheet.merge_range(1, 1, 3, 2, "网格")
        for row in (2, 3):
            sheet.write_string(row, 1, "hidden")

    found = texts(rows(workbook(fill), "a"))
    assert found == {1: ["x", "y", "z"], **{n: ["x", "网格"] for n in (2, 3, 4)}, 5: ["x", "y", "z"]}


def test_the_first_visible_sheet_that_is_not_empty_is_read() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_string(0, 0, "hidden")
        sheet.hide()
        blank = book.add_worksheet("空")
        blank.set_row(3, 20, book.add_format({"bold": True}))
        blank.write_blank(2, 2, None, book.add_format({"bold": True}))
        blank.activate()
        book.add_worksheet("名单二").write_string(1, 1, "seen")
        book.add_worksheet("名单三").write_string(0, 0, "later")

    assert texts(rows(workbook(fill), "a")) == {2: ["", "seen"]}


def test_a_file_that_names_its_parts_in_another_way_is_read() -> None:
    """As other programs write them: in capitals, with backslashes, absolute, without references, with prefixes."""
    members = parts(
        sheet_of("<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row></sheetData>")
    )
    relations = "xl/_rels/workbook.xml.rels"
    members[relations] = members[relations].replace(b'"worksheets/sheet1.xml"', b'"/XL\\Worksheets\\Sheet1.xml"')
    renamed = {name.replace("/", "\\").replace("xl", "XL"): part for name, part in members.items()}
    assert texts(rows(packed(renamed), "a")) == {1: ["1", "2"], 2: ["", "3"]}
    prefixed = '<x:sheetData xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    prefixed += '<x:row r="2"><x:c r="B2"><x:f>1</x:f><x:v>3</x:v></x:c></x:row></x:sheetData>'
    assert formulas(rows(sheet_of(prefixed), "a")) == ["B2"]


# --- CSV ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_csv_is_read_in_every_encoding_with_every_separator(encoding: str, separator: str, end: str) -> None:
    text = CSV.replace(",", separator).replace(f"孙丽{separator}女", "孙丽,女").replace("\n", end)
    assert texts(rows(text.encode(encoding), "名单.csv")) == {
        1: ["序号", "姓名", "联系电话"],
        2: ["1", "陈国强", "13800010001"],
        4: ["2", "孙丽,女", "13800010002"],
    }


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("和风社区，名单\n姓名\t岗位\n陈国强\t网格长,联络员\n孙丽\t值班员,党员,业主\n", ["陈国强", "网格长,联络员"]),
        ("名单\n姓名\t岗位\t楼,号\n陈国强\t网格长\t1,2\n", ["姓名", "岗位", "楼,号"]),
        ('名单\n"楼,层,号"\n"1,2,3";陈国强\n"4,5,6";孙丽\n', ["楼,层,号"]),
    ],
)
def test_the_separator_is_the_one_that_stands_in_most_lines(text: str, row: list[str]) -> None:
    found = texts(rows(text.encode(), "a"))
    assert row in found.values()
    assert all(len(cells) <= 3 for cells in found.values())


def test_a_cell_of_csv_with_a_line_break_is_one_cell_and_rows_are_counted_as_excel_does() -> None:
    found = texts(rows(b'a,"b\nc"\nd,"say ""e"""\n', "a"))
    assert found == {1: ["a", "b\nc"], 2: ["d", 'say "e"']}


def test_csv_tells_formulas_from_texts_that_only_look_so() -> None:
    sheet = rows(b"=\"13800010001\",=A1,'=A1,'@a,'a,''=b\n", "a")
    assert sheet.rows == (
        Row(
            1,
            (Cell("13800010001"), Cell("=A1", formula=True), Cell("=A1"), Cell("@a"), Cell("'a"), Cell("'=b")),
        ),
    )


def test_rare_signs_of_names_survive_gb18030() -> None:
    assert texts(rows("姓名,电话\n王㛃𠮷,1".encode("gb18030"), "a"))[2] == ["王㛃𠮷", "1"]


# --- limits that are just kept ---


def test_two_thousand_rows_and_fifty_columns_are_read() -> None:
    assert len(rows(rows_of(*((n,) for n in range(2_000))), "a").rows) == 2_000
    assert len(rows(b"a\n" * 2_000 + b"\n" * 5_000, "a").rows) == 2_000
    assert len(rows(rows_of(range(50)), "a").rows[0].cells) == 50
    assert len(rows(b"a" + b",a" * 49 + b"," * 100, "a").rows[0].cells) == 50


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_a_column_has_its_letters(column: int, name: str) -> None:
    assert letter(column) == name
