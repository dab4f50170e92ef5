"""The households that somebody looks after in a flood (重点户): a list that the directors keep; nobody else sees it."""

from __future__ import annotations

from bot.actions import door_cards, post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, allow
from bot.domain.person import Person
from bot.domain.screen import Screen, Tap, Value
from bot.errors import Stale
from bot.storage import audit, distress, responses

ADD, DROP, SURE, PAGE = "household.add", "household.drop", "household.sure", "household.page"
SLOT = "households"
MOST = 500
_A_PAGE = 8


async def show(ctx: Context, person: Person, page: int = 0, *, fresh: bool = False) -> None:
    """The list, a page at a time."""
    allow(person, Deed.RESPOND)
    listed = await distress.households(ctx.tx, ctx.community_id)
    last = max(0, (len(listed) - 1) // _A_PAGE)
    page = min(page, last)
    shown = listed[page * _A_PAGE : (page + 1) * _A_PAGE]
    data: dict[str, Value] = {
        "households": [await door_cards.line(ctx, None, one) for one in shown],
        "many": len(listed),
        "page": page + 1,
        "pages": last + 1,
    }
    drops = [
        Tap("household_drop", Press(DROP, one.household_id, page), data={"place": place})
        for place, one in enumerate(shown, start=1)
    ]
    turn = [Tap("page_before", Press(PAGE, page - 1))] if page else []
    turn += [Tap("page_after", Press(PAGE, page + 1))] if page < last else []
    rows = [tuple(drops[i : i + 4]) for i in range(0, len(drops), 4)]
    more = (tuple(turn),) if turn else ()
    buttons = ((Tap("household_add", Press(ADD), style="primary"),), *rows, *more)
    await post.show(
        ctx, person, Kind.ANSWER, SLOT, Screen("household/list", person.language, data, buttons), fresh=fresh
    )


async def add(ctx: Context, actor: Person, label: str, grid: int, building: str | None, mind: str, phone: str) -> None:
    """A household is listed."""
    allow(actor, Deed.RESPOND)
    made = await distress.add_household(ctx.tx, ctx.community_id, label, grid, building, mind, phone, ctx.now)
    facts = {"household": made.household_id, "grid": grid}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "household.added", **facts)


async def ask_drop(ctx: Context, actor: Person, number: int, page: int) -> None:
    """Ask once more before a household is erased."""
    allow(actor, Deed.RESPOND)
    found = await distress.household(ctx.tx, ctx.community_id, number)
    if found is None:
        raise Stale("household.gone")
    yes = Tap("household_sure", Press(SURE, number, page), style="danger")
    screen = Screen(
        "household/sure",
        actor.language,
        {"household": await door_cards.line(ctx, None, found)},
        ((yes,), (Tap("back", Press(PAGE, page)),)),
    )
    await post.show(ctx, actor, Kind.ANSWER, SLOT, screen)


async def drop(ctx: Context, actor: Person, number: int) -> None:
    """A household is erased, and whatever leads to it."""
    allow(actor, Deed.RESPOND)
    response = await responses.now_open(ctx.tx, ctx.community_id)
    doors = await distress.doors(ctx.tx, ctx.community_id, response.response_id) if response else ()
    if not await distress.drop_household(ctx.tx, ctx.community_id, number):
        raise Stale("household.gone")
    facts = {"household": number}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "household.dropped", **facts)
    for one in doors:
        if response is not None and one.household_id == number:
            await door_cards.refresh(ctx, response, one.person)
