"""The chats of the grids: the card at the top, and what happens to a chat over the years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.actions import duty, notices, post, warning_cards
from bot.actions.context import Context
from bot.actions.parked import PAYLOAD
from bot.domain.notice import Kind
from bot.domain.person import Person, Role
from bot.domain.screen import Link, Screen, Value
from bot.storage import audit, cases, groups, outbox, people, timers
from bot.storage.groups import GridGroup
from bot.storage.outbox import Moved

#: The names of the card at the top, and of the answer to who binds the chat, in every group.
TOP, BINDING = "top", "binding"
#: The timer at which the program looks at what it lacks in the group of a grid.
SURVEY = "survey"
_DAYS = 6
#: What the bot may lack in a group: nobody has looked yet; the right to write, to pin; privacy mode; a topic.
NEW, WRITE, PIN, PRIVACY, TOPIC = "new", "write", "pin", "privacy", "topic"


# --- the card at the top ---


async def refresh_tops(ctx: Context, grids: Iterable[int | None]) -> None:
    """Bring the cards at the top of these grids' chats up to date; None among them: of all grids.

    To be called by whoever changes an appointment: the card names who is on duty.
    """
    wanted = set(grids)
    if not wanted:
        return
    for group in await groups.every(ctx.tx, ctx.community_id):
        if group.reachable and (None in wanted or group.grid in wanted):
            await show_top(ctx, group)


async def show_top(ctx: Context, group: GridGroup, *, pin: bool = False) -> None:
    """The card at the top of a grid's chat: what this is, the ways in, who is on duty; ``pin``: as a new message."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    standing = [one.called for one in await duty.on_duty(ctx, group.grid)]
    data: dict[str, Value] = {
        "community": ctx.community.name,
        "grid": grid_name(ctx, group.grid),
        "on_duty": [*(standing or _holding(staff, Role.DUTY, group.grid))],
        "heads": list(_holding(staff, Role.GRID_HEAD, group.grid)),
        "week": await _week(ctx, group.grid) if standing else [],
    }
    buttons = ((Link("report_here", f"r{group.grid}"), Link("mine", "m")), (Link("parked", PAYLOAD),))
    screen = Screen("group/top", "zh", data, buttons, pin=pin, thread=group.thread)
    await outbox.show(ctx.tx, ctx.community_id, group.chat_id, Kind.CARD, TOP, screen, ctx.now, fresh=pin)


async def _week(ctx: Context, grid: int) -> list[Value]:
    """Who comes on which of the next days for a grid: on its own post, else as duty leader."""
    coming = await duty.coming(ctx)
    shifts = coming.get(f"g{grid}") or coming.get("leader") or []
    days: dict[date, tuple[int, list[Value]]] = {}
    for shift, name in shifts:
        day = ctx.community.calendar.day_of(shift.from_at)
        names = days.setdefault(day, (shift.from_at, []))[1]
        if name not in names:
            names.append(name)
    found: list[Value] = [{"at": at, "names": names} for at, names in days.values()]
    return found[:_DAYS]


def _holding(staff: tuple[Person, ...], role: Role, grid: int) -> tuple[str, ...]:
    return tuple(
        person.name
        for person in staff
        if any(held.role is role and held.grid in (None, grid) for held in person.appointments)
    )


def grid_name(ctx: Context, number: int) -> str:
    """What people call a grid."""
    grid = ctx.community.grid(number)
    return grid.name if grid else str(number)


async def say(ctx: Context, chat_id: int, view: str, thread: int | None = None, **data: str | int) -> None:
    """Answer somebody in a group."""
    await outbox.send(ctx.tx, ctx.community_id, chat_id, Kind.ANSWER, Screen(view, "zh", data, thread=thread), ctx.now)


async def invite(ctx: Context, chat_id: int, payload: str, thread: int | None) -> None:
    """Show somebody in a group the way to the private chat."""
    screen = Screen("group/invite", "zh", {}, ((Link("report_private", payload),),), thread=thread)
    await outbox.send(ctx.tx, ctx.community_id, chat_id, Kind.ANSWER, screen, ctx.now)


async def show_cases(ctx: Context, group: GridGroup, more: Iterable[int] = ()) -> None:
    """Bring the cards of the grid's open cases up to date in its chat, the oldest first, and those of ``more``."""
    open_ = await cases.open_in_grid(ctx.tx, ctx.community_id, group.grid, since=0)
    for number in sorted({case.case_id for case in open_} | set(more)):
        case = await cases.by_id(ctx.tx, ctx.community_id, number)
        if case is not None and case.grid == group.grid:
            await notices.show_in_group(ctx, await notices.dossier(ctx, case))


# --- coming, going, moving ---


