"""Small numbers as people write them: 12, 十二, 二十五, 两."""

from __future__ import annotations

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TEN = "十"

#: What a number below 100 may look like, as a part of a regular expression.
NUMBER = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"


def number(text: str) -> int | None:
    """The number from 0 to 99 that the text is; of "two or three" (两三) the greater one; None if it is none."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    tens, ten, ones = text.partition(_TEN)
    if not ten:
        return _roughly(text)
    high = _DIGITS.get(tens) if tens else 1
    low = _DIGITS.get(ones) if ones else 0
    return 10 * high + low if high and low is not None else None


def _roughly(text: str) -> int | None:
    """One digit, or two that follow each other upwards: as people say "two or three"."""
    values = [_DIGITS.get(sign) for sign in text]
    match values:
        case [int(only)]:
            return only
        case [int(first), int(second)] if first < second:
            return second
    return None
