"""What the directors see of a petition: a card each, with the wish, the reason and the case in short."""

from __future__ import annotations

from bot.actions import deadlines, notices, post
from bot.actions.context import Context
from bot.domain.button import Press
from bot.domain.case import Case, category_name
from bot.domain.notice import Kind
from bot.domain.permission import may
from bot.domain.person import Person
from bot.domain.petition import GRANTS, Petition, Wish, is_moot, may_decide, open_one
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.flows.where import say
from bot.storage import audit, cases, outbox, people, petitions, timers

YES, SHOW, LIST = "petition.yes", "petition.show", "petition.list"
#: The timer that asks the directors again every day; its subject is the petition's number.
TIMER = "petition"
_MOST_VOICES = 5


def slot(petition_id: int) -> str:
    """The name of a petition's card in any chat."""
    return f"petition:{petition_id}"


async def deciders(ctx: Context, case: Case, petition: Petition) -> list[Person]:
    """Who is asked: who directs the cases now; and if none of them may decide it, the other directors who may."""
    now = await notices.directors(ctx)
    if any(may_decide(case, petition, one) for one in now):
        return list(now)
    staff = await people.staff(ctx.tx, ctx.community_id)
    known = {one.person_id: one for one in now}
    more = {one.person_id: one for one in staff if await could(ctx, one, case, petition)}
    return list({**known, **more}.values())


async def is_alone(ctx: Context, case: Case, person: Person) -> bool:
    """Whether there is no other director who could decide about the case: none who can be reached and has no part."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    others = [one for one in staff if one.is_director and one.reachable and not one.is_gone]
    return {one.person_id for one in others} <= {person.person_id, *case.team}


async def show(
    ctx: Context, petition: Petition, case: Case, person: Person, *, fresh: bool = False, kind: Kind = Kind.ASSIGNMENT
) -> None:
    """Show a director a petition."""
    data, able = await _data(ctx, petition, case, person), await could(ctx, person, case, petition)
    data["own"] = petition.is_open and not able
    screen = Screen("petition/card", person.language, data, _buttons(petition, case) if able else ())
    urgent = notices.is_urgent(ctx, case)
    await post.show(ctx, person, kind, slot(petition.petition_id), screen, fresh=fresh, urgent=urgent)


async def ask(ctx: Context, petition: Petition, case: Case, *, kind: Kind = Kind.ASSIGNMENT) -> None:
    """Ask all who can decide, by a new message."""
    for person in await deciders(ctx, case, petition):
        await show(ctx, petition, case, person, fresh=True, kind=kind)


async def refresh(ctx: Context, petition_id: int, *, doer: Person | None = None) -> None:
    """Bring the cards of a petition up to date wherever a director has one; the ``doer``'s answers their tap."""
    petition = await petitions.by_id(ctx.tx, ctx.community_id, petition_id)
    case = await cases.by_id(ctx.tx, ctx.community_id, petition.case_id) if petition else None
    if petition is None or case is None:
        return
    for person in await people.staff(ctx.tx, ctx.community_id):
        if not person.is_director:
            continue
        if await outbox.is_shown(ctx.tx, ctx.community_id, person.user_id, slot(petition_id)):
            own = doer is not None and doer.person_id == person.person_id
            await show(ctx, petition, case, person, kind=Kind.ANSWER if own else Kind.ASSIGNMENT)


async def void_if_moot(ctx: Context, case: Case) -> None:
    """The case has moved: what was asked for and has no meaning any more needs no decision."""
    for one in await petitions.of_case(ctx.tx, ctx.community_id, case.case_id):
        if not one.is_open or not is_moot(case, one):
            continue
        if await petitions.decide(ctx.tx, ctx.community_id, one.petition_id, None, False, ctx.now):
            await settled(ctx, one, None, "void")


