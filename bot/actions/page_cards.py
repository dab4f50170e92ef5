"""What each person who was called reads of a page: what it is, why they are called, and who has answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.actions import post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.page import Call, Matter, Page, Rung, State, missing
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.storage import outbox, pages, people

HAVE = "page.have"
#: What a page is about, by its matter; each includes _page, which says why somebody is called and who has answered.
VIEWS = {Matter.WARNING: "page/warning", Matter.HELP: "page/help"}
_MOST_NAMED = 20


def slot(page: Page) -> str:
    """The living message of a page; a new run has another, so that what was answered before stays as it was."""
    return f"page:{page.page_id}:{page.run}"


async def show(ctx: Context, page: Page) -> None:
    """Bring the messages of everybody who was called up to date, silently."""
    calls = await pages.calls(ctx.tx, ctx.community_id, page)
    data = await pages.data_of(ctx.tx, ctx.community_id, page.page_id)
    known = await _people(ctx, calls)
    for one in calls:
        person = known.get(one.person)
        if person is not None and await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, slot(page)):
            await post.show(ctx, person, Kind.CARD, slot(page), _screen(page, calls, known, person, data))


async def show_one(ctx: Context, page: Page, person: Person, *, fresh: bool) -> None:
    """The message of one person; ``fresh``: as a new one below, which sounds at any hour."""
    calls = await pages.calls(ctx.tx, ctx.community_id, page)
    data = await pages.data_of(ctx.tx, ctx.community_id, page.page_id)
    screen = _screen(page, calls, await _people(ctx, calls), person, data)
    await post.show(ctx, person, Kind.PAGE, slot(page), screen, fresh=fresh, urgent=True)


async def _people(ctx: Context, calls: Sequence[Call]) -> dict[int, Person]:
    found = [await people.by_id(ctx.tx, ctx.community_id, one.person) for one in calls]
    return {one.person_id: one for one in found if one is not None}


def _screen(
    page: Page, calls: Sequence[Call], known: Mapping[int, Person], person: Person, data: Mapping[str, Value]
) -> Screen:
    mine = next((one for one in calls if one.person == person.person_id), None)
    silent = [one for one in missing(calls) if one.person != person.person_id]
    values: dict[str, Value] = {
        **data,
        "why": mine.rung.value if mine else Rung.ASIDE.value,
        "silent": _names(silent, known),
        "reached": any(one.reachable for one in silent),
        "roster": any(one.rung is Rung.DUTY for one in calls),
        "state": page.state.value,
        "mine": mine.answered_at if mine else None,
        "must_all": page.must_all,
        "calls": [_line(one, known) for one in calls[:_MOST_NAMED]],
        "more": max(0, len(calls) - _MOST_NAMED),
        "answers": sum(one.answered_at is not None for one in calls),
        "many": len(calls),
    }
    return Screen(VIEWS[page.matter], person.language, values, _buttons(page, mine))


def _buttons(page: Page, mine: Call | None) -> Buttons:
    """What there is to tap: nothing once it is over, once one has said it, or once one answer was enough."""
    done = page.state is State.OVER or (page.state is State.ANSWERED and not page.must_all)
    if done or (mine is not None and mine.answered_at is not None):
        return ()
    return ((Tap("page_have", Press(HAVE, page.page_id, page.run), style="primary"),),)


def _line(one: Call, known: Mapping[int, Person]) -> dict[str, Value]:
    person = known.get(one.person)
    return {"name": person.called if person else "", "at": one.answered_at, "reachable": one.reachable}


def _names(calls: Sequence[Call], known: Mapping[int, Person]) -> list[Value]:
    return [known[one.person].called for one in calls[:3] if one.person in known]
