"""Asking the directors for something, and their decision: more time (延期), a case opened again (重开, 异议)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import deadlines, moves, notices, petition_cards, post, standing, verdicts
from bot.actions.context import Context
from bot.domain import case as rules
from bot.domain import petition as petition_rules
from bot.domain.case import Act, Case
from bot.domain.loop import UNDER_WAY
from bot.domain.notice import Kind
from bot.domain.permission import Deed, Look, may, permit
from bot.domain.person import Person
from bot.domain.petition import GRANTS, Petition, Wish
from bot.domain.screen import Screen, Value
from bot.errors import Refused, Stale
from bot.storage import audit, cases, people, petitions, timers
from bot.storage.timers import Timer

_DAY_MS = 86_400_000
_MOST_CARDS = 5


# --- asking ---


async def check_more_time(ctx: Context, _actor: Person, case: Case) -> None:
    """Refused if more time was asked for already, before somebody writes why in vain."""
    waiting = await petition_cards.waiting_on(ctx, case.case_id)
    if waiting is not None and waiting.kind is Wish.EXTEND:
        raise Refused("petition.asked", number=case.case_id)
    if case.state not in UNDER_WAY:  # its clock stands still: what was asked before can be decided, no more
        raise Stale("case.moved_on", number=case.case_id, state=case.state)


async def ask_more_time(ctx: Context, actor: Person, case_id: int, wish_at: int, words: str) -> Petition:
    """The lead asks for a later deadline."""
    case = permit(actor, Deed.MORE_TIME, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    return await _ask(ctx, actor, case, Wish.EXTEND, words, wish_at)


async def check_reopen(ctx: Context, actor: Person, case: Case) -> None:
    """Refused unless the actor can ask for the closed case to be opened again, or speak for who asked."""
    await _check_concerned(ctx, actor, case)
    waiting = await petition_cards.waiting_on(ctx, case.case_id)
    if waiting is None:
        petition_rules.check_ask(case, Wish.REOPEN, (), ctx.now)
    elif actor.person_id in await _speakers(ctx, waiting):
        raise Refused("petition.asked", number=case.case_id)


async def ask_reopen(ctx: Context, actor: Person, case_id: int, words: str) -> Petition:
    """The reporter or a follower says that it is not solved; whoever comes second speaks for the same petition."""
    joined = await cases.merged_reporters(ctx.tx, ctx.community_id, case_id)
    case = permit(actor, Deed.OBJECT, await cases.by_id(ctx.tx, ctx.community_id, case_id), joined)
    await check_reopen(ctx, actor, case)
    await verdicts.not_solved(ctx, actor, case)
    waiting = await petition_cards.waiting_on(ctx, case_id)
    if waiting is None:
        return await _ask(ctx, actor, case, Wish.REOPEN, words)
    await petitions.add_voice(ctx.tx, ctx.community_id, waiting.petition_id, actor.person_id, words, ctx.now)
    facts = {"petition": waiting.petition_id}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "petition.joined", case_id, **facts)
    await petition_cards.refresh(ctx, waiting.petition_id)
    await _refresh(ctx, case, actor)
    return waiting


async def check_object(ctx: Context, actor: Person, case: Case) -> None:
    """Refused unless the actor reported the rejected case and has not objected yet."""
    if actor.person_id != case.reporter:
        raise Refused("case.not_yours")
    known = await petitions.of_case(ctx.tx, ctx.community_id, case.case_id)
    petition_rules.check_ask(case, Wish.OBJECT, known, ctx.now)


async def ask_object(ctx: Context, actor: Person, case_id: int, words: str) -> Petition:
    """The reporter says that the case has to be taken up."""
    case = permit(actor, Deed.OBJECT, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    await check_object(ctx, actor, case)
    return await _ask(ctx, actor, case, Wish.OBJECT, words)


async def _ask(ctx: Context, actor: Person, case: Case, kind: Wish, words: str, wish_at: int | None = None) -> Petition:
    known = await petitions.of_case(ctx.tx, ctx.community_id, case.case_id)
    petition_rules.check_ask(case, kind, known, ctx.now, wish_at)
    who, number = actor.person_id, case.case_id
    petition = await petitions.add(ctx.tx, ctx.community_id, number, kind, who, words, wish_at, ctx.now)
    facts: dict[str, str | int] = {"petition": petition.petition_id, "kind": kind.value}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, who, "petition.asked", number, **facts)
    await timers.set_(ctx.tx, ctx.community_id, petition_cards.TIMER, petition.petition_id, _next_look(ctx))
    await petition_cards.ask(ctx, petition, case)
    await _refresh(ctx, case, actor)
    return petition


def _next_look(ctx: Context) -> int:
    """When the directors are reminded: a day later, in the hours of service."""
    return ctx.community.calendar.next_service(ctx.now + _DAY_MS)


async def _refresh(ctx: Context, case: Case, actor: Person) -> None:
    """The actor's own card, and those of the directors, say that something waits."""
    await notices.refresh_for(ctx, case, actor, asked=True)
    await notices.refresh_those(ctx, case, verdicts.SEES, but=actor.person_id)


