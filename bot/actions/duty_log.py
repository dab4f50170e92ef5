"""The log of the duty (值班日志): kept by itself, and by who is on duty."""

from __future__ import annotations

from bot.actions.context import Context
from bot.domain.duty_log import Event
from bot.domain.person import Person
from bot.domain.roster import Post
from bot.domain.screen import Value
from bot.storage import duty as store


async def note(
    ctx: Context,
    event: Event,
    *,
    post: Post | None = None,
    person: Person | None = None,
    words: str = "",
    **facts: Value,
) -> None:
    """Write an entry: what happened, at which post, by whom."""
    await store.write(
        *(ctx.tx, ctx.community_id, event.value, ctx.now, facts),
        post=post.key if post else None,
        grid=post.grid if post else None,
        person=person.person_id if person else None,
        words=words,
    )
