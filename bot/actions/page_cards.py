"""What each person who was called reads of a page: what it is, why they are called, and who has answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.actions import page_rungs, post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.page import Call, Matter, Page, Rung, State, Taken
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.storage import outbox, pages, people

HAVE = "page.have"
#: What a page is about, by its matter; each includes _page, which says why somebody is called and who has answered.
VIEWS = {Matter.WARNING: "page/warning", Matter.HELP: "page/help", Matter.EMPTY: "page/empty"}
_MOST_LISTED, _MOST_NAMED = 20, 3


@dataclass(frozen=True, slots=True)
class _Known:
    """A page, with what its messages are made of."""

    page: Page
    data: Mapping[str, Value]
    calls: Sequence[Call]
    taken: Sequence[Taken]
    people: Mapping[int, Person]
    bare: Mapping[str, str]  # the names of the grids for whose posts nobody was on duty, by the posts


def slot(page: Page) -> str:
    """The living message of a page; a new run has another, so that what was answered before stays as it was."""
    return f"page:{page.page_id}:{page.run}"


async def show(ctx: Context, page: Page, fresh: frozenset[int] = frozenset(), *, doer: Person | None = None) -> None:
    """Bring the messages of everybody who was called up to date, silently.

    ``fresh`` get a new one below, which sounds at any hour if the page is quick; ``doer`` has just tapped.
    """
    known = await _known(ctx, page)
    for person in known.people.values():
        number, user = person.person_id, person.user_id
        if number in fresh:
            screen = _screen(known, person)
            await post.show(ctx, person, Kind.PAGE, slot(page), screen, fresh=True, urgent=page.quick)
        elif await outbox.is_shown(ctx.tx, ctx.community_id, user, slot(page)):
            kind = Kind.ANSWER if doer is not None and doer.person_id == number else Kind.CARD
            await post.show(ctx, person, kind, slot(page), _screen(known, person))


async def close(ctx: Context, page: Page) -> None:
    """It begins anew: whoever has not answered has nothing to tap in the old message, which sends them to the new one.

    What was answered stays as it was.
    """
    known = await _known(ctx, page)
    for person in known.people.values():
        screen = _screen(known, person)
        if screen.buttons and await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, slot(page)):
            values: dict[str, Value] = {**screen.data, "page": {"state": "anew", "calls": []}}
            closed = replace(screen, data=values, buttons=())
            await post.show(ctx, person, Kind.CARD, slot(page), closed)


async def _known(ctx: Context, page: Page) -> _Known:
    calls = await pages.calls(ctx.tx, ctx.community_id, page)
    data = await pages.data_of(ctx.tx, ctx.community_id, page.page_id)
    taken = await pages.taken(ctx.tx, ctx.community_id, page)
    found = [await people.by_id(ctx.tx, ctx.community_id, number) for number in dict.fromkeys(c.person for c in calls)]
    manned = {one for call in calls if call.rung in (page.ladder[0][0], Rung.RELIEF) for one in call.posts}
    grids = {one: ctx.community.grid(page_rungs.grid_of(ctx, one) or 0) for one in page.posts if one not in manned}
    bare = {one: grid.name for one, grid in grids.items() if grid is not None}
    return _Known(page, data, calls, taken, {one.person_id: one for one in found if one is not None}, bare)


def _screen(known: _Known, person: Person) -> Screen:
    page, calls = known.page, [one for one in known.calls if one.person == person.person_id]
    last = {one.person: one for one in known.calls}
    counted = [one for one in last.values() if one.answered_at is not None or one.relieved_at is None]
    values: dict[str, Value] = {
        "state": page.state.value,
        "must_all": page.must_all,
        "mine": max((one.answered_at or 0 for one in calls), default=0),
        "waits": any(one.answered_at is None and one.relieved_at is None for one in calls),
        **_why(known, calls[-1]),
        "calls": [_line(one, known) for one in list(last.values())[:_MOST_LISTED]],
        "more": max(0, len(last) - _MOST_LISTED),
        "answers": sum(one.answered_at is not None for one in counted),
        "many": len(counted),
    }
    return Screen(VIEWS[page.matter], person.language, {**known.data, "page": values}, _buttons(page, calls))


def _buttons(page: Page, mine: Sequence[Call]) -> Buttons:
    """What there is to tap: nothing once it is over, once one has said it, or once others' answers were enough."""
    done = page.state is State.OVER or (page.state is State.ANSWERED and not page.must_all)
    if done or not any(one.answered_at is None and one.relieved_at is None for one in mine):
        return ()
    return ((Tap("page_have", Press(HAVE, page.page_id, page.run), style="primary"),),)


def _why(known: _Known, mine: Call) -> dict[str, Value]:
    """As what somebody is called, and after whom: who was silent since when, who cannot be reached, who is missing."""
    before = [one for one in known.calls if _precedes(known.page, one, mine)]
    silent = [one for one in before if one.waits]
    lost = [one for one in before if one.answered_at is None and one.lost_at is not None]
    relieved = [one for one in known.calls if one.relieved_at is not None and one.concerns(mine.posts)]
    repeated = [one.rung for one in known.taken if one.rung in (Rung.AGAIN, Rung.LAST) and mine.concerns((one.post,))]
    first, top = known.page.ladder[0][0], (Rung.SECRETARY, known.page.ladder[-1][0])
    return {
        "why": mine.rung.value,
        "again": (mine.rung is first and Rung.AGAIN in repeated) or (mine.rung in top and Rung.LAST in repeated),
        "called_at": mine.called_at,
        "manned": known.page.manned or known.page.matter is Matter.EMPTY,
        "silent": _names(silent, known),
        "silent_at": min((one.called_at for one in silent), default=0),
        "lost": _names(lost, known),
        "bare": [*[known.bare[one] for one in mine.posts if one in known.bare][:_MOST_NAMED]],
        "relieved": _names(relieved, known),
    }


def _precedes(page: Page, one: Call, mine: Call) -> bool:
    """Whether somebody is called because another one, who was called before, does not answer."""
    heights = {rung: n for n, (rung, _) in enumerate(page.ladder)}
    lower = heights.get(one.rung, 0) < heights.get(mine.rung, 0) and one.called_at <= mine.called_at
    return lower and one.person != mine.person and one.relieved_at is None and one.concerns(mine.posts)


def _line(one: Call, known: _Known) -> dict[str, Value]:
    person = known.people.get(one.person)
    return {
        "name": person.called if person else "",
        "at": one.answered_at,
        "reachable": one.lost_at is None,
        "relieved": one.relieved_at is not None,
    }


def _names(calls: Sequence[Call], known: _Known) -> list[Value]:
    found = [known.people[number].called for number in dict.fromkeys(one.person for one in calls)]
    return [*found[:_MOST_NAMED]]
