"""The roll call of the residents (平安确认): 我安全 or 我要帮助, by a tap in the group that nobody else sees."""

from __future__ import annotations

from bot.actions import help_requests, response_cards, response_groups
from bot.actions.context import Context
from bot.domain.distress import Help, RollCall
from bot.domain.permission import Deed, allow
from bot.domain.person import Person
from bot.errors import Refused, Stale
from bot.storage import audit, distress, groups, responses


async def start(ctx: Context, actor: Person, response_id: int) -> RollCall:
    """A director asks the residents; a round that goes on ends by that, and everybody answers anew."""
    allow(actor, Deed.RESPOND)
    response = await responses.now_open(ctx.tx, ctx.community_id)
    if response is None or response.response_id != response_id:
        raise Stale("response.moved_on")
    going_on = await distress.roll_call(ctx.tx, ctx.community_id)
    if going_on is not None and ctx.now - going_on.started_at < _DOUBLE_TAP_MS:
        raise Stale("response.asked_now")
    await end(ctx)
    call = await distress.start_roll_call(ctx.tx, ctx.community_id, response_id, ctx.now)
    assert call is not None  # noqa: S101  # the one that went on was ended above
    facts = {"round": call.roll_call_id}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "roll.started", **facts)
    await response_groups.show_roll_call(ctx, call, fresh=True)
    await response_cards.refresh(ctx, doer=actor)
    return call


async def end(ctx: Context) -> None:
    """The round that goes on is over: its message has no buttons any more."""
    call = await distress.roll_call(ctx.tx, ctx.community_id)
    if call is None:
        return
    await distress.end_roll_call(ctx.tx, ctx.community_id, call.roll_call_id, ctx.now)
    over = RollCall(call.roll_call_id, call.response_id, call.started_at, ctx.now)
    await response_groups.show_roll_call(ctx, over)


async def is_safe(ctx: Context, person: Person, number: int, chat_id: int) -> bool:
    """Somebody is safe; what they had asked for is not needed any more. False if they had said so."""
    call, grid = await _open(ctx, number, chat_id)
    news = await distress.answer(
        ctx.tx, ctx.community_id, call.roll_call_id, person.person_id, grid, safe=True, now=ctx.now
    )
    await help_requests.withdraw(ctx, person)
    if news:
        await response_groups.show_roll_call(ctx, call, grid)
    return news


async def needs_help(ctx: Context, person: Person, number: int, chat_id: int) -> Help:
    """Somebody needs help: what they asked for already, or a new request. Who can be asked nothing in private is told
    to the duty at once, all others when they have said more, or soon.
    """
    call, grid = await _open(ctx, number, chat_id)
    await distress.answer(ctx.tx, ctx.community_id, call.roll_call_id, person.person_id, grid, safe=False, now=ctx.now)
    await response_groups.show_roll_call(ctx, call, grid)
    return await help_requests.ask(ctx, person, call.response_id, grid)


async def _open(ctx: Context, number: int, chat_id: int) -> tuple[RollCall, int]:
    """The round and the grid in whose group it was answered."""
    call = await distress.roll_call(ctx.tx, ctx.community_id)
    if call is None or call.roll_call_id != number:
        raise Stale("roll.over")
    group = await groups.in_chat(ctx.tx, ctx.community_id, chat_id)
    if group is None:
        raise Refused("person.not_yours")
    return call, group.grid


#: A second tap on the same button is no second round.
_DOUBLE_TAP_MS = 60_000
