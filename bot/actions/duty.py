"""Who is on duty now (24小时值班): the door through which everything else asks the roster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from bot.actions.context import Context
from bot.domain.permission import Deed, What, may_on_duty
from bot.domain.permission import may as may_stand
from bot.domain.person import Person
from bot.domain.roster import LONGEST_OVERRUN_MS, Post, PostKind, Shift, answering, current
from bot.errors import Refused
from bot.storage import people, roster, timers

#: The timer of the next thing that is due by the roster: one for all shifts.
CLOCK = "duty.clock"
WEEK_MS = 7 * 86_400_000


@dataclass(frozen=True, slots=True)
class Standing:
    """A seat of a post now: ``shift`` answers for it; ``due`` is the shift whose time it is (the same, or a successor
    who has not accepted yet). ``person`` has ``shift``.
    """

    post: Post
    shift: Shift
    due: Shift
    person: Person


async def now(ctx: Context) -> tuple[Standing, ...]:
    """Every seat that somebody answers for now, in the order of the posts: the leader, the grids, the reserve."""
    known = await roster.between(ctx.tx, ctx.community_id, ctx.now - LONGEST_OVERRUN_MS, ctx.now + 1)
    found = [await _standing(ctx, post, known) for post in ctx.community.posts]
    return tuple(one for several in found for one in several)


async def coming(ctx: Context) -> dict[str, list[tuple[Shift, str]]]:
    """The shifts of a week (of first seats) that nobody answers by yet, by post, in order, with their people's names.

    Among them is one that has begun and whose person has not come: the predecessor still answers.
    """
    answer = {one.shift.shift_id for one in await now(ctx)}
    known = await roster.between(ctx.tx, ctx.community_id, ctx.now, ctx.now + WEEK_MS)
    names: dict[int, str] = {}
    found: dict[str, list[tuple[Shift, str]]] = {}
    for shift in known:
        if shift.seat == 1 and shift.shift_id not in answer and shift.until_at > ctx.now:
            if shift.person not in names:
                person = await people.by_id(ctx.tx, ctx.community_id, shift.person)
                names[shift.person] = person.called if person is not None and not person.is_gone else ""
            found.setdefault(shift.post, []).append((shift, names[shift.person]))
    return found


async def officers(ctx: Context, grid: int | None = None, kinds: Iterable[PostKind] = PostKind) -> tuple[Person, ...]:
    """The people on duty of those kinds of posts, each once; where a grid is named, of no other grid's post."""
    wanted = set(kinds)
    found = [
        one.person
        for one in await now(ctx)
        if one.post.kind in wanted and (grid is None or one.post.grid in (None, grid))
    ]
    return tuple({person.person_id: person for person in found}.values())


async def on_duty(ctx: Context, grid: int) -> tuple[Person, ...]:
    """Who is on duty for a grid: its own post and the leader; the reserve if nobody else is."""
    first = await officers(ctx, grid, (PostKind.GRID, PostKind.LEADER))
    return first or await officers(ctx, grid, (PostKind.RESERVE,))


async def posts_of(ctx: Context, person: Person) -> tuple[Post, ...]:
    """The posts for which the person answers now."""
    return tuple(one.post for one in await now(ctx) if one.person.person_id == person.person_id)


async def changed(ctx: Context) -> None:
    """The roster is another one: what is due by it is reckoned anew."""
    await timers.set_(ctx.tx, ctx.community_id, CLOCK, 0, ctx.now)


async def may(ctx: Context, person: Person, what: What) -> bool:
    """Whether the person may do or see what concerns no case: by a role, or because they are on duty now."""
    return may_on_duty(person, what, {post.kind for post in await posts_of(ctx, person)})


async def allow(ctx: Context, person: Person, what: What) -> None:
    """Nothing, if the person may; else Refused."""
    if not await may(ctx, person, what):
        raise Refused("person.not_yours")


async def _standing(ctx: Context, post: Post, known: Iterable[Shift]) -> list[Standing]:
    mine = sorted((one for one in known if one.post == post.key), key=lambda one: (one.seat, one.from_at))
    found = []
    for _, seat in groupby(mine, key=lambda one: one.seat):
        shifts = list(seat)
        due, shift = current(shifts, ctx.now), answering(shifts, ctx.now)
        if due is not None and shift is not None:
            able = [(one, await _able(ctx, one)) for one in dict.fromkeys((shift, due))]
            found += [Standing(post, one, due, person) for one, person in able if person is not None][:1]
    return found


async def _able(ctx: Context, shift: Shift) -> Person | None:
    """Who has the shift, unless they have lost the right to it: then nobody answers, whatever the roster says."""
    person = await people.by_id(ctx.tx, ctx.community_id, shift.person)
    return person if person is not None and may_stand(person, Deed.TAKE_SHIFT) else None
