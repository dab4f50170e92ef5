"""Calling those on duty."""

from __future__ import annotations

from collections.abc import Mapping

from bot.actions import duty, notices, post
from bot.actions.context import Context
from bot.domain.notice import Kind
from bot.domain.page import Answer, Matter
from bot.domain.screen import Screen, Value
from bot.storage.counters import next_number


async def call(
    ctx: Context,
    matter: Matter,
    subject: int,
    data: Mapping[str, Value],
    *,
    grids: tuple[int, ...] = (),
    must_all: bool = False,
    quick: bool = True,
    again: bool = False,
) -> int:
    """Call the people on duty, or who directs the cases where nobody is; the number of the call."""
    del grids, must_all, quick, again
    for answer in await answered(ctx, matter, subject):
        screen = Screen("page/warning", answer.person.language, data)
        await post.send(ctx, answer.person, Kind.PAGE, screen, urgent=True)
    return await next_number(ctx.tx, ctx.community_id, "page")


async def over(ctx: Context, matter: Matter, subject: int) -> None:
    """Nobody has to answer any more."""
    del ctx, matter, subject


async def answered(ctx: Context, matter: Matter, subject: int) -> tuple[Answer, ...]:
    """Who was called."""
    del matter, subject
    return tuple(Answer(person, None) for person in await duty.officers(ctx) or await notices.directors(ctx))
