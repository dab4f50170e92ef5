"""One kind of case again and again in one building: the directors are asked whether to look for the root cause."""

from __future__ import annotations

from bot.actions import merges, notices, post
from bot.actions.context import Context
from bot.domain import root_cause as rules
from bot.domain.button import Press
from bot.domain.case import Act, Case, category_name
from bot.domain.notice import Kind
from bot.domain.permission import allow, may, permit
from bot.domain.person import Person
from bot.domain.root_cause import Proposal
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Refused, Stale
from bot.storage import audit, outbox, people
from bot.storage import root_causes as causes

MAKE, LEAVE = "root.make", "root.leave"
_MOST_LINES = 10


def slot(proposal_id: int) -> str:
    """The name of a proposal's card in any chat."""
    return f"root:{proposal_id}"


async def look(ctx: Context, case: Case) -> None:
    """A case was filed: if it is one too many of its kind in its building, propose to look for the cause, once."""
    spot, since = rules.spot_of(case), rules.since(ctx.community.policy, ctx.now)
    if spot is None or await causes.was_proposed(ctx.tx, ctx.community_id, spot, since):
        return
    found = await causes.alike(ctx.tx, ctx.community_id, spot, since)
    if len(found) < ctx.community.policy.root_cause_count:
        return
    proposal = await causes.add(ctx.tx, ctx.community_id, spot, since, ctx.now)
    facts: dict[str, str | int] = {"proposal": proposal.proposal_id, "cases": len(found)}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "root.proposed", case.case_id, **facts)
    for director in await notices.directors(ctx):
        await _show(ctx, proposal, director, fresh=True)


async def make(ctx: Context, actor: Person, proposal_id: int) -> Case:
    """The newest case goes on for all: those that are under way are merged into it, the ended ones are named on it."""
    proposal = await _to_decide(ctx, actor, proposal_id)
    found = await _alike(ctx, proposal)
    root = rules.carrier(found)
    if root is None:
        raise Refused("root.nothing_left")
    permit(actor, Act.MERGE, root)
    await _decide(ctx, actor, proposal, root.case_id)
    for case in rules.to_merge(found, root):
        await merges.merge(ctx, actor, case.case_id, root.case_id)
    await notices.refresh(ctx, root, sounds=notices.Standing.DIRECTOR, doer=actor.person_id)
    await _refresh(ctx, proposal_id, actor)
    return root


async def leave(ctx: Context, actor: Person, proposal_id: int) -> None:
    """The cases are what they are."""
    proposal = await _to_decide(ctx, actor, proposal_id)
    await _decide(ctx, actor, proposal, None)
    await _refresh(ctx, proposal_id, actor)


async def _to_decide(ctx: Context, actor: Person, proposal_id: int) -> Proposal:
    allow(actor, Act.MERGE)
    proposal = await causes.by_id(ctx.tx, ctx.community_id, proposal_id)
    if proposal is None:
        raise Refused("case.not_yours")
    if not proposal.is_open:
        raise Stale("root.decided")
    return proposal


async def _decide(ctx: Context, actor: Person, proposal: Proposal, case_id: int | None) -> None:
    who = actor.person_id
    if not await causes.decide(ctx.tx, ctx.community_id, proposal.proposal_id, who, case_id, ctx.now):
        raise Stale("root.decided")
    act = "root.made" if case_id else "root.left"
    facts = {"proposal": proposal.proposal_id}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, who, act, case_id, **facts)


async def _alike(ctx: Context, proposal: Proposal) -> list[Case]:
    return await causes.alike(ctx.tx, ctx.community_id, proposal.spot, proposal.since)


async def _refresh(ctx: Context, proposal_id: int, doer: Person) -> None:
    proposal = await causes.by_id(ctx.tx, ctx.community_id, proposal_id)
    assert proposal is not None  # noqa: S101  # it was just decided in this transaction
    for person in await people.staff(ctx.tx, ctx.community_id):
        if person.is_director and await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, slot(proposal_id)):
            await _show(ctx, proposal, person, asked=person.person_id == doer.person_id)


async def _show(ctx: Context, proposal: Proposal, person: Person, *, fresh: bool = False, asked: bool = False) -> None:
    found = await _alike(ctx, proposal)
    decider = await people.by_id(ctx.tx, ctx.community_id, proposal.decided_by) if proposal.decided_by else None
    building = ctx.community.building(proposal.spot.grid, proposal.spot.building)
    data: dict[str, Value] = {
        "place": building.name if building else proposal.spot.building,
        "days": ctx.community.policy.root_cause_days,
        "many": len(found),
        "category": category_name(found[-1], ctx.community, person.language) if found else "",
        "lines": [
            {"number": one.case_id, "state": one.state.value, "at": one.reported_at} for one in found[-_MOST_LINES:]
        ],
        "decider": decider.called if decider else "",
        "root": proposal.case_id,
        "open": proposal.is_open,
    }
    screen = Screen("root/proposal", person.language, data, _buttons(proposal, found, person))
    kind = Kind.ANSWER if asked else Kind.ASSIGNMENT
    await post.show(ctx, person, kind, slot(proposal.proposal_id), screen, fresh=fresh)


def _buttons(proposal: Proposal, found: list[Case], person: Person) -> Buttons:
    root = rules.carrier(found)
    if not proposal.is_open or not may(person, Act.MERGE):
        return ()
    number = proposal.proposal_id
    no = Tap("root_leave", Press(LEAVE, number))
    if root is None:
        return ((no,),)
    return ((Tap("root_make", Press(MAKE, number), style="primary", data={"number": root.case_id}),), (no,))
