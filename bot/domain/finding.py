"""What somebody looks for: a query as a value, and how it is read from what they write after /find.

The words that mean something by themselves (states, grids, days) come from the messages as :class:`Wording`; what they
mean here and today comes from :class:`Known`. What is left over is looked for in the cases' texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar
from unicodedata import east_asian_width

from bot.domain import bigrams, period
from bot.domain.case import ENDED, State
from bot.domain.period import PeriodWords
from bot.domain.vocabulary import Vocabulary

T = TypeVar("T")

MOST_TEXT = 200
MOST_WORDS = 8
_MOST_DIGITS = 15
_LONGEST_PHRASE = 3


class Filter(StrEnum):
    """What a case must be besides."""

    OVERDUE = "overdue"  # open, and past its deadline
    OPEN = "open"
    ENDED = "ended"
    MINE = "mine"  # reported or followed by who looks
    OWN_GRID = "own_grid"  # of a grid in which who looks holds something


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. All that is given must hold; of several states, grids, places or people one is enough.

    ``number`` is a case's number; ``words`` stand in its text; ``leads`` are person ids; ``since`` and ``until`` are
    the first and the last day on which it was reported. ``places`` are a grid and the key of a building there.
    """

    number: int | None = None
    words: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    grids: tuple[int, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    leads: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    filters: frozenset[Filter] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for."""
        return self == Query()


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that mean something in a query, all as :func:`bot.domain.bigrams.plain` makes them.

    One word may mean several states: what was archived was closed, too. ``numbers`` stand before or after a case's
    number, ``grid`` in the name of a grid, which ``vocabulary`` can read.
    """

    states: Mapping[str, tuple[State, ...]] = field(default_factory=dict)
    filters: Mapping[str, Filter] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    grid: tuple[str, ...] = ()
    vocabulary: Vocabulary | None = None
    periods: PeriodWords = field(default_factory=PeriodWords)


#: Where nobody has given the words: everything is looked for in the texts.
NO_WORDING = Wording()


@dataclass(frozen=True, slots=True)
class Known:
    """What names mean in this community: grids by name, places by name (there may be several), staff by name."""

    grids: Mapping[str, int]
    places: Mapping[str, tuple[tuple[int, str], ...]]
    staff: Mapping[str, tuple[int, ...]]
    today: date


def parse(text: str, wording: Wording, known: Known) -> Query:
    """What somebody looks for; nothing they write is an error. At most 200 characters and 8 words are looked at."""
    whole = bigrams.plain(text[:MOST_TEXT]).strip()
    number = _number(whole, wording)
    if number is not None:
        return Query(number=number)
    query, terms = Query(), _terms(whole)[:MOST_WORDS]
    while terms:
        query, used = _first(query, terms, wording, known)
        terms = terms[used:]
    return _tidy(query)


def _terms(text: str) -> list[str]:
    """What stands between spaces, commas, and the punctuation that is as wide as a Chinese character."""
    gaps = {sign for sign in text if sign in ",;" or (east_asian_width(sign) in "WF" and not sign.isalnum())}
    return "".join(" " if sign in gaps else sign for sign in text).split()


def in_words(query: Query) -> Query:
    """The same where there is no case of that number: the digits are looked for in the texts."""
    return Query(words=(str(query.number),)) if query.number is not None else query


def _first(query: Query, terms: list[str], wording: Wording, known: Known) -> tuple[Query, int]:
    """The query with what the first terms mean, the longest phrase that means something; and how many they were."""
    for many in range(min(_LONGEST_PHRASE, len(terms)), 0, -1):
        phrase = " ".join(terms[:many])
        for read in (_condition, _where, _who):
            changed = read(query, phrase, wording, known)
            if changed is not None:
                return changed, many
    return _told(query, terms[0], known), 1


def _condition(query: Query, phrase: str, wording: Wording, known: Known) -> Query | None:
    """A state, a filter, or days."""
    if phrase in wording.states:
        return replace(query, states=_more(query.states, wording.states[phrase]))
    if phrase in wording.filters:
        return replace(query, filters=query.filters | {wording.filters[phrase]})
    days = period.parse(phrase, wording.periods, known.today)
    return replace(query, since=days.first, until=days.last) if days else None


def _where(query: Query, phrase: str, wording: Wording, known: Known) -> Query | None:
    """A grid or a place."""
    if phrase in known.places:
        return replace(query, places=_more(query.places, known.places[phrase]))
    grid = known.grids.get(phrase) or _grid(phrase, wording, known)
    return replace(query, grids=_more(query.grids, [grid])) if grid is not None else None


def _who(query: Query, phrase: str, _wording: Wording, known: Known) -> Query | None:
    """Somebody of the staff, by the whole name, or by its beginning if that is at least two characters of one only."""
    people = known.staff.get(phrase)
    if people is None and len(phrase) > 1:
        alike = [name for name in known.staff if name.startswith(phrase)]
        people = known.staff[alike[0]] if len(alike) == 1 else None
    return replace(query, leads=_more(query.leads, people)) if people else None


def _told(query: Query, term: str, known: Known) -> Query:
    """Words of a text; a place may stand before them without a space."""
    house = next((name for name in sorted(known.places, key=len, reverse=True) if term.startswith(name)), None)
    if house is None:
        return replace(query, words=(*query.words, term))
    places = _more(query.places, known.places[house])
    return replace(query, places=places, words=(*query.words, term.removeprefix(house)))


def _grid(phrase: str, wording: Wording, known: Known) -> int | None:
    """The grid that is named by its number and the word for a grid."""
    if wording.vocabulary is None or not any(word in phrase for word in wording.grid):
        return None
    number = wording.vocabulary.number(phrase)
    return number if number in known.grids.values() else None


def _number(text: str, wording: Wording) -> int | None:
    """A case's number, if that is all."""
    for word in wording.numbers:
        text = text.removeprefix(word).removesuffix(word).strip()
    is_one = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_one and int(text) > 0 else None


def _tidy(query: Query) -> Query:
    """Without lone characters where there is more to go by."""
    words = tuple(dict.fromkeys(word for word in query.words if bigrams.of_query(word)))
    several = tuple(word for word in words if not bigrams.is_lone(word))
    return replace(query, words=several if replace(query, words=several) != Query() else words)


def is_vague(query: Query) -> bool:
    """Whether there is one character only to go by."""
    return any(bigrams.is_lone(word) for word in query.words)


def _more(known: tuple[T, ...], more: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*known, *more)))


#: The usual questions, by the key of their buttons.
USUAL: Mapping[str, Query] = {
    "overdue": Query(filters=frozenset({Filter.OVERDUE})),
    "unassigned": Query(states=(State.OPENED,)),
    "own_grid": Query(filters=frozenset({Filter.OWN_GRID, Filter.OPEN})),
    "open": Query(filters=frozenset({Filter.OPEN})),
    "mine": Query(filters=frozenset({Filter.MINE})),
}

#: The states after which nobody has anything to do, as a query names them.
ENDED_STATES: tuple[State, ...] = tuple(state for state in State if state in ENDED)
