"""A month of the roster to take away: as a picture, as a table; and how a list of the street comes in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.actions import case_files, post, rosters
from bot.actions.context import Context
from bot.actions.duty_book import Made
from bot.domain.button import Press
from bot.domain.case_file import asked, asked_by
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look, allow, may
from bot.domain.person import Person
from bot.domain.retention import DAY_MS, POLICY, Kept
from bot.domain.roster import Shift
from bot.domain.roster_list import Hours
from bot.domain.roster_sheet import MonthSheet, Seat
from bot.domain.screen import Paper, Ready, Screen, Tap, Value
from bot.errors import Refused
from bot.storage import audit, people, roster, timers

SLOT = "roster_papers"
SHOW, PICTURE, SHEET, LINK = rosters.PAPERS, "roster.picture", "roster.sheet", "roster.link"
#: The errands that make the files; their subject says for whom and of which month.
DRAW, PRINT = "file.roster_picture", "file.roster_sheet"
_MOST_AHEAD = 1


async def show(ctx: Context, person: Person) -> None:
    """What can be taken away, and how to send a list."""
    allow(person, Look.ROSTER)
    months: list[dict[str, Value]] = [{"month": _month(ctx, ahead).month} for ahead in (0, 1)]
    rows = (
        tuple(Tap("roster_picture", Press(PICTURE, ahead), data=month) for ahead, month in enumerate(months)),
        tuple(Tap("roster_sheet", Press(SHEET, ahead), data=month) for ahead, month in enumerate(months)),
        (Tap("roster_link", Press(LINK)),),
    )
    data: dict[str, Value] = {"plans": may(person, Deed.PLAN_DUTY)}
    screen = Screen("roster/papers", person.language, data, rows)
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen, fresh=True)


async def ask(ctx: Context, person: Person, errand: str, ahead: int) -> None:
    """A month is wanted as a file: this one, or the next (``ahead`` 1). Refused for a picture of nothing; a table in
    which nobody stands can be filled in and sent back.
    """
    allow(person, Look.ROSTER)
    first = _month(ctx, min(ahead, _MOST_AHEAD))
    if errand == DRAW and not await _of_month(ctx, first):
        raise Refused("roster.empty_month")
    subject = asked(person.person_id, first.year * 100 + first.month)
    await timers.set_(ctx.tx, ctx.community_id, errand, subject, ctx.now)


async def gather(ctx: Context, subject: int) -> tuple[Person, MonthSheet] | None:
    """The month that was asked for, and by whom; None if they may not have it any more."""
    number, month = asked_by(subject)
    person = await people.by_id(ctx.tx, ctx.community_id, number)
    if person is None or not may(person, Look.ROSTER):
        return None
    first = date(month // 100, month % 100, 1)
    shifts = await _of_month(ctx, first)
    found = [await people.by_id(ctx.tx, ctx.community_id, one) for one in dict.fromkeys(n.person for n in shifts)]
    names = {one.person_id: one.called for one in found if one is not None}
    sheet = MonthSheet(
        community=ctx.community.name if person.language == "zh" else ctx.community.name_en,
        language=person.language,
        calendar=ctx.community.calendar,
        hours=Hours(ctx.community.duty.change, ctx.community.duty.night),
        first=first,
        made_at=ctx.now,
        posts=ctx.community.posts,
        grids={grid.number: grid.name for grid in ctx.community.grids},
        seats=tuple(Seat(n.post, n.seat, n.person, names.get(n.person, ""), n.from_at, n.until_at) for n in shifts),
        reader=person.person_id,
    )
    return person, sheet


async def hand_out(ctx: Context, person: Person, sheet: MonthSheet, made: Sequence[Made], is_picture: bool) -> None:
    """Send the files to who asked for them; a table that leaves the chat is written down."""
    data: dict[str, Value] = {"year": sheet.first.year, "month": sheet.first.month, "picture": is_picture}
    for one in made:
        about = Screen("roster/month", person.language, data)
        await post.send(ctx, person, Kind.ANSWER, Paper(about, one.name, Ready(one.stored, "archive/gone", is_picture)))
    if not is_picture:
        facts: dict[str, int | str] = {"month": f"{sheet.first:%Y-%m}", "sha256": made[0].sha256}
        await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "roster.file", None, **facts)
    due = ctx.now + POLICY[Kept.FILES].days(ctx.community.policy) * DAY_MS + 1
    await timers.set_(ctx.tx, ctx.community_id, case_files.SWEEP, 1, due)


async def _of_month(ctx: Context, first: date) -> list[Shift]:
    """The shifts that begin in the month of that first day."""
    calendar = ctx.community.calendar
    bounds = calendar.instant(first, 0), calendar.instant((first + timedelta(days=31)).replace(day=1), 0)
    return [one for one in await roster.between(ctx.tx, ctx.community_id, *bounds) if one.from_at >= bounds[0]]


def _month(ctx: Context, ahead: int) -> date:
    """The first day of this month, or of one so many months ahead."""
    first = ctx.community.calendar.day_of(ctx.now).replace(day=1)
    for _ in range(ahead):
        first = (first + timedelta(days=31)).replace(day=1)
    return first
