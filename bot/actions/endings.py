"""The ends that are no solution: not taken up (不予受理), carried on in parts (拆分)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions import cases as case_actions
from bot.actions import moves, notices
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain.case import Act, Case, Outcome
from bot.domain.person import Person
from bot.storage import cases
from bot.storage.cases import Report
from bot.storage.counters import next_number

#: The reason that says whose it would be.
NOT_OURS = "not_ours"


async def reject(ctx: Context, actor: Person, case_id: int, reason: str, words: str) -> Case:
    """The community does not take the case up; its reporter is told why and may object once."""
    case = await moves.load(ctx, actor, Act.REJECT, case_id)
    outcome = Outcome.NOT_OURS if reason == NOT_OURS else None
    await moves.say_why(ctx, actor, Act.REJECT, case_id, words, reason)
    return await moves.keep(ctx, actor, Act.REJECT, case, rules.reject(case, ctx.now, outcome))


async def split(ctx: Context, actor: Person, case_id: int, parts: Sequence[str]) -> Case:
    """The case is carried on as several ones, each with a part of what was reported and a clock of its own."""
    case = await moves.load(ctx, actor, Act.SPLIT, case_id)
    ended = rules.split(case, len(parts), ctx.now)
    kept = await moves.keep_quietly(ctx, actor, Act.SPLIT, case, ended, parts=len(parts))
    for text in parts:
        part = await case_actions.open_part(ctx, actor, await _part(ctx, case, text))
        await cases.move_followers(ctx.tx, ctx.community_id, case_id, part.case_id, ctx.now)
    await notices.tell(ctx, kept, Act.SPLIT, actor.person_id)
    return kept


async def _part(ctx: Context, case: Case, text: str) -> Report:
    dialog = await next_number(ctx.tx, ctx.community_id, "dialog")
    return Report(case.grid, case.category, text, case.place, case.reporter, dialog, case.anonymous, case.case_id)
