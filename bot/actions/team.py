"""Giving a case to workers: one who answers for it and any who help, picked with taps, and by when it is to be done."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import orjson

from bot.actions import cards, deadlines, leave, moves, notices, post
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain.button import CaseMenu, Press
from bot.domain.case import Act, Case, State
from bot.domain.notice import Kind
from bot.domain.permission import permit
from bot.domain.person import Person
from bot.domain.screen import Screen, Tap, Value
from bot.domain.suggestions import suggestions
from bot.errors import Refused, Stale
from bot.storage import audit, cases, people, undos

PICK, GIVE = "team.pick", "team.give"
_A_PAGE = 8
#: More hands than these make nobody responsible.
MOST = 10


@dataclass(frozen=True, slots=True)
class Given:
    """To whom the case went; ``away`` are those who were meant and for whom somebody else stands in."""

    case: Case
    lead: Person
    away: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """What the choice shows: the workers in their order, how much each has, who is away, who is picked, which days."""

    case: Case
    ranked: Sequence[Person]
    load: dict[int, int]
    away: Container[int]
    chosen: tuple[int, ...]
    days: Sequence[tuple[int, dict[str, Value]]]
    page: int = 0


def screen(card: Screen, panel: Panel) -> Screen:
    """A director's card with the choice of workers instead of its buttons."""
    rows = [*_people(panel), *(_days(panel) if panel.chosen else ()), _turn(panel)]
    return Screen(card.view, card.language, {**card.data, "picking": True}, tuple(rows))


