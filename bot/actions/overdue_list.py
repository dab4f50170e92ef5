"""The overdue cases as a list for who is on duty: twice a day, and when a shift is taken over.

Of each case it says no more than a neighbour may know, and who has it: whoever is on duty reminds them by a tap.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions import bulk, duty, post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.case import IN_HAND, Case, category_name, public_place
from bot.domain.notice import Kind
from bot.domain.permission import ON_DUTY, Deed, Look
from bot.domain.person import Person
from bot.domain.roster import Post
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Refused
from bot.storage import boards, people

SLOT, PAGE, REMIND = "overdue", "overdue.page", "overdue.remind"
_A_PAGE, _MOST = 8, 400
_MINUTE_MS = 60_000


async def send_all(ctx: Context) -> None:
    """Send everybody on duty their list; nothing to whose posts nothing is overdue."""
    told = set[int]()
    for one in await duty.now(ctx):
        if one.post.kind in ON_DUTY[Look.OVERDUE] and one.person.person_id not in told:
            told.add(one.person.person_id)
            await send(ctx, one.person)


async def send(ctx: Context, person: Person) -> None:
    """Send the person their list as a new message, if there is anything on it."""
    found = await _mine(ctx, person)
    if found and person.reachable:
        await post.show(ctx, person, Kind.REMINDER, SLOT, await _screen(ctx, person, found, 0), fresh=True)


async def turn(ctx: Context, person: Person, page: int) -> None:
    """Another page of the list. Refused to who is not on duty and does not direct."""
    await duty.allow(ctx, person, Look.OVERDUE)
    await post.show(ctx, person, Kind.ANSWER, SLOT, await _screen(ctx, person, await _mine(ctx, person), page))


async def remind(ctx: Context, person: Person, number: int) -> None:
    """Remind who has a case on the person's list. Refused if it is not on it, or if nobody has it in hand."""
    await duty.allow(ctx, person, Deed.REMIND)
    case = next((one for one in await _mine(ctx, person) if one.case_id == number), None)
    if case is None:
        raise Refused("case.not_yours")
    await bulk.remind_who_has(ctx, person, case)


async def _mine(ctx: Context, person: Person) -> list[Case]:
    """The overdue cases of the grids for which the person answers, the oldest deadline first."""
    posts = [one for one in await duty.posts_of(ctx, person) if one.kind in ON_DUTY[Look.OVERDUE]]
    found = await boards.overdue(ctx.tx, ctx.community_id, ctx.now, _MOST)
    if person.is_director or any(one.grid is None for one in posts):
        return found
    return [one for one in found if one.grid in _grids(posts)]


def _grids(posts: Sequence[Post]) -> set[int]:
    return {one.grid for one in posts if one.grid is not None}


async def _screen(ctx: Context, person: Person, found: Sequence[Case], page: int) -> Screen:
    page = min(page, max(0, (len(found) - 1) // _A_PAGE))
    shown = found[page * _A_PAGE : (page + 1) * _A_PAGE]
    lines: list[Value] = [await _line(ctx, person, one) for one in shown]
    taps = [
        Tap("overdue_remind", Press(REMIND, one.case_id), data={"number": one.case_id})
        for one in shown
        if one.state in IN_HAND
    ]
    turn = [Tap("page_before", Press(PAGE, page - 1))] if page else []
    turn += [Tap("page_after", Press(PAGE, page + 1))] if (page + 1) * _A_PAGE < len(found) else []
    rows: list[tuple[Tap, ...]] = [tuple(taps[i : i + 2]) for i in range(0, len(taps), 2)]
    buttons: Buttons = (*rows, *([tuple(turn)] if turn else ()))
    data: dict[str, Value] = {"lines": lines, "many": len(found), "now": ctx.now}
    return Screen("duty/overdue", person.language, data, buttons)


async def _line(ctx: Context, person: Person, case: Case) -> Value:
    lead = await people.by_id(ctx.tx, ctx.community_id, case.lead) if case.lead else None
    grid = ctx.community.grid(case.grid)
    return {
        "number": case.case_id,
        "category": category_name(case, ctx.community, person.language),
        "grid": grid.name if grid else str(case.grid),
        "place": public_place(case, ctx.community),
        "holder": lead.called if lead and case.state in IN_HAND else "",
        "state": case.state.value,
        "minutes": max(0, ctx.now - (case.due_at or ctx.now)) // _MINUTE_MS,
    }
