"""Pages: the people on duty are called, and the next ones, until somebody says that they have it (收到).

The rules are in bot/domain/page.py. Each person has one living message of a page, which says why they are called and
who has answered; it comes anew when they are called again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.actions import duty, leave, notices, page_cards
from bot.actions.context import Context
from bot.domain.page import LADDER, Call, Matter, Page, Rung, State, Step, is_settled, missing, next_step
from bot.domain.permission import Deed, may
from bot.domain.person import Person, Role
from bot.domain.roster import PostKind
from bot.domain.screen import Value
from bot.errors import Refused, Stale
from bot.storage import audit, pages, people, timers
from bot.storage.timers import Timer

#: The timer of a page; its subject is the page's number.
TIMER = "page"


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody who was called: on which rung, when, whether a message reached them, and when they answered."""

    person: Person
    rung: Rung
    called_at: int
    reachable: bool
    answered_at: int | None


async def call(
    ctx: Context,
    matter: Matter,
    subject: int,
    data: Mapping[str, Value],
    *,
    grids: tuple[int, ...] = (),
    must_all: bool = False,
    quick: bool = True,
    again: bool = False,
) -> int:
    """Call who is on duty for the grids (empty: for all) about a ``subject`` of the matter; the page's number.

    ``data`` fills the template page/<matter>. Of what a page is open already, it says the new data from now on; with
    ``again`` everybody has to answer once more. Without ``quick`` nobody else is called if no answer comes.
    """
    known = await pages.about(ctx.tx, ctx.community_id, matter, subject)
    if known is not None and not again and known.state is not State.OVER:
        await pages.say(ctx.tx, ctx.community_id, known.page_id, data)
        await page_cards.show(ctx, known)
        return known.page_id
    how = Page(0, matter, subject, 0, grids, must_all, quick, State.OPEN, ctx.now)
    page = await pages.begin(ctx.tx, ctx.community_id, known, (matter, subject), data, ctx.now, how=how)
    facts = {"page": page.page_id, "matter": matter.value, "subject": subject, "run": page.run}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "page.called", None, **facts)
    await _go_on(ctx, page)
    return page.page_id


async def over(ctx: Context, matter: Matter, subject: int) -> None:
    """No answer is needed any more; whoever was called reads that."""
    page = await pages.about(ctx.tx, ctx.community_id, matter, subject)
    if page is None or not await pages.settle(ctx.tx, ctx.community_id, page.page_id, State.OVER, ctx.now):
        return
    await timers.clear(ctx.tx, ctx.community_id, TIMER, page.page_id)
    facts = {"page": page.page_id, "matter": matter.value, "subject": subject}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "page.over", None, **facts)
    await _show(ctx, page.page_id)
    await pages.blank(ctx.tx, ctx.community_id, page.page_id)


async def answered(ctx: Context, matter: Matter, subject: int) -> tuple[Answer, ...]:
    """Who was called about something, in order, and who has answered when."""
    page = await pages.about(ctx.tx, ctx.community_id, matter, subject)
    calls = await pages.calls(ctx.tx, ctx.community_id, page) if page else []
    found = [(one, await people.by_id(ctx.tx, ctx.community_id, one.person)) for one in calls]
    return tuple(
        Answer(person, one.rung, one.called_at, one.reachable, one.answered_at) for one, person in found if person
    )


async def have(ctx: Context, person: Person, number: int, run: int) -> Page:
    """The person has it; the page as it is then.

    Stale if they had said so, if it is over, or if it began anew since they were called. Refused to whom it does not
    concern: who was not called, is not on duty and does not direct.
    """
    page = await pages.by_id(ctx.tx, ctx.community_id, number)
    calls = await pages.calls(ctx.tx, ctx.community_id, page) if page else []
    mine = next((one for one in calls if one.person == person.person_id), None)
    if page is None or not (mine or may(person, Deed.WARN) or await duty.posts_of(ctx, person)):
        raise Refused("page.not_yours")
    if page.state is State.OVER:
        raise Stale("page.over")
    if mine is not None and mine.answered_at is not None:
        raise Stale("page.had", at=mine.answered_at)
    if run != page.run:
        raise Stale("page.anew")
    await _answer(ctx, page, person, mine)
    return page


async def _answer(ctx: Context, page: Page, person: Person, mine: Call | None) -> None:
    tx, community = ctx.tx, ctx.community_id
    if mine is None:
        await pages.call(tx, community, page, person.person_id, Rung.ASIDE, ctx.now, reachable=True)
    await pages.answer(tx, community, page, person.person_id, ctx.now)
    facts = {"page": page.page_id, "matter": page.matter.value, "subject": page.subject}
    await audit.record(tx, community, ctx.now, person.person_id, "page.answered", None, **facts)
    if is_settled(page, await pages.calls(tx, community, page)):
        await pages.settle(tx, community, page.page_id, State.ANSWERED, ctx.now)
        await timers.clear(tx, community, TIMER, page.page_id)
    await _show(ctx, page.page_id)


# --- what time does ---


async def climb(ctx: Context, timer: Timer) -> None:
    """The time of a page's next rung has come."""
    page = await pages.by_id(ctx.tx, ctx.community_id, timer.subject)
    if page is not None:
        await _go_on(ctx, page)


async def lost(ctx: Context, person: Person) -> None:
    """No message reaches the person: who waits for their answer goes on to the next at once."""
    for page in await pages.waiting(ctx.tx, ctx.community_id):
        if await pages.lose(ctx.tx, ctx.community_id, page, person.person_id):
            await _go_on(ctx, page)


