"""The tasks of who handles cases: what they lead, help at or look at, and how the grid stands that they head.

The same in the morning and on demand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.actions import home, offers
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.case import Case, category_name
from bot.domain.clocks import REMINDS, Clock
from bot.domain.permission import Look, may
from bot.domain.person import Person, Role
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.flows.where import say
from bot.storage import boards, cases
from bot.storage.cases import BoardLine

#: So many cases have a button below the tasks.
MOST_BUTTONS, _IN_A_ROW = 9, 3


async def show(ctx: Context, person: Person) -> None:
    """Answer with the person's tasks, and the menu."""
    screen = await of(ctx, person)
    buttons = (*screen.buttons, *home.menu(person, ctx.community.office), home.FIND)
    await home.answer(ctx, person, replace(screen, buttons=buttons))


async def of(ctx: Context, person: Person) -> Screen:
    """The cases that a worker leads, helps at or looks at, and those of a liaison's department; a head's grid."""
    found = await _theirs(ctx, person)
    _, ends = today(ctx)
    late = [case for case in found if _is_late(ctx, case)]
    due = [case for case in found if case not in late and ctx.now <= (case.due_at or 0) < ends]
    data: dict[str, Value] = {
        "cases": [line(ctx, case, person) for case in found],
        "total": len(found),
        "today": len(due),
        "overdue": len(late),
        "grids": await _grids(ctx, person),
        "now": ctx.now,
    }
    return Screen("home/tasks", person.language, data, buttons(found))


async def _theirs(ctx: Context, person: Person) -> list[Case]:
    found: dict[int, Case] = {}
    for source in (cases.led_by, cases.helped_by, cases.checked_by):
        found |= {case.case_id: case for case in await source(ctx.tx, ctx.community_id, person.person_id)}
    for unit in sorted(person.departments):
        found |= {case.case_id: case for case in await cases.referred(ctx.tx, ctx.community_id, unit)}
    # Who was dismissed still is their lead.
    return [case for case in found.values() if may(person, Look.SHEET, case)]


async def _grids(ctx: Context, person: Person) -> list[Value]:
    """How the grids stand that the person heads."""
    found: list[Value] = []
    for number in sorted({h.grid for h in person.appointments if h.role is Role.GRID_HEAD and h.grid is not None}):
        grid = ctx.community.grid(number)
        shown = counted(await boards.of_grid(ctx.tx, ctx.community_id, number, ctx.now))
        if shown["total"]:
            found.append({"name": grid.name if grid else str(number), **shown})
    return found


def line(ctx: Context, case: Case, person: Person) -> dict[str, Value]:
    """A case as a line of a list of those who may see it."""
    return {
        "number": case.case_id,
        "category": category_name(case, ctx.community, person.language),
        "place": say(case.place, case.grid, ctx.community),
        "state": case.state.value,
        "due_at": case.due_at,
        "late": _is_late(ctx, case),
    }


def _is_late(ctx: Context, case: Case) -> bool:
    """Whether the deadline has passed; a clock that stands still cannot be late."""
    return case.due_at is not None and case.due_at < ctx.now and REMINDS.get(case.state) not in (None, Clock.RETURN)


def today(ctx: Context) -> tuple[int, int]:
    """When the day begins and ends."""
    calendar = ctx.community.calendar
    day = calendar.day_of(ctx.now)
    return calendar.instant(day, 0), calendar.instant(day + timedelta(days=1), 0)


def counted(lines: Sequence[BoardLine]) -> dict[str, Value]:
    """Cases by state, and how many they are together."""
    return {
        "lines": [{"state": one.state.value, "many": one.many, "overdue": one.overdue} for one in lines],
        "total": sum(one.many for one in lines),
        "overdue": sum(one.overdue for one in lines),
    }


def buttons(found: Sequence[Case]) -> Buttons:
    """The ways to the cards of the first of them."""
    taps = [Tap("case_show", Press(offers.SHOW, one.case_id), data={"number": one.case_id}) for one in found]
    shown = taps[:MOST_BUTTONS]
    return tuple(tuple(shown[i : i + _IN_A_ROW]) for i in range(0, len(shown), _IN_A_ROW))
