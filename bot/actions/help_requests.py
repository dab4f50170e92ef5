"""Requests for help (求助): told to the duty officer of the grid, taken by somebody, settled, and never forgotten.

Nothing of them is ever said in a group.
"""

from __future__ import annotations

from bot.actions import duty, duty_log, help_cards, pages, response_cards
from bot.actions.context import Context
from bot.domain.consent import has_agreed
from bot.domain.distress import Help, HelpState, Household, Need
from bot.domain.duty_log import Event
from bot.domain.page import Matter
from bot.domain.permission import Look
from bot.domain.person import Person
from bot.errors import Refused, Stale
from bot.storage import audit, distress, people, timers
from bot.storage.timers import Timer

#: The timers after which a request is told without its details, and told again.
WAIT, REMIND = "help.wait", "help.remind"
#: After so long the calls of a page have come to their end (bot/domain/page.py).
_CALLS_LAST_MS = 4 * 3_600_000


async def ask(ctx: Context, person: Person, response_id: int, grid: int) -> Help:
    """Somebody asks for help: what they have asked for already, or a new request.

    Who can say more in private is waited for a moment; for all others the duty is called at once.
    """
    known = await distress.open_of(ctx.tx, ctx.community_id, person.person_id)
    if known:
        return known[-1]
    made = await distress.ask_help(
        ctx.tx, ctx.community_id, response_id, grid, ctx.now, person=person.person_id, phone=person.phone or ""
    )
    await _asked(ctx, made, person)
    if can_say_more(person):
        due = ctx.now + ctx.community.response.help_wait_ms
        await timers.set_(ctx.tx, ctx.community_id, WAIT, made.help_id, due)
    else:
        await _call(ctx, made)
    await response_cards.refresh(ctx)
    return made


async def ask_for(ctx: Context, actor: Person, response_id: int, household: Household) -> Help:
    """Somebody who knocked at a door asks for help for those who live there."""
    made = await distress.ask_help(
        ctx.tx,
        ctx.community_id,
        response_id,
        household.grid,
        ctx.now,
        household=household.household_id,
        phone=household.phone,
    )
    await _asked(ctx, made, actor)
    await _call(ctx, made)
    return made


def can_say_more(person: Person) -> bool:
    """Whether the person can be asked in private."""
    return person.reachable and has_agreed(person)


async def _asked(ctx: Context, made: Help, by: Person) -> None:
    facts = {"help": made.help_id, "grid": made.grid}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, by.person_id, "help.asked", **facts)
    due = ctx.now + ctx.community.response.help_remind_ms
    await timers.set_(ctx.tx, ctx.community_id, REMIND, made.help_id, due)


async def of_asker(ctx: Context, person: Person, number: int) -> Help:
    """The open request of the person; Stale if it is settled, or another's."""
    found = await distress.help_by_id(ctx.tx, ctx.community_id, number)
    if found is None or found.person != person.person_id or not found.is_open:
        raise Stale("help.over")
    return found


async def tell(ctx: Context, person: Person, number: int, need: Need, place: str, phone: str) -> Help:
    """The person says what is the matter and where: the duty is called with that, or called again."""
    found = await of_asker(ctx, person, number)
    await distress.tell_help(ctx.tx, ctx.community_id, number, need, place, phone)
    facts: dict[str, str | int] = {"help": number, "need": need.value}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "help.told", None, **facts)
    told = await _kept(ctx, number)
    if found.taken_by is not None:
        await help_cards.show_taker(ctx, told, fresh=True)
    else:
        await _call(ctx, told)
    return told


async def wait_over(ctx: Context, timer: Timer) -> None:
    """Nothing more was said in time: the duty is called with what is known."""
    found = await distress.help_by_id(ctx.tx, ctx.community_id, timer.subject)
    if found is not None and found.is_open and found.told_at is None:
        await _call(ctx, found)


async def remind(ctx: Context, timer: Timer) -> None:
    """It is still open: who has it is reminded; where all calls were in vain they begin anew."""
    found = await distress.help_by_id(ctx.tx, ctx.community_id, timer.subject)
    if found is None or not found.is_open:
        return
    due = ctx.now + ctx.community.response.help_remind_ms
    await timers.set_(ctx.tx, ctx.community_id, REMIND, found.help_id, due)
    taker = await people.by_id(ctx.tx, ctx.community_id, found.taken_by) if found.taken_by else None
    if taker is not None and not taker.reachable:  # no reminder would reach them: others are called
        await free(ctx, found)
    elif taker is not None:
        await help_cards.show_taker(ctx, found, fresh=True, reminds=True)
    elif found.told_at is not None and ctx.now - found.told_at >= _CALLS_LAST_MS:
        await _call(ctx, found, again=True)


