"""The words by which a staff list is understood. They come from messages/; here is only how they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from bot.domain.person import STAFF, Role

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\u3010[^\u3010\u3011]*\u3011")
_TEN = 10
_LONGEST = 60  # of a cell with several roles
_LIKE = 0.5

Words = Mapping[str, Sequence[str]]


class Column(StrEnum):
    """What a staff list says of somebody."""

    NAME = "name"
    PHONE = "phone"
    ROLE = "role"
    GRID = "grid"
    UNIT = "unit"


def key(text: str) -> str:
    """A text as it is compared: without width, case, spaces, punctuation, and what stands in brackets."""
    plain = _BRACKETS.sub("", unicodedata.normalize("NFKC", text).lower())
    return "".join(sign for sign in plain if sign.isalnum())


def close(text: str) -> str:
    """A text without width, case, spaces and what stands in brackets: the signs between its numbers are kept."""
    return "".join(_BRACKETS.sub("", unicodedata.normalize("NFKC", text).lower()).split())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What headings, roles and grids are called; where several words would do, the first are the best ones.

    ``before`` and ``after`` stand around a grid's number; ``whole`` means the whole community, ``nothing`` is what
    people write where there is nothing to say; ``joints`` stand between two roles in a cell, and a row that begins with
    one of ``remarks`` is about the list and not about a person.
    """

    headings: Mapping[Column, Sequence[str]]
    roles: Mapping[Role, Sequence[str]]
    numerals: Mapping[str, int]
    before: Sequence[str]
    after: Sequence[str]
    whole: Sequence[str]
    nothing: Sequence[str]
    joints: Sequence[str]
    remarks: Sequence[str]
    _headings: Mapping[str, tuple[Column, int]] = field(init=False, repr=False, compare=False)
    _roles: Mapping[str, Role] = field(init=False, repr=False, compare=False)
    _nothing: frozenset[str] = field(init=False, repr=False, compare=False)
    _whole: frozenset[str] = field(init=False, repr=False, compare=False)
    _remarks: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _around: tuple[tuple[str, ...], ...] = field(init=False, repr=False, compare=False)

    @classmethod
    def of(cls, tables: Mapping[str, Words]) -> Vocabulary:
        """The vocabulary from the tables of a file."""
        numerals = {key(word): int(number) for number, words in tables["numeral"].items() for word in words}
        lists = {
            name: tuple(tables["cell"][name]) for name in ("before", "after", "whole", "nothing", "joints", "remarks")
        }
        return cls(
            headings={Column(name): tuple(words) for name, words in tables["heading"].items()},
            roles={Role(name): tuple(words) for name, words in tables["role"].items()},
            numerals=numerals,
            **lists,
        )

    def __post_init__(self) -> None:
        """Make the tables in which words are looked up."""
        made = {
            "_headings": {key(word): (column, n) for column, ws in self.headings.items() for n, word in enumerate(ws)},
            "_roles": {key(word): role for role, words in self.roles.items() for word in words},
            "_nothing": frozenset({"", *map(key, self.nothing)}),
            "_whole": frozenset(map(key, self.whole)),
            "_remarks": tuple(map(key, self.remarks)),
            "_around": tuple(tuple(sorted(map(close, words), key=len)[::-1]) for words in (self.before, self.after)),
        }
        for name, table in made.items():
            object.__setattr__(self, name, table)

    def heading(self, text: str) -> tuple[Column, int] | None:
        """The column that a heading means, and how good its word is for that: 0 is the best."""
        wanted = key(text)
        if wanted in self._headings:
            return self._headings[wanted]
        ends = [word for word in self._headings if wanted.endswith(word)]
        return (self._headings[max(ends, key=len)][0], len(self._headings)) if ends else None

    def is_loose(self, rank: int) -> bool:
        """Whether a heading only ends like one that is known."""
        return rank == len(self._headings)

    def role_list(self, text: str, community: str = "") -> tuple[Role, ...]:
        """The roles that a cell names, each once; none if there is a word in it that is unknown."""
        if role := self._role(text, community):
            return (role,)
        for place, joint in self._joints(text if len(text) <= _LONGEST else ""):
            if first := self._role(text[:place], community):
                rest = text[place + len(joint) :].strip()
                others = self.role_list(rest, community)
                if others or not rest:
                    return tuple(dict.fromkeys((first, *others)))
        return ()

    def guess(self, text: str) -> str:
        """The known word for a role of the staff that looks most like the text; "" if none does."""
        words = {key(word): word for role in STAFF for word in self.roles.get(role, ())}
        close = get_close_matches(key(text), words, n=1, cutoff=_LIKE)
        return words[close[0]] if close else ""

    def is_nothing(self, text: str) -> bool:
        """Whether the text only says that there is nothing to say."""
        return key(text) in self._nothing

    def is_whole(self, text: str) -> bool:
        """Whether the text means the whole community."""
        return key(text) in self._whole

    def is_remark(self, text: str) -> bool:
        """Whether a row that begins with the text is a total, or says who made the list."""
        return key(text).startswith(self._remarks)

    def number(self, text: str) -> int | None:
        """The number in a grid's name: the words around it taken away, in digits or in words."""
        plain = close(text)
        before, after = self._around
        plain = next((plain.removeprefix(word) for word in before if plain.startswith(word)), plain)
        plain = next((plain.removesuffix(word) for word in after if plain.endswith(word)), plain)
        return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < _TEN else self._numeral(plain)

    def _numeral(self, text: str) -> int | None:
        """A number in words: up to ten as it is known, beyond as so many tens and so many."""
        if text in self.numerals:
            return self.numerals[text]
        ten = next((word for word, number in self.numerals.items() if number == _TEN and word in text), None)
        if ten is None:
            return None
        left, _, right = text.partition(ten)
        tens = self.numerals.get(left, _TEN) if left else 1
        ones = self.numerals.get(right, _TEN) if right else 0
        return tens * _TEN + ones if max(tens, ones) < _TEN else None

    def _joints(self, text: str) -> Iterator[tuple[int, str]]:
        return ((n, joint) for n in range(len(text)) for joint in self.joints if text.startswith(joint, n))

    def _role(self, text: str, community: str) -> Role | None:
        wanted = key(text)
        return self._roles.get(wanted) or self._roles.get(wanted.removeprefix(key(community)))
