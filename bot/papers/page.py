"""Printed pages: A4, black on white, the font embedded as far as it is used; text that flows over the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from fpdf import FPDF

from bot.papers import font
from bot.papers.typesetting import lines

_FACE = "sans"
_LEFT, _RIGHT, _TOP, _BOTTOM = 20.0, 18.0, 16.0, 20.0  # mm; the left side is for filing
WIDTH = 210.0 - _LEFT - _RIGHT
_POINT = 0.3528  # mm
BLACK, GREY, PALE = 0, 90, 200
#: What stands at the foot of page n of m: set when all pages are there.
Footer = Callable[[int, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its width in mm, and the size of its text in points."""

    heading: str
    width: float
    points: float = 9.5
    grey: bool = False


class Pages:
    """A document that is filled from above to below. ``made`` is when, for the file's properties."""

    def __init__(self, title: str, language: str, made: datetime) -> None:
        self.lacking: dict[str, None] = {}
        self._pdf = FPDF("portrait", "mm", "A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.add_font(_FACE, "", str(font.path()))
        self._pdf.set_title(self.clean(title))
        self._pdf.set_lang("zh-CN" if language == "zh" else "en")
        self._pdf.set_creator("Liubu")
        self._pdf.set_creation_date(made)
        self._again: Callable[[], None] | None = None
        self._new_page()

    # --- text ---

    def clean(self, text: str) -> str:
        """The text as far as it can be printed; what cannot is noted."""
        return font.printable(text, self.lacking)

    def heading(self, text: str, points: float = 18, after: float = 2.0) -> None:
        """A line in the middle, bold."""
        for line in self._broken(text, WIDTH, points):
            self._line(line, points, centred=True, bold=True)
        self.skip(after)

    def section(self, text: str, room: float = 14) -> None:
        """The heading of a section, on the same page as the first ``room`` mm of it."""
        self.skip(3)
        self.room(room + 8)
        self._line(self.clean(text), 12, bold=True)
        self._rule(BLACK, 0.3)
        self.skip(1.5)

    def paragraph(self, text: str, points: float = 9.5, grey: bool = False) -> None:
        """Text over the whole width."""
        for line in self._broken(text, WIDTH, points):
            self._line(line, points, grey=grey)

    def fact(self, name: str, value: str) -> None:
        """A name on the left and its value, of any length, on the right."""
        self.row((Column("", 28, grey=True), Column("", WIDTH - 28)), (name, value))

    def row(self, columns: Sequence[Column], texts: Sequence[str]) -> None:
        """A row of a table, kept together if it is not long; a fine line below it."""
        cells = [self._broken(t, c.width - 2, c.points) for c, t in zip(columns, texts, strict=True)]
        height = _height(max(column.points for column in columns))
        many = max(map(len, cells))
        if many <= 12:
            self.room(many * height + 1.5)
        for number in range(many):
            self.room(height)
            left = _LEFT
            for column, cell in zip(columns, cells, strict=True):
                if number < len(cell):
                    self._text(left, cell[number], column.points, grey=column.grey)
                left += column.width
            self._pdf.y += height
        self.skip(0.7)
        self._rule(PALE, 0.1)
        self.skip(0.7)

    @contextmanager
    def table(self, columns: Sequence[Column]) -> Iterator[None]:
        """What is written inside gets its headings again on every new page."""
        self.room(20)
        self._again = lambda: self.row(
            [Column("", c.width, c.points, True) for c in columns], [c.heading for c in columns]
        )
        self._again()
        try:
            yield
        finally:
            self._again = None

    def skip(self, height: float) -> None:
        """Leave room, in mm."""
        self._pdf.y += height

    def room(self, height: float) -> None:
        """Go on to a new page unless there are so many mm left on this one."""
        if self._pdf.y + height > self._pdf.h - _BOTTOM:
            self._new_page()
            if self._again:
                self._again()

    # --- drawings ---

    def steps(self, steps: Sequence[tuple[str, str | None]]) -> None:
        """The steps as a line of numbered circles: full and dated where they were reached (None: not yet)."""
        self.room(26)
        top, apart, radius = self._pdf.y + 5, WIDTH / len(steps), 4.2
        middles = [_LEFT + apart * (number + 0.5) for number in range(len(steps))]
        for number, (one, other) in enumerate(pairwise(middles), start=1):
            self._ink(BLACK if steps[number][1] else PALE, 0.5)
            self._pdf.line(one + radius, top, other - radius, top)
        for number, ((name, date), middle) in enumerate(zip(steps, middles, strict=True), start=1):
            self._circle(middle, top, radius, str(number), full=date is not None)
            self._text(middle, self.clean(name), 11, centred=True, bold=date is not None, top=top + radius + 1)
            self._text(middle, date or "—", 8, centred=True, grey=True, top=top + radius + 6.5)
        self._pdf.y = top + radius + 12

    def picture(self, content: bytes, box: tuple[float, float, float, float]) -> None:
        """A JPEG in the middle of a box: left and top from the text's, width and height, in mm."""
        left, top, width, height = box
        self._pdf.image(BytesIO(content), _LEFT + left, top, width, height, keep_aspect_ratio=True)

    def frame(self, left: float, top: float, width: float, height: float, words: str) -> None:
        """An empty frame with words in it, where there is no picture."""
        self._ink(PALE, 0.2)
        self._pdf.rect(_LEFT + left, top, width, height)
        for number, line in enumerate(self._broken(words, width - 8, 9)):
            self._text(_LEFT + left + width / 2, line, 9, centred=True, grey=True, top=top + height / 2 + number * 4)

    def note(self, left: float, top: float, width: float, text: str, points: float = 8) -> float:
        """Text in a box of a width; how high it is."""
        found = self._broken(text, width, points)
        for number, line in enumerate(found):
            self._text(_LEFT + left, line, points, top=top + number * _height(points))
        return len(found) * _height(points)

    def measure(self, text: str, width: float, points: float = 8) -> float:
        """How high :meth:`note` would be."""
        return len(self._broken(text, width, points)) * _height(points)

    @property
    def top(self) -> float:
        """Where the next thing goes, in mm from above."""
        return float(self._pdf.y)

    def finish(self, out: Path, footer: Footer) -> int:
        """Write the file, with a footer on every page; how many pages it has."""
        many = self._pdf.pages_count
        for number in range(1, many + 1):
            self._pdf.page = number
            self._ink(BLACK, 0.3)  # what is as it was before is not written, and before was another page
            self._ink(PALE, 0.1)
            self._pdf.line(_LEFT, self._pdf.h - 15.5, 210 - _RIGHT, self._pdf.h - 15.5)
            for place, line in enumerate(footer(number, many)):
                self._text(_LEFT, self.clean(line), 7, grey=True, top=self._pdf.h - 14.5 + place * 3.4)
        self._pdf.output(out)
        return many

    def _new_page(self) -> None:
        self._pdf.add_page()
        self._pdf.y = _TOP

    def _broken(self, text: str, width: float, points: float) -> list[str]:
        self._pdf.set_font(_FACE, "", points)
        return lines(self.clean(text), width, self._pdf.get_string_width)

    def _line(self, line: str, points: float, *, centred: bool = False, bold: bool = False, grey: bool = False) -> None:
        self.room(_height(points))
        self._text(_LEFT + WIDTH / 2 if centred else _LEFT, line, points, centred=centred, bold=bold, grey=grey)
        self._pdf.y += _height(points)

    def _text(
        self,
        x: float,
        line: str,
        points: float,
        *,
        centred: bool = False,
        bold: bool = False,
        grey: bool = False,
        top: float | None = None,
    ) -> None:
        """A line of text; bold is drawn with an outline, for the font has one weight."""
        pdf = self._pdf
        pdf.set_font(_FACE, "", points)
        shift = pdf.get_string_width(line) / 2 if centred else 0
        base = (pdf.y if top is None else top) + points * _POINT * 1.1
        pdf.set_text_color(GREY if grey else BLACK)
        with pdf.local_context(text_mode="FILL_STROKE" if bold else "FILL", line_width=0.12, draw_color=0):
            pdf.text(x - shift, base, line)

    def _circle(self, x: float, y: float, radius: float, words: str, *, full: bool) -> None:
        self._ink(BLACK if full else PALE, 0.4)
        self._pdf.set_fill_color(BLACK if full else 255)
        self._pdf.circle(x, y, radius, "DF")
        self._pdf.set_font(_FACE, "", 11)
        self._pdf.set_text_color(255 if full else GREY)
        self._pdf.text(x - self._pdf.get_string_width(words) / 2, y + 1.45, words)

    def _rule(self, grey: int, width: float) -> None:
        self._ink(grey, width)
        self._pdf.line(_LEFT, self._pdf.y, 210 - _RIGHT, self._pdf.y)

    def _ink(self, grey: int, width: float) -> None:
        self._pdf.set_draw_color(grey)
        self._pdf.set_line_width(width)


def _height(points: float) -> float:
    """The height of a line, in mm."""
    return points * _POINT * 1.5
