"""Agreements (调解协议): the lead writes what both sides are to agree on; each says yes or no for themselves.

Neither side ever learns from the bot who the other is, and no group hears of it.
"""

from __future__ import annotations

import secrets

from bot.actions import notices, nudges, post
from bot.actions.context import Context
from bot.domain import agreement as rules
from bot.domain.agreement import REVISITS, Agreement, Side, Standing
from bot.domain.button import CaseMenu, Press
from bot.domain.case import Case, category_name
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look, may, permit
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Refused, Stale
from bot.storage import agreements, audit, cases, people, timers
from bot.storage.timers import Timer

NEW, YES, NO = "agreement.new", "agreement.yes", "agreement.no"
#: The timers after which the lead looks whether it holds, each with the number of days.
REVISIT = {f"revisit_{days}": days for days in REVISITS}
#: What the name of the message begins with that asks to look whether it holds; the answer to it is a note.
REVISIT_SLOT = "revisit:"
_FIRST, _SECOND = 1, 2


async def prepare(ctx: Context, actor: Person, case_id: int) -> bool:
    """Whether the reporter can be one of the sides; Refused or Stale if no agreement can be written now."""
    case = permit(actor, Deed.MEDIATE, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    rules.check_make(case, ctx.community)
    reporter = await people.by_id(ctx.tx, ctx.community_id, case.reporter)
    return reporter is not None and reporter.reachable and not reporter.is_gone and case.reporter not in case.team


async def make(ctx: Context, actor: Person, case_id: int, text: str, with_reporter: bool) -> Agreement:
    """Keep an agreement, ask the reporter if they are a side, and give the lead a link for each other side."""
    if with_reporter and not await prepare(ctx, actor, case_id):
        raise Refused("agreement.no_reporter", number=case_id)
    case = permit(actor, Deed.MEDIATE, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    rules.check_make(case, ctx.community)
    await _replace(ctx, case)
    number = await agreements.add(ctx.tx, ctx.community_id, case_id, text, actor.person_id, ctx.now)
    facts = {"agreement": number, "reporter": int(with_reporter)}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "agreement.made", case_id, **facts)
    links = [] if with_reporter else [_FIRST]
    if with_reporter:
        await agreements.add_side(ctx.tx, ctx.community_id, number, _FIRST, case.reporter, None, None)
    tokens = [await _link(ctx, number, side) for side in (*links, _SECOND)]
    made = await _agreement(ctx, number)
    for side, token in zip((*links, _SECOND), tokens, strict=True):
        data: dict[str, Value] = {**_about(ctx, case, actor), "payload": token, "until": ctx.now + rules.LINK_MS}
        data |= {"side": side, "two": len(tokens) > 1}
        await post.show(ctx, actor, Kind.ANSWER, _link_slot(made, side), Screen("agreement/link", actor.language, data))
    await _ask(ctx, case, made, fresh=True)
    await tell(ctx, case, made, doer=actor.person_id)
    await notices.refresh(ctx, case, doer=actor.person_id)
    return made


async def open_link(ctx: Context, person: Person, payload: str) -> None:
    """Somebody opens the link of a side: they are shown what they are to agree on, and are that side from now on."""
    digest = rules.digest(payload)
    found = await agreements.by_digest(ctx.tx, ctx.community_id, digest) if digest else None
    if found is None:
        raise Refused("agreement.unknown")
    number, place = found
    agreement = await _agreement(ctx, number)
    case = await _case(ctx, agreement)
    side = next(one for one in agreement.sides if one.side == place)
    if rules.check_open(agreement, side, case, person, ctx.now):
        if not await agreements.claim(ctx.tx, ctx.community_id, number, place, person.person_id):
            raise Refused("agreement.taken")
        facts = {"agreement": number, "side": place}
        await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "agreement.opened", None, **facts)
        agreement = await _agreement(ctx, number)
        await _void_link(ctx, agreement, place, "opened")
        await tell(ctx, case, agreement)
    await _show(ctx, case, agreement, person, fresh=True)


