"""What people write after /find, and what it means."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import finding
from bot.domain.case import State
from bot.domain.finding import Filter, Known, Query, Wording, in_words, is_vague, parse
from bot.render import read_labels, search_wording
from bot.storage.finding import dump, load

TODAY = date(2026, 11, 26)  # a Thursday
KNOWN = Known(
    grids={"第一网格": 1, "第三网格": 3, "第十二网格": 12},
    places={"1号楼": ((1, "b1"),), "13号楼": ((2, "b13"),), "公厕": ((1, "wc"), (3, "wc"))},
    staff={"陈志强": (4,), "陈明": (5,), "陈明月": (6,), "高飞": (7, 8), "li ming": (9,)},
    today=TODAY,
)
ENDED = (State.CLOSED, State.ARCHIVED)


@cache
def wording() -> Wording:
    """The words of the messages."""
    return search_wording()


def days(first: tuple[int, int, int], last: tuple[int, int, int]) -> Query:
    """A query for days."""
    return Query(since=date(*first), until=date(*last))


QUERIES = [
    ("12", Query(number=12)),
    ("12号", Query(number=12)),
    ("#12", Query(number=12)),
    ("No. 12", Query(number=12)),
    ("１２", Query(number=12)),
    ("0", Query(words=("0",))),
    ("9" * 16, Query(words=("9" * 16,))),
    ("电梯", Query(words=("电梯",))),
    ("1号楼 漏水", Query(words=("漏水",), places=((1, "b1"),))),
    ("13号楼漏水", Query(words=("漏水",), places=((2, "b13"),))),
    ("公厕", Query(places=((1, "wc"), (3, "wc")))),
    ("超时", Query(filters=frozenset({Filter.OVERDUE}))),
    ("my grid late", Query(filters=frozenset({Filter.OWN_GRID, Filter.OVERDUE}))),
    ("待指派", Query(states=(State.OPENED,))),
    ("已反馈", Query(states=(State.FED_BACK,))),
    ("待核查，处置中", Query(states=(State.FED_BACK, State.HANDLING))),
    ("第三网格", Query(grids=(3,))),
    ("3网格", Query(grids=(3,))),
    ("第3网格 网格1", Query(grids=(3, 1))),
    ("12网格", Query(grids=(12,))),
    ("Grid 3", Query(grids=(3,))),
    ("第九网格", Query(words=("第九网格",))),
    ("陈志强", Query(leads=(4,))),
    ("陈志", Query(leads=(4,))),
    ("陈明", Query(leads=(5,))),  # the whole name before a longer one
    ("高飞", Query(leads=(7, 8))),
    ("Li Ming", Query(leads=(9,))),
    ("陈", Query(words=("陈",))),
    ("今天", days((2026, 11, 26), (2026, 11, 26))),
    ("昨天", days((2026, 11, 25), (2026, 11, 25))),
    ("本周", days((2026, 11, 23), (2026, 11, 29))),
    ("last week", days((2026, 11, 16), (2026, 11, 22))),
    ("上月", days((2026, 10, 1), (2026, 10, 31))),
    ("去年", days((2025, 1, 1), (2025, 12, 31))),
    ("11月", days((2026, 11, 1), (2026, 11, 30))),
    ("12月", days((2025, 12, 1), (2025, 12, 31))),  # the last one that has begun
    ("十一月", days((2026, 11, 1), (2026, 11, 30))),
    ("feb", days((2026, 2, 1), (2026, 2, 28))),
    ("2024-02", days((2024, 2, 1), (2024, 2, 29))),
    ("2026年11月3日", days((2026, 11, 3), (2026, 11, 3))),
    ("11月3号", days((2026, 11, 3), (2026, 11, 3))),
    ("12月3日", days((2025, 12, 3), (2025, 12, 3))),
    ("2026-11-01..2026-11-15", days((2026, 11, 1), (2026, 11, 15))),
    ("11月1日至11月15日", days((2026, 11, 1), (2026, 11, 15))),
    ("9月到11月", days((2026, 9, 1), (2026, 11, 30))),
    ("2026-13-01", Query(words=("2026-13-01",))),
    ("2026-02-30", Query(words=("2026-02-30",))),
    ("2026-11-15..2026-11-01", Query(words=("2026-11-15..2026-11-01",))),
    ("3-5", Query(words=("3-5",))),
    ("漏", Query(words=("漏",))),
    ("漏 电梯", Query(words=("电梯",))),
    ("漏 第三网格", Query(grids=(3,))),
    ("", Query()),
    ("，。!", Query()),
]


@pytest.mark.parametrize(("text", "query"), QUERIES)
def test_what_it_means(text: str, query: Query) -> None:
    assert parse(text, wording(), KNOWN) == query


def test_several_things_at_once_in_any_order() -> None:
    query = parse("已结案 电梯 第三网格 上周 陈志强 超时", wording(), KNOWN)
    assert set(query.states) == set(ENDED), "what was archived was closed"
    assert (query.words, query.grids, query.leads) == (("电梯",), (3,), (4,))
    assert query.filters == frozenset({Filter.OVERDUE})
    assert (query.since, query.until) == (date(2026, 11, 16), date(2026, 11, 22))


def test_every_state_is_known_by_its_label() -> None:
    from bot.render import LANGUAGES, messages_folder

    for language in LANGUAGES:
        for name, label in read_labels(messages_folder() / language)["state"].items():
            first = label.replace("，", ",").split(",")[0].lower()
            assert State(name) in parse(first, wording(), KNOWN).states, label


def test_a_state_that_comes_later_is_known_by_the_words_it_is_given() -> None:
    later = Wording(states={"已挂账": (State.HANDLING,)})
    assert parse("已挂账 电梯", later, KNOWN) == Query(words=("电梯",), states=(State.HANDLING,))


def test_one_character_is_too_little() -> None:
    assert is_vague(parse("漏", wording(), KNOWN))
    assert not is_vague(parse("漏 电梯", wording(), KNOWN))
    assert not is_vague(parse("5", wording(), KNOWN))


def test_a_number_that_is_no_case_is_looked_for_in_the_texts() -> None:
    assert in_words(Query(number=12)) == Query(words=("12",))
    assert in_words(Query(words=("a",))) == Query(words=("a",))


pieces = st.sampled_from(
    [word for text, _ in QUERIES for word in text.split()]
    + [*finding.USUAL, "..", "至", "年", "月", "号", "网格", "第"]
)
anything = st.text(max_size=300) | st.lists(pieces | st.text(max_size=6), max_size=20).map(" ".join)
joined = st.lists(pieces, max_size=8).map("".join)


@given(anything | joined)
def test_nothing_that_people_write_is_an_error(text: str) -> None:
    query = parse(text, wording(), KNOWN)
    assert len(query.words) <= finding.MOST_WORDS
    assert query.since is None or query.until is None or query.since <= query.until
    assert set(query.grids) <= set(KNOWN.grids.values())
    assert load(dump(query)) == query, "it is kept as it is"
    assert parse(text, finding.NO_WORDING, KNOWN)


@given(st.dates(date(2, 1, 1), date(9990, 1, 1)), pieces)
def test_nor_is_any_day_on_which_they_write_it(today: date, text: str) -> None:
    query = parse(text, wording(), Known({}, {}, {}, today))
    assert query.since is None or query.until is not None
