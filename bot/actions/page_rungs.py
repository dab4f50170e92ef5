"""Who stands on which rung of a page, and for which posts they are called there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.actions import duty, leave, notices
from bot.actions.context import Context
from bot.actions.duty import Standing
from bot.domain.page import STEP_MS, Call, Page, Rung, Step
from bot.domain.person import Person, Role
from bot.domain.roster import PostKind
from bot.storage import people


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody to be called: for which posts, whether their answer is one for all, and whether it can come at all."""

    person: Person
    posts: tuple[str, ...]
    whole: bool = False
    there: bool = True


async def plan(ctx: Context, grids: Sequence[int], *, must_all: bool) -> tuple[tuple[str, ...], bool]:
    """What has to be answered for, as keys; and whether anybody stands on the roster.

    Each grid's post, whoever stands there. Where all must answer: each seat that somebody has, and the posts of the
    grids that nobody has, unless there is a leader for them.
    """
    standing = await duty.now(ctx)
    wanted = [post for post in ctx.community.posts if post.kind is PostKind.GRID and _concerns(post.grid, grids)]
    of_grids = tuple(post.key for post in wanted)
    on_duty = [one for one in standing if one.post.kind is PostKind.LEADER or one.post.key in of_grids]
    manned = bool(on_duty) or any(one.post.kind is PostKind.RESERVE for one in standing)
    if not must_all or not on_duty:
        return of_grids, manned
    kept = {one.post.key for one in on_duty}
    bare = () if "leader" in kept else tuple(key for key in of_grids if key not in kept)
    return (*(_seat(one) for one in on_duty), *bare), manned


async def first(ctx: Context, page: Page, posts: Sequence[str]) -> list[Asked]:
    """Who is on duty for the posts now: their officers, and the leader."""
    officers = await _officers(ctx, page, posts)
    kept = {post for one in officers for post in one.posts}
    return await _present(ctx, [*await _leaders(ctx, page, [one for one in posts if one not in kept]), *officers])


async def reserve(ctx: Context, posts: Sequence[str]) -> list[Asked]:
    """The reserve that is on duty now."""
    return await _present(
        ctx, [Asked(one, tuple(posts)) for one in await duty.officers(ctx, None, (PostKind.RESERVE,))]
    )


async def on(ctx: Context, page: Page, calls: Sequence[Call], step: Step) -> list[Asked]:
    """Whom the step calls. AGAIN and LAST call nobody new: for them see :func:`once_more`."""
    match step.rung:
        case Rung.DUTY:
            return await first(ctx, page, step.posts)
        case Rung.OFFICER:
            return await _present(ctx, await _officers(ctx, page, step.posts))
        case Rung.LEADER:
            return await _present(ctx, await _leaders(ctx, page, step.posts))
        case Rung.RESERVE:
            return await reserve(ctx, step.posts)
        case Rung.HEAD:
            return await _present(ctx, await _heads(ctx, step.posts))
        case Rung.SECRETARY:
            return [_directs(page, one, step) for one in await notices.directors(ctx)]
        case Rung.DEPUTIES:
            passed = {one.person for one in calls} | await leave.away(ctx)
            staff = await people.staff(ctx.tx, ctx.community_id)
            deputies = [one for one in staff if one.holds(Role.DEPUTY) and one.person_id not in passed]
            return [_directs(page, one, step) for one in deputies]
    return []


def once_more(page: Page, calls: Sequence[Call], step: Step) -> tuple[int, ...]:
    """Who is called again, as person ids: those who were called first, or who direct or stand on the last rung.

    Who has come on duty a moment ago is given time first. If nobody above can answer, everybody who can is called.
    """
    rungs = {page.ladder[0][0], Rung.RELIEF} if step.rung is Rung.AGAIN else {Rung.SECRETARY, page.ladder[-1][0]}
    silent = [one for one in calls if one.waits and one.concerns(step.posts)]
    found = [one for one in silent if one.rung in rungs]
    chosen = found or silent if step.rung is Rung.LAST else [o for o in found if o.called_at + STEP_MS <= step.at]
    return tuple(dict.fromkeys(one.person for one in chosen))


def grid_of(ctx: Context, key: str) -> int | None:
    """The grid of what has to be answered for."""
    post = ctx.community.post(key.partition(".")[0])
    return post.grid if post else None


def _concerns(grid: int | None, grids: Sequence[int]) -> bool:
    return not grids or grid in grids


def _seat(one: Standing) -> str:
    return one.post.key if one.shift.seat == 1 else f"{one.post.key}.{one.shift.seat}"


def _directs(page: Page, person: Person, step: Step) -> Asked:
    return Asked(person, step.posts, not page.must_all, person.reachable and not person.is_gone)


async def _officers(ctx: Context, page: Page, posts: Sequence[str]) -> list[Asked]:
    standing = [one for one in await duty.now(ctx) if one.post.kind is PostKind.GRID]
    found = [(one.person, _seat(one) if page.must_all else one.post.key) for one in standing]
    return [Asked(person, (key,)) for person, key in found if key in posts]


async def _leaders(ctx: Context, page: Page, posts: Sequence[str]) -> list[Asked]:
    """The leader answers for their own post where all must answer, else for all; ``posts`` have nobody else."""
    standing = [one for one in await duty.now(ctx) if one.post.kind is PostKind.LEADER]
    if page.must_all:
        return [Asked(one.person, (_seat(one),)) for one in standing if _seat(one) in page.posts]
    return [Asked(one.person, tuple(posts), whole=True) for one in standing]


async def _heads(ctx: Context, posts: Sequence[str]) -> list[Asked]:
    found = []
    for person in await people.staff(ctx.tx, ctx.community_id):
        grids = {one.grid for one in person.appointments if one.role is Role.GRID_HEAD}
        mine = tuple(post for post in posts if (grid := grid_of(ctx, post)) is not None and grid in grids)
        found += [Asked(person, mine)] if mine else []
    return found


async def _present(ctx: Context, found: Iterable[Asked]) -> list[Asked]:
    """Those, or who stands in for one who is away; each person once. Who is away without anybody is not there."""
    gone = await leave.away(ctx)
    there: dict[int, Asked] = {}
    for one in found:
        stands = one.person if one.person.person_id not in gone else await leave.end_of(ctx, one.person)
        person = stands or one.person
        hears = stands is not None and person.reachable and not person.is_gone
        known = there.get(person.person_id, Asked(person, (), there=hears))
        posts = tuple(dict.fromkeys((*known.posts, *one.posts)))
        there[person.person_id] = Asked(person, posts, known.whole or one.whole, known.there)
    return list(there.values())
