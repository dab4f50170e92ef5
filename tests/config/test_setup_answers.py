"""The answers at ``liubu setup`` as people type them, and what the file makes of any of them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli.community_file import NewCommunity, NewGrid, compose
from bot.cli.places import MOST_PLACES, read_places
from bot.cli.questions import grid_name, proposed_slug, read_grids
from bot.config import SLUG, read_community
from bot.errors import LiubuError

HOUSE = "{number}号楼"


def houses(first: int, last: int, tail: str = "号楼", head: str = "") -> list[str]:
    """The names of houses, both ends included."""
    return [f"{head}{number}{tail}" for number in range(first, last + 1)]


PLACES = [
    ("1-8号楼 文化广场 3号楼东侧车棚", [*houses(1, 8), "文化广场", "3号楼东侧车棚"]),
    ("1-3号楼、文化广场", [*houses(1, 3), "文化广场"]),
    ("１－３号楼，５号楼", [*houses(1, 3), "5号楼"]),
    ("1～3栋；4栋", houses(1, 4, "栋")),
    ("1~3栋;4栋", houses(1, 4, "栋")),
    ("9至12号楼", houses(9, 12)),
    ("9到12号楼", houses(9, 12)),
    ("1—3号楼 4–5号楼", houses(1, 5)),
    ("1号楼-3号楼", houses(1, 3)),
    ("1号楼至3号楼", houses(1, 3)),
    ("A1-A3栋", houses(1, 3, "栋", "A")),
    ("A1-3栋", houses(1, 3, "栋", "A")),
    ("东区1-2号楼", houses(1, 2, head="东区")),
    ("1-3", houses(1, 3)),
    ("7 9", ["7号楼", "9号楼"]),
    ("1-3号楼 2号楼 3号楼", houses(1, 3)),
    ("  ,1号楼,,2号楼。 ", houses(1, 2)),
    ("幸福路5-3-201", ["幸福路5-3-201"]),
    ("A1-B3栋", ["A1-B3栋"]),
    ("一号楼", ["一号楼"]),
    ("{x}1-2号", ["{x}1号", "{x}2号"]),
    ('车棚"旧"', ['车棚"旧"']),
]


@pytest.mark.parametrize(("line", "expected"), PLACES)
def test_a_line_of_places(line: str, expected: list[str]) -> None:
    assert list(read_places(line, HOUSE)) == expected


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "setup.no_places"),
        (" 、，", "setup.no_places"),
        ("8-1号楼", "setup.range_backwards"),
        ("1-1号楼", "setup.range_backwards"),
        ("1-9999号楼", "setup.too_many_places"),
        (f"1-{MOST_PLACES}号楼 广场", "setup.too_many_places"),
        ("楼" * 41, "setup.too_long"),
        ("号楼\x1b[31m", "setup.strange_signs"),
        ("号楼\ud800", "setup.strange_signs"),
    ],
)
def test_a_line_that_cannot_be_used_says_why(line: str, code: str) -> None:
    with pytest.raises(LiubuError) as caught:
        read_places(line, HOUSE)
    assert caught.value.code == code


GRIDS = [
    ("3", ["第一网格", "第二网格", "第三网格"]),
    ("３", ["第一网格", "第二网格", "第三网格"]),
    ("3个", ["第一网格", "第二网格", "第三网格"]),
    ("三", ["第一网格", "第二网格", "第三网格"]),
    ("三个", ["第一网格", "第二网格", "第三网格"]),
    ("东区 西区", ["东区", "西区"]),
    ("东区、西区，南区", ["东区", "西区", "南区"]),
    ("花园里", ["花园里"]),
]


@pytest.mark.parametrize(("line", "expected"), GRIDS)
def test_how_many_grids_or_their_names(line: str, expected: list[str]) -> None:
    assert list(read_grids(line)) == expected


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("0", "setup.no_grids"),
        ("", "setup.no_grids"),
        ("100", "setup.too_many_grids"),
        (" ".join(f"区{n}" for n in range(100)), "setup.too_many_grids"),
        ("东 东", "setup.grid_twice"),
        ("区" * 41, "setup.too_long"),
    ],
)
def test_grids_that_cannot_be(line: str, code: str) -> None:
    with pytest.raises(LiubuError) as caught:
        read_grids(line)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("number", "name"),
    [(1, "一"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_a_grids_usual_name(number: int, name: str) -> None:
    assert grid_name(number) == f"第{name}网格"


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Hefeng Community", "hefeng-community"), ("", "community"), ("鹤鸣", "community"), ("-- A & B --", "a-b")],
)
def test_the_proposed_slug_can_be_used(name: str, slug: str) -> None:
    assert proposed_slug(name) == slug
    assert SLUG.fullmatch(proposed_slug("x" * 50, lambda known: not known.endswith("-999")))


signs = st.sampled_from("\"'\\#=[]{},. 网格🏠é") | st.characters(categories=["L", "N", "P", "S"])
names = st.text(signs, min_size=1, max_size=38).map(lambda text: f"<{text}>").filter(str.isprintable)
grids = st.lists(
    st.builds(NewGrid, names, st.lists(names, min_size=1, max_size=9, unique=True).map(tuple)), min_size=1, max_size=4
)


@given(names, st.one_of(st.just(""), names), st.one_of(st.just(""), names), grids)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_answered_the_file_says_just_that(
    name: str, name_en: str, office: str, grids: list[NewGrid]
) -> None:
    unique = {grid.name: grid for grid in grids}
    text = compose(NewCommunity("x", name, name_en, office, tuple(unique.values())))
    made = read_community(text)
    assert "\n[calendar]\n" in text and '"3d" 是三个工作日' in text and '"3d" is three working days' in text
    assert (made.name, made.name_en, made.office) == (name, name_en or name, office)
    assert [(g.name, tuple(b.name for b in g.buildings)) for g in made.grids] == [
        (g.name, g.places) for g in unique.values()
    ]
