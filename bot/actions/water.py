"""Where water stands (积水点): reported as cases of the flood category, counted in the groups, listed for the duty."""

from __future__ import annotations

from bot.actions import response_groups
from bot.actions.context import Context
from bot.domain.case import Case
from bot.domain.distress import Depth
from bot.storage import responses


async def reported(ctx: Context, case: Case, depth: str | None) -> None:
    """A report has become a case: while a response holds, one of the flood category tells where water stands."""
    response = await responses.now_open(ctx.tx, ctx.community_id)
    if response is None or case.category != ctx.community.response.category:
        return
    known = Depth(depth) if depth in set(Depth) else None
    if await responses.add_water(ctx.tx, ctx.community_id, response.response_id, case.case_id, known):
        await response_groups.refresh(ctx, response, case.grid)


async def prefilled(ctx: Context, grid: int) -> dict[str, str | int | bool]:
    """What is known of a report that begins at the message in a group; without a response only the grid."""
    response = await responses.now_open(ctx.tx, ctx.community_id)
    category = ctx.community.response.category
    if response is None or not category:
        return {"grid": grid}
    return {"grid": grid, "category": category, "water": True}
