"""What is wrong with the roster is told to the directors before the shift: a week, a day and two hours ahead."""

from __future__ import annotations

from bot.actions import notices, post, shift_cards
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, may
from bot.domain.person import Person
from bot.domain.roster_check import AHEAD_MS, Ahead, Fault, Flaw, faults, stage
from bot.domain.screen import Screen, Tap, Value
from bot.storage import absences, audit, people, roster, timers
from bot.storage.timers import Timer

TIMER = "roster.check"
WEEK = "roster.week"
_EVERY_MS = 3_600_000
_MOST_LINES = 12
_BEHIND_MS = 3 * 86_400_000


async def run(ctx: Context, _timer: Timer | None = None) -> None:
    """Look at the next week, and tell what has not been told; again in an hour, as long as there is a roster."""
    until = ctx.now + AHEAD_MS[Ahead.WEEK]
    known = await roster.between(ctx.tx, ctx.community_id, ctx.now - _BEHIND_MS, until + _BEHIND_MS)
    if not known:
        return
    fresh = [one for one in await find(ctx) if await _is_news(ctx, one)]
    if fresh:
        await _tell(ctx, fresh)
    await timers.set_(ctx.tx, ctx.community_id, TIMER, 0, ctx.now + _EVERY_MS)


async def find(ctx: Context) -> list[Fault]:
    """All that is wrong with the next week, the earliest first."""
    until = ctx.now + AHEAD_MS[Ahead.WEEK]
    known = await roster.between(ctx.tx, ctx.community_id, ctx.now - _BEHIND_MS, until + _BEHIND_MS)
    staff = await people.staff(ctx.tx, ctx.community_id)
    leaves = await absences.standing(ctx.tx, ctx.community_id, ctx.now)
    silent = {one.person_id for one in staff if not one.reachable}
    able = {one.person_id for one in staff if may(one, Deed.TAKE_SHIFT)}
    return faults(known, ctx.now, until, leaves, silent, able)


async def take_as_told(ctx: Context, person: Person) -> None:
    """That the person has left is told in another way now: it is told again only nearer to a shift."""
    for fault in await find(ctx):
        if fault.flaw is Flaw.LEFT and fault.person == person.person_id:
            await _is_news(ctx, fault)


async def _is_news(ctx: Context, fault: Fault) -> bool:
    """Whether it has not been told at this distance, nor nearer."""
    ahead = stage(fault, ctx.now)
    if ahead is None:
        return False
    flaw = f"{fault.flaw.value}:{fault.person or 0}"
    told = [
        await roster.tell(ctx.tx, ctx.community_id, flaw, fault.post, fault.from_at, one.value, ctx.now)
        for one in list(Ahead)[: list(Ahead).index(ahead) + 1]
    ]
    return told[-1]


async def _tell(ctx: Context, fresh: list[Fault]) -> None:
    lines: list[Value] = [await _line(ctx, one) for one in fresh[:_MOST_LINES]]
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "roster.faults", None, many=len(fresh))
    nearest = min(one.from_at for one in fresh) - ctx.now <= AHEAD_MS[Ahead.HOURS]
    for director in await notices.directors(ctx):
        data: dict[str, Value] = {"lines": lines, "more": max(0, len(fresh) - _MOST_LINES)}
        screen = Screen("roster/faults", director.language, data, ((Tap("roster_mend", _where(ctx, fresh[0])),),))
        await post.send(ctx, director, Kind.TROUBLE, screen, urgent=nearest)


def _where(ctx: Context, fault: Fault) -> Press:
    """The week of the post that is to be mended, in a message of its own."""
    place = next((n for n, one in enumerate(ctx.community.posts) if one.key == fault.post), 0)
    calendar = ctx.community.calendar
    days = (calendar.day_of(fault.from_at) - calendar.day_of(ctx.now)).days
    return Press(WEEK, place, max(0, days) // 7, 1)


async def _line(ctx: Context, fault: Fault) -> Value:
    person = await people.by_id(ctx.tx, ctx.community_id, fault.person) if fault.person else None
    found = ctx.community.post(fault.post)
    return {
        "flaw": fault.flaw.value,
        "post": shift_cards.post_data(ctx, found) if found else {"kind": "grid", "grid": fault.post},
        "from_at": fault.from_at,
        "name": person.called if person else "",
        "empty": fault.flaw is Flaw.GAP,
    }


async def begin(ctx: Context) -> None:
    """The roster is another one: look at it soon."""
    await timers.set_earlier(ctx.tx, ctx.community_id, TIMER, 0, ctx.now)