async def answer(ctx: Context, person: Person, number: int, agreed: bool) -> Agreement:
    """A side says yes or no; when both have said yes, the lead looks again after a week and after a month."""
    known, side = rules.check_answer(await agreements.by_id(ctx.tx, ctx.community_id, number), person)
    case = await _case(ctx, known)
    rules.check_impartial(case, person)
    if not await agreements.answer(ctx.tx, ctx.community_id, number, side.side, agreed, ctx.now):
        raise Stale("agreement.over", number=case.case_id)
    facts = {"agreement": number, "side": side.side, "agreed": int(agreed)}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, "agreement.answered", None, **facts)
    after = rules.after(known, side, agreed)
    if after is not Standing.OPEN:
        await agreements.settle(ctx.tx, ctx.community_id, number, after, ctx.now)
        await _settled(ctx, case, number, after)
    answered = await _agreement(ctx, number)
    await _ask(ctx, case, answered, fresh=False)
    await tell(ctx, case, answered, fresh=True)
    await notices.refresh(ctx, case)
    return answered


async def holds(ctx: Context, case: Case) -> bool:
    """Whether both sides have agreed since the case was assigned: that shows that it is settled."""
    newest = await agreements.newest(ctx.tx, ctx.community_id, case.case_id)
    return newest is not None and newest.state is Standing.CONFIRMED and newest.made_at >= (case.assigned_at or 0)


async def revisit(ctx: Context, timer: Timer) -> None:
    """A week or a month after both have agreed: who led the case looks whether it holds, else a director."""
    agreement = await agreements.by_id(ctx.tx, ctx.community_id, timer.subject)
    if agreement is None or agreement.state is not Standing.CONFIRMED:
        return
    case = await _case(ctx, agreement)
    lead = await people.by_id(ctx.tx, ctx.community_id, case.lead) if case.lead else None
    days = REVISIT[timer.kind]
    able = lead is not None and lead.reachable and may(lead, Deed.NOTE, case)
    for person in (lead,) if lead is not None and able else await notices.directors(ctx):
        screen = Screen("agreement/revisit", person.language, {**_about(ctx, case, person), "days": days, "mine": able})
        await nudges.nudge(ctx, person, f"{REVISIT_SLOT}{case.case_id}", screen)


async def tell(ctx: Context, case: Case, agreement: Agreement, *, doer: int | None = None, fresh: bool = False) -> None:
    """Show the lead and the directors who has agreed when; the ``doer``'s is the answer to what they did."""
    lead = await people.by_id(ctx.tx, ctx.community_id, case.lead) if case.lead else None
    told = {one.person_id: one for one in (lead, *await notices.directors(ctx)) if one is not None}
    for person in told.values():
        if not may(person, Look.CONFIDENTIAL, case):
            continue
        done = agreement.state is Standing.CONFIRMED and may(person, Deed.MEDIATE, case)
        finish = Tap("feed_back", CaseMenu("finish", case.case_id), style="primary")
        buttons: Buttons = ((finish,),) if done else ()
        data: dict[str, Value] = {**_about(ctx, case, person), "text": agreement.text, "state": agreement.state.value}
        data |= {"sides": [_said(side) for side in agreement.sides]}
        screen = Screen("agreement/status", person.language, data, buttons)
        kind = Kind.ANSWER if person.person_id == doer else Kind.RECEIPT
        await post.show(ctx, person, kind, notices.agreed_slot(agreement.agreement_id), screen, fresh=fresh)


async def _settled(ctx: Context, case: Case, number: int, after: Standing) -> None:
    facts = {"agreement": number}
    act = f"agreement.{after.value}"
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, act, case.case_id, **facts)
    for kind, days in REVISIT.items() if after is Standing.CONFIRMED else ():
        due_at = ctx.community.calendar.next_service(ctx.now + days * rules.DAY_MS)
        await timers.set_(ctx.tx, ctx.community_id, kind, number, due_at)


