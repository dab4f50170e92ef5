"""The 24-hour roster (24小时值班)."""

from __future__ import annotations

from bot.actions.context import Context
from bot.domain.person import Person


async def on_duty(_ctx: Context) -> tuple[Person, ...]:
    """Who is on duty now. There is no roster yet: nobody, and the ladder goes on at once."""
    return ()
