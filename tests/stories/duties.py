"""Duty in stories: who stands on the roster, and what a page is about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.actions import duty
from bot.actions.context import Context
from bot.domain.roster import Origin, Shift
from bot.storage import people, roster
from bot.storage.store import Tx
from tests.stories.clocks import now_in
from tests.town import Neighbour, Town

HOUR = 3_600_000
T = TypeVar("T")


async def act(town: Town, do: Callable[[Context], Awaitable[T]]) -> T:
    """Do something as the program does it, and wait for what comes of it."""

    async def work(tx: Tx) -> T:
        return await do(Context(tx, town.community, town.app.community_id, now_in(town)))

    done = await town.app.store.write(work)
    await town.quiet()
    return done


async def stands(
    town: Town,
    who: Neighbour,
    post: str,
    hours: float = 24,
    *,
    begins: float = 0,
    follows: Shift | None = None,
    accepted: bool = True,
) -> Shift:
    """Somebody is on the roster for so many hours: from now, in so many hours, or after another shift."""
    begin = follows.until_at if follows else now_in(town) + round(begins * HOUR) - (0 if begins else 60_000)

    async def put(ctx: Context) -> Shift:
        person = await people.by_user(ctx.tx, ctx.community_id, who.user_id)
        assert person is not None
        span = (begin, begin + round(hours * HOUR))
        shift = await roster.add(ctx.tx, ctx.community_id, post, 1, person.person_id, span, Origin.HAND)
        assert shift is not None
        if accepted:
            await roster.accept(ctx.tx, ctx.community_id, shift.shift_id, person.person_id, ctx.now)
        await duty.changed(ctx)
        return shift

    return await act(town, put)
