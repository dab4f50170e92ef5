"""The buildings and places of a grid as somebody types them in one line: ranges, full-width signs, any separator."""

from __future__ import annotations

import re
import unicodedata

from bot.config import LONGEST_NAME
from bot.errors import LiubuError

MOST_PLACES = 200

#: Spaces, and commas, semicolons, full stops and enumeration commas of either width.
_BETWEEN = re.compile(r"[\s,;|\u3001\u3002\uff0c\uff1b]+")
#: "1-8", "1~8", "1 to 8" in Chinese, with what stands around the numbers: a name before them, "house" behind them.
_RANGE = re.compile(
    r"(?P<head>\D*?)(?P<first>\d{1,4})(?P<middle>\D*?)"
    r"[-~\u2010-\u2015\u2212\uff0d\uff5e\u301c\u81f3\u5230]+"
    r"(?P<again>\D*?)(?P<last>\d{1,4})(?P<tail>\D*)"
)


def narrow(text: str) -> str:
    """The text with full-width letters and digits made plain, and no blanks around it."""
    return "".join(_narrow(sign) for sign in text).strip()


def split(text: str) -> list[str]:
    """The words of a line."""
    return [word for word in _BETWEEN.split(narrow(text)) if word]


def read_places(text: str, house: str) -> tuple[str, ...]:
    """The names in a line, ranges written out, each once; LiubuError if the line cannot be used.

    ``house`` makes a name of a bare number, as in ``"{number} House"``.
    """
    found = dict.fromkeys(name for word in split(text) for name in _places(word, house))
    if not found:
        raise LiubuError("setup.no_places")
    if len(found) > MOST_PLACES:
        raise LiubuError("setup.too_many_places", many=len(found), most=MOST_PLACES)
    return tuple(check_name(name) for name in found)


def check_name(name: str) -> str:
    """The name, if it can stand in the community's file; else LiubuError."""
    if not name:
        raise LiubuError("setup.empty")
    if not name.isprintable():
        raise LiubuError("setup.strange_signs")
    if len(name) > LONGEST_NAME:
        raise LiubuError("setup.too_long", length=len(name), most=LONGEST_NAME)
    return name


def _places(word: str, house: str) -> list[str]:
    if word.isdecimal():
        return [house.format(number=word)]
    found = _RANGE.fullmatch(word)
    if not found or found["again"] not in ("", found["head"]) or not found["tail"].startswith(found["middle"]):
        return [word]
    first, last = int(found["first"]), int(found["last"])
    if not first < last:
        raise LiubuError("setup.range_backwards", range=word[:LONGEST_NAME])
    if last - first >= MOST_PLACES:
        raise LiubuError("setup.too_many_places", many=last - first + 1, most=MOST_PLACES)
    bare = not found["head"] and not found["tail"]
    name = house if bare else f"{_literal(found['head'])}{{number}}{_literal(found['tail'])}"
    return [name.format(number=number) for number in range(first, last + 1)]


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _narrow(sign: str) -> str:
    wide = sign.isalnum() and unicodedata.east_asian_width(sign) == "F"
    return unicodedata.normalize("NFKC", sign) if wide else sign
