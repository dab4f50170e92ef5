"""The morning board for who directs the cases."""

from __future__ import annotations

from bot.actions import home, notices, post
from bot.actions.context import Context
from bot.domain.notice import Kind


async def run(ctx: Context) -> None:
    """Send everybody who directs the open cases by state; nothing when there are none."""
    for director in await notices.directors(ctx):
        screen = await home.board(ctx, director)
        if screen.data["total"]:
            await post.send(ctx, director, Kind.BOARD, screen)
