"""What is shown of a request for help: to who has it, and to who asked."""

from __future__ import annotations

from bot.actions import post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.distress import Help, HelpState
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.storage import distress, people

TAKE, DONE, PASSED = "help.take", "help.done", "help.passed"


async def data(ctx: Context, found: Help) -> dict[str, Value]:
    """What a helper must know: who, where, what, since when, under which number."""
    person = await people.by_id(ctx.tx, ctx.community_id, found.person) if found.person else None
    household = await distress.household(ctx.tx, ctx.community_id, found.household) if found.household else None
    grid = ctx.community.grid(found.grid)
    building = ctx.community.building(household.grid, household.building or "") if household else None
    return {
        "number": found.help_id,
        "name": household.label if household else person.called if person else "",
        "grid": grid.name if grid else str(found.grid),
        "building": building.name if building else "",
        "place": found.place if household is None else "",
        "phone": found.phone,
        "need": found.need.value,
        "mind": household.mind if household else "",
        "door": household is not None,
        "asked_at": found.asked_at,
        "reached": bool(person and person.reachable),
    }


async def show(ctx: Context, found: Help, person: Person, *, fresh: bool = False, reminds: bool = False) -> None:
    """The card of a request: for who has it with what can be done, for others with the way to take it over."""
    taker = await people.by_id(ctx.tx, ctx.community_id, found.taken_by) if found.taken_by else None
    shown = {
        **await data(ctx, found),
        "state": found.state.value,
        "taker": taker.called if taker else None,
        "own": found.taken_by == person.person_id,
        "reminds": reminds,
    }
    screen = Screen("distress/card", person.language, shown, _buttons(found, person))
    kind = Kind.ASSIGNMENT if fresh else Kind.ANSWER
    await post.show(ctx, person, kind, slot(found.help_id), screen, fresh=fresh, urgent=True)


async def show_taker(ctx: Context, found: Help, *, fresh: bool = False, reminds: bool = False) -> None:
    """The card of who has it."""
    taker = await people.by_id(ctx.tx, ctx.community_id, found.taken_by) if found.taken_by else None
    if taker is not None:
        await show(ctx, found, taker, fresh=fresh, reminds=reminds)


async def given_over(ctx: Context, before: Help, taker: Person) -> None:
    """Somebody else has it now: who had it sees by whom."""
    former = await people.by_id(ctx.tx, ctx.community_id, before.taken_by) if before.taken_by else None
    after = await distress.help_by_id(ctx.tx, ctx.community_id, before.help_id)
    if former is not None and after is not None and former.person_id != taker.person_id:
        await show(ctx, after, former)


async def take_away(ctx: Context, found: Help, former: Person) -> None:
    """Who had it, and may not see it any more, reads that others have it."""
    data: dict[str, Value] = {"number": found.help_id}
    await post.show(ctx, former, Kind.CARD, slot(found.help_id), Screen("distress/gone", former.language, data))


async def tell_asker(ctx: Context, found: Help, helper: Person) -> None:
    """Whoever asked is told who has it, and what became of it."""
    person = await people.by_id(ctx.tx, ctx.community_id, found.person) if found.person else None
    if person is None or not person.reachable:
        return
    told: dict[str, Value] = {"state": found.state.value, "name": helper.called, "office": ctx.community.office}
    screen = Screen("distress/asker", person.language, told)
    await post.show(ctx, person, Kind.RECEIPT, f"helped:{found.help_id}", screen, fresh=True, urgent=True)


def slot(number: int) -> str:
    """The name of a request's card in the chats of the helpers."""
    return f"help:{number}"


def _buttons(found: Help, person: Person) -> Buttons:
    if not found.is_open:
        return ()
    if found.state is HelpState.TAKEN and found.taken_by == person.person_id:
        done = Tap("help_done", Press(DONE, found.help_id), style="success")
        return ((done,), (Tap("help_passed", Press(PASSED, found.help_id)),))
    return ((Tap("help_take", Press(TAKE, found.help_id), style="primary"),),)
