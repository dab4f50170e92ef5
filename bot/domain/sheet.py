"""Tables as values: what was read from a file, and what goes into one. No file stands behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a person sees it; ``formula`` says that the file reckons the text from other cells."""

    text: str
    formula: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there."""
        return not self.text and not self.formula


BLANK = Cell("")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as the person sees it, from 1; blank cells at its end are left out."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell of that column, from 0; a blank one beyond the end."""
        return self.cells[column] if column < len(self.cells) else BLANK


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet in their order; blank ones are left out."""

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, rows: Iterable[Sequence[Cell]]) -> Sheet:
        """The sheet whose rows those are, from the first on, blank ones included."""
        trimmed = ((number, _trimmed(cells)) for number, cells in enumerate(rows, start=1))
        return cls(tuple(Row(number, cells) for number, cells in trimmed if cells))


@dataclass(frozen=True, slots=True)
class Table:
    """What goes into a file: every row has as many values as there are headings."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]


def letter(column: int) -> str:
    """The letters above a column, counted from 0: A, B, …, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _trimmed(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    width = next((n for n in range(len(cells), 0, -1) if not cells[n - 1].is_blank), 0)
    return tuple(cells[:width])
