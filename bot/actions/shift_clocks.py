"""What is due by the roster: one timer for the next mark of all shifts (bot/domain/shift_clock.py)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import duty, duty_log, empty_roster, notices, patrols, response_measures, shift_cards, shifts
from bot.actions.context import Context
from bot.domain.duty_log import Event
from bot.domain.permission import Deed, may
from bot.domain.person import Person
from bot.domain.roster import Origin, Shift
from bot.domain.shift_clock import Mark, pending
from bot.errors import Refused
from bot.storage import audit, people, roster, timers
from bot.storage import duty as store
from bot.storage.timers import Timer

_DAY_MS = 86_400_000
#: So far ahead the marks of shifts are looked for; the look is repeated in half that time.
_AHEAD_MS, _BEHIND_MS = 2 * _DAY_MS, 2 * _DAY_MS


async def tick(ctx: Context, _timer: Timer) -> None:
    """Set every mark whose time has come, and the timer to the next one."""
    known = await store.ahead(ctx.tx, ctx.community_id, ctx.now - _BEHIND_MS, ctx.now + _AHEAD_MS)
    soonest: list[int] = []
    for shift in known:
        if shift.origin is not Origin.RESPONSE:  # whoever took a second seat has taken over, and hands nothing over
            soonest += await _of_shift(ctx, shift)
    await patrols.close_left(ctx)
    await empty_roster.follow(ctx)
    if known or await roster.between(ctx.tx, ctx.community_id, ctx.now, ctx.now + 400 * _DAY_MS):
        soonest.append(ctx.now + _AHEAD_MS // 2)
    if soonest:
        await timers.set_(ctx.tx, ctx.community_id, duty.CLOCK, 0, min(soonest))


async def _of_shift(ctx: Context, shift: Shift) -> list[int]:
    """Do what is due for a shift; when the next thing is."""
    marks = await store.marks(ctx.tx, ctx.community_id, shift)
    person = await people.by_id(ctx.tx, ctx.community_id, shift.person)
    ahead = []
    check_in = await response_measures.check_in_ms(ctx, ctx.community.policy.check_in_within_ms)
    for due in pending(shift, marks, ctx.now, ctx.community.timezone, check_in):
        if due.at > ctx.now:
            ahead.append(due.at)
        elif not await store.mark(ctx.tx, ctx.community_id, shift, due.mark, ctx.now) or person is None:
            continue
        elif due.mark not in _OWN or may(person, Deed.TAKE_SHIFT):
            await _DO[due.mark](ctx, shift, person)
    return ahead[:1]


async def _evening(ctx: Context, shift: Shift, person: Person) -> None:
    await shift_cards.show(ctx, shift, person, "evening", fresh=True)


async def _hour(ctx: Context, shift: Shift, person: Person) -> None:
    await shift_cards.show(ctx, shift, person, "hour", fresh=True)


async def _begin(ctx: Context, shift: Shift, person: Person) -> None:
    await shift_cards.show(ctx, shift, person, "begin", fresh=True)


async def _change(ctx: Context, shift: Shift, _person: Person) -> None:
    await shifts.show_in_groups(ctx, shift)


async def _late(ctx: Context, shift: Shift, person: Person) -> None:
    """Ask again, and tell the predecessor that they are still responsible."""
    facts: dict[str, int | str] = {"shift": shift.shift_id, "post": shift.post}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "duty.late", None, **facts)
    await duty_log.note(ctx, Event.LATE, post=ctx.community.post(shift.post), person=person)
    if may(person, Deed.TAKE_SHIFT):
        await shift_cards.show(ctx, shift, person, "late", fresh=True)
    before = await shift_cards.before_of(ctx, shift)
    last = await people.by_id(ctx.tx, ctx.community_id, before.person) if before else None
    if last is not None and last.person_id != person.person_id:
        await shift_cards.show_late(ctx, shift, [last], "predecessor")


async def _reserve(ctx: Context, shift: Shift, person: Person) -> None:
    found = [one for one in await shifts.reserve(ctx) if one.person_id != person.person_id]
    await shift_cards.show_late(ctx, shift, found, "reserve")


async def _head(ctx: Context, shift: Shift, person: Person) -> None:
    found = [one for one in await shifts.heads(ctx, shift) if one.person_id != person.person_id]
    await shift_cards.show_late(ctx, shift, found, "head")


async def _secretary(ctx: Context, shift: Shift, _person: Person) -> None:
    await shift_cards.show_late(ctx, shift, await notices.directors(ctx), "secretary")


async def _note(ctx: Context, shift: Shift, person: Person) -> None:
    await shift_cards.show_note(ctx, shift, person, fresh=True)


async def _end(ctx: Context, shift: Shift, person: Person) -> None:
    """A shift is over: if nobody follows on the roster, its person reads that, and the log says so."""
    await shifts.show_in_groups(ctx, shift)
    known = await roster.between(ctx.tx, ctx.community_id, shift.until_at, shift.until_at + 1)
    follows = any((one.post, one.seat) == (shift.post, shift.seat) for one in known)
    if not follows and shift.accepted_at is not None:
        await duty_log.note(ctx, Event.ENDED, post=ctx.community.post(shift.post), person=person)
        await shift_cards.show(ctx, shift, person, "over", fresh=True)


#: What only the one who has the shift is told: nobody who has left.
_OWN = frozenset({Mark.EVENING, Mark.HOUR, Mark.BEGIN, Mark.NOTE})
_DO: dict[Mark, Callable[[Context, Shift, Person], Awaitable[None]]] = {
    Mark.EVENING: _evening,
    Mark.HOUR: _hour,
    Mark.BEGIN: _begin,
    Mark.CHANGE: _change,
    Mark.LATE: _late,
    Mark.RESERVE: _reserve,
    Mark.HEAD: _head,
    Mark.SECRETARY: _secretary,
    Mark.NOTE: _note,
    Mark.END: _end,
}


def number_of(slot: str) -> int:
    """The shift whose hand-over a message shows; Refused if it shows none."""
    name, _, number = slot.partition(":")
    if name != "shiftnote" or not number.isdigit():
        raise Refused("shift.not_yours")
    return int(number)
