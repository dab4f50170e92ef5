"""The reporter says whether their case is solved: one tap, and one more to rate it. Silence counts as neither."""

from __future__ import annotations

from bot.actions import notices, watch
from bot.actions.context import Context
from bot.actions.notices import Standing
from bot.domain import verdict as rules
from bot.domain.case import Case
from bot.domain.permission import Deed, permit
from bot.domain.person import Person
from bot.domain.verdict import LEAST_RATING, MOST_RATING, Answer
from bot.errors import BadPayload, Refused
from bot.storage import audit, cases, verdicts
from bot.storage.timers import Timer

_ANSWERS = tuple(Answer)
#: Who sees what the reporter says besides the reporter.
SEES = frozenset({Standing.DIRECTOR, Standing.LEAD, Standing.HELPER})


async def answer(ctx: Context, actor: Person, case_id: int, closings: int, number: int) -> Answer:
    """Keep the answer of that number; it can be changed for as long as it is asked for."""
    case = await _asked(ctx, actor, case_id, closings)
    if number >= len(_ANSWERS):
        raise BadPayload("button.unknown")
    said = _ANSWERS[number]
    await _say(ctx, actor, case, said)
    await _refresh(ctx, case, actor)
    return said


async def rate(ctx: Context, actor: Person, case_id: int, closings: int, rating: int) -> None:
    """Keep the rating, which goes with an answer."""
    case = await _asked(ctx, actor, case_id, closings)
    if not LEAST_RATING <= rating <= MOST_RATING:
        raise BadPayload("button.unknown")
    if not await verdicts.rate(ctx.tx, ctx.community_id, case_id, case.closed_at or 0, rating, ctx.now):
        raise Refused("verdict.answer_first", number=case_id)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "case.rated", case_id, rating=rating)
    await _refresh(ctx, case, actor)


async def not_solved(ctx: Context, actor: Person, case: Case) -> None:
    """Whoever judges the case asks for it to be opened again: whatever they said before, it is not solved."""
    if rules.judges(case, actor):
        await _say(ctx, actor, case, Answer.NOT)


async def settle(ctx: Context, timer: Timer) -> None:
    """The time to answer is over, and later the time to object: the buttons go away, and nobody is written to."""
    case = await cases.by_id(ctx.tx, ctx.community_id, timer.subject)
    if case is None or not rules.was_closed(case) or case.closed_at is None:
        return
    if ctx.now >= case.closed_at + rules.CONFIRM_WITHIN_MS:
        await verdicts.settle(ctx.tx, ctx.community_id, case.case_id, case.closed_at, case.reporter, ctx.now)
    await watch.over(ctx, case)
    await notices.refresh_those(ctx, case, SEES | {Standing.REPORTER, Standing.FOLLOWER})


async def _asked(ctx: Context, actor: Person, case_id: int, closings: int) -> Case:
    case = permit(actor, Deed.CONFIRM, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    rules.check(case, actor, ctx.now, closings)
    return case


async def _say(ctx: Context, actor: Person, case: Case, said: Answer) -> None:
    who, closed_at = actor.person_id, case.closed_at or 0
    await verdicts.say(ctx.tx, ctx.community_id, case.case_id, closed_at, who, said, ctx.now)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, who, "case.confirmed", case.case_id, answer=said.value)


async def _refresh(ctx: Context, case: Case, doer: Person) -> None:
    """The reporter's own card is the answer to their tap; those who handled and direct it see it too."""
    await notices.refresh_for(ctx, case, doer, asked=True)
    await notices.refresh_those(ctx, case, SEES, but=doer.person_id)