async def migrate(ctx: Context, old: int, new: int) -> None:
    """A group became a supergroup: the same grid, another id, and the card at its top anew."""
    news = await groups.migrate(ctx.tx, ctx.community_id, old, new, ctx.now)
    ctx.tx.effects.append(Moved(old, new))
    group = await groups.in_chat(ctx.tx, ctx.community_id, new)
    if news and group is not None:
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "group.migrated", old=old, new=new)
        await show_top(ctx, group, pin=True)
        await warning_cards.catch_up(ctx, group)
        await survey(ctx, group.grid)


async def lost(ctx: Context, chat_id: int) -> None:
    """A chat cannot be written to any more; the first time, who directs the cases is told."""
    group = await groups.in_chat(ctx.tx, ctx.community_id, chat_id)
    if group is None or not await groups.set_reachable(ctx.tx, ctx.community_id, chat_id, reachable=False):
        return
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "group.unreachable", grid=group.grid)
    await tell_directors(ctx, "trouble/group", _about(ctx, group))


async def back(ctx: Context, chat_id: int) -> bool:
    """The bot is in a chat (again), perhaps with other rights; False if the chat is no grid's.

    What was missed while it was out is shown now.
    """
    group = await groups.in_chat(ctx.tx, ctx.community_id, chat_id)
    if group is None:
        return False
    if await groups.set_reachable(ctx.tx, ctx.community_id, chat_id, reachable=True):
        group = replace(group, reachable=True)
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "group.reachable", grid=group.grid)
        await show_top(ctx, group, pin=True)
        await warning_cards.catch_up(ctx, group)
        await show_cases(ctx, group)
        await tell_directors(ctx, "trouble/group_back", _about(ctx, group))
    await survey(ctx, group.grid)
    return True


async def topic_gone(ctx: Context, chat_id: int, thread: int | None) -> None:
    """The topic was closed or deleted: from now on all goes to the general one, and who directs the cases is told."""
    group = await groups.in_chat(ctx.tx, ctx.community_id, chat_id)
    if group is None or thread is None or group.thread != thread:
        return
    lacks = tuple(dict.fromkeys((*group.lacks, TOPIC)))
    await groups.set_found(ctx.tx, ctx.community_id, replace(group, thread=None, forum=True, lacks=lacks))
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "group.topic_gone", grid=group.grid, thread=thread)
    await survey(ctx, group.grid)
    await tell_directors(ctx, "trouble/topic", _about(ctx, group))


# --- what the bot lacks ---


async def survey(ctx: Context, grid: int) -> None:
    """Let the program look soon at what it lacks in the chat of a grid."""
    await timers.set_(ctx.tx, ctx.community_id, SURVEY, grid, ctx.now)


async def surveyed(ctx: Context, group: GridGroup, found: GridGroup) -> None:
    """The program has looked at a chat as it was (``group``); what it ``found``. Told is only what is newly lacking."""
    known = await groups.in_chat(ctx.tx, ctx.community_id, group.chat_id)
    if known != group:  # it was bound again meanwhile: that survey comes
        return
    await groups.set_found(ctx.tx, ctx.community_id, found)
    if found.forum and not group.forum:
        await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "group.forum", grid=group.grid)
    if NEW in group.lacks:
        await show_bound(ctx, found)
    if fresh := [lack for lack in found.lacks if lack not in group.lacks]:
        await tell_directors(ctx, "trouble/lacks", {**_about(ctx, group), "lacks": list(fresh)})


async def show_bound(ctx: Context, group: GridGroup, *, fresh: bool = False, again: bool = False) -> None:
    """Say in the chat whose group it is now, and how the cards find their topic."""
    data: dict[str, Value] = {
        "grid": grid_name(ctx, group.grid),
        "number": group.grid,
        "again": again,
        "forum": group.forum or group.thread is not None,
        "topic": group.thread is not None,
        "lacking": bool(set(group.lacks) - {NEW, TOPIC}),
    }
    screen = Screen("group/bound", "zh", data, thread=group.thread)
    await outbox.show(ctx.tx, ctx.community_id, group.chat_id, Kind.ANSWER, BINDING, screen, ctx.now, fresh=fresh)


async def tell_directors(ctx: Context, view: str, data: Mapping[str, Value], *, but: Person | None = None) -> None:
    """Tell who directs the cases something about a group, in private; ``but`` knows it already."""
    for director in await notices.directors(ctx):
        if director.reachable and (but is None or director.person_id != but.person_id):
            await post.send(ctx, director, Kind.TROUBLE, Screen(view, director.language, data))


def _about(ctx: Context, group: GridGroup) -> dict[str, Value]:
    return {"grid": grid_name(ctx, group.grid), "number": group.grid}
