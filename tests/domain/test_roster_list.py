"""The street's duty roster: what its three shapes say, and everything that can be wrong, by row and column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.roster_list import PROBLEMS, Hours, Member, RosterReading, read
from bot.domain.sheet import Cell, Sheet
from bot.render import roster_words
from tests.made import demo

WORDS = roster_words()
TODAY = date(2026, 11, 26)
STAFF = [Member(1, "王伟", "13900000001"), Member(2, "李娜"), Member(3, "张 强"), Member(4, "刘洋", "13900000004")]
STAFF += [Member(5, "刘洋", "13900000005"), Member(6, "陈国强")]
Rows = Sequence[Sequence[str | Cell]]


def found(*rows: Sequence[str | Cell], staff: Sequence[Member] = STAFF) -> RosterReading:
    sheet = Sheet.of([[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in rows])
    reading = read(sheet, demo(), WORDS, staff, Hours(), TODAY)
    assert reading is not None
    return reading


def said(reading: RosterReading) -> list[tuple[str, int, int, str, str]]:
    """The lines as post, seat, person, from, until; none of them has a problem."""
    assert [(one.code, one.row, one.letter) for one in reading.problems] == []
    return [(one.post, one.seat, one.person, stamp(one.from_at), stamp(one.until_at)) for one in reading.lines]


def stamp(at: int) -> str:
    calendar = demo().calendar
    day = calendar.day_of(at)
    minute = (at - calendar.instant(day, 0)) // 60_000
    return f"{day:%m-%d} {minute // 60:02}:{minute % 60:02}"


def test_a_line_for_each_shift() -> None:
    reading = found(
        ("某街道2026年12月防汛值班表", "", "", ""),
        ("日期", "岗位", "班次", "值班人员", "备注"),
        ("2026-12-01", "带班领导", "", "王伟", "x"),
        ("12月1日（周二）", "第一网格值班", "白班", "李娜"),
        ("12/1", "1网格", "夜班", "张强"),
        ("12.2 星期三", "备班", "20:00-次日6:30", "陈国强"),
    )
    assert said(reading) == [
        ("leader", 1, 1, "12-01 08:00", "12-02 08:00"),
        ("g1", 1, 2, "12-01 08:00", "12-01 20:00"),
        ("g1", 1, 3, "12-01 20:00", "12-02 08:00"),
        ("reserve", 1, 6, "12-02 20:00", "12-03 06:30"),
    ]


MONTH = (
    ("2026年12月值班表", "", "", "", ""),
    ("日期", "星期", "带班领导", "第一网格", "备勤"),
    ("1日", "二", "王伟", "李娜、张强", "无"),
    ("2日", "三", "李娜", "王伟", "陈国强"),
    ("合计", "", "2", "", ""),
)


def test_a_line_for_each_day_and_a_column_for_each_post() -> None:
    assert said(found(*MONTH)) == [
        ("leader", 1, 1, "12-01 08:00", "12-02 08:00"),
        ("g1", 1, 2, "12-01 08:00", "12-02 08:00"),
        ("g1", 2, 3, "12-01 08:00", "12-02 08:00"),
        ("leader", 1, 2, "12-02 08:00", "12-03 08:00"),
        ("g1", 1, 1, "12-02 08:00", "12-03 08:00"),
        ("reserve", 1, 6, "12-02 08:00", "12-03 08:00"),
    ]


def test_the_days_across() -> None:
    reading = found(
        ("值班表 2026年12月", "", "", "", "", "", ""),
        ("岗位", "班次", "1", "2", "3", "4", "5"),
        ("", "", "二", "三", "四", "五", "六"),
        ("带班领导", "", "王伟", "李娜", "王伟", "李娜", "王伟"),
        ("一网格", "夜班", "", "张强", "", "", ""),
    )
    lines = said(reading)
    assert ("g1", 1, 3, "12-02 20:00", "12-03 08:00") in lines
    assert [one[2] for one in lines if one[0] == "leader"] == [1, 2, 1, 2, 1]
    assert lines[-1][3:] == ("12-05 08:00", "12-06 08:00")


def test_two_lines_of_a_day_and_columns_by_day_and_night() -> None:
    two = found(("日期", "班次", "第一网格"), ("12月1日", "白班", "王伟"), ("", "夜班", "李娜"))
    halves = found(("日期", "第一网格（白班）", "第一网格夜班"), ("12月1日", "王伟", "李娜"))
    assert (
        said(two)
        == said(halves)
        == [
            ("g1", 1, 1, "12-01 08:00", "12-01 20:00"),
            ("g1", 1, 2, "12-01 20:00", "12-02 08:00"),
        ]
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-12-01", "12-01"),
        ("2026/12/1", "12-01"),
        ("2026年12月1日", "12-01"),
        ("2026.12.01 周二", "12-01"),
        ("12月1号", "12-01"),
        ("１２月１日", "12-01"),
        ("2026-12-01 00:00:00", "12-01"),
        ("1月3日", "01-03"),  # of next year: it is nearer
    ],
)
def test_how_a_day_is_written(written: str, meant: str) -> None:
    (line,) = found(("日期", "带班"), (written, "王伟")).lines
    assert stamp(line.from_at)[:5] == meant
    assert demo().calendar.day_of(line.from_at).year == (2027 if meant == "01-03" else 2026)


def test_of_two_who_are_called_alike_the_number_decides() -> None:
    heading = ("日期", "岗位", "姓名", "联系电话")
    assert said(found(heading, ("12月1日", "带班", "刘洋", "139 0000 0005")))[0][2] == 5


PROBLEMATIC: dict[str, tuple[Rows, tuple[int, str]]] = {
    "no_person_column": ((("日期", "岗位", "班次"), ("12月1日", "带班", "白班")), (1, "A")),
    "column_unknown": ((("日期", "带班", "第99网格"), ("12月1日", "王伟", "李娜")), (1, "C")),
    "no_rows": ((("日期", "带班"),), (1, "A")),
    "formula": ((("日期", "带班"), ("12月1日", Cell("王伟", formula=True))), (2, "B")),
    "date_missing": ((("日期", "带班"), ("", "王伟")), (2, "A")),
    "date_wrong": ((("日期", "带班"), ("2月30日", "王伟")), (2, "A")),
    "post_missing": ((("日期", "岗位", "姓名"), ("12月1日", "", "王伟")), (2, "B")),
    "post_unknown": ((("日期", "岗位", "姓名"), ("12月1日", "月球", "王伟")), (2, "B")),
    "part_unknown": ((("日期", "班次", "带班"), ("12月1日", "有空", "王伟")), (2, "B")),
    "name_unknown": ((("日期", "带班"), ("12月1日", "王大伟")), (2, "B")),
    "name_two": ((("日期", "带班"), ("12月1日", "刘洋")), (2, "B")),
    "too_many": ((("日期", "带班"), ("12月1日", "王伟、李娜、张强")), (2, "B")),
    "duplicate": ((("日期", "带班"), *[("12月1日", "王伟")] * 3), (4, "B")),
}


@pytest.mark.parametrize("code", PROBLEMS)
def test_everything_that_can_be_wrong_names_its_place(code: str) -> None:
    rows, place = PROBLEMATIC[code]
    problems = found(*rows).problems
    assert [(one.code, (one.row, one.letter)) for one in problems] == [(code, place)]


def test_in_a_sheet_with_the_days_across_the_place_is_that_of_the_file() -> None:
    reading = found(
        ("12月", "", "", "", "", ""),
        ("岗位", "1", "2", "3", "4", "5"),
        ("带班", "王伟", "王伟", "不认识", "王伟", "王伟"),
        ("火星", "王伟", "", "", "", ""),
    )
    assert [(one.code, one.row, one.letter) for one in reading.problems] == [
        ("column_unknown", 4, "A"),
        ("name_unknown", 3, "D"),
    ]


def test_a_name_that_nobody_knows_is_told_once() -> None:
    reading = found(("日期", "带班"), *[(f"12月{n}日", "王大伟") for n in range(1, 31)])
    assert [one.data for one in reading.problems] == [{"value": "王大伟", "guess": "王伟"}] and reading.many == 30


def test_a_row_with_two_mistakes_tells_both() -> None:
    reading = found(("日期", "班次", "带班"), ("昨天", "有空", "王大伟"))
    assert [one.code for one in reading.problems] == ["date_wrong", "part_unknown", "name_unknown"]


@pytest.mark.parametrize(
    "rows",
    [
        (("姓名", "手机号", "岗位", "网格"), ("王伟", "13900000001", "网格长", "1")),
        (("1", "2", "3", "4", "5", "6"), ("7", "8", "9", "10", "11", "12")),
        (("日期", "天气"), ("12月1日", "晴")),
    ],
)
def test_what_is_no_roster(rows: Rows) -> None:
    sheet = Sheet.of([[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in rows])
    assert read(sheet, demo(), WORDS, STAFF, Hours(), TODAY) is None


_PIECES = [
    *(
        "日期",
        "班次",
        "带班",
        "第一网格",
        "备班",
        "岗位",
        "姓名",
        "12月1日",
        "2026-12-31",
        "2026年12月",
        "1",
        "2",
        "3",
        "31",
    ),
    *("王伟", "刘洋", "王伟、李娜", "白班", "8:00-次日9:00", "25:00-1", "合计", "", "\x00", "２月３０", "=A1"),
]


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(_PIECES) | st.text(max_size=6), max_size=8), max_size=8))
def test_whatever_stands_in_a_sheet_it_is_read_or_told(rows: list[list[str]]) -> None:
    sheet = Sheet.of([[Cell(cell) for cell in row] for row in rows])
    reading = read(sheet, demo(), WORDS, STAFF, Hours(), TODAY)
    if reading is not None:
        numbers = {row.number for row in sheet.rows}
        assert reading.lines or reading.many, "never silently nothing"
        assert all(one.row in numbers and one.letter for one in reading.problems)
        assert all(one.from_at < one.until_at for one in reading.lines)
        assert len({(one.post, one.seat, one.from_at) for one in reading.lines}) == len(reading.lines)
