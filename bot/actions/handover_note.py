"""What is handed over at the end of a shift (交接班): made by itself, from everything that is open then.

Each section gives lines for the grid of the post (None: for the whole community): the key of a sentence in the messages
([handover]) and what it needs. A section that has nothing to say gives none.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions import warning_cards, warning_state
from bot.actions.context import Context
from bot.domain.patrol import missing, still_there
from bot.domain.roster import Shift
from bot.domain.screen import Value
from bot.storage import boards, cases, distress, patrols, people
from bot.storage import duty as store

_MOST_WARNINGS, _MOST_NUMBERS, _MOST_ENTRIES = 5, 10, 15
Section = Callable[[Context, Shift, int | None], Awaitable[list[Value]]]


async def _warnings(ctx: Context, _shift: Shift, _grid: int | None) -> list[Value]:
    """The weather warnings that are in force, the gravest first."""
    known = await warning_state.in_force(ctx)
    return [{"say": "warning", **warning_cards.called(one.chain)} for one in known[:_MOST_WARNINGS]]


async def _cases(ctx: Context, _shift: Shift, grid: int | None) -> list[Value]:
    """How many cases are open; the numbers of those that are overdue: a number tells nothing of what is private."""
    lines = await (
        cases.board(ctx.tx, ctx.community_id, ctx.now)
        if grid is None
        else boards.of_grid(ctx.tx, ctx.community_id, grid, ctx.now)
    )
    many, late = sum(line.many for line in lines), sum(line.overdue for line in lines)
    found: list[Value] = [{"say": "cases", "many": many, "late": late}] if many else []
    if late:
        overdue = await boards.overdue(ctx.tx, ctx.community_id, ctx.now, _MOST_NUMBERS * 5)
        numbers = [one.case_id for one in overdue if grid in (None, one.grid)][:_MOST_NUMBERS]
        found.append({"say": "overdue", "numbers": [*numbers], "more": max(0, late - len(numbers))})
    return found


async def _happened(ctx: Context, shift: Shift, grid: int | None) -> list[Value]:
    """What the log says of the shift, the newest lines."""
    known = await store.log(ctx.tx, ctx.community_id, shift.from_at, ctx.now + 1)
    mine = [one for one in known if grid is None or one.grid in (None, grid)]
    return [
        {"say": "event", "at": one.at, "kind": one.kind, "name": one.name or "", "words": one.words, **one.facts}
        for one in mine[-_MOST_ENTRIES:]
    ]


async def _help(ctx: Context, _shift: Shift, grid: int | None) -> list[Value]:
    """The calls for help that are open, and who has which; where it is stands on its own card."""
    known = [one for one in await distress.open_help(ctx.tx, ctx.community_id) if grid in (None, one.grid)]
    found: list[Value] = []
    for one in known[:_MOST_WARNINGS]:
        taker = await people.by_id(ctx.tx, ctx.community_id, one.taken_by) if one.taken_by else None
        name = taker.called if taker else ""
        found.append({"say": "help", "number": one.help_id, "need": one.need.value, "name": name})
    more = len(known) - len(found)
    return [*found, {"say": "help_more", "many": more}] if more else found


async def _patrols(ctx: Context, shift: Shift, _grid: int | None) -> list[Value]:
    """How many rounds the post has made on the shift, and where nobody looked on the last one."""
    known = await patrols.between(ctx.tx, ctx.community_id, shift.from_at, ctx.now + 1)
    mine = [one for one in known if one.post == shift.post]
    if not mine:
        return []
    ticks = await patrols.ticks(ctx.tx, ctx.community_id, mine[-1].round_id)
    points = still_there(mine[-1], {point.key: point for point in ctx.community.checkpoints})
    left: list[Value] = [point.name for point in missing(points, {one.point for one in ticks})]
    return [{"say": "patrols", "many": len(mine), "left": left[:_MOST_NUMBERS]}]


#: What is open comes first. Whatever else is to be handed over is one line more here.
SECTIONS: tuple[Section, ...] = (_warnings, _help, _cases, _patrols, _happened)


async def lines(ctx: Context, shift: Shift) -> list[Value]:
    """All lines of what the shift hands over now."""
    post = ctx.community.post(shift.post)
    found = [await section(ctx, shift, post.grid if post else None) for section in SECTIONS]
    return [line for several in found for line in several]
