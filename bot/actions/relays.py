"""Questions to the reporter of a case, and the answers: passed on in both directions, without the reporter's name."""

from __future__ import annotations

from bot.actions import notices, pauses, post, standing
from bot.actions.context import Context
from bot.domain import relay as rules
from bot.domain.button import Press
from bot.domain.case import ARROWS, Act, Case, State, category_name
from bot.domain.notice import Kind
from bot.domain.permission import Deed, may, permit
from bot.domain.person import Person
from bot.domain.relay import Outcome, Relay
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.errors import Stale
from bot.storage import audit, cases, people, relays

ANSWER, DECLINE = "relay.answer", "relay.decline"


async def askable(ctx: Context, actor: Person, case_id: int) -> Case:
    """The case, if the actor can have something asked about it now; else Refused."""
    case = permit(actor, Deed.ASK, await cases.by_id(ctx.tx, ctx.community_id, case_id))
    reporter = await _person(ctx, case.reporter)
    rules.check_ask(case, reporter, actor, await relays.open_of(ctx.tx, ctx.community_id, case_id))
    return case


async def ask(ctx: Context, actor: Person, case_id: int, question: str) -> None:
    """Pass a question on to the reporter; the asker's post and name are known to all, the reporter's to nobody."""
    case = await askable(ctx, actor, case_id)
    relay = await relays.add(ctx.tx, ctx.community_id, case_id, actor.person_id, question, ctx.now)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor.person_id, "relay.asked", case_id, relay=relay.relay_id)
    await _show_question(ctx, case, relay, actor, fresh=True)
    under_way = case.state in ARROWS[Act.NEED_INFO].before and may(actor, Act.NEED_INFO, case)
    if under_way and not notices.is_urgent(ctx, case):  # an emergency waits for no answer
        await pauses.need_info(ctx, actor, case)
    else:
        await notices.refresh(ctx, case)


async def answerable(ctx: Context, actor: Person, relay_id: int) -> Relay:
    """The question, if it was put to the actor and still waits; else Refused, or Stale."""
    relay = await relays.by_id(ctx.tx, ctx.community_id, relay_id)
    permit(actor, Deed.ANSWER, await cases.by_id(ctx.tx, ctx.community_id, relay.case_id) if relay else None)
    assert relay is not None  # noqa: S101  # no relay, no case, no permission
    rules.check_answer(relay)
    await standing.check(ctx, actor.person_id)
    return relay


async def answer(ctx: Context, actor: Person, relay_id: int, words: str | None) -> Relay:
    """Pass the reporter's answer on to those who have the case now; None: they would rather not say."""
    relay = await answerable(ctx, actor, relay_id)
    if not await relays.answer(ctx.tx, ctx.community_id, relay_id, words, ctx.now):
        raise Stale("relay.answered", number=relay.case_id)
    await audit.record(
        ctx.tx, ctx.community_id, ctx.now, actor.person_id, "relay.answered", relay.case_id, relay=relay_id
    )
    answered = Relay(relay_id, relay.case_id, relay.asker, relay.question, relay.asked_at, words, ctx.now)
    case = await cases.by_id(ctx.tx, ctx.community_id, relay.case_id)
    assert case is not None  # noqa: S101  # it was just permitted
    asker = await _person(ctx, relay.asker)
    await _show_question(ctx, case, answered, asker, fresh=False)
    for person in await _listeners(ctx, case, asker):
        await post.send(ctx, person, Kind.ASSIGNMENT, _heard(answered, person), urgent=notices.is_urgent(ctx, case))
    if case.state is State.NEED_INFO and await pauses.has_answer(ctx, case):
        await pauses.inform(ctx, actor, case.case_id)
    else:
        await notices.refresh(ctx, case)
    return answered


async def undelivered(ctx: Context, relay_id: int) -> None:
    """A question could not reach the reporter: who asked is told, without a word about who that is."""
    relay = await relays.by_id(ctx.tx, ctx.community_id, relay_id)
    case = await cases.by_id(ctx.tx, ctx.community_id, relay.case_id) if relay else None
    if relay is None or case is None or relay.outcome is not Outcome.OPEN:
        return
    for person in await _listeners(ctx, case, await _person(ctx, relay.asker)):
        data: dict[str, Value] = {"number": case.case_id, "question": relay.question}
        await post.send(ctx, person, Kind.TROUBLE, Screen("relay/lost", person.language, data))


async def silent(ctx: Context, case: Case) -> None:
    """The reporter has not answered for days: who asked is told that the case goes on."""
    relay = await relays.last_of(ctx.tx, ctx.community_id, case.case_id)
    if relay is None or relay.outcome is not Outcome.OPEN:
        return
    for person in await _listeners(ctx, case, await _person(ctx, relay.asker)):
        data: dict[str, Value] = {"number": case.case_id, "question": relay.question, "due_at": case.due_at}
        await post.send(ctx, person, Kind.ASSIGNMENT, Screen("relay/silent", person.language, data))


def slot(relay_id: int) -> str:
    """The name of a question's message in the reporter's chat."""
    return f"relay:{relay_id}"


def relay_of(slot: str) -> int | None:
    """The question that a message shows, by the name of its slot."""
    number = slot.removeprefix("relay:")
    return int(number) if number != slot else None


async def _listeners(ctx: Context, case: Case, asker: Person) -> tuple[Person, ...]:
    """Who hears the answer: who asked, if the case is still theirs; else who has it now; else who directs."""
    lead = await people.by_id(ctx.tx, ctx.community_id, case.lead) if case.lead else None
    for person in (asker, lead):
        if person is not None and may(person, Deed.ASK, case):
            return (person,)
    return await notices.directors(ctx)


async def _show_question(ctx: Context, case: Case, relay: Relay, asker: Person, *, fresh: bool) -> None:
    """Show the reporter a question, or what has become of it."""
    reporter = await _person(ctx, case.reporter)
    data: dict[str, Value] = {
        "number": case.case_id,
        "category": category_name(case, ctx.community, reporter.language),
        "title": asker.title.value,
        "name": asker.name,
        "question": relay.question,
        "answer": relay.answer,
        "outcome": relay.outcome.value,
    }
    buttons: Buttons = ()
    if relay.outcome is Outcome.OPEN:
        reply = Tap("relay_answer", Press(ANSWER, relay.relay_id), style="primary")
        buttons = ((reply, Tap("relay_decline", Press(DECLINE, relay.relay_id))),)
    screen = Screen("relay/question", reporter.language, data, buttons)
    kind = Kind.RECEIPT if fresh else Kind.ANSWER
    await post.show(ctx, reporter, kind, slot(relay.relay_id), screen, fresh=fresh, urgent=notices.is_urgent(ctx, case))


def _heard(relay: Relay, listener: Person) -> Screen:
    data: dict[str, Value] = {"number": relay.case_id, "question": relay.question, "answer": relay.answer}
    return Screen("relay/heard", listener.language, data)


async def _person(ctx: Context, number: int) -> Person:
    person = await people.by_id(ctx.tx, ctx.community_id, number)
    assert person is not None  # noqa: S101  # a foreign key holds the row
    return person
