"""People and groups that cannot be reached: known, told to somebody, and tried another way."""

from __future__ import annotations

from bot.actions import groups, notices, pages, post, relays
from bot.actions import people as people_actions
from bot.actions.context import Context
from bot.domain.notice import Kind
from bot.domain.screen import Screen
from bot.storage import audit, people
from bot.storage.outbox import Outgoing


async def lost(ctx: Context, message: Outgoing) -> None:
    """A message could not reach a chat; the first time, the secretaries are told, unless it is one of them."""
    if message.chat_id < 0:
        await groups.lost(ctx, message.chat_id)
    else:
        await _person_lost(ctx, message.chat_id, message.slot)


async def left(ctx: Context, user_id: int, reachable: bool) -> None:
    """Telegram says that somebody blocked the bot, or let it in again."""
    if reachable:
        await people_actions.reached(ctx, user_id)
        return
    await people.set_reachable(ctx.tx, ctx.community_id, user_id, reachable=False)
    person = await people.by_user(ctx.tx, ctx.community_id, user_id)
    if person is not None:
        await pages.lost(ctx, person)


async def _person_lost(ctx: Context, user_id: int, slot: str | None) -> None:
    person = await people.by_user(ctx.tx, ctx.community_id, user_id)
    if person is None:
        return
    news = await people.set_reachable(ctx.tx, ctx.community_id, user_id, reachable=False)
    case = int(slot.removeprefix("case:").partition("~")[0]) if slot and slot.startswith("case:") else None
    if news:
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "person.unreachable", case, person=person.person_id)
    await pages.lost(ctx, person)
    if slot and (relay := relays.relay_of(slot)):
        await relays.undelivered(ctx, relay)
    if person.is_worker and (news or case is not None):
        await _tell_directors(ctx, "trouble/person", user_id, name=person.name, number=case)


async def _tell_directors(ctx: Context, view: str, but: int, **data: str | int | None) -> None:
    for director in await notices.directors(ctx):
        if director.user_id != but and director.reachable:
            await post.send(ctx, director, Kind.TROUBLE, Screen(view, director.language, data))
