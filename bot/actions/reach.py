"""People and groups that cannot be reached: known, told to somebody, and tried another way."""

from __future__ import annotations

from bot.actions import notices, post
from bot.actions import people as people_actions
from bot.actions.context import Context
from bot.domain.notice import Kind
from bot.domain.screen import Screen
from bot.storage import audit, people
from bot.storage.outbox import Outgoing


async def lost(ctx: Context, message: Outgoing) -> None:
    """A message could not reach a chat; the first time, the secretaries are told, unless it is one of them."""
    if message.chat_id < 0:
        await _group_lost(ctx, message.chat_id)
    else:
        await _person_lost(ctx, message.chat_id, message.slot)


async def left(ctx: Context, chat_id: int, reachable: bool) -> None:
    """Telegram says that the bot was blocked, removed or let in again."""
    if chat_id > 0 and reachable:
        await people_actions.reached(ctx, chat_id)
    elif chat_id > 0:
        await people.set_reachable(ctx.tx, ctx.community_id, chat_id, reachable=False)
    else:
        await people.set_group_reachable(ctx.tx, ctx.community_id, chat_id, reachable)


async def _person_lost(ctx: Context, user_id: int, slot: str | None) -> None:
    person = await people.by_user(ctx.tx, ctx.community_id, user_id)
    if person is None:
        return
    news = await people.set_reachable(ctx.tx, ctx.community_id, user_id, reachable=False)
    case = int(slot.removeprefix("case:")) if slot and slot.startswith("case:") else None
    if news:
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "person.unreachable", case, person=person.person_id)
    if person.is_worker and (news or case is not None):
        await _tell_directors(ctx, "trouble/person", user_id, name=person.name, number=case)


async def _group_lost(ctx: Context, chat_id: int) -> None:
    group = await people.group_in(ctx.tx, ctx.community_id, chat_id)
    news = await people.set_group_reachable(ctx.tx, ctx.community_id, chat_id, reachable=False)
    if group is None or not news:
        return
    grid = ctx.community.grid(group.grid)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "group.unreachable", grid=group.grid)
    await _tell_directors(ctx, "trouble/group", chat_id, grid=grid.name if grid else str(group.grid))


async def _tell_directors(ctx: Context, view: str, but: int, **data: str | int | None) -> None:
    for director in await notices.directors(ctx):
        if director.user_id != but and director.reachable:
            await post.send(ctx, director, Kind.TROUBLE, Screen(view, director.language, data))
