"""A month of the roster as a picture for the chat: a line for each day, a column for each post, one's own marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from PIL import Image, ImageDraw

from bot.domain.roster_sheet import Line, MonthSheet, lines, part_name, post_name, title, whole_only
from bot.papers import font, pictures

Say = Callable[..., str]
#: So many posts stand side by side in one picture: more could not be read on a phone.
MOST_POSTS = 8
_EDGE, _TITLE, _HEAD, _ROW, _FOOT = 24, 84, 56, 50, 52
_DAY, _PART, _POST = 170, 150, 168
_QUALITY = 88
_INK, _GREY, _PAPER = (20, 20, 20), (120, 120, 120), (255, 255, 255)
_RULE, _HEADING, _OFF, _TODAY, _MINE, _NOBODY = (
    (214, 214, 214),
    (233, 238, 245),
    (247, 243, 236),
    (255, 241, 184),
    (205, 230, 208),
    (176, 58, 46),
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What one picture shows: the posts from ``begin`` until ``end``; and whether it says which part of the day."""

    sheet: MonthSheet
    say: Say
    begin: int
    end: int
    parts: bool
    stands: frozenset[tuple[date, str]]  # on which day somebody begins on which post

    @property
    def left(self) -> int:
        """Where the first post begins, in pixels."""
        return _EDGE + _DAY + (_PART if self.parts else 0)

    @property
    def width(self) -> int:
        """The width of the picture, in pixels."""
        return self.left + (self.end - self.begin) * _POST + _EDGE

    def lacks(self, day: date, post: str) -> bool:
        """Whether nobody begins on a post that day, between others on which somebody does."""
        days = [one for one, key in self.stands if key == post]
        return bool(days) and min(days) < day < max(days) and day not in days


def drawn(sheet: MonthSheet, say: Say) -> list[bytes]:
    """The month as JPEG, a picture for each eight posts; a post that nobody stands on in the month is left out."""
    manned = {one.post for one in sheet.seats}
    sheet = replace(sheet, posts=tuple(post for post in sheet.posts if post.key in manned) or sheet.posts)
    made = lines(sheet)
    stands = frozenset((line.day, one.post) for line in made for seats in line.seats for one in seats)
    many, parts = len(sheet.posts), not whole_only(made)
    frames = [
        _Frame(sheet, say, begin, min(begin + MOST_POSTS, many), parts, stands) for begin in range(0, many, MOST_POSTS)
    ]
    return [pictures.jpeg(_picture(frame, made), _QUALITY) for frame in frames]


def _picture(frame: _Frame, made: list[Line]) -> Image.Image:
    height = _TITLE + _HEAD + len(made) * _ROW + _FOOT
    picture = Image.new("RGB", (frame.width, height), _PAPER)
    pen = ImageDraw.Draw(picture)
    room = frame.width - 2 * _EDGE
    _text(pen, (_EDGE, 20, room), title(frame.sheet, frame.say), 40, _INK)
    _heading(pen, frame)
    before: date | None = None
    for place, line in enumerate(made):
        _line(pen, frame, line, _TITLE + _HEAD + place * _ROW, line.day != before)
        before = line.day
    when = datetime.fromtimestamp(frame.sheet.made_at / 1000, UTC).astimezone(frame.sheet.calendar.timezone)
    foot = frame.say("roster_sheet.foot", at=f"{when:%Y-%m-%d %H:%M}")
    _text(pen, (_EDGE, height - _FOOT + 12, room), foot, 24, _GREY)
    return picture


def _heading(pen: ImageDraw.ImageDraw, frame: _Frame) -> None:
    pen.rectangle((_EDGE, _TITLE, frame.width - _EDGE, _TITLE + _HEAD), _HEADING)
    _text(pen, (_EDGE + 8, _TITLE + 13, _DAY - 12), frame.say("roster_sheet.date"), 28, _INK)
    if frame.parts:
        _text(pen, (_EDGE + _DAY, _TITLE + 13, _PART - 8), frame.say("roster_sheet.part"), 28, _INK)
    for place, post in enumerate(frame.sheet.posts[frame.begin : frame.end]):
        box = frame.left + place * _POST + 8, _TITLE + 13, _POST - 12
        _text(pen, box, post_name(frame.sheet, post, frame.say), 28, _INK)


def _line(pen: ImageDraw.ImageDraw, frame: _Frame, line: Line, top: int, is_first: bool) -> None:
    calendar = frame.sheet.calendar
    is_today = line.day == calendar.day_of(frame.sheet.made_at)
    ground = _TODAY if is_today else _PAPER if calendar.is_workday(line.day) else _OFF
    pen.rectangle((_EDGE, top, frame.width - _EDGE, top + _ROW), ground)
    pen.line((_EDGE if is_first else _EDGE + _DAY, top, frame.width - _EDGE, top), _RULE)
    if is_first:
        weekday = frame.say(f"roster_weekday.{line.day.weekday()}")
        _text(pen, (_EDGE + 8, top + 9, _DAY - 12), f"{line.day.month}/{line.day.day} {weekday}", 28, _INK)
    if frame.parts:
        _text(pen, (_EDGE + _DAY, top + 10, _PART - 8), part_name(line.part, frame.say), 24, _GREY)
    shown = zip(frame.sheet.posts, line.seats, strict=True)
    for place, (post, seats) in enumerate(list(shown)[frame.begin : frame.end]):
        left = frame.left + place * _POST
        if any(one.person == frame.sheet.reader for one in seats):
            pen.rectangle((left + 2, top + 3, left + _POST - 4, top + _ROW - 3), _MINE)
        if seats:
            names = frame.say("roster_sheet.joint").join(one.name for one in seats)
            _text(pen, (left + 8, top + 9, _POST - 14), names, 28, _INK)
        elif is_first and frame.lacks(line.day, post.key):
            _text(pen, (left + 8, top + 9, _POST - 14), frame.say("roster_sheet.nobody"), 28, _NOBODY)


def _text(pen: ImageDraw.ImageDraw, box: tuple[int, int, int], text: str, size: int, ink: tuple[int, int, int]) -> None:
    """A line of text at a place, made smaller down to two thirds and then shortened to its width."""
    x, y, width = box
    line = font.printable(text.replace("\n", " "))
    small = next((n for n in range(size, size * 2 // 3, -2) if pen.textlength(line, font.sized(n)) <= width), None)
    face = font.sized(small or size * 2 // 3)
    if small is None:
        while line and pen.textlength(line + "…", face) > width:
            line = line[:-1]
        line += "…"
    pen.text((x, y), line, ink, face)
