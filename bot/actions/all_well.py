"""The tap by which whoever is on duty says that all is well (平安报), as often as the flood response level asks for it.

The reserve is at home and is not asked.
"""

from __future__ import annotations

from bot.actions import duty, duty_log, notices, post, shift_cards
from bot.actions.context import Context
from bot.domain.all_well import LEAST_MS, MINUTE_MS, Asked, Step, Word, next_at, step
from bot.domain.button import MenuButton, Press
from bot.domain.duty_log import Event
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.roster import PostKind
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Refused, Stale
from bot.storage import all_well as store
from bot.storage import audit, outbox, people, timers
from bot.storage.timers import Timer

#: The timers of the next round (subject 0), and of the answers of a round (its number).
ASK, LATE = "all_well.ask", "all_well.late"
WELL, TROUBLE = "all_well.well", "all_well.trouble"
_KINDS = (PostKind.LEADER, PostKind.GRID)
_EVENTS = {Word.WELL: Event.WELL, Word.TROUBLE: Event.TROUBLE}


async def watch_every(ctx: Context, ms: int | None) -> None:
    """From now on whoever is on duty is asked so often (milliseconds, half an hour at least); None: not any more.

    What holds already may be said again. The first round comes when that time has passed.
    """
    known = await store.plan(ctx.tx, ctx.community_id)
    if ms is None:
        await timers.clear(ctx.tx, ctx.community_id, ASK, 0)
        await store.set_plan(ctx.tx, ctx.community_id, None)
        if known is not None and known.round_id is not None:
            await _close(ctx, known.round_id)
        return
    every = max(ms, LEAST_MS)
    if known is None or known.every_ms != every:
        await store.set_plan(ctx.tx, ctx.community_id, every)
        await timers.set_earlier(ctx.tx, ctx.community_id, ASK, 0, ctx.now + every)


async def ask(ctx: Context, _timer: Timer) -> None:
    """A round begins: everybody on duty is asked; the one before is over."""
    plan = await store.plan(ctx.tx, ctx.community_id)
    if plan is None:
        return
    await timers.set_(ctx.tx, ctx.community_id, ASK, 0, ctx.now + plan.every_ms)
    if plan.round_id is not None:
        await _close(ctx, plan.round_id)
    found = await duty.officers(ctx, kinds=_KINDS)
    if found:
        numbers = tuple(one.person_id for one in found)
        number = await store.begin(ctx.tx, ctx.community_id, numbers, ctx.now)
        for person in found:
            await _show(ctx, person, number, "ask", fresh=True)
        await _look(ctx, number)


async def late(ctx: Context, timer: Timer) -> None:
    """Who has not answered is asked once more; then the leader is told."""
    plan = await store.plan(ctx.tx, ctx.community_id)
    known = await store.asked(ctx.tx, ctx.community_id, timer.subject)
    if plan is None or plan.round_id != timer.subject or not known:
        return
    if ctx.now < known[0].asked_at + plan.every_ms:  # else the next round comes at once
        await _look(ctx, timer.subject)


async def answer(ctx: Context, person: Person, number: int, word: Word) -> None:
    """The person answers. Refused to who was not asked; Stale if they have answered, or the round is over."""
    known = {one.person: one for one in await store.asked(ctx.tx, ctx.community_id, number)}
    mine = known.get(person.person_id)
    if mine is None:
        raise Refused("person.not_yours")
    if not mine.waits:
        raise Stale("all_well.answered")
    plan = await store.plan(ctx.tx, ctx.community_id)
    if plan is None or plan.round_id != number:
        raise Stale("all_well.over")
    await store.answer(ctx.tx, ctx.community_id, number, person.person_id, word, ctx.now)
    facts = {"round": number}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, f"all_well.{word.value}", None, **facts)
    await _log(ctx, _EVENTS[word], person)
    await _show(ctx, person, number, word.value)
    if mine.told_at is not None:
        await _tell(ctx, number, fresh=False)
    if word is Word.TROUBLE:
        await _call(ctx, person)


async def _look(ctx: Context, number: int) -> None:
    """Do what is due about those who have not answered and are still on duty, and set the timer to what is due next."""
    here = {one.person_id: one for one in await duty.officers(ctx, kinds=_KINDS)}
    lost = 0
    for one in await store.asked(ctx.tx, ctx.community_id, number):
        person = here.get(one.person)
        due = step(one, ctx.now, reachable=person.reachable) if person else None
        if due is Step.AGAIN and person and await store.again(ctx.tx, ctx.community_id, one, ctx.now):
            await _show(ctx, person, number, "again", fresh=True)
        elif due is Step.TELL and person and await store.told(ctx.tx, ctx.community_id, one, ctx.now):
            await audit.record(
                *(ctx.tx, ctx.community_id, ctx.now, None, "all_well.silent", None), round=number, person=one.person
            )
            await _log(ctx, Event.SILENT, person)
            lost += 1
    if lost:
        await _tell(ctx, number, fresh=True)
    await _set_timer(ctx, number, set(here))


