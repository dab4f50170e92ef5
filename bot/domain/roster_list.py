"""The duty roster as the street keeps it (街道值班表): who stands when on which post, and what is wrong with the sheet.

Three shapes are known: a line for each shift; a month with a line for each day and a column for each post; and the same
with the days across. All that is wrong is found in one go, so that the sheet needs to be mended once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from bot.domain.community import Community
from bot.domain.roster_days import Days
from bot.domain.roster_words import Minutes, Part, RosterColumn, RosterWords
from bot.domain.sheet import BLANK, Cell, Row, Sheet, letter
from bot.domain.staff_list import Problem, tidy
from bot.domain.vocabulary import key

#: Every code of a problem.
PROBLEMS = (
    "no_person_column",
    "column_unknown",
    "no_rows",
    "formula",
    "date_missing",
    "date_wrong",
    "post_missing",
    "post_unknown",
    "part_unknown",
    "name_unknown",
    "name_two",
    "too_many",
    "duplicate",
)
MOST_PROBLEMS, MOST_LINES = 500, 2_000
_WITHIN, _DAYS_ACROSS, _LIKE, _SHOWN, _SEATS = 10, 5, 0.5, 30, 2


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who can stand a shift: their number among the persons, what they are called, their phone."""

    person: int
    name: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """When shifts change, in minutes of the day: the (day) shift begins at ``change``, the night shift at ``night``."""

    change: int = 8 * 60
    night: int = 20 * 60

    def of(self, part: Part | Minutes) -> Minutes:
        """From when to when: minutes counted from that day's midnight."""
        match part:
            case Part.WHOLE:
                return self.change, self.change + 1440
            case Part.DAY:
                return self.change, self.night
            case Part.NIGHT:
                return self.night, self.change + 1440
        return part


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One shift of the sheet: ms UTC, half-open; ``row`` as the person counts."""

    row: int
    post: str
    seat: int
    person: int
    name: str
    from_at: int
    until_at: int


@dataclass(frozen=True, slots=True)
class RosterReading:
    """What was found. The lines are those without a problem; of the problems, ``many`` in all, the first are kept."""

    lines: tuple[RosterLine, ...]
    problems: tuple[Problem, ...]
    many: int = 0


@dataclass(frozen=True, slots=True)
class _Stand:
    """A column in which names of a post stand."""

    column: int
    post: str
    part: Part | None


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the sheet says what. ``turned``: the days went across, and the sheet was turned over to be read."""

    heading: Row
    rows: Sequence[Row]
    columns: dict[RosterColumn, int]
    stands: tuple[_Stand, ...]
    unknown: tuple[int, ...]
    turned: bool = False

    @property
    def is_lines(self) -> bool:
        """Whether there is a line for each shift."""
        return RosterColumn.PERSON in self.columns and RosterColumn.POST in self.columns


def read(
    sheet: Sheet, community: Community, words: RosterWords, staff: Sequence[Member], hours: Hours, today: date
) -> RosterReading | None:
    """The shifts of a sheet and its problems; None if it is no duty roster at all."""
    shape = _find(sheet, community, words, today)
    return _Reader(sheet, shape, community, words, staff, hours, today).read() if shape else None


def _find(sheet: Sheet, community: Community, words: RosterWords, today: date) -> _Shape | None:
    for place, row in enumerate(sheet.rows[:_WITHIN]):
        if shape := _shape(row, sheet.rows[place + 1 :], community, words):
            return shape
    days = Days(words, today)
    for place, row in enumerate(sheet.rows[:_WITHIN]):
        if sum(days.is_day(cell.text) for cell in row.cells if cell.text) >= _DAYS_ACROSS:
            return _turned(row, sheet.rows[place + 1 :], community, words, days)
    return None


def _shape(heading: Row, rows: Sequence[Row], community: Community, words: RosterWords) -> _Shape | None:
    columns: dict[RosterColumn, int] = {}
    stands: list[_Stand] = []
    unknown: list[int] = []
    for place, cell in enumerate(heading.cells):
        column = words.column(cell.text)
        if column and column is not RosterColumn.IGNORED:
            columns.setdefault(column, place)
        elif cell.text and column is None:
            if stand := words.stand(cell.text, community):
                stands.append(_Stand(place, *stand))
            else:
                unknown.append(place)
    if RosterColumn.DATE not in columns:
        return None
    if RosterColumn.PERSON in columns and RosterColumn.POST in columns:
        return _Shape(heading, rows, columns, (), ())
    nobody = RosterColumn.POST in columns and not stands
    return _Shape(heading, rows, columns, tuple(stands), tuple(unknown)) if stands or nobody else None


