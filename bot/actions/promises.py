"""Promises: a date in a worker's note becomes one by a tap, and at its time they are reminded."""

from __future__ import annotations

from bot.actions import notices, nudges, post
from bot.actions.context import Context
from bot.domain import promise as rules
from bot.domain import spoken_date
from bot.domain.button import Press
from bot.domain.case import Case, category_name
from bot.domain.note import Note
from bot.domain.notice import Kind
from bot.domain.permission import Deed, may
from bot.domain.person import Person
from bot.domain.promise import LATER_DAYS, Promise, Standing
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Refused, Stale
from bot.flows.where import say
from bot.storage import audit, cases, notes, people, promises, timers
from bot.storage.timers import Timer

TIMER = "promise"
KEPT, LATER, MOVE = "promise.kept", "promise.later", "promise.move"
_DAY_MS = 86_400_000


def spoken(ctx: Context, note: Note) -> int | None:
    """When to remind of the day that a note names; the same whenever it is asked for.

    As service begins on that day, for who is to call somewhere in the morning is not helped at noon; at the end of
    what was named, where service has begun already as the note is written.
    """
    found = spoken_date.find(note.text, note.at, ctx.community.calendar)
    if found is None:
        return None
    begins = _morning(ctx, found.at)
    return begins if note.at < begins < found.at else found.at


async def make(ctx: Context, actor: Person, note: Note) -> Promise:
    """The actor is to be reminded on the day that their note names."""
    due_at = spoken(ctx, note)
    if due_at is None or note.author != actor.person_id:
        raise Refused("case.not_yours")
    if due_at <= ctx.now:
        raise Stale("promise.past", number=note.case_id)
    made = await promises.add(ctx.tx, ctx.community_id, note, actor.person_id, due_at, ctx.now)
    if made is None:
        raise Stale("promise.made", number=note.case_id)
    await timers.set_(ctx.tx, ctx.community_id, TIMER, made.promise_id, due_at)
    facts = {"promise": made.promise_id, "due_at": due_at}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "promise.made", note.case_id, **facts)
    return made


async def remind(ctx: Context, timer: Timer) -> None:
    """The day has come: who promised is reminded, if the case is still theirs and open."""
    promise = await promises.by_id(ctx.tx, ctx.community_id, timer.subject)
    if promise is None or promise.state is not Standing.OPEN or promise.due_at > ctx.now:
        return
    case = await cases.by_id(ctx.tx, ctx.community_id, promise.case_id)
    person = await people.by_id(ctx.tx, ctx.community_id, promise.person)
    if case is None or person is None or not case.is_open or not may(person, Deed.NOTE, case):
        await promises.settle(ctx.tx, ctx.community_id, promise.promise_id, Standing.VOID)
        return
    screen = await _due(ctx, promise, case, person)
    await nudges.nudge(ctx, person, _slot(promise), screen, urgent=notices.is_urgent(ctx, case))


async def kept(ctx: Context, actor: Person, number: int) -> Promise:
    """Who promised says that it is done."""
    promise = rules.check(await promises.by_id(ctx.tx, ctx.community_id, number), actor)
    if not await promises.settle(ctx.tx, ctx.community_id, number, Standing.KEPT):
        raise Stale("promise.over", number=promise.case_id)
    await timers.clear(ctx.tx, ctx.community_id, TIMER, number)
    facts = {"promise": number}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "promise.kept", promise.case_id, **facts)
    await _put(ctx, actor, promise, Screen("promise/settled", actor.language, {"number": promise.case_id, "at": None}))
    return promise


async def later(ctx: Context, actor: Person, number: int) -> None:
    """Who promised wants another day: which?"""
    promise = rules.check(await promises.by_id(ctx.tx, ctx.community_id, number), actor)
    case = await cases.by_id(ctx.tx, ctx.community_id, promise.case_id)
    if case is None or not case.is_open or not may(actor, Deed.NOTE, case):
        raise Refused("case.not_yours")
    taps = tuple(Tap("promise_days", Press(MOVE, number, days), data={"days": days}) for days in LATER_DAYS)
    screen = await _due(ctx, promise, case, actor)
    await _put(ctx, actor, promise, Screen(screen.view, screen.language, screen.data, (taps,)))


async def move(ctx: Context, actor: Person, number: int, days: int) -> None:
    """Who promised is reminded again, so many days from now."""
    promise = rules.check(await promises.by_id(ctx.tx, ctx.community_id, number), actor)
    if days not in LATER_DAYS:
        raise Refused("case.not_yours")
    due_at = _morning(ctx, ctx.now + days * _DAY_MS)
    if not await promises.move(ctx.tx, ctx.community_id, number, due_at):
        raise Stale("promise.over", number=promise.case_id)
    await timers.set_(ctx.tx, ctx.community_id, TIMER, number, due_at)
    facts = {"promise": number, "due_at": due_at}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "promise.moved", promise.case_id, **facts)
    screen = Screen("promise/settled", actor.language, {"number": promise.case_id, "at": due_at})
    await _put(ctx, actor, promise, screen)


async def _due(ctx: Context, promise: Promise, case: Case, person: Person) -> Screen:
    note = await notes.by_id(ctx.tx, ctx.community_id, promise.note_id)
    data: dict[str, Value] = {
        "number": case.case_id,
        "category": category_name(case, ctx.community, person.language),
        "place": say(case.place, case.grid, ctx.community),
        "text": note.text if note else "",
    }
    done = Tap("promise_kept", Press(KEPT, promise.promise_id), style="primary")
    buttons: Buttons = ((done, Tap("promise_later", Press(LATER, promise.promise_id))),)
    return Screen("promise/due", person.language, data, buttons)


async def _put(ctx: Context, person: Person, promise: Promise, screen: Screen) -> None:
    await post.show(ctx, person, Kind.ANSWER, _slot(promise), screen)


def _slot(promise: Promise) -> str:
    return f"promise:{promise.promise_id}"


def _morning(ctx: Context, at: int) -> int:
    """When service begins on the day of an instant, be it a day off or not."""
    calendar = ctx.community.calendar
    return calendar.instant(calendar.day_of(at), calendar.hours[0][0])
