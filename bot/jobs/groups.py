"""Looks every day at what the bot lacks in the groups: nobody tells it of a topic or of privacy mode."""

from __future__ import annotations

from bot.actions import groups as group_actions
from bot.actions.context import Context
from bot.storage import groups


async def run(ctx: Context) -> None:
    """Let the program look at every group that can be reached."""
    for group in await groups.every(ctx.tx, ctx.community_id):
        if group.reachable:
            await group_actions.survey(ctx, group.grid)
