"""What is shown of door calls: to who has households their list, to the directors who has which."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions import post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.distress import DoorCall, Household
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.response import Response
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.storage import distress, outbox, people

SHARE, PICK, GIVE = "door.share", "door.pick", "door.give"
SAFE, HELP, NOBODY = "door.safe", "door.help", "door.nobody"
LIST = "doors"
#: So many households stand on one message, those that are still open first.
_MOST, _MOST_WORKERS = 10, 8


async def refresh(ctx: Context, response: Response, number: int, *, fresh: bool = False, reminds: bool = False) -> None:
    """The list of somebody's households as it is; where they have none any more, only what they had is changed."""
    person = await people.by_id(ctx.tx, ctx.community_id, number)
    if person is None or person.is_gone:
        return
    slot = f"doors:{response.response_id}"
    mine = [one for one in await _lines(ctx, response) if one[0].person == number]
    if not mine and not await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, slot):
        return
    mine.sort(key=lambda pair: pair[0].is_done)
    over = response.ended_at is not None
    data: dict[str, Value] = {
        "doors": [] if over else [await line(ctx, call, household) for call, household in mine[:_MOST]],
        "more": max(0, len(mine) - _MOST),
        "done": sum(1 for call, _ in mine if call.is_done),
        "many": len(mine),
        "reminds": reminds,
        "over": over,
    }
    rows: list[tuple[Tap, ...]] = []
    for place, (call, household) in enumerate(mine[:_MOST], start=1):
        if not call.is_done and not over:
            rows.append(_ticks(place, household.household_id))
    screen = Screen("response/doors", person.language, data, tuple(rows))
    kind = Kind.ASSIGNMENT if fresh else Kind.ANSWER
    await post.show(ctx, person, kind, slot, screen, fresh=fresh, urgent=True)


def _ticks(place: int, number: int) -> tuple[Tap, ...]:
    shown: dict[str, Value] = {"place": place}
    return (
        Tap("door_safe", Press(SAFE, number), style="success", data=shown),
        Tap("door_help", Press(HELP, number), style="danger", data=shown),
        Tap("door_nobody", Press(NOBODY, number), data=shown),
    )


async def take_away(ctx: Context, response: Response, person: Person) -> None:
    """Somebody's list is empty: it says that others go there."""
    slot = f"doors:{response.response_id}"
    if await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, slot):
        await post.show(ctx, person, Kind.CARD, slot, Screen("response/doors_gone", person.language))


async def tell_freed(ctx: Context, person: Person, worker: Person, many: int) -> None:
    """A director is told that somebody's households have nobody any more."""
    data: dict[str, Value] = {"name": worker.called, "many": many}
    screen = Screen("response/doors_freed", person.language, data, ((Tap("doors_open", Press("door.open")),),))
    await post.send(ctx, person, Kind.ASSIGNMENT, screen, urgent=True)


async def show_list(ctx: Context, response: Response, person: Person, *, fresh: bool = False) -> None:
    """Who has which household, for a director: those that nobody has first, each with the way to give it."""
    lines = {household.household_id: call for call, household in await _lines(ctx, response)}
    listed = sorted(
        await distress.households(ctx.tx, ctx.community_id),
        key=lambda one: (one.household_id in lines, bool((call := lines.get(one.household_id)) and call.is_done)),
    )
    shown = listed[:_MOST]
    data: dict[str, Value] = {
        "doors": [await line(ctx, lines.get(one.household_id), one) for one in shown],
        "more": len(listed) - len(shown),
        "many": len(listed),
        "given": len(lines),
        "done": sum(1 for call in lines.values() if call.is_done),
    }
    taps = [
        Tap("door_pick", Press(PICK, one.household_id), data={"place": place})
        for place, one in enumerate(shown, start=1)
        if not ((call := lines.get(one.household_id)) and call.is_done)
    ]
    share: Buttons = ((Tap("door_share", Press(SHARE), style="primary"),),) if len(lines) < len(listed) else ()
    rows = (*share, *(tuple(taps[i : i + 5]) for i in range(0, len(taps), 5)))
    await post.show(
        ctx, person, Kind.ANSWER, LIST, Screen("response/door_list", person.language, data, rows), fresh=fresh
    )


async def show_pick(ctx: Context, household: Household, able: Sequence[Person], person: Person) -> None:
    """To whom a household can be given."""
    rows = tuple(
        (Tap(one.name[:40], Press(GIVE, household.household_id, one.person_id), literal=True),)
        for one in able[:_MOST_WORKERS]
    )
    data: dict[str, Value] = {"door": await line(ctx, None, household), "many": len(able)}
    screen = Screen("response/door_pick", person.language, data, (*rows, (Tap("back", Press("door.open")),)))
    await post.show(ctx, person, Kind.ANSWER, LIST, screen)


async def tell_above(ctx: Context, person: Person, worker: Person, many: int) -> None:
    """Somebody's doors are still to be knocked at: their grid head or the directors are told."""
    data: dict[str, Value] = {"name": worker.called, "many": many}
    await post.send(ctx, person, Kind.REMINDER, Screen("response/door_late", person.language, data), urgent=True)


async def _lines(ctx: Context, response: Response) -> list[tuple[DoorCall, Household]]:
    found = []
    for call in await distress.doors(ctx.tx, ctx.community_id, response.response_id):
        household = await distress.household(ctx.tx, ctx.community_id, call.household_id)
        assert household is not None  # noqa: S101  # a foreign key holds the household
        found.append((call, household))
    return found


async def line(ctx: Context, call: DoorCall | None, household: Household) -> dict[str, Value]:
    """A household as a line: where it is, what to mind, who has it and what was found."""
    building = ctx.community.building(household.grid, household.building or "")
    grid = ctx.community.grid(household.grid)
    worker = await people.by_id(ctx.tx, ctx.community_id, call.person) if call else None
    return {
        "label": household.label,
        "grid": grid.name if grid else str(household.grid),
        "building": building.name if building else "",
        "mind": household.mind,
        "phone": household.phone,
        "worker": worker.called if worker else None,
        "found": call.found.value if call and call.found else None,
        "at": call.at if call else None,
    }
