"""Mobile numbers as people write them, and as others may see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.phone import masked, normal_phone

PHONE = "13812345678"


@pytest.mark.parametrize(
    "text",
    [
        PHONE,
        "+8613812345678",
        "008613812345678",
        "8613812345678",
        "+86 138 1234 5678",
        "(+86)138-1234-5678",
        "（+86）138－1234－5678",
        "１３８１２３４５６７８",
        "138\u20131234\u20145678",
        "\u202d138 1234 5678\u202c",
        "'13812345678\t",
        "138\u22121234\u22125678",
        " 138\u00a01234\u30005678\n",
    ],
)
def test_a_mobile_number_is_known_however_it_is_written(text: str) -> None:
    assert normal_phone(text) == PHONE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1381234567",
        "138123456789",
        "12812345678",
        "23812345678",
        "0356-2012345",
        "+1 13812345678",
        "013812345678",
        "13812345678 13912345678",
        "13812345678.0",
        "1.3812345678",
        "1.38E+10",
        "138l2345678",
        "٠١٣٨١٢٣٤٥٦٧",
        "电话",
    ],
)
def test_what_is_no_mobile_number_is_none(text: str) -> None:
    assert normal_phone(text) is None


@pytest.mark.parametrize(
    ("phone", "seen"),
    [
        (PHONE, "138****5678"),
        ("+8613812345678", "+86*******5678"),
        ("0356201234", "0********4"),
        ("10086", "1***6"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_a_number_is_shown_without_its_middle(phone: str, seen: str) -> None:
    assert masked(phone) == seen


@given(st.text(max_size=40))
def test_whatever_is_written_what_is_known_is_normal_and_what_is_shown_hides_enough(text: str) -> None:
    phone = normal_phone(text)
    assert phone is None or normal_phone(phone) == phone
    seen = masked(text.replace("*", "x"))
    assert len(seen) == len(text)
    assert seen.count("*") >= min(len(text), max(3, len(text) - 7))
