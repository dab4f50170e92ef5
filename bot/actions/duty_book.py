"""The log of the duty (值班日志) as people read it: by day, with words of their own, and as a file that is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.actions import case_files, duty, duty_log, post, shift_cards
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.case_file import asked, asked_by
from bot.domain.duty_log import DaySheet, Event, Line, Stand
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look
from bot.domain.person import Person
from bot.domain.retention import DAY_MS, POLICY, Kept
from bot.domain.roster import Shift
from bot.domain.screen import Album, Paper, Ready, Screen, Tap, Value
from bot.errors import Refused
from bot.storage import audit, patrols, people, roster, timers
from bot.storage import duty as store

SLOT, DAY, FILE, PHOTOS = "duty_log", "log.day", "log.file", "log.photos"
#: The errand that makes the files; its subject says for whom and of which day.
PRINT = "file.duty"
MOST_WORDS, _MOST_LINES, _LONGEST_AGO, _AN_ALBUM = 500, 24, 400, 10
_FIRST = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made: how it is called, where it lies ready, and its hash."""

    name: str
    stored: str
    sha256: str


async def write(ctx: Context, person: Person, words: str) -> None:
    """Write words into the log. Refused to who is not on duty and does not direct, or if there are none."""
    await duty.allow(ctx, person, Deed.LOG_DUTY)
    if not words.strip():
        raise Refused("log.nothing")
    mine = await duty.posts_of(ctx, person)
    kept = words.strip()[:MOST_WORDS]
    await duty_log.note(ctx, Event.WORDS, post=mine[0] if mine else None, person=person, words=kept)
    await show(ctx, person, fresh=True)


async def show(ctx: Context, person: Person, ago: int = 0, *, fresh: bool = False) -> None:
    """The log of the day so many days ago: its newest lines."""
    await duty.allow(ctx, person, Look.DUTY_LOG)
    ago = min(ago, _LONGEST_AGO)
    day = ctx.community.calendar.day_of(ctx.now) - timedelta(days=ago)
    known = await store.log(ctx.tx, ctx.community_id, *_bounds(ctx, day))
    lines: list[Value] = [_shown(ctx, one) for one in known[-_MOST_LINES:]]
    turn = [Tap("log_before", Press(DAY, ago + 1))]
    turn += [Tap("log_after", Press(DAY, ago - 1))] if ago else []
    files = [Tap("log_file", Press(FILE, (day - _FIRST).days))]
    if await patrols.photos(ctx.tx, ctx.community_id, *_bounds(ctx, day)):
        files.append(Tap("log_photos", Press(PHOTOS, (day - _FIRST).days)))
    buttons = (tuple(files), tuple(turn))
    data: dict[str, Value] = {"day": _bounds(ctx, day)[0], "lines": lines, "more": max(0, len(known) - _MOST_LINES)}
    await post.show(ctx, person, Kind.ANSWER, SLOT, Screen("duty/log", person.language, data, buttons), fresh=fresh)


def _shown(ctx: Context, one: store.Entry) -> Value:
    found = ctx.community.post(one.post) if one.post else None
    return {
        "at": one.at,
        "kind": one.kind,
        "name": one.name or "",
        "words": one.words,
        "post": shift_cards.post_data(ctx, found) if found else None,
        **one.facts,
    }


def _bounds(ctx: Context, day: date) -> tuple[int, int]:
    calendar = ctx.community.calendar
    return calendar.instant(day, 0), calendar.instant(day + timedelta(days=1), 0)


async def send_photos(ctx: Context, person: Person, day: int) -> None:
    """Send the photos of the patrol rounds of a day, the newest; Refused if there are none."""
    await duty.allow(ctx, person, Look.DUTY_LOG)
    bounds = _bounds(ctx, _day(ctx, day))
    found = await patrols.photos(ctx.tx, ctx.community_id, *bounds)
    if not found:
        raise Refused("log.no_photos")
    data: dict[str, Value] = {"day": bounds[0], "more": max(0, len(found) - _AN_ALBUM)}
    about = Screen("patrol/photos", person.language, data)
    await post.send(ctx, person, Kind.ANSWER, Album(about, tuple(found[-_AN_ALBUM:])))


def _day(ctx: Context, number: int) -> date:
    """The day of that number, counted from the first of 2020; Refused if it has not come or is no day."""
    if not 0 < number <= (ctx.community.calendar.day_of(ctx.now) - _FIRST).days:
        raise Refused("log.no_day")
    return _FIRST + timedelta(days=number)


# --- as a file ---


async def ask_file(ctx: Context, person: Person, day: int) -> None:
    """The log of a day is wanted as PDF and as XLSX; ``day`` counts from the first of 2020."""
    await duty.allow(ctx, person, Look.DUTY_LOG)
    _day(ctx, day)
    await timers.set_(ctx.tx, ctx.community_id, PRINT, asked(person.person_id, day), ctx.now)


async def gather(ctx: Context, subject: int) -> tuple[Person, DaySheet] | None:
    """All that the file of a day says, for who asked for it; None if they may not have it any more."""
    number, days = asked_by(subject)
    person = await people.by_id(ctx.tx, ctx.community_id, number)
    if person is None or not await duty.may(ctx, person, Look.DUTY_LOG):
        return None
    day = _FIRST + timedelta(days=days)
    bounds = _bounds(ctx, day)
    stands = [await _stand(ctx, one) for one in await roster.between(ctx.tx, ctx.community_id, *bounds)]
    known = await store.log(ctx.tx, ctx.community_id, *bounds)
    sheet = DaySheet(
        community=ctx.community.name if person.language == "zh" else ctx.community.name_en,
        language=person.language,
        timezone=ctx.community.timezone,
        day=day,
        made_at=ctx.now,
        stands=tuple(stands),
        lines=tuple(Line(one.at, one.post, one.kind, one.name or "", one.words, _plain(one.facts)) for one in known),
        grids={one.key: _grid(ctx, one.grid) for one in ctx.community.posts},
    )
    return person, sheet


async def _stand(ctx: Context, shift: Shift) -> Stand:
    person = await people.by_id(ctx.tx, ctx.community_id, shift.person)
    return Stand(shift.post, person.called if person else "", shift.from_at, shift.until_at, shift.accepted_at)


def _grid(ctx: Context, number: int | None) -> str:
    grid = ctx.community.grid(number) if number else None
    return grid.name if grid else ""


def _plain(facts: Mapping[str, Value]) -> dict[str, str | int | float | None]:
    return {key: value for key, value in facts.items() if value is None or isinstance(value, str | int | float)}


async def hand_out(ctx: Context, person: Person, day: date, made: Sequence[Made]) -> None:
    """Send the files to who asked for them; they are written down as made."""
    for one in made:
        facts: dict[str, int | str] = {"day": day.isoformat(), "sha256": one.sha256}
        await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "duty.file", None, **facts)
        about = Screen("duty/file", person.language, {"day": _bounds(ctx, day)[0]})
        await post.send(ctx, person, Kind.ANSWER, Paper(about, one.name, Ready(one.stored, "archive/gone")))
    due = ctx.now + POLICY[Kept.FILES].days(ctx.community.policy) * DAY_MS + 1
    await timers.set_(ctx.tx, ctx.community_id, case_files.SWEEP, 1, due)