async def _replace(ctx: Context, case: Case) -> None:
    """A new agreement takes the place of the one before, whatever had become of that."""
    former = await agreements.newest(ctx.tx, ctx.community_id, case.case_id)
    if former is None or former.state in (Standing.VOID, Standing.REFUSED):
        return
    await agreements.void(ctx.tx, ctx.community_id, former.agreement_id, ctx.now)
    for kind in REVISIT:
        await timers.clear(ctx.tx, ctx.community_id, kind, former.agreement_id)
    void = await _agreement(ctx, former.agreement_id)
    await _ask(ctx, case, void, fresh=False)
    await tell(ctx, case, void)
    for side in void.sides:
        if side.person is None:
            await _void_link(ctx, void, side.side, "void")


async def _link(ctx: Context, number: int, side: int) -> str:
    """The payload of a link to one side; its digest alone is kept."""
    token = rules.payload(secrets.token_urlsafe(rules.SECRET_BYTES))
    until = ctx.now + rules.LINK_MS
    await agreements.add_side(ctx.tx, ctx.community_id, number, side, None, rules.digest(token), until)
    return token


async def _void_link(ctx: Context, agreement: Agreement, side: int, why: str) -> None:
    """The message with the link says that it can be opened no more; the link is taken out of it."""
    maker = await people.by_id(ctx.tx, ctx.community_id, agreement.made_by)
    if maker is not None and not maker.is_gone:
        data: dict[str, Value] = {"number": agreement.case_id, "why": why}
        screen = Screen("agreement/link_void", maker.language, data)
        await post.show(ctx, maker, Kind.RECEIPT, _link_slot(agreement, side), screen)


async def _ask(ctx: Context, case: Case, agreement: Agreement, *, fresh: bool) -> None:
    """Show both sides, as far as they are known, the agreement and what has become of it."""
    for side in agreement.sides:
        person = await people.by_id(ctx.tx, ctx.community_id, side.person) if side.person else None
        if person is not None:
            await _show(ctx, case, agreement, person, fresh=fresh)


async def _show(ctx: Context, case: Case, agreement: Agreement, person: Person, *, fresh: bool) -> None:
    side = agreement.side_of(person.person_id)
    assert side is not None  # noqa: S101  # only sides are shown it
    data = {**_about(ctx, case, person), "text": agreement.text, "state": agreement.state.value, "agreed": side.agreed}
    buttons: Buttons = ()
    if side.agreed is None and agreement.state is Standing.OPEN:
        yes = Tap("agreement_yes", Press(YES, agreement.agreement_id), style="primary")
        buttons = ((yes,), (Tap("agreement_no", Press(NO, agreement.agreement_id)),))
    kind = Kind.ASSIGNMENT if fresh else Kind.RECEIPT
    screen = Screen("agreement/ask", person.language, data, buttons)
    await post.show(ctx, person, kind, f"agreement:{agreement.agreement_id}", screen, fresh=fresh)


def _said(side: Side) -> dict[str, Value]:
    """What is known of a side; not who it is, unless the lead has chosen the reporter.

    Who opens a link may be the reporter, too: that must not tell the lead who reported.
    """
    return {
        "reporter": side.expires_at is None,
        "opened": side.person is not None,
        "agreed": side.agreed,
        "at": side.answered_at,
    }


def _about(ctx: Context, case: Case, viewer: Person) -> dict[str, Value]:
    return {"number": case.case_id, "category": category_name(case, ctx.community, viewer.language)}


def _link_slot(agreement: Agreement, side: int) -> str:
    return f"agreement_link:{agreement.agreement_id}:{side}"


async def _agreement(ctx: Context, number: int) -> Agreement:
    found = await agreements.by_id(ctx.tx, ctx.community_id, number)
    assert found is not None  # noqa: S101  # its number was just read or made in this transaction
    return found


async def _case(ctx: Context, agreement: Agreement) -> Case:
    case = await cases.by_id(ctx.tx, ctx.community_id, agreement.case_id)
    assert case is not None  # noqa: S101  # a foreign key holds it
    return case
