"""What becomes of a warning: from the moment a source has told it until all who must know have been told.

It is known again from what is stored whenever something comes or is due, so that neither a restart nor the order in
which the sources are read makes a difference. People are told what is news against what they were told last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.actions import duty, duty_log, notices, pages, post, response, warning_cards
from bot.actions.context import Context
from bot.actions.warning_state import Known, hidden, numbered
from bot.domain.duty_log import Event
from bot.domain.matrix import Call, Measure
from bot.domain.notice import Kind
from bot.domain.page import Matter
from bot.domain.person import Person
from bot.domain.roster import PostKind
from bot.domain.screen import Screen, Value
from bot.domain.warning import Status, WeatherWarning
from bot.domain.warning_chains import Chain, Seen, State
from bot.domain.warning_facts import NOTHING, Fact, after, due_at, fact, of_message
from bot.storage import audit, people, timers, warnings
from bot.storage.timers import Timer
from bot.storage.warnings import Kept

#: The timers of a warning's end, and of the instant at which good news has settled. Their subject is its number.
EXPIRE, SETTLE = "warning.expire", "warning.settle"
#: The directors hear of an exercise once in that time.
_EXERCISE_MS = 24 * 3_600_000


async def take(ctx: Context, source_key: str, seen: Sequence[WeatherWarning], *, complete: bool) -> None:
    """What a source tells now, of our area. ``complete``: it lists all that is in force; what is missing has ended."""
    news, came = False, list[WeatherWarning]()
    for told in seen:
        message = replace(told, source=source_key)
        real = message.status is Status.ACTUAL
        lately = 0 if real else await warnings.same_lately(ctx.tx, ctx.community_id, message, ctx.now - _EXERCISE_MS)
        kept = await warnings.put(ctx.tx, ctx.community_id, message, listed=complete and real, now=ctx.now)
        news = news or (real and kept is not Kept.KNOWN)
        if kept is Kept.NEW and not real:
            await _not_real(ctx, message, again=lately > 0)
        elif kept is Kept.NEW:
            came.append(message)
    if complete:
        there = [(one.sender, one.identifier) for one in seen]
        gone = await warnings.end_missing(ctx.tx, ctx.community_id, source_key, there, ctx.now)
        news = news or gone > 0
    if news:
        await weigh(ctx, came)


async def due(ctx: Context, _timer: Timer) -> None:
    """A warning's time is over, or what had to settle has."""
    await weigh(ctx)


async def weigh(ctx: Context, came: Sequence[WeatherWarning] = ()) -> None:
    """Compare all that is known with what people were told, and tell them what is news; ``came``: has just come."""
    all_, joined = await numbered(ctx)
    by_number = {one.number: one for one in all_}
    for number, into in joined:
        await _join(ctx, number, by_number[into])
    unseen = hidden(ctx, all_)
    for one in sorted(all_, key=lambda each: -each.chain.colour.rank):
        if why := await _settle(ctx, one, all_, one.number in unseen):
            await _record_untold(ctx, one, why, came)


async def _settle(ctx: Context, one: Known, all_: Sequence[Known], unseen: bool) -> str:
    """Tell what is news about one warning, if its time has come; else why nobody is told."""
    chain, what = one.chain, fact(one.told, one.chain, ctx.now)
    in_force = chain.state(ctx.now) is State.IN_FORCE
    await _set_timer(ctx, EXPIRE, one.number, chain.ends_at if in_force else None)
    at = due_at(one.told, chain, what, ctx.now)
    await _set_timer(ctx, SETTLE, one.number, at if at > ctx.now else None)
    if what in NOTHING or at > ctx.now or (unseen and what is Fact.NEW):
        return what if what in NOTHING else "inhibited" if unseen else "held"
    await _tell(ctx, one, what, all_, quiet=unseen or _is_covered(ctx, one, what, all_))
    await _log(ctx, what, chain)
    await warnings.tell(ctx.tx, ctx.community_id, one.number, after(one.told, chain, what, ctx.now), ctx.now)
    await _record(ctx, what, number=one.number, colour=chain.colour.value, source=chain.shown.message.source)
    return ""


async def _tell(ctx: Context, one: Known, what: Fact, all_: Sequence[Known], *, quiet: bool) -> None:
    """``quiet``: a graver warning of the same hazard is in force; then only the messages that are there change."""
    await warning_cards.show_groups(ctx, one, what, all_, quiet=quiet)
    measure = ctx.community.measure(one.chain.hazard, one.chain.colour)
    if what in (Fact.NEW, Fact.RAISED):
        await (_change(ctx, one, Fact.CHANGED, measure) if quiet else _alarm(ctx, one, what, measure))
    elif what in (Fact.LIFTED, Fact.EXPIRED):
        await _end(ctx, one, what, all_, quiet=quiet)
    else:
        await _change(ctx, one, what, measure)


async def _alarm(ctx: Context, one: Known, what: Fact, measure: Measure) -> None:
    """Something begins or rises: who is on duty is called, who must know is told, and a response level is proposed."""
    called: tuple[Person, ...] = ()
    if measure.call is Call.PAGE:
        called = await _page(ctx, one, what, measure)
    else:
        await pages.over(ctx, Matter.WARNING, one.number, warning_cards.data(ctx, one))
    if measure.call is Call.NOTICE:
        called = await duty.officers(ctx) or await notices.directors(ctx)
        await warning_cards.notify(ctx, one, what, called)
    heard = {person.person_id for person in called}
    if measure.all_staff:
        staff = await people.staff(ctx.tx, ctx.community_id)
        others = [each for each in staff if each.reachable and each.person_id not in heard]
        await warning_cards.notify(ctx, one, what, others)
        heard |= {person.person_id for person in others}
    had = await warning_cards.notified(ctx, one.number)
    # Who was told before and has nothing new now: the reserve, who was on duty then. What they have is not to mislead.
    await warning_cards.notify(ctx, one, Fact.CHANGED, [each for each in had if each.person_id not in heard])
    if measure.response is not None:
        await response.propose(ctx, measure.response, one.number)


