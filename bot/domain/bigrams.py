"""The words by which a text is found: Chinese has no spaces, so two characters that stand together are a word.

A text is made plain first (width and case do not count). Letters and digits in a row are one piece, every other
character of a script without spaces is a piece of its own. A word is two pieces that stand together, and a row of
letters or digits by itself; a lone character is a word only where nothing stands beside it. So "电梯" is found in
"三单元电梯坏了", "3号楼" (as "3号" and "号楼") is not found in "13号楼", and a search needs no dictionary.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import Enum
from itertools import groupby

#: A longer row of letters or digits counts by its beginning.
LONGEST = 24


class Kind(Enum):
    """What a character is to the search."""

    GAP = 0  # a space, punctuation: nothing stands together across it
    ROW = 1  # a letter or digit of a script with spaces
    SIGN = 2  # a character of a script without: Chinese and the like


def plain(text: str) -> str:
    """The text as it is compared: without width and case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def of_text(text: str) -> frozenset[str]:
    """All words by which a text can be found."""
    return frozenset().union(*_words(plain(text)))


def of_query(text: str) -> frozenset[str]:
    """The words that a text must have to be found by this one; none if nothing can be looked for.

    A row of letters or digits that stands in a pair needs not be looked for by itself: it is wherever the pair is.
    """
    pairs, alone, _ = _words(plain(text))
    return pairs | alone


def is_lone(text: str) -> bool:
    """Whether the text is one character of a script without spaces: too little to look for."""
    made = plain(text)
    return len(made) == 1 and kind(made) is Kind.SIGN


def kind(sign: str) -> Kind:
    """What a character is to the search. The scripts without spaces are those whose characters are wide."""
    if not sign.isalnum():
        return Kind.GAP
    return Kind.SIGN if unicodedata.east_asian_width(sign) == "W" else Kind.ROW


def _pieces(text: str) -> Iterator[str]:
    """The pieces of a text in their order, with "" for each gap, and one at both ends."""
    yield ""
    for what, signs in groupby(text, kind):
        match what:
            case Kind.GAP:
                yield ""
            case Kind.ROW:
                yield "".join(signs)[:LONGEST]
            case Kind.SIGN:
                yield from signs
    yield ""


def _words(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The pairs, the pieces beside which nothing stands, and the rows of letters or digits that stand in a pair."""
    pairs, alone, paired = set(), set(), set()
    pieces = list(_pieces(text))
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if piece and after:
            pairs.add(piece + after)
        if piece and not before and not after:
            alone.add(piece)
        elif piece and kind(piece[0]) is Kind.ROW:
            paired.add(piece)
    return frozenset(pairs), frozenset(alone), frozenset(paired)
