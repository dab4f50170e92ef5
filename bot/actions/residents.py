"""Residents are who is in the group of a grid: seen there, or found there when they come in private."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions import people as people_actions
from bot.actions.context import Context
from bot.domain.person import Person, Role
from bot.storage import groups, people, timers

#: The timer at which the program asks Telegram in which groups a person is, and the one that says it has asked.
ASK, ASKED = "member", "member.asked"
#: What Telegram said counts for a week.
COUNTS_MS = 7 * 86_400_000


async def came(ctx: Context, person: Person, grid: int | None = None) -> None:
    """Somebody comes in private: whether they are a resident is asked, beside their way through the dialog.

    Not if it was asked within a week, except for the ``grid`` by whose button they come and whose they are not yet.
    """
    new = grid is not None and grid not in homes(person)
    if new or not await timers.is_set(ctx.tx, ctx.community_id, ASKED, person.person_id):
        await timers.set_once(ctx.tx, ctx.community_id, ASK, person.person_id, ctx.now)


async def moved(ctx: Context, chat_id: int, user_ids: Iterable[int], inside: bool) -> None:
    """People came into a group or left it. Whoever has never had to do with the program stays unknown to it."""
    group = await groups.in_chat(ctx.tx, ctx.community_id, chat_id)
    if group is None:
        return
    for user_id in user_ids:
        if not inside:
            await people_actions.gone_from(ctx, user_id, group.grid)
        elif person := await people.by_user(ctx.tx, ctx.community_id, user_id):
            await people_actions.seen_in(ctx, person, group.grid)


async def seen(ctx: Context, person: Person, chat_id: int) -> Person:
    """Whoever speaks or taps in the group of a grid is a resident of it."""
    group = await groups.in_chat(ctx.tx, ctx.community_id, chat_id)
    return await people_actions.seen_in(ctx, person, group.grid) if group else person


async def found(ctx: Context, person_id: int, inside: Iterable[int], outside: Iterable[int]) -> None:
    """Telegram has said of which grids' groups the person is a member, and of which not."""
    person = await people.by_id(ctx.tx, ctx.community_id, person_id)
    if person is None or person.is_gone:
        return
    for grid in inside:
        person = await people_actions.seen_in(ctx, person, grid)
    for grid in outside:
        await people_actions.gone_from(ctx, person.user_id, grid)
    await timers.set_(ctx.tx, ctx.community_id, ASKED, person_id, ctx.now + COUNTS_MS)


def homes(person: Person) -> frozenset[int]:
    """The grids whose resident the person is."""
    return frozenset(held.grid for held in person.appointments if held.role is Role.RESIDENT and held.grid)
