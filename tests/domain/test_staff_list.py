"""The staff list: what a list of an office says, and everything that can be wrong in one, by row and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.person import STAFF, Role
from bot.domain.screen import Value
from bot.domain.sheet import Cell, Sheet
from bot.domain.staff_list import (
    MOST_NAME,
    MOST_PROBLEMS,
    MOST_UNIT,
    PROBLEMS,
    Line,
    Problem,
    Reading,
    read,
    tidy,
)
from bot.domain.vocabulary import Column
from bot.papers import reading
from bot.render import vocabulary
from tests.made import demo
from tests.papers.files import office_list

WORDS = vocabulary()
HEADING = ("姓名", "手机号", "岗位", "网格", "单位")
GOOD = ("陈国强", "13800010001", "网格长", "1", "")
Rows = Sequence[Sequence[str | Cell | None]]


def sheet(*rows: Sequence[str | Cell | None]) -> Sheet:
    """A sheet with those texts and cells."""
    return Sheet.of([[cell if isinstance(cell, Cell) else Cell(cell or "") for cell in row] for row in rows])


def listed(*rows: Sequence[str | Cell | None], heading: Sequence[str] = HEADING) -> Reading:
    """What a list with that heading in row 1 says."""
    return read(sheet(heading, *rows), demo(), WORDS)


def told(found: Reading) -> list[tuple[int, str, str]]:
    """The problems by row, letter and code."""
    return [(problem.row, problem.letter, problem.code) for problem in found.problems]


def row(**changes: str) -> tuple[str, ...]:
    """A good row with some of its cells changed."""
    return tuple(changes.get(column, good) for column, good in zip(Column, GOOD, strict=True))


# --- lists that are good ---


def test_an_offices_list_gives_its_people() -> None:
    found = read(reading.rows(office_list(), "名单.xlsx"), demo(), WORDS)
    assert found == Reading(
        (
            Line(3, "陈国强", "13800010001", Role.GRID_HEAD, 1),
            Line(4, "赵敏", "13800010002", Role.FULL_TIME, 1),
            Line(5, "孙丽", "13800010003", Role.AUXILIARY, 1),
            Line(6, "李秀英", "13800020001", Role.GRID_HEAD, 2),
            Line(7, "周涛", "13800020002", Role.FULL_TIME, 2),
        ),
        (),
        0,
    )


def test_every_role_is_taken_with_its_grid_and_its_unit() -> None:
    found = listed(
        ("梁静怡", "13800000001", "社区党支部书记", "", ""),
        ("何伟", "13800000002", "副书记", "全社区", "无"),
        ("陈国强", "13800000003", "网格长", "第一网格", ""),
        ("赵敏", "13800000004", "专职", "2网格", ""),
        ("孙丽", "13800000005", "专业网格员", "", "城管中队"),
        ("周涛", "13800000006", "网格辅助员", "３", ""),
        ("吴刚", "13800000007", "值班人员", "/", ""),
        ("郑洁", "13800000008", "红马甲", "第四网格", "第二党小组"),
        ("王芳", "13800000009", "部门联络员", "—", "物业"),
    )
    assert not found.problems
    assert [(line.role, line.grid, line.unit) for line in found.lines] == [
        (Role.SECRETARY, None, ""),
        (Role.DEPUTY, None, ""),
        (Role.GRID_HEAD, 1, ""),
        (Role.FULL_TIME, 2, ""),
        (Role.SPECIALIST, None, "城管中队"),
        (Role.AUXILIARY, 3, ""),
        (Role.DUTY, None, ""),
        (Role.RED_TEAM, 4, "第二党小组"),
        (Role.LIAISON, None, "物业"),
    ]
    assert {line.role for line in found.lines} == set(STAFF)


def test_one_person_may_hold_several_roles_in_several_rows_or_in_one() -> None:
    found = listed(
        ("陈国强", "13800010001", "网格长", "1", ""),
        ("陈 国强", "138 0001 0001", "网格长", "2", ""),
        ("陈国强", "13800010001", "副书记兼值班员", "1", ""),
    )
    assert not found.problems
    assert {(line.row, line.name, line.role, line.grid) for line in found.lines} == {
        (2, "陈国强", Role.GRID_HEAD, 1),
        (3, "陈国强", Role.GRID_HEAD, 2),
        (4, "陈国强", Role.DEPUTY, None),
        (4, "陈国强", Role.DUTY, 1),
    }


def test_the_heading_is_found_below_titles_and_may_stand_in_any_order_on_two_lines() -> None:
    found = read(
        sheet(
            ("和风社区网格人员名单",),
            ("填报单位：和风社区", "", "", "", "联系电话：0356-2012345"),
            (),
            ("序号", "职务", "姓名", "联系方式", "", "所属网格"),
            ("序号", "职务", "姓名", "座机", "手机", "所属网格"),
            ("1", "网格长", "陈国强", "2012345", "13800010001", "第一网格"),
        ),
        demo(),
        WORDS,
    )
    assert found == Reading((Line(6, "陈国强", "13800010001", Role.GRID_HEAD, 1),), (), 0)


def test_of_two_columns_for_the_same_the_better_is_taken_and_the_other_where_it_is_blank() -> None:
    found = listed(
        ("陈国强", "2012345", "13800010001", "网格长", "1"),
        ("赵敏", "13800010002", "", "专职", "1"),
        heading=("姓名", "联系电话", "手机号", "岗位", "网格"),
    )
    assert [line.phone for line in found.lines] == ["13800010001", "13800010002"]
    assert not found.problems


def test_rows_that_speak_of_nobody_are_passed_over() -> None:
    found = listed(
        GOOD,
        (),
        ("", "", "", "2", "第一党小组"),
        HEADING,
        ("赵敏", "13800010002", "专职", "1", ""),
        ("合计", "2人", "2", "", ""),
        ("合计：2人", "", "", "", ""),
        ("填表人：王芳", "", "2026年11月", "", ""),
        ("注：空缺两人", "", "", "", ""),
    )
    assert [line.row for line in found.lines] == [2, 6]
    assert not found.problems


def test_a_person_whose_name_begins_like_a_total_is_a_person() -> None:
    assert [line.name for line in listed(row(name="共计文")).lines] == ["共计文"]


@pytest.mark.parametrize("text", ["第三网格", "3", "3网格", "第3网格", "三", "第三 网格", "和风社区第三网格", "Grid 3"])
def test_a_grid_is_known_by_its_number_or_its_name(text: str) -> None:
    assert [line.grid for line in listed(row(grid=text)).lines] == [3]


def test_a_grids_own_name_counts_before_the_number_in_it() -> None:
    grids = demo().grids
    named = replace(demo(), grids=(replace(grids[0], name="第三网格"), replace(grids[2], name="幸福里"), *grids[3:]))
    found = read(sheet(HEADING, row(grid="第三网格"), row(grid="幸福里"), row(grid="3")), named, WORDS)
    assert [(line.row, line.grid) for line in found.lines] == [(2, 1), (3, 3)]
    assert told(found) == [(4, "B", "duplicate")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王 伟", "王伟"),
        ("王\u3000\u3000伟", "王伟"),
        (" 阿依古丽·买买提 ", "阿依古丽·买买提"),
        ("Anna  Maria\u00a0Li", "Anna Maria Li"),
        ("王\u200b伟\ufeff", "王伟"),
        ("𠮷 野", "𠮷野"),
    ],
)
def test_a_name_is_tidied(text: str, name: str) -> None:
    assert tidy(text) == name
    assert [line.name for line in listed(row(name=text)).lines] == [name]


# --- lists that are not ---

#: A row in place of a good one, and its problem: letter, code, and what the sentence says besides.
BAD_ROWS: dict[str, tuple[tuple[str | Cell, ...], str, str, dict[str, Value]]] = {
    "no name": (row(name=""), "A", "name_missing", {}),
    "a name of dots": (row(name="……"), "A", "name_missing", {}),
    "a long name": (row(name="长" * (MOST_NAME + 1)), "A", "too_long", {"most": MOST_NAME, "value": "长" * 29 + "…"}),
    "two names": (row(name="王伟\n李四"), "A", "control", {"value": "王伟 李四"}),
    "a turned name": (row(name="王\u202e伟"), "A", "control", {"value": "王 伟"}),
    "a name by formula": ((Cell("王伟", formula=True), *GOOD[1:]), "A", "formula", {"value": "王伟"}),
    "no phone": (row(phone=""), "B", "phone_missing", {}),
    "no phone, in a word": (row(phone="无"), "B", "phone_missing", {}),
    "a short phone": (row(phone="1380001000"), "B", "phone_wrong", {"value": "1380001000"}),
    "a landline": (row(phone="0356-2012345"), "B", "phone_wrong", {"value": "0356-2012345"}),
    "two phones": (row(phone="13800010001\n13800010002"), "B", "phone_wrong", {"value": "13800010001 13800010002"}),
    "a rounded phone": (row(phone="1.38E+10"), "B", "phone_rounded", {"value": "1.38E+10"}),
    "a phone by formula": (
        (GOOD[0], Cell("13800010001", formula=True), *GOOD[2:]),
        "B",
        "formula",
        {"value": "13800010001"},
    ),
    "no role": (row(role=""), "C", "role_missing", {}),
    "a wrong role": (row(role="网格长员"), "C", "role_unknown", {"value": "网格长员", "guess": "网格长"}),
    "a strange role": (row(role="保安"), "C", "role_unknown", {"value": "保安", "guess": ""}),
    "a resident": (row(role="业主"), "C", "role_resident", {"value": "业主"}),
    "no grid": (row(grid=""), "D", "grid_missing", {"role": "grid_head"}),
    "the whole community": (row(grid="全社区"), "D", "grid_missing", {"role": "grid_head"}),
    "an unknown grid": (
        row(grid="第九网格"),
        "D",
        "grid_unknown",
        {"value": "第九网格", "known": [1, 2, 3, 4, 5, 6, 7]},
    ),
    "two grids": (row(grid="1、2"), "D", "grid_unknown", {"value": "1、2", "known": [1, 2, 3, 4, 5, 6, 7]}),
    "a secretary's grid": (row(role="书记"), "D", "grid_not_wanted", {"role": "secretary", "grid": 1}),
    "a liaison of nobody": (row(role="联络员", grid=""), "E", "unit_missing", {"role": "liaison"}),
    "a long unit": (row(unit="长" * (MOST_UNIT + 1)), "E", "too_long", {"most": MOST_UNIT, "value": "长" * 29 + "…"}),
    "a unit on two lines": (row(unit="第一\n支部"), "E", "control", {"value": "第一 支部"}),
}


@pytest.mark.parametrize("what", BAD_ROWS)
def test_a_bad_cell_is_told_by_its_row_and_column(what: str) -> None:
    bad, letter, code, data = BAD_ROWS[what]
    other = ("赵敏", "13800010002", "专职", "1", "")
    found = read(sheet(("名单",), HEADING, other, bad), demo(), WORDS)
    column = HEADING["ABCDE".index(letter)]
    assert found.problems == (Problem(4, column, letter, code, data),)
    assert found.many == 1
    assert [line.row for line in found.lines] == [3]


@pytest.mark.parametrize("column", list(Column))
def test_a_formula_is_told_in_every_column_that_is_used(column: Column) -> None:
    cells = [Cell(text, formula=own is column) for own, text in zip(Column, GOOD, strict=True)]
    place = list(Column).index(column)
    assert told(listed(cells)) == [(2, "ABCDE"[place], "formula")]
    assert told(listed([Cell("1", formula=True), *GOOD], heading=("序号", *HEADING))) == []


def test_a_name_is_the_same_in_capitals_and_with_other_signs() -> None:
    found = listed(row(name="Anna Li"), row(name="ANNA LI", grid="2"), row(name="Ａnna-Li", grid="3"))
    assert [line.row for line in found.lines] == [2, 3, 4]
    assert not found.problems


def test_one_number_with_two_names_is_told_with_both_rows() -> None:
    found = listed(GOOD, ("赵敏", "13800010002", "专职", "1", ""), row(name="陈国祥"), row(name="陈国  强", grid="2"))
    data: dict[str, Value] = {"phone": "138****0001", "name": "陈国祥", "other": "陈国强", "first": 2}
    assert found.problems == (Problem(4, "手机号", "B", "phone_two_names", data),)
    assert [line.row for line in found.lines] == [2, 3, 5]


def test_the_same_twice_is_told_with_both_rows() -> None:
    found = listed(GOOD, row(grid="第一网格", phone="+86 138-0001-0001"), row(grid="2"), row(unit="第一支部"))
    data: dict[str, Value] = {"first": 2, "phone": "138****0001", "role": "grid_head"}
    assert found.problems == (Problem(3, "手机号", "B", "duplicate", data),)
    assert [line.row for line in found.lines] == [2, 4, 5]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    found = listed(("", "1", "保安", "九十", "长" * 99), ("王伟", "", "", "", ""), ("", "", "联络员", "2", ""))
    assert told(found) == [
        (2, "A", "name_missing"),
        (2, "B", "phone_wrong"),
        (2, "C", "role_unknown"),
        (2, "D", "grid_unknown"),
        (2, "E", "too_long"),
        (3, "B", "phone_missing"),
        (3, "C", "role_missing"),
        (4, "A", "name_missing"),
        (4, "B", "phone_missing"),
        (4, "D", "grid_not_wanted"),
    ]
    assert found.lines == ()


def test_the_first_five_hundred_problems_are_kept_and_all_are_counted() -> None:
    found = listed(*(row(phone="") for _ in range(600)))
    assert (len(found.problems), found.many) == (MOST_PROBLEMS, 600)
    assert found.problems[-1].row == 501


@pytest.mark.parametrize(
    ("heading", "bad", "missing"),
    [
        (("姓名", "岗位", "网格"), ("陈国强", "网格长", "1"), ["phone"]),
        (("网格", "姓名", "备注"), ("1", "陈国强", "x"), ["phone", "role"]),
        (("手机号", "岗位", "网格员们"), ("13800010001", "网格长", "陈国强"), ["name", "grid"]),
        (("姓名", "手机号", "岗位"), ("陈国强", "13800010001", "网格长"), ["grid"]),
        (("姓名", "手机号", "岗位"), ("陈国强", "13800010001", "联络员"), ["unit"]),
    ],
)
def test_a_missing_column_is_told_once(heading: tuple[str, ...], bad: tuple[str, ...], missing: list[str]) -> None:
    found = listed(bad, bad[:2], heading=heading)
    about = Problem(1, "", "", "missing_columns", {"missing": [*missing], "found": [*heading]})
    assert found.problems[0] == about
    assert [problem.code for problem in found.problems].count("missing_columns") == 1
    assert not found.lines


def test_columns_that_nobody_needs_are_not_missed() -> None:
    found = listed(("何伟", "13800000002", "副书记"), heading=("姓名", "手机号", "岗位"))
    assert found == Reading((Line(2, "何伟", "13800000002", Role.DEPUTY, None),), (), 0)


def test_two_columns_of_the_same_name_are_told() -> None:
    found = listed((*GOOD[:4], "赵敏", "13800010002"), heading=(*HEADING[:4], "姓名", "手机号"))
    assert told(found) == [(1, "A", "column_twice"), (1, "B", "column_twice")]
    assert [problem.data for problem in found.problems] == [{"other": "E"}, {"other": "F"}]
    assert told(listed((*GOOD, "赵敏"), heading=(*HEADING, "人员"))) == [(1, "A", "column_twice")]
    wide = ("网格长姓名", "专职网格员姓名", "网格长电话", "专职网格员电话", "网格", "岗位")
    assert told(listed((), heading=wide))[1:] == [(1, "A", "column_twice"), (1, "C", "column_twice")]


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (("和风社区名单",),),
        (GOOD, GOOD),
        (("陈国强", "第一网格", "城管部门"),) * 2,
        (("姓名",), ("陈国强",)),
        (*((f"{n}",) for n in range(10)), HEADING, GOOD),
    ],
)
def test_a_list_without_a_heading_is_told(rows: Rows) -> None:
    assert read(sheet(*rows), demo(), WORDS) == Reading((), (Problem(1, "", "", "no_heading", {"within": 10}),), 1)


def test_a_list_without_people_is_told() -> None:
    found = read(sheet(("名单",), HEADING, (), ("合计", "0人")), demo(), WORDS)
    assert found == Reading((), (Problem(2, "", "", "no_rows"),), 1)


def test_every_code_is_tried_here() -> None:
    here = {code for _, _, code, _ in BAD_ROWS.values()}
    elsewhere = {"no_heading", "no_rows", "missing_columns", "column_twice", "phone_two_names", "duplicate"}
    assert here | elsewhere == set(PROBLEMS) and not here & elsewhere