async def _page(ctx: Context, one: Known, what: Fact, measure: Measure) -> tuple[Person, ...]:
    """Call those on duty, all of them anew if it has risen; who was called. A notice that they had reads alike."""
    values, again = warning_cards.data(ctx, one), what is Fact.RAISED
    await pages.call(ctx, Matter.WARNING, one.number, values, must_all=measure.must_all, again=again)
    called = tuple(each.person for each in await pages.answered(ctx, Matter.WARNING, one.number))
    had = {each.person_id for each in (await warning_cards.notified(ctx, one.number) if again else ())}
    await warning_cards.notify(ctx, one, Fact.CHANGED, [each for each in called if each.person_id in had])
    return called


async def _change(ctx: Context, one: Known, what: Fact, measure: Measure) -> None:
    """It is less grave, lasts longer, or reads otherwise: the messages that people have say so; no new one comes."""
    if measure.call is not Call.PAGE:
        await pages.over(ctx, Matter.WARNING, one.number, warning_cards.data(ctx, one))
    elif await pages.answered(ctx, Matter.WARNING, one.number):
        await pages.call(ctx, Matter.WARNING, one.number, warning_cards.data(ctx, one), must_all=measure.must_all)
    await warning_cards.notify(ctx, one, what, await warning_cards.notified(ctx, one.number))


async def _end(ctx: Context, one: Known, what: Fact, all_: Sequence[Known], *, quiet: bool) -> None:
    """It is over: whoever was called or told hears so, and nobody has to answer any more."""
    told: dict[int, Person] = {each.person_id: each for each in await warning_cards.notified(ctx, one.number)}
    if not quiet:
        asked = await pages.called_ever(ctx, Matter.WARNING, one.number)
        told |= {each.person_id: each for each in asked}
        told |= {each.person_id: each for each in (await _took_over(ctx) if told else ())}
    remaining = warning_cards.left_of(ctx, one, what, all_)
    await pages.over(ctx, Matter.WARNING, one.number, warning_cards.data(ctx, one, remaining=remaining))
    await warning_cards.notify(ctx, one, Fact.CHANGED if quiet else what, told.values(), all_)


async def _took_over(ctx: Context) -> list[Person]:
    """Who is on duty now, perhaps since a warning was told: it was handed over to them."""
    return [each for each in await duty.officers(ctx, None, (PostKind.GRID, PostKind.LEADER)) if each.reachable]


async def _join(ctx: Context, number: int, into: Known) -> None:
    """Two warnings were found to be one: people know one of them from now on."""
    await warning_cards.show_joined(ctx, number, into)
    await pages.over(ctx, Matter.WARNING, number, warning_cards.data(ctx, into, state=State.JOINED))
    for kind in (EXPIRE, SETTLE):
        await timers.clear(ctx.tx, ctx.community_id, kind, number)
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "warning.joined", warning=number, into=into.number)


async def _not_real(ctx: Context, message: WeatherWarning, *, again: bool) -> None:
    """An exercise or a test: it is kept, and of an exercise the directors are told in one line, once."""
    status, source = message.status.value, message.source
    await audit.record(ctx.tx, ctx.community_id, ctx.now, None, "warning.kept", status=status, source=source)
    if message.status is not Status.EXERCISE or again:
        return
    for director in await notices.directors(ctx):
        values: dict[str, Value] = {**warning_cards.called(Chain((Seen(message),))), "sender": message.sender}
        await post.send(ctx, director, Kind.RECEIPT, Screen("warning/exercise", director.language, values))


async def _record_untold(ctx: Context, one: Known, why: str, came: Sequence[WeatherWarning]) -> None:
    """Of what has just come and was not told, the audit says why."""
    fresh = {(each.source, each.sender, each.identifier) for each in came}
    for seen in one.chain.seen:
        if (seen.message.source, seen.message.sender, seen.message.identifier) in fresh:
            reason = of_message(seen, one.chain) if why in NOTHING else why
            await _record(ctx, reason, number=one.number, source=seen.message.source)


async def _log(ctx: Context, what: Fact, chain: Chain) -> None:
    called = warning_cards.called(chain)
    hazard, colour, event = called["hazard"], called["colour"], called["event"]
    await duty_log.note(ctx, Event.WARNING, what=what.value, hazard=hazard, colour=colour, called=event)


async def _record(ctx: Context, what: str, *, number: int, source: str, colour: str | None = None) -> None:
    await audit.record(
        ctx.tx, ctx.community_id, ctx.now, None, f"warning.{what}", warning=number, source=source, colour=colour
    )


def _is_covered(ctx: Context, one: Known, what: Fact, all_: Sequence[Known]) -> bool:
    """Whether it ends while one of the same hazard that is no lesser goes on: then its end is no good news."""
    if what not in (Fact.LIFTED, Fact.EXPIRED):
        return False
    chain = one.chain
    others = [each.chain for each in all_ if each.number != one.number and each.chain.hazard is chain.hazard]
    in_force = [each for each in others if each.state(ctx.now) is State.IN_FORCE]
    return any(each.colour.rank >= chain.colour.rank for each in in_force)


async def _set_timer(ctx: Context, kind: str, number: int, at: int | None) -> None:
    if at is None:
        await timers.clear(ctx.tx, ctx.community_id, kind, number)
    else:
        await timers.set_(ctx.tx, ctx.community_id, kind, number, at)
