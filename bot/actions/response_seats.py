"""The second seats of a flood response (双岗): who is asked, who has it, and that it ends with the level.

Asked are the reserve and who is next on the roster of the post; the first to accept has it until the next change of
shift, and then the next ones are asked.
"""

from __future__ import annotations

from bot.actions import duty, post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, may
from bot.domain.person import Person
from bot.domain.response import Measures, Response
from bot.domain.roster import Origin, Post, PostKind, Shift
from bot.domain.screen import Screen, Tap, Value
from bot.errors import BadPayload, Refused, Stale
from bot.storage import audit, people, responses, roster, timers

TAKE, TIMER = "seat.take", "response.seats"
_SECOND = 2
#: Whoever stands on the roster of a post within this time is asked.
_NEXT_MS = 3 * 86_400_000
#: How long a seat lasts where the post has no shift now.
_ALONE_MS = 12 * 3_600_000


async def follow(ctx: Context, response: Response, measures: Measures | None) -> None:
    """The level is another one: see that the second seats are asked for, or let go (``measures`` None: it is over)."""
    if measures is None or measures.seats < _SECOND:
        await _let_go(ctx, response)
        await timers.clear(ctx.tx, ctx.community_id, TIMER, response.response_id)
    else:
        await _ask_all(ctx, response)
    await duty.changed(ctx)


async def lacking(ctx: Context, response: Response) -> tuple[str, ...]:
    """The posts whose second seat nobody has, by their key."""
    if ctx.community.response.measures[response.level].seats < _SECOND:
        return ()
    known = await _now(ctx)
    return tuple(one.key for one in _doubled(ctx) if not _has_second(known, one.key))


async def take(ctx: Context, person: Person, response_id: int, number: int) -> Shift:
    """Somebody who was asked accepts; Stale if somebody was faster, or the level does not ask for it any more."""
    response = await responses.now_open(ctx.tx, ctx.community_id)
    found = _post(ctx, number)
    if response is None or response.response_id != response_id or found.key not in await lacking(ctx, response):
        raise Stale("response.seat_taken")
    asked = await responses.asked(ctx.tx, ctx.community_id, response_id, found.key)
    if person.person_id not in asked or not may(person, Deed.TAKE_SHIFT):
        raise Refused("person.not_yours")
    until = await _until(ctx, found)
    span = (ctx.now, until)
    shift = await roster.add(ctx.tx, ctx.community_id, found.key, _SECOND, person.person_id, span, Origin.RESPONSE)
    if shift is None:
        raise Stale("response.seat_taken")
    await roster.accept(ctx.tx, ctx.community_id, shift.shift_id, person.person_id, ctx.now)
    facts: dict[str, str | int] = {"post": found.key, "until": until}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "response.seat", None, **facts)
    for one in asked:
        other = await people.by_id(ctx.tx, ctx.community_id, one)
        if other is not None:
            await _show(ctx, response, other)
    await timers.set_earlier(ctx.tx, ctx.community_id, TIMER, response_id, until)
    await duty.changed(ctx)
    return shift


async def _ask_all(ctx: Context, response: Response) -> None:
    """Ask for every seat that nobody has: one message for each person, whatever they are asked for."""
    asked: dict[int, Person] = {}
    for key in await lacking(ctx, response):
        found = ctx.community.post(key)
        assert found is not None  # noqa: S101  # the key is one of the posts'
        await responses.ask_no_more(ctx.tx, ctx.community_id, response.response_id, key)
        for person in await _candidates(ctx, found):
            await responses.ask(ctx.tx, ctx.community_id, response.response_id, key, person.person_id, ctx.now)
            asked[person.person_id] = person
    for person in asked.values():
        await _show(ctx, response, person, fresh=True)
    due = [shift.until_at for shift in await _now(ctx) if shift.origin is Origin.RESPONSE]
    if due:
        await timers.set_(ctx.tx, ctx.community_id, TIMER, response.response_id, min(due))


