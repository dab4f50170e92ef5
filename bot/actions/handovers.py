"""Handing a case over (移交): it is offered to a colleague, and goes to them when they say yes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import cards, leave, notices, petition_cards, post, release
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain.button import Press
from bot.domain.case import Case, category_name
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look, may, permit
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.domain.suggestions import suggestions
from bot.errors import Refused, Stale
from bot.flows.where import say
from bot.storage import audit, cases, handovers, people, staff
from bot.storage.handovers import Handover

_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that somebody should take: ``lead`` has it and holds no worker's role any more, or is away.

    ``asked`` is who was asked already.
    """

    case: Case
    lead: Person
    asked: Person | None


async def waiting(ctx: Context) -> list[Waiting]:
    """The cases that wait for being handed over, those of one person together."""
    found: list[Waiting] = []
    for lead_id in sorted(await cases.load(ctx.tx, ctx.community_id)):
        lead = await people.by_id(ctx.tx, ctx.community_id, lead_id)
        if lead is not None and not (lead.is_worker and await leave.end_of(ctx, lead)):
            found += [Waiting(case, lead, await _asked_for(ctx, case)) for case in await of_lead(ctx, lead)]
    return found


async def of_lead(ctx: Context, lead: Person) -> list[Case]:
    """The cases of a person that somebody else could take, the most urgent first."""
    numbers = await staff.in_hand(ctx.tx, ctx.community_id, lead.person_id)
    found = [await cases.by_id(ctx.tx, ctx.community_id, number) for number in numbers]
    return [case for case in found if case is not None]


