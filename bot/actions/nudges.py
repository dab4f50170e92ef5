"""Reminding somebody of what is theirs to do: the one place from which such messages go."""

from __future__ import annotations

from bot.actions import post
from bot.actions.context import Context
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.screen import Screen


async def nudge(ctx: Context, person: Person, slot: str, screen: Screen, *, urgent: bool = False) -> None:
    """Remind a person; what was said about the same thing before gives way to it. ``urgent``: it may wake them."""
    await post.show(ctx, person, Kind.REMINDER, slot, screen, fresh=True, urgent=urgent)