async def take(ctx: Context, actor: Person, number: int, *, paged: bool = False) -> Help:
    """Somebody on duty has it, perhaps from somebody else: whoever asked is told by whom. Stale if it is settled.

    ``paged``: they have answered a page about it; else nobody has to answer that any more.
    """
    found = await _for_helper(ctx, actor, number)
    if await distress.take(ctx.tx, ctx.community_id, number, actor.person_id, ctx.now):
        facts = {"help": number}
        await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "help.taken", **facts)
        await _log(ctx, found, HelpState.TAKEN, actor)
        if not paged:
            await pages.over(ctx, Matter.HELP, number)
        if found.taken_by is not None:
            await help_cards.given_over(ctx, found, actor)
        taken = await _kept(ctx, number)
        await help_cards.tell_asker(ctx, taken, actor)
        await response_cards.refresh(ctx, doer=actor)
    taken = await _kept(ctx, number)
    await help_cards.show_taker(ctx, taken, fresh=True)
    return taken


async def free(ctx: Context, found: Help) -> None:
    """Who has it cannot see to it any more: it is open again, and the duty is called anew."""
    former = await people.by_id(ctx.tx, ctx.community_id, found.taken_by) if found.taken_by else None
    if not await distress.free_help(ctx.tx, ctx.community_id, found.help_id):
        return
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "help.freed", None, help=found.help_id)
    if former is not None:
        await help_cards.take_away(ctx, found, former)
    await _call(ctx, await _kept(ctx, found.help_id), again=True)
    await response_cards.refresh(ctx)


async def can_help(ctx: Context, person: Person, grid: int) -> bool:
    """Whether somebody may see to requests of a grid: a director, who is on duty, a worker of that grid."""
    ours = any(held.grid == grid for held in person.appointments) and person.is_worker
    return ours or await duty.may(ctx, person, Look.SITUATION)


async def settle(ctx: Context, actor: Person, number: int, state: HelpState) -> Help:
    """Who has it says that it is done, or passed to those who can do it."""
    found = await _for_helper(ctx, actor, number)
    if found.taken_by is None:
        await distress.take(ctx.tx, ctx.community_id, number, actor.person_id, ctx.now)
    await _settle(ctx, found, state, actor)
    settled = await _kept(ctx, number)
    await help_cards.show_taker(ctx, settled)
    await help_cards.tell_asker(ctx, settled, actor)
    return settled


async def withdraw(ctx: Context, person: Person) -> None:
    """Whoever asked for help is safe now."""
    for found in await distress.open_of(ctx.tx, ctx.community_id, person.person_id):
        await _settle(ctx, found, HelpState.WITHDRAWN, person)
        await help_cards.show_taker(ctx, await _kept(ctx, found.help_id), fresh=True)


async def _settle(ctx: Context, found: Help, state: HelpState, actor: Person) -> None:
    number = found.help_id
    if not await distress.settle(ctx.tx, ctx.community_id, number, state, ctx.now):
        raise Stale("help.over")
    for timer in (WAIT, REMIND):
        await timers.clear(ctx.tx, ctx.community_id, timer, number)
    await pages.over(ctx, Matter.HELP, number)
    facts = {"help": number}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, f"help.{state}", **facts)
    await _log(ctx, found, state, actor)
    await response_cards.refresh(ctx, doer=actor)


async def _log(ctx: Context, found: Help, state: HelpState, actor: Person) -> None:
    """Write into the log of the duty what became of it; never who asked."""
    grid = next(one for one in ctx.community.posts if one.grid == found.grid)
    person = actor if actor.is_staff else None
    await duty_log.note(ctx, Event.HELP, post=grid, person=person, number=found.help_id, state=state.value)


async def show(ctx: Context, actor: Person, number: int) -> None:
    """The card of a request for somebody who may see it."""
    await help_cards.show(ctx, await _for_helper(ctx, actor, number), actor, fresh=True)


async def _for_helper(ctx: Context, actor: Person, number: int) -> Help:
    """An open request for somebody who may help: a director, who is on duty, a worker of its grid."""
    found = await distress.help_by_id(ctx.tx, ctx.community_id, number)
    if found is None:
        raise Refused("person.not_yours")
    if not await can_help(ctx, actor, found.grid):
        raise Refused("person.not_yours")
    if not found.is_open:
        raise Stale("help.over")
    return found


async def _call(ctx: Context, found: Help, *, again: bool = False) -> None:
    await distress.called(ctx.tx, ctx.community_id, found.help_id, ctx.now)
    data = await help_cards.data(ctx, found)
    await pages.call(ctx, Matter.HELP, found.help_id, data, grids=(found.grid,), quick=True, again=again)


async def _kept(ctx: Context, number: int) -> Help:
    found = await distress.help_by_id(ctx.tx, ctx.community_id, number)
    assert found is not None  # noqa: S101  # requests are never deleted
    return found


async def asker(ctx: Context, found: Help) -> Person | None:
    """Who asked for it, as far as anybody still leads there."""
    return await people.by_id(ctx.tx, ctx.community_id, found.person) if found.person else None