async def receivers(ctx: Context, actor: Person, number: int, page: int) -> Screen:
    """To whom the case could go, the most fitting first; who has declined it is not asked again."""
    case = await _to_give(ctx, actor, number)
    ranked, load, away = await _suggested(ctx, case)
    first = min(page, max(0, (len(ranked) - 1) // _A_PAGE)) * _A_PAGE
    rows: list[tuple[Tap, ...]] = [(_offer(case, one, load, away),) for one in ranked[first : first + _A_PAGE]]
    turn = [Tap("back", Press("hand.list"))] if may(actor, Look.STAFF) else []
    if first:
        turn.append(Tap("page_before", Press("hand.to", number, first // _A_PAGE - 1)))
    if first + _A_PAGE < len(ranked):
        turn.append(Tap("page_after", Press("hand.to", number, first // _A_PAGE + 1)))
    asked = await _asked_for(ctx, case)
    data = {**_about(ctx, case, actor), "many": len(ranked), "asked": asked.name if asked else None}
    return Screen("staff/receivers", actor.language, data, (*rows, *([tuple(turn)] if turn else ())))


async def offer(ctx: Context, actor: Person, number: int, receiver_id: int) -> Person:
    """Ask a colleague to take the case; who was asked: who is away is stood in for. A former question is withdrawn."""
    case = await _to_give(ctx, actor, number)
    receiver = await _receiver(ctx, case, receiver_id)
    former = await handovers.of_case(ctx.tx, ctx.community_id, number)
    if former is not None and former.receiver == receiver.person_id:
        raise Refused("hand.asked")
    if former is not None:
        await withdraw(ctx, former)
    asked = await handovers.ask(ctx.tx, ctx.community_id, number, receiver.person_id, actor.person_id, ctx.now)
    facts = {"receiver": receiver.person_id, "handover": asked.handover_id}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "case.offered", number, **facts)
    await _show_request(ctx, asked, case, receiver, "asked")
    return receiver


async def accept(ctx: Context, actor: Person, handover_id: int) -> Case:
    """The colleague takes the case."""
    asked, case = await _mine(ctx, actor, handover_id)
    giver = await people.by_id(ctx.tx, ctx.community_id, case.lead) if case.lead else None
    taken = await cases.change(ctx.tx, ctx.community_id, case, rules.hand_over(case, actor, ctx.now))
    await handovers.settle(ctx.tx, ctx.community_id, handover_id, "accepted")
    facts = {"from": case.lead, "to": actor.person_id, "version": taken.version}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "case.handed_over", case.case_id, **facts)
    await petition_cards.void_if_moot(ctx, taken)
    await _show_request(ctx, asked, taken, actor, "accepted")
    await notices.tell_handed(ctx, taken)
    if giver is not None and not giver.is_gone:
        slots = (await staff.cards_in(ctx.tx, ctx.community_id, giver.user_id)).get(case.case_id, [])
        await release.from_case(ctx, await notices.dossier(ctx, taken), giver, slots)
    await _tell(ctx, asked, taken, actor, giver, accepted=True)
    return taken


async def decline(ctx: Context, actor: Person, handover_id: int) -> None:
    """The colleague cannot: who asked and who directs the cases are told, with the next one to ask."""
    asked, case = await _mine(ctx, actor, handover_id)
    await handovers.settle(ctx.tx, ctx.community_id, handover_id, "declined")
    facts = {"handover": handover_id}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "case.declined", case.case_id, **facts)
    await _show_request(ctx, asked, case, actor, "declined")
    await _tell(ctx, asked, case, actor, None, accepted=False)


async def show_again(ctx: Context, actor: Person, handover_id: int) -> None:
    """Show the person once more, below all else, what they were asked; Stale if that is settled."""
    asked, case = await _mine(ctx, actor, handover_id)
    await _show_request(ctx, asked, case, actor, "asked", fresh=True)


async def withdraw(ctx: Context, asked: Handover) -> None:
    """Nobody is asked any more."""
    await handovers.settle(ctx.tx, ctx.community_id, asked.handover_id, "withdrawn")
    case = await cases.by_id(ctx.tx, ctx.community_id, asked.case_id)
    receiver = await people.by_id(ctx.tx, ctx.community_id, asked.receiver)
    if case is not None and receiver is not None:
        await _show_request(ctx, asked, case, receiver, "withdrawn")


async def withdraw_all(ctx: Context, receiver: Person) -> None:
    """The person cannot take cases any more: what they were asked is withdrawn, and told as if they had declined."""
    for asked in await handovers.waiting(ctx.tx, ctx.community_id):
        case = await cases.by_id(ctx.tx, ctx.community_id, asked.case_id)
        if asked.receiver == receiver.person_id and case is not None:
            await withdraw(ctx, asked)
            await _tell(ctx, asked, case, receiver, None, accepted=False)


async def _to_give(ctx: Context, actor: Person, number: int) -> Case:
    case = permit(actor, Deed.HAND_OVER, await cases.by_id(ctx.tx, ctx.community_id, number))
    if not rules.can_change_hands(case):
        raise Stale("case.moved_on", number=number, state=case.state)
    return case


async def _receiver(ctx: Context, case: Case, receiver_id: int) -> Person:
    meant = await people.by_id(ctx.tx, ctx.community_id, receiver_id)
    if meant is None or meant.is_gone or not meant.is_worker:
        raise Refused("case.no_worker", name=meant.name if meant else "")
    receiver = await leave.stand_in(ctx, meant)
    if receiver.person_id == case.lead:
        raise Refused("hand.same")
    if not receiver.reachable:
        raise Refused("hand.unreachable")
    return receiver


async def _mine(ctx: Context, actor: Person, handover_id: int) -> tuple[Handover, Case]:
    """What the person was asked, if it still stands; an offer to somebody else is as if there were none."""
    asked = await handovers.by_id(ctx.tx, ctx.community_id, handover_id)
    if asked is None or asked.receiver != actor.person_id or not actor.is_worker:
        raise Refused("case.not_yours")
    case = await cases.by_id(ctx.tx, ctx.community_id, asked.case_id)
    if not asked.asked or case is None or not rules.can_change_hands(case) or case.lead == actor.person_id:
        raise Stale("hand.settled")
    return asked, case


async def _suggested(ctx: Context, case: Case) -> tuple[list[Person], dict[int, int], frozenset[int]]:
    known = await people.staff(ctx.tx, ctx.community_id)
    load, away = await cases.load(ctx.tx, ctx.community_id), await leave.away(ctx)
    no = await handovers.declined(ctx.tx, ctx.community_id, case.case_id)
    ranked = suggestions(known, case, ctx.community, load, away)
    return [one for one in ranked if one.person_id != case.lead and one.person_id not in no], load, away


async def _asked_for(ctx: Context, case: Case) -> Person | None:
    asked = await handovers.of_case(ctx.tx, ctx.community_id, case.case_id)
    return await people.by_id(ctx.tx, ctx.community_id, asked.receiver) if asked else None


async def _show_request(
    ctx: Context, asked: Handover, case: Case, receiver: Person, state: str, *, fresh: bool = False
) -> None:
    """The receiver's card of the question: what it is about, and not who reported it."""
    data = {**_about(ctx, case, receiver), "answer": state}
    buttons: Buttons = ()
    if state == "asked":
        yes = Tap("hand_yes", Press("hand.yes", asked.handover_id), style="primary")
        buttons = ((yes, Tap("hand_no", Press("hand.no", asked.handover_id))),)
    kind = Kind.ASSIGNMENT if state in ("asked", "withdrawn") else Kind.ANSWER
    screen = Screen("staff/request", receiver.language, data, buttons)
    slot, urgent = f"hand:{asked.handover_id}", notices.is_urgent(ctx, case)
    await post.show(ctx, receiver, kind, slot, screen, fresh=fresh, urgent=urgent)


async def _tell(
    ctx: Context, asked: Handover, case: Case, receiver: Person, giver: Person | None, *, accepted: bool
) -> None:
    """Tell who gave the case, who asked and who directs what the answer is."""
    asker = await people.by_id(ctx.tx, ctx.community_id, asked.asked_by)
    told = {one.person_id: one for one in (*await notices.directors(ctx), asker, giver) if one is not None}
    told.pop(receiver.person_id, None)
    ranked, load, away = await _suggested(ctx, case)
    for person in told.values():
        data = {**_about(ctx, case, person), "name": receiver.name, "accepted": accepted}
        buttons = () if accepted else _next(case, ranked, load, away)
        if not accepted and not may(person, Deed.HAND_OVER, case):
            continue
        kind = Kind.RECEIPT if accepted else Kind.ASSIGNMENT
        await post.send(ctx, person, kind, Screen("staff/answer", person.language, data, buttons))


def _next(case: Case, ranked: list[Person], load: dict[int, int], away: frozenset[int]) -> Buttons:
    there = [one for one in ranked if one.reachable and one.person_id not in away][:1]
    others = Tap("hand_others", Press("hand.to", case.case_id))
    return (*((_offer(case, one, load, away),) for one in there), (others,))


def _offer(case: Case, worker: Person, load: dict[int, int], away: frozenset[int]) -> Tap:
    data = cards.worker_data(worker, load, away)
    return Tap("worker", Press("hand.offer", case.case_id, worker.person_id), data=data)


def _about(ctx: Context, case: Case, viewer: Person) -> dict[str, Value]:
    return {
        "number": case.case_id,
        "category": category_name(case, ctx.community, viewer.language),
        "place": say(case.place, case.grid, ctx.community),
        "due_at": case.due_at,
    }
