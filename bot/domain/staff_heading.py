"""The heading of a staff list: which row it is, and which of its columns says what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.sheet import BLANK, Cell, Row, Sheet
from bot.domain.vocabulary import Column, Vocabulary, key

WITHIN = 10
_LEAST = 2
_Found = Mapping[Column, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. ``places`` are the columns that say a thing, the best first; ``alike`` are pairs of columns that have
    the same name, so that nobody can know which of the two is meant.
    """

    row: Row
    places: Mapping[Column, tuple[int, ...]]
    alike: tuple[tuple[int, int], ...]

    def cell(self, row: Row, column: Column) -> Cell:
        """What a row has in a column: where several say the same thing, the first that is not blank."""
        cells = [row.cell(place) for place in self.places.get(column, ())]
        return next((cell for cell in cells if not cell.is_blank), BLANK)

    def place(self, row: Row, column: Column) -> int:
        """Where that cell is."""
        places = self.places[column]
        return next((place for place in places if not row.cell(place).is_blank), places[0])

    def is_again(self, row: Row) -> bool:
        """Whether a row is the heading once more, as at the top of a new page."""
        places = [place for found in self.places.values() for place in found]
        return sum(key(row.cell(place).text) == key(self.row.cell(place).text) for place in places) >= _LEAST


def find(sheet: Sheet, vocabulary: Vocabulary) -> Heading | None:
    """The best heading among the first rows; of two that follow each other and are as good, the lower one.

    The latter is what remains of headings on two lines, when merged cells have been filled down.
    """
    rows = sheet.rows[:WITHIN]
    worth = [_worth(_columns(row, vocabulary), vocabulary) for row in rows]
    best = max(worth, default=0)
    if not best:
        return None
    place = worth.index(best)
    if worth[place + 1 : place + 2] == [best]:
        place += 1
    return _made(rows[place], _columns(rows[place], vocabulary), vocabulary)


def _columns(row: Row, vocabulary: Vocabulary) -> _Found:
    """Where each column may stand: how good its heading is, and its place; the best first."""
    found: dict[Column, list[tuple[int, int]]] = {}
    for place, cell in enumerate(row.cells):
        if heading := vocabulary.heading(cell.text):
            column, rank = heading
            found.setdefault(column, []).append((rank, place))
    return {column: sorted(places) for column, places in found.items()}


def _worth(columns: _Found, vocabulary: Vocabulary) -> int:
    """How much a row looks like a heading: several columns, of which one at least is called by a known word."""
    known = any(not vocabulary.is_loose(found[0][0]) for found in columns.values())
    return len(columns) if known and len(columns) >= _LEAST else 0


def _made(row: Row, columns: _Found, vocabulary: Vocabulary) -> Heading:
    places: dict[Column, tuple[int, ...]] = {}
    alike: list[tuple[int, int]] = []
    for column, found in columns.items():
        known = [one for one in found if not vocabulary.is_loose(one[0])] or found
        in_order = sorted(place for _, place in known)
        same = column is Column.NAME or len({rank for rank, _ in known}) < len(known)
        if len(known) > 1 and same:
            alike.append((in_order[0], in_order[1]))
            places[column] = (in_order[0],)
        else:
            places[column] = tuple(place for _, place in known)
    return Heading(row, places, tuple(alike))