async def _candidates(ctx: Context, found: Post) -> list[Person]:
    """The reserve on duty, and who stands on the roster of the post next; nobody who answers for it already."""
    known = await roster.between(ctx.tx, ctx.community_id, ctx.now, ctx.now + _NEXT_MS)
    busy = {one.person for one in known if one.post != "reserve" and one.covers(ctx.now)}  # whatever post they are on
    following = [one.person for one in known if one.post == found.key and one.from_at > ctx.now][:1]
    reserve = [one.person_id for one in await duty.officers(ctx, kinds=(PostKind.RESERVE,))]
    numbers = dict.fromkeys(number for number in (*following, *reserve) if number not in busy)
    asked = [await people.by_id(ctx.tx, ctx.community_id, number) for number in numbers]
    return [one for one in asked if one is not None and one.reachable and may(one, Deed.TAKE_SHIFT)]


async def _until(ctx: Context, found: Post) -> int:
    """The next change of shift on the post."""
    known = [one for one in await _now(ctx) if one.post == found.key and one.seat < _SECOND]
    return min((one.until_at for one in known), default=ctx.now + _ALONE_MS)


async def _now(ctx: Context) -> list[Shift]:
    return await roster.between(ctx.tx, ctx.community_id, ctx.now, ctx.now + 1)


def _has_second(known: list[Shift], key: str) -> bool:
    return any(one.post == key and one.seat >= _SECOND for one in known)


def _doubled(ctx: Context) -> list[Post]:
    """Posts that are doubled: the reserve doubles the others."""
    return [one for one in ctx.community.posts if one.kind is not PostKind.RESERVE]


def _post(ctx: Context, number: int) -> Post:
    posts = ctx.community.posts
    if number >= len(posts):
        raise BadPayload("button.unknown")
    return posts[number]


async def _show(ctx: Context, response: Response, person: Person, *, fresh: bool = False) -> None:
    """What somebody was asked for: which seats are free, who has the others."""
    keys = await responses.asked_of(ctx.tx, ctx.community_id, response.response_id, person.person_id)
    known = {one.post: one for one in await _now(ctx) if one.seat >= _SECOND}
    seats: list[Value] = []
    rows: list[tuple[Tap, ...]] = []
    for number, found in enumerate(ctx.community.posts):
        if found.key in keys:
            seats.append(await _seat(ctx, found, known.get(found.key), person))
        if found.key in keys and found.key not in known:
            press = Press(TAKE, response.response_id, number)
            rows.append((Tap("seat_take", press, style="primary", data=_named(ctx, found)),))
    data: dict[str, Value] = {"level": str(response.level), "seats": seats, "open": bool(rows)}
    screen = Screen("response/seat", person.language, data, tuple(rows))
    kind = Kind.ASSIGNMENT if fresh else Kind.ANSWER
    await post.show(ctx, person, kind, _slot(response), screen, fresh=fresh, urgent=True)


async def _seat(ctx: Context, found: Post, shift: Shift | None, viewer: Person) -> dict[str, Value]:
    taker = await people.by_id(ctx.tx, ctx.community_id, shift.person) if shift else None
    return {
        **_named(ctx, found),
        "taker": taker.called if taker else None,
        "own": taker is not None and taker.person_id == viewer.person_id,
        "until": shift.until_at if shift else await _until(ctx, found),
    }


def _named(ctx: Context, found: Post) -> dict[str, Value]:
    grid = ctx.community.grid(found.grid) if found.grid else None
    return {"post": found.kind.value, "grid": grid.name if grid else None}


def _slot(response: Response) -> str:
    return f"seats:{response.response_id}"


async def _let_go(ctx: Context, response: Response) -> None:
    """The second seats end now; what had not begun never was."""
    known = await roster.between(ctx.tx, ctx.community_id, ctx.now, ctx.now + _NEXT_MS)
    for shift in (one for one in known if one.origin is Origin.RESPONSE and one.seat >= _SECOND):
        if shift.from_at < ctx.now:
            await roster.end(ctx.tx, ctx.community_id, shift.shift_id, ctx.now)
        else:
            await roster.remove(ctx.tx, ctx.community_id, shift.shift_id)
    asked: set[int] = set()
    for found in _doubled(ctx):
        asked |= set(await responses.asked(ctx.tx, ctx.community_id, response.response_id, found.key))
        await responses.ask_no_more(ctx.tx, ctx.community_id, response.response_id, found.key)
    for number in sorted(asked):
        person = await people.by_id(ctx.tx, ctx.community_id, number)
        if person is not None:
            screen = Screen("response/seat_over", person.language)
            await post.show(ctx, person, Kind.CARD, _slot(response), screen)
