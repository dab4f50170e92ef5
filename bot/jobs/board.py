"""The morning board for the secretaries."""

from __future__ import annotations

from bot.actions import home
from bot.actions.context import Context
from bot.domain.notice import Kind
from bot.storage import outbox, people


async def run(ctx: Context) -> None:
    """Send every secretary the open cases by state; nothing when there are none."""
    for secretary in await people.secretaries(ctx.tx, ctx.community_id):
        screen = await home.board(ctx, secretary)
        if screen.data["total"]:
            await outbox.send(ctx.tx, ctx.community_id, secretary.user_id, Kind.BOARD, screen, ctx.now)