async def show(ctx: Context, actor: Person, case_id: int, page: int = 0) -> None:
    """Show on the actor's card to whom the case could go, the most fitting first, and whom they have picked."""
    case = permit(actor, Act.ASSIGN, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    rules.check(case, Act.ASSIGN)
    chosen = await undos.picked(ctx.tx, ctx.community_id, case, actor.person_id)
    card = cards.duty_card(await notices.dossier(ctx, case), actor, ctx.community)
    panel = Panel(case, *await _suggested(ctx, case), chosen, deadlines.offered(ctx, case), page)
    await post.show(ctx, actor, Kind.ANSWER, notices.slot(case), screen(card, panel))


async def pick(ctx: Context, actor: Person, case_id: int, version: int, worker: int) -> None:
    """Pick a worker, or no longer: the first who is picked answers for the case."""
    case = await moves.load(ctx, actor, Act.ASSIGN, case_id, version)
    chosen = await undos.picked(ctx.tx, ctx.community_id, case, actor.person_id)
    if worker in chosen:
        chosen = tuple(one for one in chosen if one != worker)
    elif len(chosen) >= MOST:
        raise Refused("team.full", number=case_id)
    else:
        await _worker(ctx, worker)
        chosen = (*chosen, worker)
    await undos.pick(ctx.tx, ctx.community_id, case, actor.person_id, chosen)
    ranked, _, _ = await _suggested(ctx, case)
    place = next((n for n, one in enumerate(ranked) if one.person_id == worker), 0)
    await show(ctx, actor, case_id, place // _A_PAGE)


async def give(ctx: Context, actor: Person, case_id: int, version: int, choice: int) -> Given:
    """The case goes to those who were picked, by the deadline of that choice."""
    case = await moves.load(ctx, actor, Act.ASSIGN, case_id, version)
    return await assign(ctx, actor, case, deadlines.chosen(ctx, case, choice))


async def give_by(ctx: Context, actor: Person, case_id: int, due_at: int) -> Given:
    """The case goes to those who were picked, by a day that the actor has named."""
    case = await moves.load(ctx, actor, Act.ASSIGN, case_id)
    if due_at <= ctx.now:
        raise Refused("case.past", number=case_id)
    return await assign(ctx, actor, case, due_at)


async def assign(ctx: Context, actor: Person, case: Case, due_at: int | None) -> Given:
    """Give the case to those who were picked, or to who stands in for one who is away; Stale if nobody is picked."""
    chosen = await undos.picked(ctx.tx, ctx.community_id, case, actor.person_id)
    if not chosen:
        raise Stale("team.nobody", number=case.case_id)
    meant = [await _worker(ctx, number) for number in chosen]
    team = [await leave.stand_in(ctx, one) for one in meant]
    assigned = rules.assign(case, team, ctx.now, due_at)
    await undos.forget_picks(ctx.tx, ctx.community_id, case.case_id)
    facts = {"worker": team[0].person_id, "helpers": len(assigned.helpers), "due_at": assigned.due_at or 0}
    kept = await moves.keep(ctx, actor, Act.ASSIGN, case, assigned, **facts)
    away = tuple(one for one, goes in zip(meant, team, strict=True) if one.person_id != goes.person_id)
    return Given(kept, team[0], away)


async def _worker(ctx: Context, number: int) -> Person:
    person = await people.by_id(ctx.tx, ctx.community_id, number)
    if person is None or not person.is_worker:
        raise Refused("case.no_worker", name=person.name if person else "")
    return person


async def _suggested(ctx: Context, case: Case) -> tuple[tuple[Person, ...], dict[int, int], frozenset[int]]:
    staff = await people.staff(ctx.tx, ctx.community_id)
    load, away = await cases.load(ctx.tx, ctx.community_id), await leave.away(ctx)
    ranked = suggestions(staff, case, ctx.community, load, away)
    former = await _former(ctx, case)
    # Who handled it before it was opened again knows it: they stand first, and nobody is bound to choose them.
    first = [one for one in ranked if one.person_id in former and one.person_id not in away]
    return (*first, *(one for one in ranked if one not in first)), load, away


async def _former(ctx: Context, case: Case) -> frozenset[int]:
    """Who handled a case that was opened again and has not gone to anybody since."""
    if not case.reopened or case.state is not State.OPENED:
        return frozenset()
    events = await audit.of_case(ctx.tx, ctx.community_id, case.case_id)
    last = next((one for one in reversed(events) if one.act == f"case.{Act.REOPEN}"), None)
    team = str(orjson.loads(last.facts).get("team", "")) if last else ""
    return frozenset(int(one) for one in team.split())


def _first(panel: Panel) -> int:
    return min(panel.page, max(0, (len(panel.ranked) - 1) // _A_PAGE)) * _A_PAGE


def _people(panel: Panel) -> list[tuple[Tap, ...]]:
    case, first = panel.case, _first(panel)

    def tap(worker: Person) -> Tap:
        place = panel.chosen.index(worker.person_id) + 1 if worker.person_id in panel.chosen else 0
        data: dict[str, Value] = {**cards.worker_data(worker, panel.load, panel.away), "place": place}
        button = Press(PICK, case.case_id, case.version, worker.person_id)
        return Tap("pick", button, data=data, style="success" if place else None)

    taps = [tap(worker) for worker in panel.ranked[first : first + _A_PAGE]]
    return [tuple(taps[i : i + 2]) for i in range(0, len(taps), 2)]


def _days(panel: Panel) -> list[tuple[Tap, ...]]:
    """By when: the rule's deadline first, then what is offered, then a day to be named."""
    case = panel.case
    taps = [
        Tap("give", Press(GIVE, case.case_id, case.version, n), style="primary" if n == 0 else None, data=data)
        for n, data in panel.days
    ]
    rest = [*taps[1:], Tap("give_other", Press("form.due", case.case_id))]
    return [(taps[0],), *(tuple(rest[i : i + 3]) for i in range(0, len(rest), 3))]


def _turn(panel: Panel) -> tuple[Tap, ...]:
    number, first = panel.case.case_id, _first(panel)
    turn = [Tap("back", CaseMenu("back", number))]
    if first:
        turn.append(Tap("page_before", CaseMenu("workers", number, first // _A_PAGE - 1)))
    if first + _A_PAGE < len(panel.ranked):
        turn.append(Tap("page_after", CaseMenu("workers", number, first // _A_PAGE + 1)))
    return tuple(turn)
