"""What happens to a page by itself: its rungs are taken in time, people are lost, found again, and relieved."""

from __future__ import annotations

from bot.actions import page_cards, page_rungs
from bot.actions.context import Context
from bot.actions.page_rungs import Asked
from bot.domain.page import Call, Page, Rung, State, Step, Taken, next_step, unsettled
from bot.domain.person import Person
from bot.storage import audit, pages, timers
from bot.storage.timers import Timer

#: The timer of a page; its subject is the page's number.
TIMER = "page"
#: As what somebody is called only while they are on duty.
_ON_DUTY = frozenset({Rung.DUTY, Rung.OFFICER, Rung.LEADER, Rung.RELIEF})
_SPARE = frozenset({Rung.RESERVE})


async def climb(ctx: Context, timer: Timer) -> None:
    """The time of a page's next rung has come."""
    page = await pages.by_id(ctx.tx, ctx.community_id, timer.subject)
    if page is not None:
        await go_on(ctx, page)


async def lost(ctx: Context, person: Person) -> None:
    """No message reaches the person: where their answer is waited for, the next is called at once."""
    for page in await pages.waiting(ctx.tx, ctx.community_id):
        if await pages.lose(ctx.tx, ctx.community_id, page, person.person_id, ctx.now):
            await go_on(ctx, page)


async def found(ctx: Context, person: Person) -> None:
    """Messages reach the person again: they are called for what still waits for their answer."""
    for page in await pages.waiting(ctx.tx, ctx.community_id):
        if await pages.find(ctx.tx, ctx.community_id, page, person.person_id):
            await go_on(ctx, page, frozenset({person.person_id}))


async def hand_on(ctx: Context, person: Person) -> None:
    """The person has come on duty: what waits for the answer of whom they relieve is theirs from now on."""
    for page in await pages.waiting(ctx.tx, ctx.community_id):
        calls = await pages.calls(ctx.tx, ctx.community_id, page)
        spare = [post for one in calls if one.rung is Rung.RESERVE for post in one.posts]
        groups = {_ON_DUTY: await page_rungs.first(ctx, page, page.posts)}
        groups |= {_SPARE: await page_rungs.reserve(ctx, spare)} if spare else {}
        fresh = frozenset[int]()
        for rungs, on_duty in groups.items():
            fresh |= await _relieve(ctx, page, [one for one in calls if one.rung in rungs], on_duty, person)
        await go_on(ctx, page, fresh)


async def _relieve(ctx: Context, page: Page, calls: list[Call], on_duty: list[Asked], person: Person) -> frozenset[int]:
    """Call the person if what they are on duty for waits, and let those who were on duty for it before go."""
    mine = next((one for one in on_duty if one.person.person_id == person.person_id), None)
    left = unsettled(page, await pages.calls(ctx.tx, ctx.community_id, page))
    if mine is None or not (mine.whole or set(mine.posts) & set(left)):
        return frozenset()
    standing = {one.person.person_id for one in on_duty}
    for one in calls:
        if one.person not in standing and ((mine.whole and one.whole) or set(mine.posts) & set(one.posts)):
            await pages.relieve(ctx.tx, ctx.community_id, page, one, ctx.now)
    known = any(one.person == person.person_id and one.waits for one in calls)
    if known:
        return frozenset()
    facts = {"page": page.page_id, "person": person.person_id}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "page.handed_on", None, **facts)
    return await _call(ctx, page, [mine], Rung.RELIEF)


async def unwatched(ctx: Context) -> list[Page]:
    """The pages that wait for an answer and have no time at which the next is called. There must be none."""
    known = [one for one in await pages.waiting(ctx.tx, ctx.community_id) if await _next(ctx, one)]
    return [one for one in known if not await timers.is_set(ctx.tx, ctx.community_id, TIMER, one.page_id)]


async def unheard(ctx: Context) -> int:
    """About how many things everybody was called in vain."""
    return sum(one.state is State.UNANSWERED for one in await pages.waiting(ctx.tx, ctx.community_id))


async def put_right(ctx: Context) -> int:
    """Give the pages that lack it the time at which the next is called; how many did."""
    lacking = await unwatched(ctx)
    for page in lacking:
        await watch(ctx, page.page_id)
    return len(lacking)