async def _check_concerned(ctx: Context, actor: Person, case: Case) -> None:
    """Refused unless the actor reported or follows the case; a follower who is blocked is not heard."""
    if actor.person_id == case.reporter:
        return
    if actor.person_id not in await cases.followers(ctx.tx, ctx.community_id, case.case_id):
        raise Refused("case.not_yours")
    await standing.check(ctx, actor.person_id)


async def _speakers(ctx: Context, petition: Petition) -> frozenset[int]:
    said = await petitions.voices(ctx.tx, ctx.community_id, petition.petition_id)
    return frozenset({petition.asked_by, *(voice.person for voice in said)})


# --- deciding ---


async def grant(ctx: Context, actor: Person, petition_id: int) -> Case:
    """A director agrees: the deadline is put off as wished, or the case is opened again with a new one."""
    petition, case = await _to_decide(ctx, actor, petition_id)
    if petition.kind is Wish.EXTEND:
        assert petition.wish_at is not None  # noqa: S101  # the schema holds it where more time is asked for
        return await _extend(ctx, actor, case, petition.wish_at, "")
    opened = rules.reopen(case, actor, ctx.now, deadlines.of_category(ctx, case.category))
    await _decide(ctx, actor, petition, granted=True)
    team = " ".join(map(str, case.team))
    # It is not the former team's any more until somebody gives it to them again.
    return await moves.keep(ctx, actor, Act.REOPEN, case, opened, petition=petition_id, team=team)


async def extend(ctx: Context, actor: Person, case_id: int, due_at: int, words: str) -> Case:
    """The deadline is put off (延期), with a reason; the count of that is on the card.

    Whoever asked for more time has it by that, whatever day the director names; the reason is theirs then. While its
    clock stands still, the day is that on which the case would end if it went on now; the rest of the pause is added.
    """
    case = await moves.load(ctx, actor, Act.EXTEND, case_id)
    return await _extend(ctx, actor, case, deadlines.as_stopped(ctx, case, due_at), words)


async def _extend(ctx: Context, actor: Person, case: Case, due_at: int, words: str) -> Case:
    case_id = case.case_id
    rules.check(case, Act.EXTEND)
    alone = await check_own_time(ctx, actor, case)
    waiting = await petition_cards.waiting_on(ctx, case_id)
    if waiting is not None:
        petition_rules.check_decide(case, waiting, actor, alone=alone)
    later = rules.extend(case, ctx.now, due_at)
    asker = await people.by_id(ctx.tx, ctx.community_id, waiting.asked_by) if waiting else None
    if waiting is not None:
        await _decide(ctx, actor, waiting, granted=True)
        await moves.say_why(ctx, asker, Act.EXTEND, case_id, waiting.text)
    await moves.say_why(ctx, actor, Act.EXTEND, case_id, words)
    facts = {"alone": 1} if alone else {}
    kept = await moves.keep_quietly(ctx, actor, Act.EXTEND, case, later, due_at=due_at, **facts)
    told = await _tell_granted(ctx, kept, asker) if asker and asker.person_id != actor.person_id else None
    await notices.tell(ctx, kept, Act.EXTEND, actor.person_id, told=told)
    return kept


async def _tell_granted(ctx: Context, case: Case, asker: Person) -> int | None:
    """Whoever asked for more time hears in a sentence until when they have it; who that was, if they may know."""
    if not may(asker, Deed.NOTE, case):
        return None
    data: dict[str, Value] = {"number": case.case_id, "due_at": case.due_at, "paused": case.is_paused}
    screen = Screen("petition/granted", asker.language, data)
    await post.send(ctx, asker, Kind.RECEIPT, screen, urgent=notices.is_urgent(ctx, case))
    return asker.person_id


async def check_own_time(ctx: Context, actor: Person, case: Case) -> bool:
    """Whether the actor puts off the deadline of their own work because no other director could: that is on record.

    Refused if there is another one: nobody gives themselves more time, as nobody verifies their own work.
    """
    if actor.person_id not in case.team:
        return False
    if not await petition_cards.is_alone(ctx, case, actor):
        raise Refused("case.own_time", number=case.case_id)
    return True


async def to_refuse(ctx: Context, actor: Person, case: Case) -> Petition:
    """The petition about the case that the actor can refuse."""
    waiting = await petition_cards.waiting_on(ctx, case.case_id)
    if waiting is None:
        raise Stale("petition.decided", number=case.case_id)
    petition_rules.check_decide(case, waiting, actor, alone=await petition_cards.is_alone(ctx, case, actor))
    return waiting


