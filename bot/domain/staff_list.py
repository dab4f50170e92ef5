"""The staff list as the street office keeps it: which rows say who holds what, and what is wrong with the others.

Everything that is wrong is found in one go, so that the list needs to be mended once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.community import Community
from bot.domain.person import COMMUNITY_ROLES, GRID_ROLES, Role
from bot.domain.phone import masked, normal_phone
from bot.domain.screen import Value
from bot.domain.sheet import Row, Sheet, Table, letter
from bot.domain.staff_heading import WITHIN, Heading, find
from bot.domain.vocabulary import Column, Vocabulary, close, key

#: Every code of a problem.
PROBLEMS = (
    "no_heading",
    "missing_columns",
    "column_twice",
    "no_rows",
    "formula",
    "control",
    "too_long",
    "name_missing",
    "phone_missing",
    "phone_wrong",
    "phone_rounded",
    "phone_two_names",
    "role_missing",
    "role_unknown",
    "role_resident",
    "grid_missing",
    "grid_unknown",
    "grid_not_wanted",
    "unit_missing",
    "duplicate",
)
MOST_PROBLEMS = 500
MOST_NAME, MOST_UNIT = 40, 60
_REQUIRED = (Column.NAME, Column.PHONE, Column.ROLE)
_SHOWN = 30
#: What Excel makes of a long number in a narrow column when it saves CSV.
_ROUNDED = re.compile(r"[0-9.]+E\+?[0-9]+", re.IGNORECASE)
#: Signs that nobody sees; they come along when a name is copied from a web page.
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
#: The scripts in which a space between two signs only fills a line: 王 伟.
_HAN = r"[\u2e80-\u2fff\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_FILLING = re.compile(rf"(?<={_HAN}) (?={_HAN})")
_SPACES = re.compile("[ \u00a0\u3000]+")
_WRONG = 0  # stands for a grid that was named and cannot be known; its problem has been told


@dataclass(frozen=True, slots=True)
class Line:
    """One appointment on the list; ``row`` is the row of the file, from 1."""

    row: int
    name: str
    phone: str
    role: Role
    grid: int | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row; ``column`` is the heading above it and ``letter`` that column's: "" for a whole row."""

    row: int
    column: str
    letter: str
    code: str
    data: Mapping[str, Value] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Value]:
        """What a sentence about it needs."""
        return {"row": self.row, "column": self.column, "letter": self.letter, **self.data}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found. The lines are those without a problem; of the problems, ``many`` in all, the first are kept."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    many: int = 0


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a list that goes out; they must be among those of the vocabulary, if it is to come back."""

    title: str
    headings: Mapping[Column, str]
    roles: Mapping[Role, str]


def read(sheet: Sheet, community: Community, vocabulary: Vocabulary) -> Reading:
    """The lines of a staff list, and its problems."""
    heading = find(sheet, vocabulary)
    if heading is None:
        first = sheet.rows[0].number if sheet.rows else 1
        return Reading((), (Problem(first, "", "", "no_heading", {"within": WITHIN}),), 1)
    reader = _Reader(heading, community, vocabulary)
    for row in sheet.rows:
        if row.number > heading.row.number and not reader.is_to_skip(row):
            reader.read(row)
    return reader.reading()


def table(lines: Iterable[Line], community: Community, wording: Wording) -> Table:
    """The list as it goes into a file; read again, it gives the same lines."""
    rows = tuple(
        (line.name, line.phone, wording.roles[line.role], _grid_name(line.grid, community), line.unit) for line in lines
    )
    return Table(wording.title, tuple(wording.headings[column] for column in Column), rows)


def tidy(text: str) -> str:
    """A name on one line, without signs that nobody sees and without spaces that only fill a line."""
    return _FILLING.sub("", _SPACES.sub(" ", _UNSEEN.sub("", text)).strip())


def _grid_name(number: int | None, community: Community) -> str:
    grid = community.grid(number) if number else None
    return grid.name if grid else str(number or "")


def _shown(text: str) -> str:
    """What stands in a cell, on one line and not too long for a sentence."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


