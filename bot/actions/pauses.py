"""Cases whose clock stands still: parked (挂账), or waiting for what the reporter was asked (待补充)."""

from __future__ import annotations

from bot.actions import deadlines, moves, notices, watch
from bot.actions.context import Context
from bot.domain import pause
from bot.domain.case import Act, Case, State
from bot.domain.permission import permit
from bot.domain.person import Person
from bot.errors import Stale
from bot.storage import audit, cases, relays

#: Silence for so long brings a case back whose reporter was asked something.
SILENCE_MS = 5 * 86_400_000


async def park(ctx: Context, actor: Person, case_id: int, review_at: int, words: str) -> Case:
    """The case cannot be solved now: it stands on the public list and is looked at again on a day."""
    case = await moves.load(ctx, actor, Act.PARK, case_id)
    parked = pause.pause(case, Act.PARK, ctx.now, review_at)
    await moves.say_why(ctx, actor, Act.PARK, case_id, words)
    return await moves.keep(ctx, actor, Act.PARK, case, parked)


async def unpark(ctx: Context, actor: Person, case_id: int, version: int) -> Case:
    """The case goes on."""
    case = await moves.load(ctx, actor, Act.UNPARK, case_id, version)
    return await moves.keep(ctx, actor, Act.UNPARK, case, pause.resume(case, Act.UNPARK, ctx.now, _due(ctx, case)))


async def park_longer(ctx: Context, actor: Person, case_id: int, review_at: int, words: str) -> Case:
    """A parked case is looked at again on another day."""
    case = permit(actor, Act.PARK, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    if case.state is not State.PARKED:
        raise Stale("case.moved_on", number=case_id, state=case.state)
    later = await cases.change(ctx.tx, ctx.community_id, case, pause.wait_longer(case, ctx.now, review_at))
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "case.park_longer", case_id, until=review_at)
    await moves.say_why(ctx, actor, Act.PARK, case_id, words)
    await watch.over(ctx, later)
    await notices.tell(ctx, later, Act.PARK, actor.person_id)
    return later


async def need_info(ctx: Context, actor: Person, case: Case) -> Case:
    """The reporter was asked something: until they answer, or for five days, the clock stands still."""
    paused = pause.pause(case, Act.NEED_INFO, ctx.now, ctx.now + SILENCE_MS)
    return await moves.keep(ctx, actor, Act.NEED_INFO, case, paused)


async def inform(ctx: Context, actor: Person | None, case_id: int, version: int | None = None) -> Case:
    """The reporter has answered (the actor), somebody goes on without an answer, or nobody answered (None)."""
    case = await moves.load(ctx, actor, Act.INFORM, case_id, version)
    return await moves.keep(ctx, actor, Act.INFORM, case, pause.resume(case, Act.INFORM, ctx.now, _due(ctx, case)))


async def has_answer(ctx: Context, case: Case) -> bool:
    """Whether nothing that the reporter was asked waits for an answer any more."""
    return await relays.open_of(ctx.tx, ctx.community_id, case.case_id) == 0


def _due(ctx: Context, case: Case) -> int | None:
    return deadlines.continued(ctx, case)
