"""The one font of pictures and printed pages: Noto Sans SC, which comes with a package and not from the system."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont
from pylopdf_fonts_zh_cn import sans_path

#: Stands for a sign that the font lacks: Chinese printers have always put the foot of a type there (下駄, 〓).
MISSING = "〓"
#: Signs that show nothing by themselves: joiners, and the choice between text and emoji.
_SILENT = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")


def path() -> Path:
    """Where the font's file is."""
    return sans_path()


@cache
def signs() -> frozenset[int]:
    """The signs that the font has."""
    with TTFont(path(), lazy=True) as font:
        return frozenset(font.getBestCmap())


def printable(text: str, lacking: dict[str, None] | None = None) -> str:
    """The text with a mark for each sign that the font lacks; those are noted in ``lacking``, in their order."""
    known, found = signs(), []
    for sign in text:
        if sign in _SILENT:
            continue
        if ord(sign) in known or sign == "\n":
            found.append(sign)
        elif sign.isspace() or (not sign.isprintable() and ord(sign) < 0xA0):
            found.append(" ")
        else:
            found.append(MISSING)
            if lacking is not None:
                lacking[sign] = None
    return "".join(found)


def sized(pixels: int) -> ImageFont.FreeTypeFont:
    """The font for pictures."""
    return ImageFont.truetype(str(path()), pixels)
