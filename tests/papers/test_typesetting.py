"""Lines: nothing is lost, nothing is too wide, and no line begins or ends where none may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.papers.typesetting import lines


def wide(text: str) -> float:
    """A Chinese sign is as wide as two Latin ones."""
    return sum(2 if ord(sign) > 0x2E7F or sign in "“”‘’…—" else 1 for sign in text)


TABLE = [
    ("", 10, [""]),
    ("今天到场劝说", 6, ["今天到", "场劝说"]),
    ("今天到，场劝说", 6, ["今天", "到，场", "劝说"]),
    ("他说（好）了", 6, ["他说", "（好）", "了"]),
    ("见 case-12 号", 8, ["见", "case-12", "号"]),
    ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ("一\n\n二", 8, ["一", "", "二"]),
    ("字 字", 4, ["字", "字"]),
]


@pytest.mark.parametrize(("text", "width", "found"), TABLE)
def test_where_lines_are_broken(text: str, width: float, found: list[str]) -> None:
    assert lines(text, width, wide) == found


@given(st.text("今天到场，。（）“”《》abc12 -\n", max_size=80), st.integers(2, 30))
def test_nothing_is_lost_and_nothing_too_wide(text: str, width: int) -> None:
    found = lines(text, width, wide)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(wide(line) <= width for line in found)


@given(
    st.lists(st.sampled_from(["今", "天到", "场，", "（劝）", "他说。", "ab-12", "《法》"]), min_size=1),
    st.integers(8, 20),
)
def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one(words: list[str], width: int) -> None:
    for line in lines("".join(words), width, wide):
        assert line[:1] not in "，）。》" and line[-1:] not in "（《", line