async def _set_timer(ctx: Context, number: int, here: set[int]) -> None:
    known = await store.asked(ctx.tx, ctx.community_id, number)
    ahead = [at for one in known if one.person in here and (at := next_at(one)) is not None]
    if ahead:
        await timers.set_(ctx.tx, ctx.community_id, LATE, number, max(min(ahead), ctx.now + MINUTE_MS))


async def _close(ctx: Context, number: int) -> None:
    """A round is over: who has not answered need not any more."""
    await timers.clear(ctx.tx, ctx.community_id, LATE, number)
    for one in await store.asked(ctx.tx, ctx.community_id, number):
        person = await people.by_id(ctx.tx, ctx.community_id, one.person)
        if one.waits and person is not None:
            await _show(ctx, person, number, "over")


async def _show(ctx: Context, person: Person, number: int, state: str, *, fresh: bool = False) -> None:
    buttons: Buttons = ()
    if state in ("ask", "again"):
        well = Tap("all_well", Press(WELL, number), style="success")
        buttons = ((well, Tap("all_well_trouble", Press(TROUBLE, number), style="danger")),)
    elif state == "trouble":
        buttons = ((Tap("report", MenuButton("report")),),)
    data: dict[str, Value] = {"state": state, "at": ctx.now}
    screen = Screen("well/ask", person.language, data, buttons)
    await post.show(ctx, person, Kind.ASSIGNMENT, f"all_well:{number}", screen, fresh=fresh, urgent=fresh)


async def _tell(ctx: Context, number: int, *, fresh: bool) -> None:
    """Tell the leader who has not answered: as a new message, or by bringing the one up to date that they have."""
    told = [one for one in await store.asked(ctx.tx, ctx.community_id, number) if one.told_at is not None]
    for reader in await _above(ctx, {one.person for one in told if one.waits}, number if not fresh else None):
        lines: list[Value] = [await _line(ctx, one) for one in told if one.person != reader.person_id]
        data: dict[str, Value] = {"lines": lines, "asked_at": told[0].asked_at}
        screen = Screen("well/silent", reader.language, data)
        kind = Kind.PAGE if fresh else Kind.CARD
        await post.show(ctx, reader, kind, _silent(number), screen, fresh=fresh, urgent=fresh)


def _silent(number: int) -> str:
    return f"silent:{number}"


async def _line(ctx: Context, one: Asked) -> Value:
    person = await people.by_id(ctx.tx, ctx.community_id, one.person)
    return {
        "name": person.called if person else "",
        "post": await _post(ctx, person) if person else None,
        "reachable": person is not None and person.reachable,
        "at": one.answered_at,
        "word": one.word.value if one.word else "",
    }


async def _above(ctx: Context, but: set[int], shown: int | None = None) -> list[Person]:
    """The duty leader, or the directors where there is none to be told; with ``shown`` those who have that message."""
    leaders = list(await duty.officers(ctx, kinds=(PostKind.LEADER,)))
    directors = await notices.directors(ctx)
    if shown is not None:
        readers = {one.person_id: one for one in (*leaders, *directors)}.values()
        slot = _silent(shown)
        return [one for one in readers if await outbox.is_shown(ctx.tx, ctx.community_id, one.user_id, slot)]
    found = [one for one in leaders if one.reachable and one.person_id not in but]
    return found or [one for one in directors if one.person_id not in but]


async def _call(ctx: Context, person: Person) -> None:
    """Something is wrong where somebody is: the leader is told at once."""
    data: dict[str, Value] = {"name": person.called, "post": await _post(ctx, person), "at": ctx.now}
    for reader in await _above(ctx, {person.person_id}):
        await post.send(ctx, reader, Kind.PAGE, Screen("well/trouble", reader.language, data), urgent=True)


async def _post(ctx: Context, person: Person) -> Value:
    found = await duty.posts_of(ctx, person)
    return shift_cards.post_data(ctx, found[0]) if found else None


async def _log(ctx: Context, event: Event, person: Person) -> None:
    found = await duty.posts_of(ctx, person)
    await duty_log.note(ctx, event, post=found[0] if found else None, person=person)
