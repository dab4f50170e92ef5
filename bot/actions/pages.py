"""Calling who is on duty (呼叫): until somebody says that they have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.actions import duty, notices, post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.page import Matter
from bot.domain.person import Person
from bot.domain.screen import Screen, Tap, Value

HAVE = "page.have"
VIEWS = {Matter.HELP: "page/help"}


async def call(
    ctx: Context,
    matter: Matter,
    subject: int,
    data: Mapping[str, Value],
    *,
    grids: Iterable[int] = (),
    must_all: bool = False,  # noqa: ARG001
    quick: bool = True,  # noqa: ARG001
    again: bool = False,
) -> int:
    """Call who is on duty for the grids, or the directors where nobody is; how many were called."""
    found: dict[int, Person] = {}
    for grid in grids:
        found |= {one.person_id: one for one in await duty.on_duty(ctx, grid)}
    people = list(found.values()) or list(await notices.directors(ctx))
    for person in people:
        shown = {**data, "again": again}
        buttons = ((Tap("page_have", Press(HAVE, subject), style="primary"),),)
        screen = Screen(VIEWS[matter], person.language, shown, buttons)
        await post.show(ctx, person, Kind.PAGE, f"page:{matter}:{subject}", screen, fresh=True, urgent=True)
    return len(people)


async def over(ctx: Context, matter: Matter, subject: int) -> None:
    """Nobody needs to come any more."""
