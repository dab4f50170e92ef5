"""Filling a gap of the roster by hand: a director puts somebody where nobody stands."""

from __future__ import annotations

from bot.actions import post, rosters, shift_cards
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, allow
from bot.domain.person import Person
from bot.domain.roster import Origin, Shift
from bot.domain.roster_gaps import open_spans
from bot.domain.screen import Screen, Tap, Value
from bot.errors import Refused, Stale
from bot.storage import audit, roster

FILL, PUT = rosters.FILL, "roster.put"
_MINUTE_MS = 60_000
_BEHIND_MS = 3 * 86_400_000
_MOST = 16


async def show(ctx: Context, person: Person, place: int, minute: int) -> None:
    """Who could stand there; ``minute`` is the beginning of the gap since 1970. Stale if it is one no more."""
    allow(person, Deed.PLAN_DUTY)
    gap = await _gap(ctx, place, minute)
    rows = [
        (Tap("roster_person", Press(PUT, place, minute, one.person_id), data=rosters.candidate(one)),)
        for one in (await rosters.suitable(ctx, gap))[:_MOST]
    ]
    line: dict[str, Value] = {"from_at": gap.from_at, "until_at": gap.until_at, "name": "", "planned": ""}
    data: dict[str, Value] = {"post": shift_cards.post_of(ctx, gap), "line": line}
    screen = Screen("roster/shift", person.language, data, (*rows, (Tap("back", Press(rosters.WEEK, place)),)))
    await post.show(ctx, person, Kind.ANSWER, rosters.WEEK_SLOT, screen)


async def put(ctx: Context, actor: Person, place: int, minute: int, taker_id: int) -> Shift:
    """Somebody stands there now, and is told. Refused if they cannot; Stale if somebody does already."""
    allow(actor, Deed.PLAN_DUTY)
    gap = await _gap(ctx, place, minute)
    taker = next((one for one in await rosters.suitable(ctx, gap) if one.person_id == taker_id), None)
    if taker is None:
        raise Refused("roster.not_staff")
    span = (gap.from_at, gap.until_at)
    shift = await roster.add(ctx.tx, ctx.community_id, gap.post, 1, taker_id, span, Origin.HAND)
    if shift is None:
        raise Stale("roster.filled")
    facts: dict[str, int | str] = {"shift": shift.shift_id, "post": shift.post, "to": taker_id}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "roster.filled", None, **facts)
    if taker_id != actor.person_id:
        told: dict[str, Value] = {"given": True, "name": taker.called, "post": shift_cards.post_of(ctx, shift)}
        told |= {"from_at": shift.from_at, "until_at": shift.until_at}
        await post.send(ctx, taker, Kind.ASSIGNMENT, Screen("roster/given", taker.language, told))
    await rosters.changed(ctx)
    await rosters.show_week(ctx, actor, place)
    return shift


async def _gap(ctx: Context, place: int, minute: int) -> Shift:
    """The gap as a shift that nobody has: from now on if it has begun."""
    found, at = rosters.post_at(ctx, place), minute * _MINUTE_MS
    span = (max(ctx.now, at - 1), max(ctx.now, at) + rosters.AHEAD_MS)
    known = await roster.between(ctx.tx, ctx.community_id, span[0] - _BEHIND_MS, span[1])
    spans = open_spans(known, found.key, span, ctx.community.duty.change, ctx.community.calendar)
    until = next((end for begin, end in spans if begin // _MINUTE_MS == minute), None)
    if until is None:
        raise Stale("roster.filled")
    return Shift(0, found.key, 1, 0, 0, max(at, ctx.now), until, Origin.HAND)
