"""Somebody on the roster cannot stand there: they have lost the role (it is told at once), or go on leave."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import duty, notices, post, roster_check, rosters, shift_cards
from bot.actions.context import Context
from bot.domain.absence import Absence
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, may
from bot.domain.person import Appointment, Person
from bot.domain.roster import Shift
from bot.domain.roster_check import AHEAD_MS, Ahead
from bot.domain.screen import Screen, Tap, Value
from bot.storage import audit, roster, rotations

_MOST_LINES, _MOST_TAPS = 12, 8


async def left(ctx: Context, person: Person, lost: Appointment) -> None:
    """The person, as they are now, has ``lost`` a role: the directors read which shifts are open, and can fill them."""
    before = replace(person, appointments=(*person.appointments, lost))
    if may(person, Deed.TAKE_SHIFT) or not may(before, Deed.TAKE_SHIFT):
        return
    shifts = await roster.of_person(ctx.tx, ctx.community_id, person.person_id, ctx.now)
    turns = await _turns(ctx, person)
    if not shifts and not turns:
        return
    await roster_check.take_as_told(ctx, person)
    facts = {"person": person.person_id, "many": len(shifts)}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "roster.left", None, **facts)
    for director in await notices.directors(ctx):
        if director.person_id != person.person_id:
            await _tell(ctx, director, person, shifts, turns)
    await duty.changed(ctx)


async def away(ctx: Context, person: Person, absence: Absence) -> None:
    """The person goes on leave: they read which of their shifts are in it, and can ask for cover."""
    mine = await roster.of_person(ctx.tx, ctx.community_id, person.person_id, ctx.now)
    found = [one for one in mine if one.from_at > ctx.now and one.from_at < absence.until_at and not one.accepted_at]
    if not found:
        return
    data: dict[str, Value] = {"lines": _lines(ctx, found), "more": max(0, len(found) - _MOST_LINES)}
    rows = tuple(rosters.mine_taps(one) for one in found[:_MOST_TAPS])
    await post.send(ctx, person, Kind.ASSIGNMENT, Screen("roster/on_leave", person.language, data, rows))
    await roster_check.begin(ctx)


async def _turns(ctx: Context, person: Person) -> list[int]:
    """The posts, by their place, on which the person takes turns."""
    today = ctx.community.calendar.day_of(ctx.now)
    known = await rotations.standing(ctx.tx, ctx.community_id, today)
    keys = {one.post for one in known if person.person_id in one.people}
    return [number for number, one in enumerate(ctx.community.posts) if one.key in keys]


async def _tell(ctx: Context, director: Person, person: Person, shifts: list[Shift], turns: list[int]) -> None:
    taps = [Tap("roster_shift", Press(rosters.SHIFT, one.shift_id, 0, 1), data={"at": one.from_at}) for one in shifts]
    taps = taps[:_MOST_TAPS]
    posts: list[Value] = [shift_cards.post_data(ctx, ctx.community.posts[number]) for number in turns]
    replan = [
        (Tap("roster_replan", Press(rosters.PLAN, number), data={"post": found}),)
        for number, found in zip(turns, posts, strict=True)
    ]
    data: dict[str, Value] = {
        "name": person.called,
        "lines": _lines(ctx, shifts),
        "more": max(0, len(shifts) - _MOST_LINES),
        "turns": posts,
    }
    rows = (*(tuple(taps[i : i + 2]) for i in range(0, len(taps), 2)), *replan[:_MOST_TAPS])
    soon = bool(shifts) and shifts[0].from_at - ctx.now <= AHEAD_MS[Ahead.HOURS]
    screen = Screen("roster/open", director.language, data, rows)
    await post.send(ctx, director, Kind.TROUBLE, screen, urgent=soon)


def _lines(ctx: Context, shifts: list[Shift]) -> list[Value]:
    return [
        {"post": shift_cards.post_of(ctx, one), "from_at": one.from_at, "until_at": one.until_at}
        for one in shifts[:_MOST_LINES]
    ]
