"""The list of commands that Telegram shows somebody: brought up to date beside the handling, by an errand."""

from __future__ import annotations

from bot.actions.context import Context
from bot.domain.person import Person
from bot.storage import timers

#: The errands: put up what the person has now; take down what was put up for them alone.
SET, TAKE_DOWN = "menu", "menu_down"


async def refresh(ctx: Context, person: Person) -> None:
    """The person's roles or language have changed: their commands follow."""
    await timers.clear(ctx.tx, ctx.community_id, TAKE_DOWN, person.person_id)
    await timers.set_(ctx.tx, ctx.community_id, SET, person.person_id, ctx.now)


async def take_down(ctx: Context, person: Person) -> None:
    """The person holds nothing any more: they have the commands that everybody has."""
    await timers.clear(ctx.tx, ctx.community_id, SET, person.person_id)
    await timers.set_(ctx.tx, ctx.community_id, TAKE_DOWN, person.person_id, ctx.now)
