"""Cover (替班): who cannot stand a shift asks colleagues, a few at a time; the first who accepts has it."""

from __future__ import annotations

from bot.actions import notices, post, rosters, shift_cards
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, allow
from bot.domain.person import Person
from bot.domain.quiet import is_quiet
from bot.domain.roster import Shift
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Refused, Stale
from bot.storage import audit, covers, outbox, people, roster, timers
from bot.storage.timers import Timer

#: The timer at which the next colleagues are asked; its subject is the shift's number.
TIMER = "cover"
TAKE, CANNOT, WITHDRAW = "cover.take", "cover.cannot", "cover.withdraw"
#: So many are asked at a time; so long before the next ones, and before the shift the directors are told.
AT_A_TIME, EVERY_MS, LAST_MS = 5, 3_600_000, 2 * 3_600_000


def slot(shift: int) -> str:
    """The message in which somebody is asked to stand a shift."""
    return f"cover:{shift}"


async def ask(ctx: Context, person: Person, number: int) -> None:
    """Look for a colleague for one's own shift. Refused if it is not theirs; Stale if it is past, or looked for."""
    shift = await _mine(ctx, person, number)
    if shift.accepted_at is not None or shift.from_at <= ctx.now:
        raise Stale("shift.accepted")
    if not await covers.ask(ctx.tx, ctx.community_id, number, person.person_id, ctx.now):
        raise Stale("cover.asked")
    facts: dict[str, int | str] = {"shift": number, "post": shift.post}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "cover.asked", None, **facts)
    await _ask_next(ctx, shift, person)
    await _show_asker(ctx, shift, person, "open")


async def withdraw(ctx: Context, person: Person, number: int) -> None:
    """They can stand it after all."""
    shift = await _mine(ctx, person, number)
    if not await covers.settle(ctx.tx, ctx.community_id, number, covers.WITHDRAWN):
        raise Stale("cover.over")
    await timers.clear(ctx.tx, ctx.community_id, TIMER, number)
    await _show_asked(ctx, shift, person, "")
    await _show_asker(ctx, shift, person, "withdrawn")


async def take(ctx: Context, person: Person, number: int) -> Shift:
    """A colleague stands the shift. Refused if they were not asked; Stale if somebody was faster, or it is over."""
    allow(person, Deed.TAKE_SHIFT)
    shift = await roster.by_id(ctx.tx, ctx.community_id, number)
    if shift is None or person.person_id not in await covers.invited(ctx.tx, ctx.community_id, number):
        raise Refused("cover.not_asked")
    asked = await covers.of(ctx.tx, ctx.community_id, number)
    if asked is not None and asked.state == covers.TAKEN:
        raise Stale("cover.taken")
    if asked is None or shift.from_at <= ctx.now or shift.person != asked.asked_by:
        raise Stale("cover.over")
    if not await covers.settle(ctx.tx, ctx.community_id, number, covers.TAKEN, person.person_id):
        raise Stale("cover.over")
    await roster.give(ctx.tx, ctx.community_id, number, shift.person, person.person_id)
    await timers.clear(ctx.tx, ctx.community_id, TIMER, number)
    facts: dict[str, int | str] = {"shift": number, "post": shift.post, "for": asked.asked_by}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "cover.taken", None, **facts)
    giver = await people.by_id(ctx.tx, ctx.community_id, asked.asked_by)
    await _show_asked(ctx, shift, giver, person.called)
    if giver is not None:
        await _show_asker(ctx, shift, giver, "taken", person.called, fresh=True)
    for director in await notices.directors(ctx):
        if director.person_id not in (person.person_id, asked.asked_by):
            await _send(ctx, director, shift, "covered", person.called, giver.called if giver else "")
    await rosters.changed(ctx)
    return shift


async def cannot(ctx: Context, person: Person, number: int) -> None:
    """A colleague cannot: the message says so, and the next one is asked at once."""
    shift = await roster.by_id(ctx.tx, ctx.community_id, number)
    if shift is None or not await covers.decline(ctx.tx, ctx.community_id, number, person.person_id, ctx.now):
        raise Stale("cover.over")
    asked = await covers.of(ctx.tx, ctx.community_id, number)
    giver = await people.by_id(ctx.tx, ctx.community_id, asked.asked_by) if asked else None
    await _show_invitation(ctx, shift, giver, person, "declined", "")
    if asked is not None and asked.state == covers.OPEN and giver is not None:
        await _ask_next(ctx, shift, giver, many=1)