async def go_on(ctx: Context, page: Page, fresh: frozenset[int] = frozenset()) -> None:
    """Take every rung whose time has come, set the time of the next one, and show everybody how it stands.

    ``fresh``: who gets it as a new message besides those whom the rungs call; each gets one.
    """
    while (step := await _next(ctx, page)) is not None and step.at <= ctx.now:
        fresh |= await _take(ctx, page, step)
    if step is None and page.state is State.OPEN and page.quick:
        await _give_up(ctx, page)
    await watch(ctx, page.page_id)
    await show(ctx, page.page_id, fresh)


async def show(ctx: Context, number: int, fresh: frozenset[int] = frozenset(), *, doer: Person | None = None) -> None:
    """Bring the messages of a page up to date."""
    page = await pages.by_id(ctx.tx, ctx.community_id, number)
    if page is not None:
        await page_cards.show(ctx, page, fresh, doer=doer)


async def watch(ctx: Context, number: int) -> None:
    """Set the time at which the next is called, or none."""
    page = await pages.by_id(ctx.tx, ctx.community_id, number)
    step = await _next(ctx, page) if page is not None else None
    if step is None:
        await timers.clear(ctx.tx, ctx.community_id, TIMER, number)
    else:
        await timers.set_(ctx.tx, ctx.community_id, TIMER, number, step.at)


async def _next(ctx: Context, page: Page) -> Step | None:
    calls = await pages.calls(ctx.tx, ctx.community_id, page)
    return next_step(page, calls, await pages.taken(ctx.tx, ctx.community_id, page))


async def _give_up(ctx: Context, page: Page) -> None:
    """Everybody was called as often as there is sense in it. It stays written that nobody has answered."""
    calls = await pages.calls(ctx.tx, ctx.community_id, page)
    if left := unsettled(page, calls):
        await pages.settle(ctx.tx, ctx.community_id, page.page_id, State.UNANSWERED, ctx.now)
        facts: dict[str, int | str] = {"page": page.page_id, "posts": ",".join(left)}
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "page.unanswered", None, **facts)


async def _take(ctx: Context, page: Page, step: Step) -> frozenset[int]:
    """Call who stands on the rung, or once more who has not answered; who gets a new message, as person ids."""
    # After a leap all rungs that are due are taken, each once; but what is called over and over begins to count now.
    at = ctx.now if step.rung in (Rung.LAST, page.ladder[-1][0]) else step.at
    for post in step.posts:
        await pages.take(ctx.tx, ctx.community_id, page, Taken(post, step.rung, step.nth, at))
    calls = await pages.calls(ctx.tx, ctx.community_id, page)
    if step.rung in (Rung.AGAIN, Rung.LAST):
        fresh = frozenset(page_rungs.once_more(page, calls, step))
    else:
        fresh = await _call(ctx, page, await page_rungs.on(ctx, page, calls, step), step.rung)
    facts = {"page": page.page_id, "rung": step.rung.value, "nth": step.nth, "many": len(fresh)}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "page.rung", None, **facts)
    return fresh


async def _call(ctx: Context, page: Page, asked: list[Asked], rung: Rung) -> frozenset[int]:
    """Who gets a new message: who was not called on the rung before, and can be reached.

    Who was called there for another post before and has not answered reads in that message that it is more now.
    """
    fresh = set[int]()
    before = {one.person: one for one in await pages.calls(ctx.tx, ctx.community_id, page) if one.rung is rung}
    for one in asked:
        number, known = one.person.person_id, before.get(one.person.person_id)
        if known is None:
            lost_at = None if one.there else ctx.now
            made = Call(number, rung, one.posts, ctx.now, one.whole, lost_at=lost_at)
            await pages.call(ctx.tx, ctx.community_id, page, made)
            fresh |= {number} if one.there else set()
        elif known.answered_at is None:
            posts = tuple(dict.fromkeys((*known.posts, *one.posts)))
            await pages.widen(ctx.tx, ctx.community_id, page, known, posts)
    return frozenset(fresh)
