"""The chats of the grids: binding one, the card at its top, and what happens to it."""

from __future__ import annotations

from bot.actions import notices
from bot.actions.context import Context
from bot.domain.notice import Kind
from bot.domain.permission import Deed, may
from bot.domain.person import Person
from bot.domain.screen import Link, Screen
from bot.errors import Refused
from bot.storage import audit, cases, outbox, people
from bot.storage.outbox import Moved
from bot.storage.people import GridGroup

SLOT = "top"


async def bind(ctx: Context, actor: Person, grid: int, chat_id: int, thread: int | None) -> None:
    """The secretary gives a grid its chat; the card of the grid is put at the chat's top."""
    found = ctx.community.grid(grid)
    if not may(actor, Deed.BIND):
        raise Refused("group.not_yours")
    if found is None:
        raise Refused("group.no_grid", grid=grid)
    await people.bind(ctx.tx, ctx.community_id, grid, chat_id, thread, actor.person_id, ctx.now)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "group.bound", grid=grid, chat=chat_id)
    await show_top(ctx, GridGroup(grid, chat_id, thread, reachable=True), pin=True)
    for case in reversed(await cases.open_in_grid(ctx.tx, ctx.community_id, grid, since=0)):
        await notices.show_in_group(ctx, await notices.dossier(ctx, case))


async def show_top(ctx: Context, group: GridGroup, *, pin: bool = False) -> None:
    """The card at the top of a grid's chat: what this is, and the button to report."""
    grid = ctx.community.grid(group.grid)
    data = {"community": ctx.community.name, "grid": grid.name if grid else str(group.grid)}
    buttons = ((Link("report_here", f"r{group.grid}"),),)
    screen = Screen("group/top", "zh", data, buttons, pin=pin, thread=group.thread)
    await outbox.show(ctx.tx, ctx.community_id, group.chat_id, Kind.CARD, SLOT, screen, ctx.now, fresh=pin)


async def say(ctx: Context, chat_id: int, view: str, thread: int | None = None, **data: str | int) -> None:
    """Answer somebody in a group."""
    await outbox.send(ctx.tx, ctx.community_id, chat_id, Kind.ANSWER, Screen(view, "zh", data, thread=thread), ctx.now)


async def invite(ctx: Context, chat_id: int, payload: str, thread: int | None) -> None:
    """Show somebody in a group the way to the private chat."""
    screen = Screen("group/invite", "zh", {}, ((Link("report_private", payload),),), thread=thread)
    await outbox.send(ctx.tx, ctx.community_id, chat_id, Kind.ANSWER, screen, ctx.now)


async def migrate(ctx: Context, old: int, new: int) -> None:
    """A group became a supergroup: the same grid, another id, and the card at its top anew."""
    news = await people.migrate(ctx.tx, ctx.community_id, old, new)
    ctx.tx.effects.append(Moved(old, new))
    group = await people.group_in(ctx.tx, ctx.community_id, new)
    if news and group is not None:
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "group.migrated", old=old, new=new)
        await show_top(ctx, group, pin=True)
