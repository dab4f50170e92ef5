"""The list of parked cases (挂账清单): everybody may see what cannot be solved now, and when it is looked at again."""

from __future__ import annotations

from bot.actions import post, tasks
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.case import Case, public_view
from bot.domain.notice import Kind
from bot.domain.permission import Look, allow, may
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.storage import cases

PAGE, SLOT = "parked.page", "parked"
#: The start payload of the link in a grid's group.
PAYLOAD = "k"
#: As many as have a button below the list.
_A_PAGE = tasks.MOST_BUTTONS


async def show(ctx: Context, person: Person, page: int = 0, *, fresh: bool = False) -> None:
    """A page of the list: of each case what a neighbour may know of it, and nothing more, whoever asks."""
    allow(person, Look.PARKED)
    many = await cases.count_parked(ctx.tx, ctx.community_id)
    last = max(0, (many - 1) // _A_PAGE)
    page = min(page, last)
    found = await cases.parked(ctx.tx, ctx.community_id, page * _A_PAGE, _A_PAGE)
    data: dict[str, Value] = {
        "lines": [_line(ctx, case, person) for case in found],
        "many": many,
        "page": page + 1,
        "pages": last + 1,
    }
    # Who directs the cases goes from here to each of them; the list itself says no more to them than to all.
    ways = tasks.buttons(found) if may(person, Look.BOARD) else ()
    screen = Screen("parked/list", person.language, data, (*ways, *_turn(page, last)))
    await post.show(ctx, person, Kind.ANSWER, SLOT, screen, fresh=fresh)


def _line(ctx: Context, case: Case, person: Person) -> dict[str, Value]:
    public = public_view(case, ctx.community, None, person.language)
    return {
        "number": public.number,
        "category": public.category,
        "grid": public.grid,
        "place": public.place,
        "since": case.paused_at,
        "review_at": case.return_at,
    }


def _turn(page: int, last: int) -> Buttons:
    turn = [Tap("page_before", Press(PAGE, page - 1))] if page else []
    if page < last:
        turn.append(Tap("page_after", Press(PAGE, page + 1)))
    return (tuple(turn),) if turn else ()
