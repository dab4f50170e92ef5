"""A staff list that goes out and comes back says the same, and no list whatever makes the reading fail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.person import COMMUNITY_ROLES, GRID_ROLES, STAFF, Role
from bot.domain.staff_list import MOST_NAME, MOST_UNIT, PROBLEMS, Line, Wording, read, table, tidy
from bot.domain.vocabulary import Column
from bot.papers import reading, writing
from bot.render import LANGUAGES, Renderer
from tests.domain.test_staff_list import GOOD, HEADING, WORDS, sheet
from tests.made import demo


def wording(language: str) -> Wording:
    """The words of a list that goes out, as the messages have them."""
    renderer = Renderer(demo().timezone)
    return Wording(
        "和风社区人员名单",
        {column: renderer.words(language, f"list_column.{column}") for column in Column},
        {role: renderer.words(language, f"role.{role}") for role in STAFF},
    )


WORDINGS = {language: wording(language) for language in LANGUAGES}
phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
#: Names as they come from a reading: tidied, and with letters in them.
names = st.text(st.characters(categories=("Lo", "Lu", "Ll", "Nd", "Po", "Sm", "Pd")), min_size=1, max_size=MOST_NAME)
units = st.text(st.characters(categories=("Lo", "Lu", "Nd", "Sm", "Po")), max_size=MOST_UNIT)


@st.composite
def posts(draw: st.DrawFn) -> tuple[Role, int | None, str]:
    """A role with a grid and a unit that fit it."""
    role = draw(st.sampled_from(STAFF))
    grid = draw(st.sampled_from([grid.number for grid in demo().grids]))
    whole = role in COMMUNITY_ROLES or (role not in GRID_ROLES and draw(st.booleans()))
    unit = tidy(draw(units))
    return role, None if whole else grid, "" if WORDS.is_nothing(unit) and role is not Role.LIAISON else unit


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        phones, st.tuples(names.map(tidy), st.sets(posts(), min_size=1, max_size=3)), min_size=1, max_size=6
    ),
    st.sampled_from(LANGUAGES),
)
@pytest.mark.parametrize("there", [writing.xlsx, writing.csv])
def test_what_goes_out_comes_back(
    there: Callable[..., bytes], people: dict[str, tuple[str, set[tuple[Role, int | None, str]]]], language: str
) -> None:
    lines = [
        Line(0, name, phone, role, grid, unit)
        for phone, (name, held) in people.items()
        for role, grid, unit in sorted(held, key=repr)
        if not WORDS.is_nothing(name) and not (role is Role.LIAISON and WORDS.is_nothing(unit))
    ]
    made = table(lines, demo(), WORDINGS[language])
    found = read(reading.rows(there(made), "名单"), demo(), WORDS)
    assert [problem.code for problem in found.problems] == ([] if lines else ["no_rows"])
    assert [(n.name, n.phone, n.role, n.grid, n.unit) for n in found.lines] == [
        (n.name, n.phone, n.role, n.grid, n.unit) for n in lines
    ]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([*HEADING, *GOOD, "王伟", "9", "合计", "联络员", "\n", "=a", ""]), max_size=6),
        max_size=12,
    )
)
def test_any_rows_give_lines_that_fit_and_problems_that_are_known(rows: list[list[str]]) -> None:
    found = read(sheet(*rows), demo(), WORDS)
    assert {problem.code for problem in found.problems} <= set(PROBLEMS)
    assert all(line.grid or line.role not in GRID_ROLES for line in found.lines)
    assert all(line.unit or line.role is not Role.LIAISON for line in found.lines)
    assert found.lines or found.problems