async def go_on(ctx: Context, timer: Timer) -> None:
    """Nobody has accepted yet: the next ones are asked by day; shortly before the shift the directors are told."""
    shift = await roster.by_id(ctx.tx, ctx.community_id, timer.subject)
    asked = await covers.of(ctx.tx, ctx.community_id, timer.subject)
    if shift is None or asked is None or asked.state != covers.OPEN or shift.from_at <= ctx.now:
        return
    giver = await people.by_id(ctx.tx, ctx.community_id, asked.asked_by)
    if giver is None or shift.person != asked.asked_by:
        return
    if shift.from_at - ctx.now <= LAST_MS:
        for director in await notices.directors(ctx):
            await _send(ctx, director, shift, "nobody", "", giver.called, urgent=True)
        return
    await _ask_next(ctx, shift, giver)


async def _ask_next(ctx: Context, shift: Shift, giver: Person, many: int = AT_A_TIME) -> None:
    known = await covers.invited(ctx.tx, ctx.community_id, shift.shift_id)
    fit = [one for one in await rosters.suitable(ctx, shift) if one.person_id not in {*known, giver.person_id}]
    awake = [one for one in fit if not is_quiet(one.quiet, ctx.now, ctx.community.timezone)]
    for person in awake[:many]:
        await covers.invite(ctx.tx, ctx.community_id, shift.shift_id, person.person_id, ctx.now)
        await _show_invitation(ctx, shift, giver, person, "open", "", fresh=True)
    last = shift.from_at - LAST_MS
    again = max(ctx.now + 1, min(ctx.now + EVERY_MS, last)) if ctx.now < last else ctx.now + 1
    await timers.set_(ctx.tx, ctx.community_id, TIMER, shift.shift_id, again)


async def _mine(ctx: Context, person: Person, number: int) -> Shift:
    shift = await roster.by_id(ctx.tx, ctx.community_id, number)
    if shift is None or shift.person != person.person_id:
        raise Refused("shift.not_yours")
    return shift


async def _show_asked(ctx: Context, shift: Shift, giver: Person | None, taker: str) -> None:
    """Whoever was asked reads that it is over; the one who has it, that they have."""
    for number in await covers.invited(ctx.tx, ctx.community_id, shift.shift_id):
        person = await people.by_id(ctx.tx, ctx.community_id, number)
        where = slot(shift.shift_id)
        if person is not None and await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, where):
            state = "over" if not taker else "mine" if person.called == taker else "taken"
            await _show_invitation(ctx, shift, giver, person, state, taker)


async def _show_invitation(
    ctx: Context, shift: Shift, giver: Person | None, person: Person, state: str, taker: str, *, fresh: bool = False
) -> None:
    taps = (
        Tap("cover_take", Press(TAKE, shift.shift_id), style="primary"),
        Tap("cover_cannot", Press(CANNOT, shift.shift_id)),
    )
    buttons: Buttons = (taps,) if state == "open" else ()
    data = {**_data(ctx, shift), "name": giver.called if giver else "", "state": state, "taker": taker}
    screen = Screen("roster/cover", person.language, data, buttons)
    await post.show(ctx, person, Kind.ASSIGNMENT, slot(shift.shift_id), screen, fresh=fresh)


async def _show_asker(
    ctx: Context, shift: Shift, person: Person, state: str, taker: str = "", *, fresh: bool = False
) -> None:
    many = len(await covers.invited(ctx.tx, ctx.community_id, shift.shift_id))
    buttons: Buttons = ((Tap("cover_withdraw", Press(WITHDRAW, shift.shift_id)),),) if state == "open" else ()
    screen = Screen(
        "roster/covering", person.language, {**_data(ctx, shift), "state": state, "taker": taker, "many": many}, buttons
    )
    await post.show(ctx, person, Kind.ANSWER, f"covering:{shift.shift_id}", screen, fresh=fresh)


async def _send(
    ctx: Context, person: Person, shift: Shift, state: str, taker: str, name: str, *, urgent: bool = False
) -> None:
    data = {**_data(ctx, shift), "state": state, "taker": taker, "name": name}
    buttons: Buttons = ((Tap("roster_mend", Press(rosters.SHIFT, shift.shift_id, 0, 1)),),) if state == "nobody" else ()
    screen = Screen("roster/cover_told", person.language, data, buttons)
    await post.send(ctx, person, Kind.TROUBLE, screen, urgent=urgent)


def _data(ctx: Context, shift: Shift) -> dict[str, Value]:
    return {"post": shift_cards.post_of(ctx, shift), "from_at": shift.from_at, "until_at": shift.until_at}
