"""Somebody has lost a role during a flood response: their doors and calls for help go to others, and they see them no
more: who lives where and needs what is told to nobody who does not go there.
"""

from __future__ import annotations

from bot.actions import door_calls, door_cards, help_requests, notices, response_cards
from bot.actions.context import Context
from bot.domain.person import Person
from bot.storage import audit, distress, responses


async def left(ctx: Context, person: Person) -> None:
    """The person, as they are now, may not go to some doors, or not help, any more."""
    await _doors(ctx, person)
    for found in await distress.open_help(ctx.tx, ctx.community_id):
        if found.taken_by == person.person_id and not await help_requests.can_help(ctx, person, found.grid):
            await help_requests.free(ctx, found)


async def _doors(ctx: Context, person: Person) -> None:
    response = await responses.now_open(ctx.tx, ctx.community_id)
    if response is None:
        return
    lost = []
    for call in await distress.doors(ctx.tx, ctx.community_id, response.response_id):
        household = await distress.household(ctx.tx, ctx.community_id, call.household_id)
        if call.person == person.person_id and household and not door_calls.can_go(person, household.grid):
            lost.append(call)
    if not lost:
        return
    waiting = [one for one in lost if not one.is_done]
    for call in waiting:
        await distress.free_door(ctx.tx, ctx.community_id, response.response_id, call.household_id)
        facts = {"household": call.household_id, "person": person.person_id}
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "door.freed", None, **facts)
    await door_cards.take_away(ctx, response, person)
    for director in await notices.directors(ctx) if waiting else ():
        if director.person_id != person.person_id:
            await door_cards.tell_freed(ctx, director, person, len(waiting))
    await response_cards.refresh(ctx)
