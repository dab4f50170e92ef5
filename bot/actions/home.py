"""What everybody can ask for at any time: what can I do, my reports, my tasks, the language."""

from __future__ import annotations

from dataclasses import replace

from bot.actions import results, waiting
from bot.actions.context import Context
from bot.domain.button import MenuButton, Press
from bot.domain.case import Case, category_name, public_place
from bot.domain.menu import knows
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.flows.where import say
from bot.storage import cases, outbox

#: The commands that have a button in the menu, in its order; who has them says :data:`bot.domain.menu.COMMANDS`.
MENU = ("report", "mine", "tasks", "board", "help", "settings", "language")
#: Below the board: what came of the cases that are on it no more.
RESULTS = Tap("results", Press(results.SHOW))
FIND = (Tap("find", MenuButton("find")),)
#: The menu in plain mode: large and little.
PLAIN_MENU = ("report", "mine", "tasks", "board")


async def show_menu(ctx: Context, person: Person, view: str = "home/start", **data: Value) -> None:
    """What the person can do now."""
    if view == "home/start":
        await show_start(ctx, person, ())
    else:
        await answer(ctx, person, _menu_screen(ctx, person, view, data))


async def show_start(ctx: Context, person: Person, more: Buttons) -> None:
    """What the person can do, and what waits for them with the way there; ``more`` are buttons below all others."""
    known = await waiting.of(ctx, person)
    screen = _menu_screen(ctx, person, "home/start", known.data)
    await answer(ctx, person, replace(screen, buttons=(*known.buttons, *screen.buttons, *more)))


async def show_office(ctx: Context, person: Person) -> None:
    """Whom to ring instead."""
    data: dict[str, Value] = {"office": ctx.community.office}
    await answer(ctx, person, Screen("home/office", person.language, data, menu(person, ctx.community.office)))


def _menu_screen(ctx: Context, person: Person, view: str, data: dict[str, Value]) -> Screen:
    grid = ctx.community.grid(person.grid) if person.grid else None
    values: dict[str, Value] = {
        "name": person.name,
        "community": ctx.community.name if person.language == "zh" else ctx.community.name_en,
        "grid": grid.name if grid else None,
        "title": person.title.value,
        "plain": person.plain,
        **data,
    }
    return Screen(view, person.language, values, menu(person, ctx.community.office))


async def show_mine(ctx: Context, person: Person) -> None:
    """The person's own reports and the cases that they follow, the newest first; and their phone number."""
    found = await cases.reported_by(ctx.tx, ctx.community_id, person.person_id)
    followed = await cases.followed_by(ctx.tx, ctx.community_id, person.person_id)
    data: dict[str, Value] = {
        "cases": [_line(ctx, case, person) for case in found],
        "followed": [_public_line(ctx, case, person) for case in followed],
    }
    more = [Tap("find_mine", Press("find.mine"))] if found or followed else []
    buttons = (*menu(person, ctx.community.office), (*more, Tap("phone", Press("phone.open"))))
    await answer(ctx, person, Screen("home/mine", person.language, data, buttons))


async def answer(ctx: Context, person: Person, screen: Screen) -> None:
    """Answer a person privately."""
    await outbox.send(ctx.tx, ctx.community_id, person.user_id, Kind.ANSWER, screen, ctx.now)


def menu(person: Person, office: str = "") -> Buttons:
    """The buttons of what the person can do, two in a row; in plain mode fewer, one in a row, and the ``office``."""
    names = PLAIN_MENU if person.plain else MENU
    taps = [Tap(what, MenuButton(what)) for what in names if knows(person, what)]
    if person.plain:
        call = [Tap("call", MenuButton("call"))] if office else []
        return tuple((tap,) for tap in (*taps, *call))
    return tuple(tuple(taps[i : i + 2]) for i in range(0, len(taps), 2))


def _public_line(ctx: Context, case: Case, person: Person) -> dict[str, Value]:
    """A case as a neighbour may see it."""
    return {**_line(ctx, case, person), "place": public_place(case, ctx.community)}


def _line(ctx: Context, case: Case, person: Person) -> dict[str, Value]:
    return {
        "number": case.case_id,
        "category": category_name(case, ctx.community, person.language),
        "place": say(case.place, case.grid, ctx.community),
        "state": case.state.value,
        "due_at": case.due_at,
        "open": case.closed_at is None,
    }
