"""Giving a grid its chat: the buttons in the group, what has to be confirmed, and what a chat leaves behind."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import groups as group_actions
from bot.actions import warning_cards
from bot.actions.context import Context
from bot.actions.groups import BINDING, NEW, SURVEY, TOP, grid_name
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, may
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Strip, Tap, Value
from bot.errors import Refused
from bot.storage import audit, cases, groups, outbox, timers
from bot.storage.groups import GridGroup

BIND, REBIND, MOVE, OFFER = "group.bind", "group.rebind", "group.move", "group.offer"
#: Telegram allows 100 buttons; some are needed for the rest.
_MOST = 96


@dataclass(frozen=True, slots=True)
class Where:
    """The chat that somebody wants to bind, and the topic in it."""

    chat_id: int
    thread: int | None = None


def check(actor: Person | None) -> Person:
    """The person, if they may bind groups; else Refused."""
    if actor is None or not may(actor, Deed.BIND):
        raise Refused("group.not_yours")
    return actor


# --- choosing ---


async def offer(ctx: Context, where: Where, *, fresh: bool) -> None:
    """Show the grids that have no group yet, a button each, and the way to those that have another one."""
    bound = {group.grid: group for group in await groups.every(ctx.tx, ctx.community_id)}
    here = next((group for group in bound.values() if group.chat_id == where.chat_id), None)
    free = [grid for grid in ctx.community.grids if grid.number not in bound]
    rows = list(_rows([Tap(grid.name, Press(BIND, grid.number), literal=True) for grid in free[:_MOST]]))
    if here is not None and here.thread != where.thread:
        rows.insert(0, (Tap("group_topic", Press(BIND, here.grid)),))
    if len(bound) > (here is not None):
        rows.append((Tap("group_rebind", Press(REBIND)),))
    data: dict[str, Value] = {"here": grid_name(ctx, here.grid) if here else None, "free": len(free)}
    await _show(ctx, where, Screen("group/bind", "zh", data, tuple(rows), thread=where.thread), fresh=fresh)


async def others(ctx: Context, actor: Person, where: Where) -> None:
    """Show the grids that have another group."""
    check(actor)
    bound = [group for group in await groups.every(ctx.tx, ctx.community_id) if group.chat_id != where.chat_id]
    taps = [Tap(grid_name(ctx, group.grid), Press(REBIND, group.grid), literal=True) for group in bound[:_MOST]]
    rows = (*_rows(taps), (Tap("back", Press(OFFER)),))
    await _show(ctx, where, Screen("group/rebind", "zh", {}, rows, thread=where.thread))


async def choose(ctx: Context, actor: Person, grid: int, where: Where) -> str | None:
    """A tap on a grid without a group: it is bound at once, unless that takes something from somebody.

    What to say about it, if anything: "did_bind", "group_again", or "group_taken" if another group was faster.
    """
    _check_grid(ctx, actor, grid)
    known = await groups.of_grid(ctx.tx, ctx.community_id, grid)
    here = await groups.in_chat(ctx.tx, ctx.community_id, where.chat_id)
    if known is not None and known.chat_id != where.chat_id:
        await offer(ctx, where, fresh=False)
        return "group_taken"
    if here is not None and here.grid != grid:
        await confirm(ctx, actor, grid, where)
        return None
    return "did_bind" if await bind(ctx, actor, grid, where, tapped=True) else "group_again"


async def confirm(ctx: Context, actor: Person, grid: int, where: Where) -> None:
    """Ask once more before a grid is taken from its group, or a group from its grid, and say which that is."""
    _check_grid(ctx, actor, grid)
    known, here = await _taken(ctx, grid, where)
    data: dict[str, Value] = {
        "grid": grid_name(ctx, grid),
        "elsewhere": known is not None,
        "loses": grid_name(ctx, here.grid) if here else None,
    }
    press = Press(MOVE, grid, *_claim(known, here))
    rows = ((Tap("group_move", press, style="danger"),), (Tap("back", Press(OFFER)),))
    await _show(ctx, where, Screen("group/confirm", "zh", data, rows, thread=where.thread))


async def move(ctx: Context, actor: Person, press: Press, where: Where) -> bool:
    """The second tap; False if what was asked is not so any more, and the choice is shown anew."""
    _check_grid(ctx, actor, press.a)
    if (press.b, press.c) != _claim(*await _taken(ctx, press.a, where)):
        await offer(ctx, where, fresh=False)
        return False
    await bind(ctx, actor, press.a, where, tapped=True)
    return True


async def _taken(ctx: Context, grid: int, where: Where) -> tuple[GridGroup | None, GridGroup | None]:
    """The other group that the grid has now, and the other grid that the chat serves now."""
    known = await groups.of_grid(ctx.tx, ctx.community_id, grid)
    here = await groups.in_chat(ctx.tx, ctx.community_id, where.chat_id)
    elsewhere = known if known and known.chat_id != where.chat_id else None
    return elsewhere, here if here and here.grid != grid else None


def _claim(known: GridGroup | None, here: GridGroup | None) -> tuple[int, int]:
    return (-known.chat_id if known else 0), (here.grid if here else 0)


# --- binding ---


async def bind(ctx: Context, actor: Person, grid: int, where: Where, *, tapped: bool = False) -> bool:
    """The secretary gives a grid its chat; False if it had that already, and only its card is brought up to date.

    Whoever loses a group or a grid by that is told so in the chat, and all that was on its way goes to the new one.
    """
    _check_grid(ctx, actor, grid)
    known = await groups.of_grid(ctx.tx, ctx.community_id, grid)
    if known is not None and (known.chat_id, known.thread) == (where.chat_id, where.thread):
        await _again(ctx, known, tapped)
        return False
    elsewhere, here = await _taken(ctx, grid, where)
    missed = await _leave(ctx, elsewhere) if elsewhere else ()
    if here is not None:
        await _release(ctx, actor, here, grid, tapped)
    group = GridGroup(grid, where.chat_id, where.thread, reachable=True, lacks=(NEW,))
    await groups.bind(ctx.tx, ctx.community_id, grid, where.chat_id, where.thread, actor.person_id, ctx.now)
    facts = {"grid": grid, "chat": where.chat_id, "before": elsewhere.chat_id if elsewhere else None}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "group.bound", **facts)
    # The question which grid it is becomes the answer, unless that stands in another topic.
    await group_actions.show_bound(ctx, group, fresh=where.thread is not None and not tapped)
    await group_actions.show_top(ctx, group, pin=True)
    await warning_cards.catch_up(ctx, group)
    await group_actions.show_cases(ctx, group, missed)
    await group_actions.survey(ctx, grid)
    return True


async def _again(ctx: Context, group: GridGroup, tapped: bool) -> None:
    news = await groups.set_reachable(ctx.tx, ctx.community_id, group.chat_id, reachable=True)
    await group_actions.show_bound(ctx, group, fresh=not tapped, again=True)
    await group_actions.show_top(ctx, group, pin=news)
    if news:
        await warning_cards.catch_up(ctx, group)
        await group_actions.show_cases(ctx, group)
    await group_actions.survey(ctx, group.grid)


async def _leave(ctx: Context, old: GridGroup) -> tuple[int, ...]:
    """A chat loses its grid to another chat: it says so. The cases whose cards were on their way there."""
    missed = await _strip(ctx, old)
    if old.reachable:
        screen = Screen("group/former", "zh", {"grid": grid_name(ctx, old.grid)}, unpin=True, thread=old.thread)
        await outbox.show(ctx.tx, ctx.community_id, old.chat_id, Kind.CARD, TOP, screen, ctx.now)
    return missed


async def _release(ctx: Context, actor: Person, old: GridGroup, grid: int, confirmed: bool) -> None:
    """A grid loses its chat to another grid; who has not just confirmed that is told."""
    await _strip(ctx, old)
    await timers.clear(ctx.tx, ctx.community_id, SURVEY, old.grid)
    facts = {"grid": old.grid, "chat": old.chat_id, "to": grid}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "group.released", **facts)
    data: dict[str, Value] = {"grid": grid_name(ctx, old.grid), "other": grid_name(ctx, grid), "number": old.grid}
    await group_actions.tell_directors(ctx, "trouble/no_group", data, but=actor if confirmed else None)


async def _strip(ctx: Context, old: GridGroup) -> tuple[int, ...]:
    """The cards of cases in a chat that is not their grid's any more lose their buttons, and none come any more."""
    missed = await groups.leave_cards(ctx.tx, ctx.community_id, old.chat_id, ctx.now)
    if old.reachable:
        for case in await cases.open_in_grid(ctx.tx, ctx.community_id, old.grid, since=0):
            card = await outbox.living(ctx.tx, ctx.community_id, old.chat_id, f"case:{case.case_id}")
            if card is not None:
                strip = Strip(card.message_id)
                await outbox.send(ctx.tx, ctx.community_id, old.chat_id, Kind.CARD, strip, ctx.now)
    return missed


def _check_grid(ctx: Context, actor: Person, grid: int) -> None:
    check(actor)
    if ctx.community.grid(grid) is None:
        raise Refused("group.no_grid", grid=grid)


def _rows(taps: list[Tap]) -> Buttons:
    return tuple(tuple(taps[i : i + 2]) for i in range(0, len(taps), 2))


async def _show(ctx: Context, where: Where, screen: Screen, *, fresh: bool = False) -> None:
    await outbox.show(ctx.tx, ctx.community_id, where.chat_id, Kind.ANSWER, BINDING, screen, ctx.now, fresh=fresh)