async def hand_on(ctx: Context, person: Person) -> None:
    """The person has come on duty: the pages that wait for an answer are theirs, too."""
    mine = await duty.posts_of(ctx, person)
    for page in await pages.waiting(ctx.tx, ctx.community_id):
        if any(not page.grids or post.grid in (None, *page.grids) for post in mine):
            await _call(ctx, page, [person], Rung.DUTY)


async def watch(ctx: Context) -> int:
    """Give every page that waits for an answer its timer, if it has none; how many had none. There must be none."""
    found = 0
    for page in await pages.waiting(ctx.tx, ctx.community_id):
        if not await timers.is_set(ctx.tx, ctx.community_id, TIMER, page.page_id) and await _next(ctx, page):
            await _set_timer(ctx, page)
            found += 1
    return found


async def _go_on(ctx: Context, page: Page) -> None:
    """Take every rung whose time has come, and set the time of the next one."""
    while (step := await _next(ctx, page)) is not None and step.at <= ctx.now:
        await _take(ctx, page, step)
    await _set_timer(ctx, page)
    await page_cards.show(ctx, page)


async def _next(ctx: Context, page: Page) -> Step | None:
    calls = await pages.calls(ctx.tx, ctx.community_id, page)
    return next_step(page, calls, await pages.taken(ctx.tx, ctx.community_id, page))


async def _set_timer(ctx: Context, page: Page) -> None:
    step = await _next(ctx, page)
    if step is None:
        await timers.clear(ctx.tx, ctx.community_id, TIMER, page.page_id)
    else:
        await timers.set_(ctx.tx, ctx.community_id, TIMER, page.page_id, step.at)


async def _take(ctx: Context, page: Page, step: Step) -> None:
    """Call who stands on the rung and was not called before; or once more who has not answered."""
    found = await _on(ctx, page, step.rung)
    if not found and step.rung is Rung.DUTY:  # nobody is on the roster: the secretary, at once
        for rung in LADDER[:-1]:
            await pages.take(ctx.tx, ctx.community_id, page, Step(rung, 1, step.at))
        step = Step(Rung.SECRETARY, 1, step.at)
        found = await _on(ctx, page, step.rung)
    # After a leap over several steps all are called, each once; what is called over and over begins now.
    at = ctx.now if step.rung is Rung.LAST else step.at
    if not await pages.take(ctx.tx, ctx.community_id, page, Step(step.rung, step.nth, at)):
        return
    await _call(ctx, page, found, step.rung)
    facts = {"page": page.page_id, "rung": step.rung.value, "nth": step.nth, "many": len(found)}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "page.rung", None, **facts)


async def _call(ctx: Context, page: Page, found: Iterable[Person], rung: Rung) -> None:
    repeated = rung in (Rung.AGAIN, Rung.LAST)
    for person in found:
        fresh = repeated or await pages.call(
            *(ctx.tx, ctx.community_id, page, person.person_id, rung, ctx.now), reachable=_hears(person)
        )
        if fresh and _hears(person):
            await page_cards.show_one(ctx, page, person, fresh=True)


def _hears(person: Person) -> bool:
    return person.reachable and not person.is_gone


# --- who stands on which rung ---


async def _on(ctx: Context, page: Page, rung: Rung) -> list[Person]:
    match rung:
        case Rung.DUTY:
            found = await duty.officers(ctx, None, (PostKind.LEADER,))
            return await _present(ctx, [*found, *await _of_grids(ctx, page.grids)])
        case Rung.RESERVE:
            return await _present(ctx, await duty.officers(ctx, None, (PostKind.RESERVE,)))
        case Rung.HEAD:
            return await _heads(ctx, page)
        case Rung.SECRETARY:
            return list(await notices.directors(ctx))
    calls = await pages.calls(ctx.tx, ctx.community_id, page)
    silent = missing(calls) if rung is Rung.AGAIN else [one for one in calls if one.answered_at is None]
    known = [await people.by_id(ctx.tx, ctx.community_id, one.person) for one in silent if one.reachable]
    return [one for one in known if one is not None]


async def _of_grids(ctx: Context, grids: Collection[int]) -> list[Person]:
    standing = [one for one in await duty.now(ctx) if one.post.kind is PostKind.GRID]
    return [one.person for one in standing if not grids or one.post.grid in grids]


async def _heads(ctx: Context, page: Page) -> list[Person]:
    """The heads of the grids that it concerns; where it concerns all, of those whose people on duty are silent."""
    grids = set(page.grids)
    if not grids:
        silent = {one.person for one in missing(await pages.calls(ctx.tx, ctx.community_id, page))}
        grids = {one.post.grid for one in await duty.now(ctx) if one.person.person_id in silent and one.post.grid}
    staff = await people.staff(ctx.tx, ctx.community_id)
    heads = [one for one in staff if any(h.role is Role.GRID_HEAD and h.grid in grids for h in one.appointments)]
    return await _present(ctx, heads)


async def _present(ctx: Context, found: Iterable[Person]) -> list[Person]:
    """Those people, or who stands in for one who is away; each once."""
    gone = await leave.away(ctx)
    there: dict[int, Person] = {}
    for person in found:
        one = person if person.person_id not in gone else await leave.end_of(ctx, person)
        if one is not None:
            there[one.person_id] = one
    return list(there.values())


async def _show(ctx: Context, number: int) -> None:
    page = await pages.by_id(ctx.tx, ctx.community_id, number)
    if page is not None:
        await page_cards.show(ctx, page)
