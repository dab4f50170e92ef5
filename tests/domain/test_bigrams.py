"""The words by which a text is found, and those that a search asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import bigrams

TEXTS = [
    ("电梯坏了", {"电梯", "梯坏", "坏了"}),
    ("3号楼", {"3", "3号", "号楼"}),
    ("13号楼", {"13", "13号", "号楼"}),
    ("ＬＥＤ灯", {"led", "led灯"}),
    ("lift 3-501", {"lift", "3", "501"}),
    ("漏。", {"漏"}),
    ("漏 水", {"漏", "水"}),
    ("楼道灯，不亮", {"楼道", "道灯", "不亮"}),
    ("  ！？", set()),
    ("", set()),
    ("a" * 30, {"a" * 24}),
    ("エレベータ", {"エレ", "レベ", "ベー", "ータ"}),
]


@pytest.mark.parametrize(("text", "words"), TEXTS)
def test_the_words_of_a_text(text: str, words: set[str]) -> None:
    assert bigrams.of_text(text) == words


QUERIES = [
    ("3号楼", {"3号", "号楼"}),  # the digit is wherever the pair is
    ("3", {"3"}),
    ("电梯", {"电梯"}),
    ("漏", {"漏"}),
    ("3-13号", {"3", "13号"}),
    ("-", set()),
]


@pytest.mark.parametrize(("text", "words"), QUERIES)
def test_the_words_of_a_search(text: str, words: set[str]) -> None:
    assert bigrams.of_query(text) == words


def test_a_house_is_not_found_in_another() -> None:
    assert not bigrams.of_query("3号楼") <= bigrams.of_text("13号楼的灯")
    assert bigrams.of_query("3号楼") <= bigrams.of_text("在３号楼后面")


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_stands_in_a_text_is_found_in_it(before: str, word: str) -> None:
    assert bigrams.of_query(word) <= bigrams.of_text(f"{before} {word} {before}")


@given(st.text(max_size=60), st.integers(0, 60), st.integers(2, 10))
def test_a_part_of_chinese_is_found_in_the_whole(text: str, start: int, length: int) -> None:
    whole = "".join(sign for sign in bigrams.plain(text) if bigrams.kind(sign) is bigrams.Kind.SIGN)
    part = whole[start : start + length]
    if len(part) > 1:
        assert bigrams.of_query(part) <= bigrams.of_text(whole)


@given(st.text(max_size=60))
def test_plain_is_plain_already(text: str) -> None:
    assert bigrams.plain(bigrams.plain(text)) == bigrams.plain(text)