async def refuse(ctx: Context, actor: Person, petition_id: int, words: str) -> Case:
    """A director does not agree and says why; whoever asked or spoke for it is told."""
    petition, case = await _to_decide(ctx, actor, petition_id)
    await _decide(ctx, actor, petition, granted=False)
    joined = await cases.merged_reporters(ctx.tx, ctx.community_id, case.case_id)
    for number in sorted(await _speakers(ctx, petition)):
        person = await people.by_id(ctx.tx, ctx.community_id, number)
        if person is not None and _may_hear(person, petition, case, joined):
            await _tell_refused(ctx, petition, case, person, words)
            await notices.refresh_for(ctx, case, person)
    await notices.refresh_those(ctx, case, verdicts.SEES)
    return case


async def _to_decide(ctx: Context, actor: Person, petition_id: int) -> tuple[Petition, Case]:
    petition = await petitions.by_id(ctx.tx, ctx.community_id, petition_id)
    if petition is None:
        raise Refused("case.not_yours")
    found = await cases.by_id(ctx.tx, ctx.community_id, petition.case_id)
    case = permit(actor, GRANTS[petition.kind], found)
    petition_rules.check_decide(case, petition, actor, alone=await petition_cards.is_alone(ctx, case, actor))
    return petition, case


async def _decide(ctx: Context, actor: Person, petition: Petition, *, granted: bool) -> None:
    who = actor.person_id
    if not await petitions.decide(ctx.tx, ctx.community_id, petition.petition_id, who, granted, ctx.now):
        raise Stale("petition.decided", number=petition.case_id)
    await petition_cards.settled(ctx, petition, actor, "granted" if granted else "refused")


def _may_hear(person: Person, petition: Petition, case: Case, joined: frozenset[int]) -> bool:
    """Who has left the group or lost the case meanwhile is told nothing more of it."""
    return may(person, Deed.MORE_TIME if petition.kind is Wish.EXTEND else Look.PUBLIC, case, joined=joined)


async def _tell_refused(ctx: Context, petition: Petition, case: Case, person: Person, words: str) -> None:
    data: dict[str, Value] = {
        "number": case.case_id,
        "kind": petition.kind.value,
        "words": words,
        "due_at": case.due_at,
        "paused": case.is_paused,
    }
    screen = Screen("petition/refused", person.language, data)
    await post.send(ctx, person, Kind.RECEIPT, screen, urgent=notices.is_urgent(ctx, case))


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decided a petition, how and when."""

    name: str
    granted: bool
    at: int


async def decided(ctx: Context, petition_id: int) -> Decided | None:
    """How a petition was decided; None if nobody did, or nobody had to."""
    petition = await petitions.by_id(ctx.tx, ctx.community_id, petition_id)
    if petition is None or petition.decided_by is None or petition.decided_at is None:
        return None
    decider = await people.by_id(ctx.tx, ctx.community_id, petition.decided_by)
    return Decided(decider.called if decider else "", bool(petition.granted), petition.decided_at)


async def is_decided_apart(ctx: Context, case_id: int) -> bool:
    """Whether there is somebody who can decide what waits about a case, and did not handle it."""
    case = await cases.by_id(ctx.tx, ctx.community_id, case_id)
    waiting = await petition_cards.waiting_on(ctx, case_id)
    if case is None or waiting is None:
        return False
    asked = await petition_cards.deciders(ctx, case, waiting)
    return any([await petition_cards.could(ctx, one, case, waiting) for one in asked])


# --- what waits ---


async def show(ctx: Context, actor: Person, petition_id: int) -> None:
    """Show a director a petition once more, below all else."""
    petition = await petitions.by_id(ctx.tx, ctx.community_id, petition_id)
    found = await cases.by_id(ctx.tx, ctx.community_id, petition.case_id) if petition else None
    if petition is None:
        raise Refused("case.not_yours")
    case = permit(actor, GRANTS[petition.kind], found)
    await petition_cards.show(ctx, petition, case, actor, fresh=True, kind=Kind.ANSWER)


async def show_waiting(ctx: Context, actor: Person) -> None:
    """Show a director the petitions that wait, at most 5, the oldest lowest; Stale if there is none."""
    found = await petitions.undecided(ctx.tx, ctx.community_id, _MOST_CARDS)
    known = [(one, await cases.by_id(ctx.tx, ctx.community_id, one.case_id)) for one in found]
    mine = [(one, case) for one, case in known if case is not None and may(actor, GRANTS[one.kind], case)]
    if not mine:
        raise Stale("petition.none")
    for one, case in reversed(mine):
        await petition_cards.show(ctx, one, case, actor, fresh=True, kind=Kind.ANSWER)


async def remind(ctx: Context, timer: Timer) -> None:
    """Nobody has decided for a day: the directors are asked again, every day until somebody does."""
    petition = await petitions.by_id(ctx.tx, ctx.community_id, timer.subject)
    if petition is None or not petition.is_open:
        return
    case = await cases.by_id(ctx.tx, ctx.community_id, petition.case_id)
    assert case is not None  # noqa: S101  # a foreign key holds the case
    await timers.set_(ctx.tx, ctx.community_id, timer.kind, timer.subject, _next_look(ctx))
    await petition_cards.ask(ctx, petition, case, kind=Kind.REMINDER)