async def move_along(ctx: Context, before: Case, after: Case) -> None:
    """A pause has ended: the day that somebody asked for before it moves as the deadline does."""
    waiting = await waiting_on(ctx, after.case_id) if before.is_paused and not after.is_paused else None
    if waiting is None or waiting.wish_at is None or before.paused_at is None:
        return
    wish_at = deadlines.rule(ctx, before.category).resumed(
        ctx.community.calendar, waiting.wish_at, before.paused_at, ctx.now
    )
    await petitions.wish(ctx.tx, ctx.community_id, waiting.petition_id, wish_at)
    await refresh(ctx, waiting.petition_id)


async def settled(ctx: Context, petition: Petition, decider: Person | None, how: str) -> None:
    """A petition waits no more: it is on record, nobody is reminded, and its cards say so."""
    facts: dict[str, str | int] = {"petition": petition.petition_id, "kind": petition.kind.value}
    who = decider.person_id if decider else None
    await audit.record(ctx.tx, ctx.community_id, ctx.now, who, f"petition.{how}", petition.case_id, **facts)
    await timers.clear(ctx.tx, ctx.community_id, TIMER, petition.petition_id)
    await refresh(ctx, petition.petition_id, doer=decider)


async def waiting_on(ctx: Context, case_id: int) -> Petition | None:
    """The petition about a case that waits for a decision."""
    return open_one(await petitions.of_case(ctx.tx, ctx.community_id, case_id))


async def could(ctx: Context, person: Person, case: Case, petition: Petition) -> bool:
    """Whether the person directs cases and may decide that."""
    if not may(person, GRANTS[petition.kind], case):
        return False
    return may_decide(case, petition, person) or may_decide(
        case, petition, person, alone=await is_alone(ctx, case, person)
    )


def _buttons(petition: Petition, case: Case) -> Buttons:
    if not petition.is_open:
        return ()
    yes = Tap("petition_yes", Press(YES, petition.petition_id), style="primary", data={"kind": petition.kind.value})
    no = Tap("petition_no", Press("form.refuse", case.case_id))
    other = ((Tap("petition_day", Press("form.extend", case.case_id)),),) if petition.kind is Wish.EXTEND else ()
    return ((yes, no), *other)


async def _data(ctx: Context, petition: Petition, case: Case, person: Person) -> dict[str, Value]:
    said = await petitions.voices(ctx.tx, ctx.community_id, petition.petition_id)
    decider = await people.by_id(ctx.tx, ctx.community_id, petition.decided_by) if petition.decided_by else None
    asker = await people.by_id(ctx.tx, ctx.community_id, petition.asked_by)
    return {
        "number": case.case_id,
        "category": category_name(case, ctx.community, person.language),
        "place": say(case.place, case.grid, ctx.community),
        "state": case.state.value,
        "outcome": case.outcome.value if case.outcome else None,
        "about": case.text,
        "feedback": case.feedback,
        "kind": petition.kind.value,
        "text": petition.text,
        "by": _by(petition, case),
        "name": asker.called if asker and petition.kind is Wish.EXTEND else "",
        "asked_at": petition.asked_at,
        "wish_at": petition.wish_at,
        "paused": petition.is_open and case.is_paused,
        "due_at": case.due_at,
        "extensions": case.extensions,
        "reopened": case.reopened,
        "voices": [voice.text for voice in said[:_MOST_VOICES]],
        "more": max(0, len(said) - _MOST_VOICES),
        "how": _how(petition),
        "decider": decider.called if decider else "",
    }


def _by(petition: Petition, case: Case) -> str:
    """As what somebody asks. No resident is named: whether something is done well does not depend on who asks."""
    if petition.kind is Wish.EXTEND:
        return "lead"
    return "reporter" if petition.asked_by == case.reporter else "follower"


def _how(petition: Petition) -> str:
    if petition.is_open:
        return "waiting"
    if petition.decided_by is None:
        return "void"
    return "granted" if petition.granted else "refused"
