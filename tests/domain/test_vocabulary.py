"""The words by which a staff list is understood: those of messages/, and how they are compared."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.domain.person import STAFF, Role
from bot.domain.vocabulary import Column, key
from bot.render import LANGUAGES, Renderer, vocabulary
from tests.made import demo

WORDS = vocabulary()


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("姓名", Column.NAME),
        ("姓 名", Column.NAME),
        ("名字*", Column.NAME),
        ("人员", Column.NAME),
        ("网格员姓名", Column.NAME),
        ("联系\n电话", Column.PHONE),
        ("手机号码（必填）", Column.PHONE),
        ("【必填】联系方式：", Column.PHONE),
        ("家庭电话", Column.PHONE),
        ("网格", Column.GRID),
        ("所属网格", Column.GRID),
        ("网格号", Column.GRID),
        ("责任网格", Column.GRID),
        ("职务", Column.ROLE),
        ("岗 位", Column.ROLE),
        ("身份", Column.ROLE),
        ("单位/部门", Column.UNIT),
        ("党小组", Column.UNIT),
        ("ＭＯＢＩＬＥ", Column.PHONE),
        ("Full name (required)", Column.NAME),
        ("Grid No.", Column.GRID),
        ("序号", None),
        ("备注", None),
        ("网格长", None),
        ("（必填）", None),
        ("", None),
    ],
)
def test_a_heading_is_known_with_or_without_its_ornaments(heading: str, column: Column | None) -> None:
    found = WORDS.heading(heading)
    assert (found[0] if found else None) == column


def test_of_two_headings_the_better_one_is_known() -> None:
    ranks = [WORDS.heading(text) for text in ("手机号码", "联系电话", "紧急联系人电话")]
    assert [found[0] for found in ranks if found] == [Column.PHONE] * 3
    assert ranks == sorted(ranks, key=lambda found: found[1] if found else 0)
    assert [WORDS.is_loose(found[1]) for found in ranks if found] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("书记", [Role.SECRETARY]),
        ("社区党支部书记", [Role.SECRETARY]),
        ("和风社区党支部书记", [Role.SECRETARY]),
        ("副书记", [Role.DEPUTY]),
        ("网格 长", [Role.GRID_HEAD]),
        ("专职", [Role.FULL_TIME]),
        ("专业网格员", [Role.SPECIALIST]),
        ("网格辅助员", [Role.AUXILIARY]),
        ("兼职网格员", [Role.AUXILIARY]),
        ("值班人员", [Role.DUTY]),
        ("红马甲", [Role.RED_TEAM]),
        ("红色先锋", [Role.RED_TEAM]),
        ("部门联络员", [Role.LIAISON]),
        ("Full-Time Grid Worker", [Role.FULL_TIME]),
        ("副书记兼网格长", [Role.DEPUTY, Role.GRID_HEAD]),
        ("网格长、兼职网格员，联络员", [Role.GRID_HEAD, Role.AUXILIARY, Role.LIAISON]),
        ("网格长兼兼职网格员", [Role.GRID_HEAD, Role.AUXILIARY]),
        ("网格长、网格负责人", [Role.GRID_HEAD]),
        ("网格长、", [Role.GRID_HEAD]),
        ("grid head and liaison", [Role.GRID_HEAD, Role.LIAISON]),
        ("居民", [Role.RESIDENT]),
        ("书记/主任", []),
        ("网格长、主任", []),
        ("主任、网格长", []),
        ("、" * 5_000, []),
        ("", []),
    ],
)
def test_a_cell_names_a_role_or_several(text: str, roles: list[Role]) -> None:
    assert list(WORDS.role_list(text, "和风社区")) == roles


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("网格长员", "网格长"),
        ("专职网格", "专职网格"),
        ("联络源", "联络员"),
        ("居民代理", ""),
        ("Grid haed", "Grid head"),
        ("", ""),
    ],
)
def test_an_unknown_role_is_guessed_at(text: str, guess: str) -> None:
    assert WORDS.guess(text) == guess


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9", 9),
        ("９", 9),
        ("第九网格", 9),
        ("第 9 网格", 9),
        ("9网格", 9),
        ("9号网格", 9),
        ("九", 9),
        ("网格9", 9),
        ("9#", 9),
        ("Grid 9", 9),
        ("No. 9", 9),
        ("第九网格（幸福里）", 9),
        ("十", 10),
        ("第十二网格", 12),
        ("二十", 20),
        ("第二十一网格", 21),
        ("012", 12),
        ("1、2", None),
        ("1.0", None),
        ("1-2网格", None),
        ("十十", None),
        ("二百", None),
        ("网格", None),
        ("9" * 5_000, None),
        ("", None),
    ],
)
def test_a_grids_number_is_found_between_the_words(text: str, number: int | None) -> None:
    assert WORDS.number(text) == number


def test_no_word_means_two_things_or_nothing() -> None:
    for table in WORDS.headings.values(), WORDS.roles.values():
        many = Counter(key(word) for words in table for word in words)
        assert {word: times for word, times in many.items() if times > 1 or not word} == {}
    assert set(WORDS.headings) == set(Column) and set(WORDS.roles) == set(Role)
    assert all(map(key, WORDS.remarks)) and all(map(key, WORDS.nothing)) and all(WORDS.joints)
    assert sorted(set(WORDS.numerals.values())) == list(range(11))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_in_which_the_bot_speaks_are_among_those_it_understands(language: str) -> None:
    renderer = Renderer(demo().timezone)
    for role in STAFF:
        assert WORDS.role_list(renderer.words(language, f"role.{role}")) == (role,)
    for column in Column:
        found = WORDS.heading(renderer.words(language, f"list_column.{column}"))
        assert found and found[0] is column and not WORDS.is_loose(found[1])