def _turned(row: Row, below: Sequence[Row], community: Community, words: RosterWords, days: Days) -> _Shape | None:
    """The sheet turned over: what were columns are rows, and each row's first cells are its heading."""
    across = [place for place, cell in enumerate(row.cells) if days.is_day(cell.text)]
    stands, unknown = [], []
    for place, one in enumerate(below, start=1):
        first = [cell.text for cell in one.cells[: across[0]] if cell.text]
        stand = words.stand(first[0], community) if first else None
        if stand:
            parts = [part for part in map(words.part, first[1:]) if isinstance(part, Part)]
            stands.append(_Stand(place, stand[0], parts[0] if parts else stand[1]))
        elif first and words.column(first[0]) is None and not words.grids.is_remark(first[0]):
            unknown.append(place)
    if not stands:
        return None
    rows = [Row(place + 1, (row.cell(place), *(one.cell(place) for one in below))) for place in across]
    names = (next((cell for cell in one.cells[: across[0]] if cell.text), BLANK) for one in below)
    heading = Row(row.number, (row.cell(0), *names))
    return _Shape(heading, rows, {RosterColumn.DATE: 0}, tuple(stands), tuple(unknown), turned=True)


class _Reader:
    """Reads the rows below a heading."""

    def __init__(
        self,
        sheet: Sheet,
        shape: _Shape,
        community: Community,
        words: RosterWords,
        staff: Sequence[Member],
        hours: Hours,
        today: date,
    ) -> None:
        self._shape, self._community, self._words, self._hours = shape, community, words, hours
        above = [row for row in sheet.rows if row.number < shape.heading.number]
        self._days = Days(words, today, above)
        self._numbers = [row.number for row in sheet.rows if row.number > shape.heading.number]
        self._names: dict[str, list[Member]] = {}
        for one in staff:
            self._names.setdefault(key(tidy(one.name)), []).append(one)
        self._staff = staff
        self._lines: list[RosterLine] = []
        self._taken: dict[tuple[str, int, int], int] = {}
        self._problems: list[Problem] = []
        self._many = 0
        self._last: date | None = None
        self._told: set[str] = set()

    def read(self) -> RosterReading:
        """What all rows say."""
        if not self._shape.is_lines and not self._shape.stands:
            self._problem(self._shape.heading, 0, "no_person_column")
            return RosterReading((), tuple(self._problems), self._many)
        for place in self._shape.unknown:
            if any(row.cell(place).text for row in self._shape.rows):
                self._problem(
                    self._shape.heading, place, "column_unknown", value=_shown(self._shape.heading.cell(place))
                )
        for row in self._shape.rows:
            if not self._is_to_skip(row):
                self._row(row)
        if not self._lines and not self._many:
            self._problem(self._shape.heading, 0, "no_rows")
        return RosterReading(tuple(self._lines), tuple(self._problems), self._many)

    def _is_to_skip(self, row: Row) -> bool:
        """Whether nobody stands in the row: it is empty below the posts, a remark, or the heading again."""
        first = next((cell.text for cell in row.cells if cell.text), "")
        if self._words.grids.is_remark(first) or row.cells == self._shape.heading.cells:
            return True
        places = [one.column for one in self._shape.stands] or [self._shape.columns[RosterColumn.PERSON]]
        return all(row.cell(place).is_blank for place in places) and self._date_of(row) is None

    def _row(self, row: Row) -> None:
        day = self._day(row)
        part = self._part(row)
        post = self._post(row) if self._shape.is_lines else None
        if day is None or part is None or (self._shape.is_lines and post is None):
            self._look_at_names(row)
            return
        if post is not None:
            self._stand(row, self._shape.columns[RosterColumn.PERSON], post, day, part)
        for one in self._shape.stands:
            self._stand(row, one.column, one.post, day, one.part or part)

    def _look_at_names(self, row: Row) -> None:
        """What is wrong with the names of a row that is wrong otherwise: it is to be mended in one go."""
        places = [one.column for one in self._shape.stands] or [self._shape.columns[RosterColumn.PERSON]]
        for place in places:
            for name in self._words.names(row.cell(place).text):
                self._person(row, place, name)

    def _date_of(self, row: Row) -> date | None:
        return self._days.day(row.cell(self._shape.columns[RosterColumn.DATE]).text)

    def _day(self, row: Row) -> date | None:
        """The day of the row; where its cell is blank, as in the second line of a day, that of the row before."""
        place = self._shape.columns[RosterColumn.DATE]
        cell = row.cell(place)
        if cell.is_blank and self._last is not None:
            return self._last
        if cell.is_blank:
            self._problem(row, place, "date_missing")
            return None
        self._last = self._date_of(row)
        if self._last is None:
            self._problem(row, place, "date_wrong", value=_shown(cell), month=bool(self._days.above.month))
        return self._last

    def _part(self, row: Row) -> Part | Minutes | None:
        place = self._shape.columns.get(RosterColumn.PART)
        if place is None or row.cell(place).is_blank:
            return Part.WHOLE
        part = self._words.part(row.cell(place).text)
        if part is None:
            self._problem(row, place, "part_unknown", value=_shown(row.cell(place)))
        return part

    def _post(self, row: Row) -> str | None:
        place = self._shape.columns[RosterColumn.POST]
        cell = row.cell(place)
        if cell.is_blank:
            self._problem(row, place, "post_missing")
            return None
        post = self._words.post(cell.text, self._community)
        if post is None:
            self._problem(row, place, "post_unknown", value=_shown(cell))
        return post

    def _stand(self, row: Row, place: int, post: str, day: date, part: Part | Minutes) -> None:
        """Whoever stands in a cell has that shift."""
        cell = row.cell(place)
        if cell.formula:
            self._problem(row, place, "formula")
            return
        names = self._words.names(cell.text)
        if len(names) > _SEATS:
            self._problem(row, place, "too_many", most=_SEATS, value=_shown(cell))
            return
        begin, end = self._hours.of(part)
        span = self._instant(day, begin), self._instant(day, end)
        for name in names:
            if found := self._person(row, place, name):
                self._line(row, place, post, found, span)

    def _line(self, row: Row, place: int, post: str, member: Member, span: tuple[int, int]) -> None:
        seat = 1 + sum((post, n, span[0]) in self._taken for n in range(1, _SEATS + 1))
        if seat > _SEATS:
            self._problem(row, place, "duplicate", first=self._taken[(post, 1, span[0])])
        elif len(self._lines) < MOST_LINES:
            self._taken[(post, seat, span[0])] = row.number
            self._lines.append(RosterLine(self._number(row), post, seat, member.person, member.name, *span))

    def _instant(self, day: date, minutes: int) -> int:
        days, minute = divmod(minutes, 1440)
        return self._community.calendar.instant(day + timedelta(days=days), minute)

    def _person(self, row: Row, place: int, name: str) -> Member | None:
        found = self._names.get(key(tidy(name)), [])
        if len(found) > 1:
            found = self._by_phone(row, found) or found
        if len(found) == 1:
            return found[0]
        self._unclear(row, place, name, bool(found))
        return None

    def _unclear(self, row: Row, place: int, name: str, is_two: bool) -> None:
        """Nobody, or more than one, is called so: told once, however often the name stands there."""
        if name in self._told:
            self._many += 1
            return
        self._told.add(name)
        guesses = get_close_matches(key(tidy(name)), self._names, n=1, cutoff=_LIKE)
        guess = self._names[guesses[0]][0].name if guesses and not is_two else ""
        code = "name_two" if is_two else "name_unknown"
        self._problem(row, place, code, value=_shown(Cell(name)), guess=guess)

    def _by_phone(self, row: Row, found: Sequence[Member]) -> list[Member]:
        """Of those who are called alike the one whose number stands in the line."""
        place = self._shape.columns.get(RosterColumn.PHONE)
        said = "".join(sign for sign in row.cell(place).text if sign.isdecimal()) if place is not None else ""
        return [one for one in found if one.phone and said.endswith(one.phone[-11:])] if said else []

    def _problem(self, row: Row, place: int, code: str, **data: int | str | bool) -> None:
        self._many += 1
        if len(self._problems) < MOST_PROBLEMS:
            heading = self._shape.heading.cell(place).text
            row_number, column = self._where(row, place)
            self._problems.append(Problem(row_number, heading, column, code, data))

    def _where(self, row: Row, place: int) -> tuple[int, str]:
        """The row and the letter of the column as they stand in the file."""
        if not self._shape.turned:
            return row.number, letter(place)
        number = self._numbers[place - 1] if place else self._shape.heading.number
        return number, letter(0 if row is self._shape.heading else row.number - 1)

    def _number(self, row: Row) -> int:
        return self._shape.heading.number if self._shape.turned else row.number


def _shown(cell: Cell) -> str:
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in cell.text).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
