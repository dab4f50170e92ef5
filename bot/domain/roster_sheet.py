"""A month of the roster as people print it (值班表): a line for each day, a column for each post.

What goes out as a table can be read again (:mod:`bot.domain.roster_list`) and says the same shifts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.roster import Post, PostKind
from bot.domain.roster_list import Hours
from bot.domain.roster_words import Minutes, Part
from bot.domain.sheet import Table
from bot.domain.workdays import Calendar

#: Words for a label, filled with values, in the language of the sheet.
Say = Callable[..., str]
_A_DAY = timedelta(days=1)
_DAY_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's shift, with the name that they are called by; ms UTC, half-open."""

    post: str
    seat: int
    person: int
    name: str
    from_at: int
    until_at: int


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """The shifts that begin in a month. ``reader`` is the person who asked for it."""

    community: str
    language: str
    calendar: Calendar
    hours: Hours
    first: date
    made_at: int
    posts: tuple[Post, ...]
    grids: Mapping[int, str]
    seats: tuple[Seat, ...]
    reader: int

    @property
    def days(self) -> list[date]:
        """The days of the month."""
        after = (self.first + 31 * _A_DAY).replace(day=1)
        return [self.first + n * _A_DAY for n in range((after - self.first).days)]


@dataclass(frozen=True, slots=True)
class Line:
    """A day, or a part of it, with those who stand on each post (in the order of the posts; nobody: an empty one)."""

    day: date
    part: Part | Minutes
    seats: tuple[tuple[Seat, ...], ...]


def lines(sheet: MonthSheet) -> list[Line]:
    """The lines of a month: one for each day; several where the day is divided, the whole day first."""
    found: dict[tuple[date, Minutes], dict[str, list[Seat]]] = {}
    for seat in sorted(sheet.seats, key=lambda one: (one.from_at, one.seat)):
        found.setdefault(_span(seat, sheet.calendar), {}).setdefault(seat.post, []).append(seat)
    made = []
    for day in sheet.days:
        spans = sorted((span for on, span in found if on == day), key=lambda span: (span[0] - span[1], span[0]))
        for span in spans or [sheet.hours.of(Part.WHOLE)]:
            stand = found.get((day, span), {})
            made.append(Line(day, _part(span, sheet.hours), tuple(tuple(stand.get(p.key, ())) for p in sheet.posts)))
    return made


def table(sheet: MonthSheet, say: Say) -> Table:
    """The month as it goes into a file."""
    columns = [post_name(sheet, post, say) for post in sheet.posts]
    headings = (*(say(f"roster_sheet.{name}") for name in ("date", "weekday", "part")), *columns)
    joint = say("roster_sheet.joint")
    rows = [
        (
            line.day.isoformat(),
            say(f"roster_weekday.{line.day.weekday()}"),
            part_name(line.part, say),
            *(joint.join(one.name for one in seats) for seats in line.seats),
        )
        for line in lines(sheet)
    ]
    return Table(title(sheet, say), headings, tuple(rows))


def title(sheet: MonthSheet, say: Say) -> str:
    """What stands over the sheet."""
    return say("roster_sheet.title", community=sheet.community, year=sheet.first.year, month=sheet.first.month)


def post_name(sheet: MonthSheet, post: Post, say: Say) -> str:
    """What a post's column is called."""
    if post.kind is PostKind.GRID and post.grid is not None:
        return sheet.grids.get(post.grid, str(post.grid))
    return say(f"roster_sheet.{post.kind.value}")


def part_name(part: Part | Minutes, say: Say) -> str:
    """What a part of the day is called: by its name, or from when to when."""
    if isinstance(part, Part):
        return say(f"roster_sheet.{part.value}")
    begin, end = part
    morrow = say("roster_sheet.morrow") if end > _DAY_MINUTES else ""
    return f"{_clock(begin)}-{morrow}{_clock(end - _DAY_MINUTES if end > _DAY_MINUTES else end)}"


def whole_only(made: Sequence[Line]) -> bool:
    """Whether no day is divided, so that nothing need be said of the parts."""
    return all(line.part is Part.WHOLE for line in made)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _part(span: Minutes, hours: Hours) -> Part | Minutes:
    return next((part for part in Part if hours.of(part) == span), span)


def _span(seat: Seat, calendar: Calendar) -> tuple[date, Minutes]:
    """The day on which a shift begins, and its minutes as the clocks on the wall show them."""
    begin, end = (datetime.fromtimestamp(at / 1000, calendar.timezone) for at in (seat.from_at, seat.until_at))
    days = (end.date() - begin.date()).days
    return begin.date(), (begin.hour * 60 + begin.minute, end.hour * 60 + end.minute + days * _DAY_MINUTES)
