"""Door calls (上门走访): each household on the list is given to a named person, ticked off, and reminded of."""

from __future__ import annotations

from collections import defaultdict

from bot.actions import door_cards, help_requests, notices, response_cards
from bot.actions.context import Context
from bot.domain.distress import DoorCall, Found, Household
from bot.domain.permission import Deed, allow
from bot.domain.person import Person, Role
from bot.domain.response import Response
from bot.errors import Refused, Stale
from bot.storage import absences, audit, distress, people, responses, timers
from bot.storage.timers import Timer

#: The timer at which somebody is reminded of their doors; its subject is the person's number.
REMIND = "door.remind"
_DIRECTORS_AT = 3


async def show(ctx: Context, actor: Person) -> None:
    """The list of households for a director: who has which, and what was found."""
    allow(actor, Deed.RESPOND)
    await door_cards.show_list(ctx, await _open(ctx), actor, fresh=True)


async def workers(ctx: Context, grid: int) -> list[Person]:
    """To whom the households of a grid can be given: its workers who are there, in the order of their posts."""
    away = {one.person for one in await absences.standing(ctx.tx, ctx.community_id, ctx.now)}
    staff = await people.staff(ctx.tx, ctx.community_id)

    def rank(person: Person) -> int:
        held = {one.role for one in person.appointments if one.grid == grid}
        return next((n for n, role in enumerate(_FIRST) if role in held), len(_FIRST))

    found = [one for one in staff if rank(one) < len(_FIRST) and one.reachable and one.person_id not in away]
    return sorted(found, key=lambda one: (rank(one), one.person_id))


#: In this order the workers of a grid are offered.
_FIRST = (Role.FULL_TIME, Role.AUXILIARY, Role.SPECIALIST, Role.GRID_HEAD)


def can_go(person: Person, grid: int) -> bool:
    """Whether the households of a grid can be the person's: by a role in that grid."""
    return any(held.grid == grid and held.role in _FIRST for held in person.appointments)


async def share(ctx: Context, actor: Person) -> int:
    """Give every household that nobody has to the workers of its grid, in turn; how many were given."""
    allow(actor, Deed.RESPOND)
    response = await _open(ctx)
    has = {one.household_id: one.person for one in await distress.doors(ctx.tx, ctx.community_id, response.response_id)}
    load: dict[int, int] = defaultdict(int)
    for number in has.values():
        load[number] += 1
    given: set[int] = set()
    many = 0
    for household in await distress.households(ctx.tx, ctx.community_id):
        able = await workers(ctx, household.grid) if household.household_id not in has else []
        if able:
            # The head of the grid, who has all of it in hand, goes only where there is nobody else.
            going = [one for one in able if not one.holds(Role.GRID_HEAD)] or able
            taker = min(going, key=lambda one: load[one.person_id])
            load[taker.person_id] += 1
            await _give(ctx, actor, response, household, taker)
            given.add(taker.person_id)
            many += 1
    await _tell(ctx, response, given)
    await door_cards.show_list(ctx, response, actor)
    await response_cards.refresh(ctx, doer=actor)
    return many


async def pick(ctx: Context, actor: Person, household_id: int) -> None:
    """Show a director to whom a household can be given."""
    allow(actor, Deed.RESPOND)
    household = await _household(ctx, household_id)
    await door_cards.show_pick(ctx, household, await workers(ctx, household.grid), actor)


async def give(ctx: Context, actor: Person, household_id: int, person_id: int) -> None:
    """Give a household to a worker of its grid; who had it before sees it no more."""
    allow(actor, Deed.RESPOND)
    response, household = await _open(ctx), await _household(ctx, household_id)
    taker = next((one for one in await workers(ctx, household.grid) if one.person_id == person_id), None)
    if taker is None:
        raise Refused("person.not_yours")
    known = await _of(ctx, response, household_id)
    if known is not None and known.is_done:
        raise Stale("door.done")
    await _give(ctx, actor, response, household, taker)
    await _tell(ctx, response, {person_id})
    if known is not None and known.person != person_id:
        await door_cards.refresh(ctx, response, known.person)
    await door_cards.show_list(ctx, response, actor)
    await response_cards.refresh(ctx, doer=actor)


