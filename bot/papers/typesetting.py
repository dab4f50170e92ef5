"""Breaking Chinese and Latin text into lines: no line begins with a closing sign or ends with an opening one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_CLOSING = frozenset("，。、；：？！）》〉」』】〕”’…—～·,.;:?!)]}%℃")
_OPENING = frozenset("（《〈「『【〔“‘([{")
#: What is kept together: a Latin word or a number, or any single sign.
_UNIT = re.compile(r"[A-Za-z0-9_\-/'@#&+=]+|\s|.", re.DOTALL)

#: How wide a text is.
Measure = Callable[[str], float]


def lines(text: str, width: float, measure: Measure) -> list[str]:
    """The text in lines of at most that width; at least one line."""
    return [line for paragraph in text.split("\n") for line in _filled(paragraph, width, measure)] or [""]


def _filled(paragraph: str, width: float, measure: Measure) -> Iterator[str]:
    line = ""
    for unit in _units(paragraph, width, measure):
        if line and measure(line + unit) > width:
            yield line.rstrip()
            line = ""
        line += unit if line or not unit.isspace() else ""
    yield line.rstrip()


def _units(paragraph: str, width: float, measure: Measure) -> Iterator[str]:
    """What may not be divided, closing signs with what is before them and opening ones with what follows."""
    held = ""
    for unit in _UNIT.findall(paragraph):
        for piece in _cut(unit, width, measure):
            joins = piece in _CLOSING or (held and held[-1] in _OPENING)
            if held and not (joins and measure(held + piece) <= width):
                yield held
                held = ""
            held += piece
    if held:
        yield held


def _cut(unit: str, width: float, measure: Measure) -> Iterator[str]:
    """A word that is wider than a line in pieces that are not."""
    if measure(unit) <= width or len(unit) == 1:
        yield unit
        return
    piece = ""
    for sign in unit:
        if piece and measure(piece + sign) > width:
            yield piece
            piece = ""
        piece += sign
    yield piece
