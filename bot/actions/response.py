"""Flood response levels (防汛应急响应): proposed by the program; started, changed and ended by a director."""

from __future__ import annotations

from bot.actions import (
    all_well,
    closing_report,
    door_calls,
    duty,
    duty_log,
    response_cards,
    response_groups,
    response_seats,
    roll_calls,
)
from bot.actions.context import Context
from bot.domain import response as rules
from bot.domain.duty_log import Event
from bot.domain.permission import Deed, Look, allow
from bot.domain.person import Person
from bot.domain.response import NONE, Move, Response
from bot.errors import Stale
from bot.storage import audit, responses, timers
from bot.storage.timers import Timer


async def propose(ctx: Context, level: int, warning: int | None = None) -> bool:
    """Ask the directors whether to start a level, or to raise it; False where that is not worth asking: it holds, a
    graver one does, or they are asked about it already. A graver proposal takes the place of one that waits.
    """
    holds = await response_cards.level(ctx)
    waiting = await responses.proposed(ctx.tx, ctx.community_id)
    if not rules.is_worth_proposing(level, holds, waiting.level if waiting else NONE):
        return False
    if waiting is not None:
        await responses.settle_proposal(ctx.tx, ctx.community_id, waiting.proposal_id, "replaced", ctx.now)
        await response_cards.settled(ctx, waiting, "replaced", None)
    made = await responses.propose(ctx.tx, ctx.community_id, level, warning, ctx.now)
    facts = {"level": level, "warning": warning or 0}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "response.proposed", **facts)
    await response_cards.ask(ctx, made, holds)
    return True


async def decline(ctx: Context, actor: Person, proposal_id: int) -> None:
    """A director does not want the level that is proposed; Stale if that is settled."""
    allow(actor, Deed.RESPOND)
    waiting = await responses.proposed(ctx.tx, ctx.community_id)
    if waiting is None or waiting.proposal_id != proposal_id:
        raise Stale("response.settled")
    await responses.settle_proposal(ctx.tx, ctx.community_id, proposal_id, "declined", ctx.now)
    facts = {"level": waiting.level}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "response.declined", **facts)
    await response_cards.settled(ctx, waiting, "declined", actor)


async def set_level(ctx: Context, actor: Person, wanted: int, seen: int) -> Move:
    """A director starts, raises, lowers or ends (0) the response; ``seen`` is the newest change that they had seen.

    Stale ("response.moved_on") if somebody was faster, ("response.holds") if the level holds already.
    """
    allow(actor, Deed.RESPOND)
    holds = await response_cards.level(ctx)
    done = rules.move(holds, wanted)
    if seen != await responses.version(ctx.tx, ctx.community_id):
        raise Stale("response.moved_on")
    response = await _keep(ctx, done, wanted)
    await responses.add_phase(ctx.tx, ctx.community_id, response.response_id, done, wanted, ctx.now)
    facts = {"response": response.response_id, "level": wanted}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, f"response.{done}", **facts)
    await _settle_proposal(ctx, actor, wanted)
    await duty_log.note(ctx, Event.RESPONSE, person=actor, move=done.value, level=str(wanted))
    await _follow(ctx, response, done)
    await response_cards.refresh(ctx, fresh=True, doer=actor)
    return done


async def _keep(ctx: Context, done: Move, wanted: int) -> Response:
    if done is Move.START:
        started = await responses.start(ctx.tx, ctx.community_id, wanted, ctx.now)
        if started is None:
            raise Stale("response.moved_on")
        return started
    response = await responses.now_open(ctx.tx, ctx.community_id)
    assert response is not None  # noqa: S101  # only a start begins where none holds
    if done is Move.END:
        await responses.end(ctx.tx, ctx.community_id, response.response_id, ctx.now)
    else:
        await responses.set_level(ctx.tx, ctx.community_id, response.response_id, wanted)
    kept = await responses.by_id(ctx.tx, ctx.community_id, response.response_id)
    assert kept is not None  # noqa: S101  # it was there above
    return kept


async def _settle_proposal(ctx: Context, actor: Person, wanted: int) -> None:
    """What was proposed is settled by any level: the directors have decided."""
    waiting = await responses.proposed(ctx.tx, ctx.community_id)
    if waiting is None:
        return
    outcome = "taken" if wanted == waiting.level or rules.is_higher(wanted, waiting.level) else "declined"
    await responses.settle_proposal(ctx.tx, ctx.community_id, waiting.proposal_id, outcome, ctx.now)
    await response_cards.settled(ctx, waiting, outcome, actor)


async def _follow(ctx: Context, response: Response, done: Move) -> None:
    """All that follows from another level. The place for whatever else is to know of it."""
    asked = None if done is Move.END else ctx.community.response.measures[response.level]
    await response_groups.follow(ctx, response, asked, done)
    await response_seats.follow(ctx, response, asked)
    await response_cards.tell_duty(ctx, response, asked, done)
    if asked is None:
        await roll_calls.end(ctx)
        await door_calls.end(ctx, response)
        await timers.set_(ctx.tx, ctx.community_id, closing_report.MAKE, response.response_id, ctx.now)
    await all_well.watch_every(ctx, asked.all_well_ms if asked else None)


async def take_seat(ctx: Context, person: Person, response_id: int, number: int) -> None:
    """Somebody who was asked stands on the second seat of a post, by its number among the posts."""
    await response_seats.take(ctx, person, response_id, number)
    await response_cards.refresh(ctx)


async def renew_seats(ctx: Context, _timer: Timer) -> None:
    """A second seat has ended with its shift: the next ones are asked."""
    holds = await responses.now_open(ctx.tx, ctx.community_id)
    if holds is not None:
        await response_seats.follow(ctx, holds, ctx.community.response.measures[holds.level])
        await response_cards.refresh(ctx)


async def show(ctx: Context, person: Person, *, fresh: bool = True) -> None:
    """The card of what holds, for the directors and who is on duty."""
    await duty.allow(ctx, person, Look.SITUATION)
    await response_cards.show(ctx, person, fresh=fresh)


async def ask_sure(ctx: Context, actor: Person, wanted: int) -> None:
    """Ask a director once more; Stale if the level holds already."""
    allow(actor, Deed.RESPOND)
    rules.move(await response_cards.level(ctx), wanted)
    await response_cards.confirm(ctx, actor, wanted)