async def _give(ctx: Context, actor: Person, response: Response, household: Household, taker: Person) -> None:
    number = household.household_id
    await distress.give_door(ctx.tx, ctx.community_id, response.response_id, number, taker.person_id, ctx.now)
    facts = {"household": number, "person": taker.person_id}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "door.given", **facts)


async def _tell(ctx: Context, response: Response, numbers: set[int]) -> None:
    due = ctx.now + ctx.community.response.door_remind_ms
    for number in sorted(numbers):
        await timers.set_(ctx.tx, ctx.community_id, REMIND, number, due)
        await door_cards.refresh(ctx, response, number, fresh=True)


async def tick(ctx: Context, actor: Person, household_id: int, found: Found) -> DoorCall:
    """Who has the household says what they found; that help is needed calls the duty at once."""
    response = await _open(ctx)
    known = await _of(ctx, response, household_id)
    if known is None or known.person != actor.person_id:
        raise Refused("person.not_yours")
    if known.is_done or not await distress.find_door(
        ctx.tx, ctx.community_id, response.response_id, household_id, found, ctx.now
    ):
        raise Stale("door.done")
    facts: dict[str, str | int] = {"household": household_id, "found": found.value}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "door.found", None, **facts)
    if found is Found.HELP:
        await help_requests.ask_for(ctx, actor, response.response_id, await _household(ctx, household_id))
    await door_cards.refresh(ctx, response, actor.person_id)
    await response_cards.refresh(ctx, doer=actor)
    return known


async def remind(ctx: Context, timer: Timer) -> None:
    """Doors are still to be knocked at: who has them is reminded, then the head of the grid, then the directors."""
    response = await responses.now_open(ctx.tx, ctx.community_id)
    if response is None:
        return
    doors = await distress.doors(ctx.tx, ctx.community_id, response.response_id)
    waiting = [one for one in doors if one.person == timer.subject and not one.is_done]
    if not waiting:
        return
    rung = min(one.reminded for one in waiting) + 1
    if rung > _DIRECTORS_AT:
        return
    await distress.remind_doors(ctx.tx, ctx.community_id, response.response_id, timer.subject, rung)
    await timers.set_(ctx.tx, ctx.community_id, REMIND, timer.subject, ctx.now + ctx.community.response.door_remind_ms)
    await door_cards.refresh(ctx, response, timer.subject, fresh=True, reminds=True)
    worker = await people.by_id(ctx.tx, ctx.community_id, timer.subject)
    for person in await _above(ctx, waiting, rung):
        if worker is not None and person.person_id != worker.person_id:
            await door_cards.tell_above(ctx, person, worker, len(waiting))


async def _above(ctx: Context, waiting: list[DoorCall], rung: int) -> list[Person]:
    if rung == 1:
        return []
    if rung == _DIRECTORS_AT:
        return list(await notices.directors(ctx))
    found = [await distress.household(ctx.tx, ctx.community_id, one.household_id) for one in waiting]
    grids = {one.grid for one in found if one is not None}
    staff = await people.staff(ctx.tx, ctx.community_id)
    return [
        one for one in staff if any(held.role is Role.GRID_HEAD and held.grid in grids for held in one.appointments)
    ]


async def end(ctx: Context, response: Response) -> None:
    """The response is over: nobody has to knock any more."""
    doors = await distress.doors(ctx.tx, ctx.community_id, response.response_id)
    for number in sorted({one.person for one in doors}):
        await timers.clear(ctx.tx, ctx.community_id, REMIND, number)
        await door_cards.refresh(ctx, response, number)


async def _open(ctx: Context) -> Response:
    response = await responses.now_open(ctx.tx, ctx.community_id)
    if response is None:
        raise Stale("response.none")
    return response


async def _household(ctx: Context, number: int) -> Household:
    found = await distress.household(ctx.tx, ctx.community_id, number)
    if found is None:
        raise Stale("household.gone")
    return found


async def _of(ctx: Context, response: Response, household_id: int) -> DoorCall | None:
    doors = await distress.doors(ctx.tx, ctx.community_id, response.response_id)
    return next((one for one in doors if one.household_id == household_id), None)
