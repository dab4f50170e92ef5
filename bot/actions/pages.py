"""Pages: the people on duty are called, and the next ones, until somebody says that they have it (收到).

The rules are in bot/domain/page.py. Each person has one living message of a page, which says why they are called and
who has answered; it comes anew when they are called again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.actions import duty, duty_log, page_cards, page_climb
from bot.actions.context import Context
from bot.actions.page_rungs import plan
from bot.domain.duty_log import Event
from bot.domain.page import Call, Matter, Page, Rung, State, unsettled
from bot.domain.permission import Deed, may
from bot.domain.person import Person
from bot.domain.screen import Value
from bot.errors import Refused, Stale
from bot.storage import audit, pages, people, timers


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody who was called: when first, on which rung last, whether messages reach them; ``at``: their answer."""

    person: Person
    rung: Rung
    called_at: int
    reachable: bool
    at: int | None


async def call(
    ctx: Context,
    matter: Matter,
    subject: int,
    data: Mapping[str, Value],
    *,
    grids: tuple[int, ...] = (),
    must_all: bool = False,
    quick: bool = True,
    again: bool = False,
) -> int:
    """Call who is on duty for the grids (empty: for all) about a ``subject`` of the matter; the page's number.

    ``data`` fills the template page/<matter>. Of what a page is open already, it says the new data from now on; with
    ``again`` everybody has to answer once more. Without ``quick`` nobody else is called if no answer comes.
    """
    known = await pages.about(ctx.tx, ctx.community_id, matter, subject)
    if known is not None and not again and known.state is not State.OVER:
        await pages.say(ctx.tx, ctx.community_id, known.page_id, data)
        await page_cards.show(ctx, known)
        return known.page_id
    if known is not None:
        await page_cards.close(ctx, known)
    posts, manned = await plan(ctx, grids, must_all=must_all)
    how = Page(0, matter, subject, 0, grids, must_all, quick, State.OPEN, ctx.now, posts, manned)
    page = await pages.begin(ctx.tx, ctx.community_id, known, how, data)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "page.called", None, **_facts(page), run=page.run)
    await page_climb.go_on(ctx, page)
    return page.page_id


async def over(ctx: Context, matter: Matter, subject: int, data: Mapping[str, Value] | None = None) -> None:
    """No answer is needed any more; whoever was called reads that, and ``data`` if something else is to be said."""
    page = await pages.about(ctx.tx, ctx.community_id, matter, subject)
    if page is None or not await pages.settle(ctx.tx, ctx.community_id, page.page_id, State.OVER, ctx.now):
        return
    await timers.clear(ctx.tx, ctx.community_id, page_climb.TIMER, page.page_id)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "page.over", None, **_facts(page))
    if data is not None:
        await pages.say(ctx.tx, ctx.community_id, page.page_id, data)
    await page_climb.show(ctx, page.page_id)
    await pages.blank(ctx.tx, ctx.community_id, page.page_id)


async def answered(ctx: Context, matter: Matter, subject: int) -> tuple[Answer, ...]:
    """Who was called about something, each once and in order, and who has answered when."""
    page = await pages.about(ctx.tx, ctx.community_id, matter, subject)
    found: dict[int, list[Call]] = {}
    for one in await pages.calls(ctx.tx, ctx.community_id, page) if page else []:
        found.setdefault(one.person, []).append(one)
    answers = []
    for number, calls in found.items():
        person, last = await people.by_id(ctx.tx, ctx.community_id, number), calls[-1]
        if person is not None:
            answers.append(Answer(person, last.rung, calls[0].called_at, last.lost_at is None, last.answered_at))
    return tuple(answers)


async def called_ever(ctx: Context, matter: Matter, subject: int) -> tuple[Person, ...]:
    """Who was called about something, also before it has grown: they may have gone off duty since."""
    page = await pages.about(ctx.tx, ctx.community_id, matter, subject)
    numbers = await pages.called_ever(ctx.tx, ctx.community_id, page.page_id) if page else []
    found = [await people.by_id(ctx.tx, ctx.community_id, number) for number in numbers]
    return tuple(one for one in found if one is not None)


async def have(ctx: Context, person: Person, number: int, run: int) -> Page:
    """The person has it; the page as it was until then.

    Stale if they or somebody else had said so, if somebody has relieved them, if it is over, or if it began anew since
    they were called. Refused to whom it does not concern: who was not called, is not on duty and does not direct.
    """
    page = await pages.by_id(ctx.tx, ctx.community_id, number)
    calls = await pages.calls(ctx.tx, ctx.community_id, page) if page else []
    mine = [one for one in calls if one.person == person.person_id]
    if page is None or not (mine or may(person, Deed.WARN) or await duty.posts_of(ctx, person)):
        raise Refused("page.not_yours")
    if page.state is State.OVER:
        raise Stale("page.over")
    await _check(ctx, page, calls, mine, run)
    await _answer(ctx, page, person, mine)
    return page


async def hand_on(ctx: Context, person: Person) -> None:
    """The person has come on duty: what waits for the answer of whom they relieve is theirs from now on."""
    await page_climb.hand_on(ctx, person)


async def _check(ctx: Context, page: Page, calls: list[Call], mine: list[Call], run: int) -> None:
    """Raise Stale if the answer changes nothing any more."""
    waits = any(one.answered_at is None and one.relieved_at is None for one in mine)
    had_at = max((one.answered_at for one in mine if one.answered_at is not None), default=None)
    if had_at is not None and not waits:
        raise Stale("page.had", at=had_at)
    if run != page.run:
        raise Stale("page.anew")
    if mine and not waits:
        raise Stale("page.relieved")
    if page.state is State.ANSWERED and not (page.must_all and waits):
        last = max((one for one in calls if one.answered_at is not None), key=lambda one: one.answered_at or 0)
        taker = await people.by_id(ctx.tx, ctx.community_id, last.person)
        raise Stale("page.taken", name=taker.called if taker else "", at=last.answered_at)


async def _answer(ctx: Context, page: Page, person: Person, mine: list[Call]) -> None:
    tx, community = ctx.tx, ctx.community_id
    if not mine:
        await pages.call(tx, community, page, Call(person.person_id, Rung.ASIDE, (), ctx.now, whole=not page.must_all))
    await pages.answer(tx, community, page, person.person_id, ctx.now)
    await audit.record(tx, community, ctx.now, person.person_id, "page.answered", None, **_facts(page))
    await duty_log.note(ctx, Event.PAGE, person=person, matter=page.matter.value)
    if not unsettled(page, await pages.calls(tx, community, page)):
        await pages.settle(tx, community, page.page_id, State.ANSWERED, ctx.now)
    await page_climb.watch(ctx, page.page_id)
    await page_climb.show(ctx, page.page_id, doer=person)


def _facts(page: Page) -> dict[str, int | str]:
    return {"page": page.page_id, "matter": page.matter.value, "subject": page.subject}
