"""Writing to a person: nobody who was forgotten, and without a sound in the hours in which they wish for quiet."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.context import Context
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.quiet import is_quiet
from bot.domain.screen import Content, Paper, Screen
from bot.storage import outbox


async def send(ctx: Context, person: Person, kind: Kind, content: Content, *, urgent: bool = False) -> None:
    """Queue a message of its own for a person. ``urgent``: it may wake them."""
    if not person.is_gone:
        made = content
        if isinstance(content, Screen):
            made = _hushed(ctx, person, kind, content, urgent)
        elif isinstance(content, Paper):
            made = replace(content, about=_hushed(ctx, person, kind, content.about, urgent))
        await outbox.send(ctx.tx, ctx.community_id, person.user_id, kind, made, ctx.now)


async def show(
    ctx: Context, person: Person, kind: Kind, slot: str, screen: Screen, *, fresh: bool = False, urgent: bool = False
) -> None:
    """Queue the newest look of a living message of a person; ``fresh``: as a new message below."""
    if not person.is_gone:
        made = _hushed(ctx, person, kind, screen, urgent)
        await outbox.show(ctx.tx, ctx.community_id, person.user_id, kind, slot, made, ctx.now, fresh=fresh)


def _hushed(ctx: Context, person: Person, kind: Kind, screen: Screen, urgent: bool) -> Screen:
    if urgent or kind is Kind.ANSWER or not is_quiet(person.quiet, ctx.now, ctx.community.timezone):
        return screen
    return replace(screen, silent=True)
