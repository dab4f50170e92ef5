"""The words by which a duty roster of the street is understood, and by which it goes out. They come from messages/."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.community import Community
from bot.domain.vocabulary import Vocabulary, close, key

_TIME = r"([0-9]{1,2})[:.]?([0-5][0-9])?"
_DAY_MINUTES = 1440


class RosterColumn(StrEnum):
    """What a column of a roster says, where it is no post."""

    DATE = "date"
    POST = "post"
    PART = "part"  # 班次
    PERSON = "person"
    PHONE = "phone"
    IGNORED = "ignored"  # the day of the week, remarks, running numbers


class Part(StrEnum):
    """Which part of the day a shift is."""

    WHOLE = "whole"  # 24 hours
    DAY = "day"  # 白班
    NIGHT = "night"  # 夜班


#: A shift by the clock: minutes of the day from and to; the end may lie after midnight (more than 1440).
Minutes = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RosterWords:
    """What columns, parts of the day and posts are called; all as :func:`bot.domain.vocabulary.key` makes them.

    ``tails`` may follow the name of a grid ("第一网格值班"); ``joints`` stand between two names in a cell; ``until``
    between two times; ``morrow`` says that the second one is on the next day; ``year``, ``month`` and ``day`` are the
    signs after the numbers of a date, ``weekday`` those that begin the name of a day of the week.
    """

    columns: Mapping[str, RosterColumn]
    parts: Mapping[str, Part]
    leader: frozenset[str]
    reserve: frozenset[str]
    tails: Sequence[str]
    nothing: frozenset[str]
    joints: Sequence[str]
    until: Sequence[str]
    morrow: Sequence[str]
    year: Sequence[str]
    month: Sequence[str]
    day: Sequence[str]
    weekday: Sequence[str]
    grids: Vocabulary

    @classmethod
    def of(cls, tables: Mapping[str, Mapping[str, Sequence[str]]], grids: Vocabulary) -> RosterWords:
        """The words from the tables of a file."""
        lists = {name: tuple(tables["cell"][name]) for name in ("joints", "until", "morrow")}
        signs = {name: tuple(tables["date"][name]) for name in ("year", "month", "day", "weekday")}
        return cls(
            columns={key(word): RosterColumn(name) for name, words in tables["column"].items() for word in words},
            parts={key(word): Part(name) for name, words in tables["part"].items() for word in words},
            leader=frozenset(map(key, tables["post"]["leader"])),
            reserve=frozenset(map(key, tables["post"]["reserve"])),
            tails=tuple(sorted(map(key, tables["post"]["tails"]), key=len, reverse=True)),
            nothing=frozenset({"", *map(key, tables["cell"]["nothing"])}),
            grids=grids,
            **lists,
            **signs,
        )

    def column(self, text: str) -> RosterColumn | None:
        """What a heading means, if it is not a post."""
        return self.columns.get(key(text))

    def is_nothing(self, text: str) -> bool:
        """Whether nobody stands there."""
        return key(text) in self.nothing

    def post(self, text: str, community: Community) -> str | None:
        """The key of the post that is called so; None if there is none."""
        plain = key(text).removeprefix(key(community.name)) or key(text)
        if plain in self.leader:
            return "leader"
        if plain in self.reserve:
            return "reserve"
        named = next((plain.removesuffix(tail) for tail in self.tails if plain.endswith(tail) and plain != tail), plain)
        for name in (plain, named):
            for grid in community.grids:
                if name == key(grid.name):
                    return f"g{grid.number}"
        number = self.grids.number(named)
        return f"g{number}" if number and community.grid(number) else None

    def stand(self, text: str, community: Community) -> tuple[str, Part | None] | None:
        """The post that a heading means, and the part of the day if it says one: 第一网格（白班）. None: it means none.

        A bare number is no heading of a post: it is a day, or a running number.
        """
        plain = key(_opened(text))
        for word in sorted(self.parts, key=len, reverse=True):
            if plain.endswith(word) and (post := self.post(plain.removesuffix(word), community)):
                return post, self.parts[word]
        post = None if plain.isdecimal() else self.post(text, community)
        return (post, None) if post else None

    def part(self, text: str) -> Part | Minutes | None:
        """Which part of the day, or from when to when; None if that is not said in a way that is known."""
        if key(text) in self.parts:
            return self.parts[key(text)]
        return self._minutes(close(_opened(text)))

    def names(self, text: str) -> list[str]:
        """The names in a cell, in their order."""
        for joint in self.joints:
            text = text.replace(joint, "\n")
        return [name for name in (one.strip() for one in text.splitlines()) if not self.is_nothing(name)]

    def _minutes(self, text: str) -> Minutes | None:
        between = "|".join(map(re.escape, self.until))
        morrow = "|".join(map(re.escape, self.morrow))
        found = re.fullmatch(rf"{_TIME}(?:{between})({morrow})?{_TIME}", text)
        if found is None:
            return None
        begin, end = _minute(found[1], found[2]), _minute(found[4], found[5])
        if begin >= _DAY_MINUTES or end > _DAY_MINUTES:
            return None
        return (begin, end + _DAY_MINUTES) if found[3] or end <= begin else (begin, end)


def _minute(hour: str, minute: str | None) -> int:
    return int(hour) * 60 + int(minute or 0)


def _opened(text: str) -> str:
    """The text with its brackets away and what stood in them kept."""
    return re.sub(r"[()\[\]\u3010\u3011]", " ", unicodedata.normalize("NFKC", text))


def united(tables: Iterable[Mapping[str, Mapping[str, Sequence[str]]]]) -> dict[str, dict[str, list[str]]]:
    """The tables of several languages as one."""
    found: dict[str, dict[str, list[str]]] = {}
    for table in tables:
        for group, entries in table.items():
            for name, words in entries.items():
                found.setdefault(group, {}).setdefault(name, []).extend(words)
    return found