class _Reader:
    """Reads the rows below a heading, and remembers who had which number and which post."""

    def __init__(self, heading: Heading, community: Community, vocabulary: Vocabulary) -> None:
        self._heading, self._community, self._words = heading, community, vocabulary
        self._grids = {close(grid.name): grid.number for grid in community.grids}
        self._lines: list[Line] = []
        self._problems = [self._at(heading.row, a, "column_twice", {"other": letter(b)}) for a, b in heading.alike]
        self._lacking = {column for column in _REQUIRED if column not in heading.places}
        self._names: dict[str, tuple[str, int]] = {}
        self._posts: dict[tuple[str, Role, int | None, str], int] = {}
        self._rows = 0

    def reading(self) -> Reading:
        """What all rows said."""
        first = [self._about_columns()] if self._lacking else []
        if not self._rows:
            first.append(Problem(self._heading.row.number, "", "", "no_rows"))
        problems = first + self._problems
        return Reading(tuple(self._lines), tuple(problems[:MOST_PROBLEMS]), len(problems))

    def is_to_skip(self, row: Row) -> bool:
        """Whether the row speaks of nobody: it is empty, a total or a remark, or the heading again."""
        if all(self._heading.cell(row, column).is_blank for column in _REQUIRED):
            return True
        first = next(cell.text for cell in row.cells if not cell.is_blank)
        phone = normal_phone(self._heading.cell(row, Column.PHONE).text)
        return (self._words.is_remark(first) and not phone) or self._heading.is_again(row)

    def read(self, row: Row) -> None:
        """Take what the row says, or what is wrong with it."""
        self._rows += 1
        name, phone, roles = self._name(row), self._phone(row), self._roles(row)
        grid, unit = self._grid(row), self._unit(row)
        if name and phone and not self._is_same(row, name, phone):
            return
        for role in roles:
            own = None if role in COMMUNITY_ROLES and not COMMUNITY_ROLES.issuperset(roles) else grid
            fits = self._fits(row, role, own, unit)
            if fits and phone and own != _WRONG and unit is not None:
                self._post(Line(row.number, name, phone, role, own, unit), row)

    def _post(self, line: Line, row: Row) -> None:
        first = self._posts.setdefault((line.phone, line.role, line.grid, line.unit), line.row)
        if first != line.row:
            self._problem(row, Column.PHONE, "duplicate", first=first, phone=masked(line.phone), role=line.role.value)
        elif line.name:
            self._lines.append(line)

    def _is_same(self, row: Row, name: str, phone: str) -> bool:
        """Whether nobody else had that number before."""
        other, first = self._names.setdefault(phone, (name, row.number))
        if key(other) == key(name):
            return True
        self._problem(
            row,
            Column.PHONE,
            "phone_two_names",
            phone=masked(phone),
            name=_shown(name),
            other=_shown(other),
            first=first,
        )
        return False

    def _fits(self, row: Row, role: Role, grid: int | None, unit: str | None) -> bool:
        """Whether the role has the grid and the unit that it needs, and none that it must not have."""
        if role in GRID_ROLES and grid is None:
            self._lack(row, Column.GRID, "grid_missing", role)
        elif role in COMMUNITY_ROLES and grid:
            self._problem(row, Column.GRID, "grid_not_wanted", role=role.value, grid=grid)
        elif role is Role.LIAISON and unit == "":
            self._lack(row, Column.UNIT, "unit_missing", role)
        else:
            return True
        return False

    # --- one column each: what it says, or nothing once its problem is told ---

    def _name(self, row: Row) -> str:
        text = self._text(row, Column.NAME)
        if text is None:
            return ""
        name = tidy(text)
        if self._words.is_nothing(name):
            self._problem(row, Column.NAME, "name_missing")
            return ""
        return name if self._is_plain(row, Column.NAME, name, MOST_NAME) else ""

    def _phone(self, row: Row) -> str:
        text = self._text(row, Column.PHONE)
        if text is None:
            return ""
        phone = normal_phone(text)
        if self._words.is_nothing(text):
            self._problem(row, Column.PHONE, "phone_missing")
        elif not phone:
            code = "phone_rounded" if _ROUNDED.fullmatch(text) else "phone_wrong"
            self._problem(row, Column.PHONE, code, value=_shown(text))
        return phone or ""

    def _roles(self, row: Row) -> tuple[Role, ...]:
        text = self._text(row, Column.ROLE)
        if text is None:
            return ()
        cells = [row.cell(place) for place in self._heading.places[Column.ROLE]]
        found = dict.fromkeys(r for cell in cells for r in self._words.role_list(cell.text, self._community.name))
        if self._words.is_nothing(text):
            self._problem(row, Column.ROLE, "role_missing")
        elif Role.RESIDENT in found:
            self._problem(row, Column.ROLE, "role_resident", value=_shown(text))
        elif not found:
            wanted = len(self._problems) < MOST_PROBLEMS  # what is not told need not be looked for
            guess = self._words.guess(text[:MOST_NAME]) if wanted else ""
            self._problem(row, Column.ROLE, "role_unknown", value=_shown(text), guess=guess)
        return tuple(role for role in found if role is not Role.RESIDENT)

    def _grid(self, row: Row) -> int | None:
        if Column.GRID not in self._heading.places:
            return None
        text = self._text(row, Column.GRID)
        if text is None:
            return _WRONG
        plain = close(text)
        number = self._grids.get(plain) or self._grids.get(plain.removeprefix(close(self._community.name)))
        if number or self._words.is_nothing(text) or self._words.is_whole(text):
            return number
        number = self._words.number(plain.removeprefix(close(self._community.name)))
        if number is not None and self._community.grid(number):
            return number
        known: list[Value] = [grid.number for grid in self._community.grids]
        self._problem(row, Column.GRID, "grid_unknown", value=_shown(text), known=known)
        return _WRONG

    def _unit(self, row: Row) -> str | None:
        if Column.UNIT not in self._heading.places:
            return ""
        text = self._text(row, Column.UNIT)
        if text is None:
            return None
        unit = "" if self._words.is_nothing(text) else tidy(text)
        return unit if self._is_plain(row, Column.UNIT, unit, MOST_UNIT) else None

    def _is_plain(self, row: Row, column: Column, text: str, most: int) -> bool:
        if len(text) > most:
            self._problem(row, column, "too_long", most=most, value=_shown(text))
        elif any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in text):
            self._problem(row, column, "control", value=_shown(text))
        else:
            return True
        return False

    # --- cells and their problems ---

    def _text(self, row: Row, column: Column) -> str | None:
        """What a cell says; None if there is no such column, or if a formula says it."""
        cell = self._heading.cell(row, column)
        if cell.formula:
            self._problem(row, column, "formula", value=_shown(cell.text))
        return None if cell.formula or column not in self._heading.places else cell.text

    def _about_columns(self) -> Problem:
        row = self._heading.row
        missing: list[Value] = [column.value for column in Column if column in self._lacking]
        found: list[Value] = [_shown(cell.text) for cell in row.cells if cell.text]
        return Problem(row.number, "", "", "missing_columns", {"missing": missing, "found": found})

    def _lack(self, row: Row, column: Column, code: str, role: Role) -> None:
        """Something is missing: in this row, or, told once, in the whole list."""
        if column in self._heading.places:
            self._problem(row, column, code, role=role.value)
        else:
            self._lacking.add(column)

    def _problem(self, row: Row, column: Column, code: str, **data: Value) -> None:
        self._problems.append(self._at(row, self._heading.place(row, column), code, data))

    def _at(self, row: Row, place: int, code: str, data: Mapping[str, Value]) -> Problem:
        return Problem(row.number, _shown(self._heading.row.cell(place).text), letter(place), code, data)
