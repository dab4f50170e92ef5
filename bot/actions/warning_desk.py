"""Warnings by hand, of which somebody was told by telephone, and the list of what is in force."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions import duty, pages, post, warnings
from bot.actions.context import Context
from bot.actions.warning_cards import data
from bot.actions.warning_state import Known, in_force
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.page import Matter
from bot.domain.permission import Deed
from bot.domain.person import Person
from bot.domain.screen import Buttons, Screen, Tap, Value
from bot.domain.warning import Colour, Hazard, Message, Reference, Status, WeatherWarning
from bot.domain.warning_chains import HAND
from bot.errors import Stale
from bot.flows.engine import Answers
from bot.storage import audit
from bot.storage.counters import next_number

LIST = "warnings"
ENTER, CHANGE, LIFT, SHOW = "warning.enter", "warning.change", "warning.lift", "warning.list"
_MOST = 8


async def known_of(ctx: Context, person: Person, number: int | None) -> Answers:
    """What is known before a warning is entered: nothing, or of which it is a change. Refused; Stale."""
    await duty.allow(ctx, person, Deed.WARN)
    if number is None:
        return {}
    one = await _by_hand(ctx, person, number)
    return {"replaces": number, "hazard": one.chain.hazard.value}


async def enter(
    ctx: Context, person: Person, what: tuple[Hazard, Colour], until: int, words: str, replaces: int | None
) -> None:
    """Somebody was told of a warning: from here on it goes the way of any other. Refused; Stale if it is over."""
    await duty.allow(ctx, person, Deed.WARN)
    taken = _references(await _by_hand(ctx, person, replaces)) if replaces is not None else ()
    hazard, colour = what
    message = WeatherWarning(
        source=HAND,
        identifier=f"{HAND}-{await next_number(ctx.tx, ctx.community_id, 'hand_warning')}",
        sender="",
        sent=ctx.now,
        status=Status.ACTUAL,
        message=Message.UPDATE if taken else Message.ALERT,
        hazard=hazard,
        colour=colour,
        references=taken,
        description=words,
        onset=ctx.now,
        expires=until,
    )
    actor = person.person_id
    await audit.record(
        ctx.tx, ctx.community_id, ctx.now, actor, "warning.entered", hazard=hazard.value, colour=colour.value
    )
    await warnings.take(ctx, HAND, (message,), complete=False)


async def lift(ctx: Context, person: Person, number: int) -> None:
    """What was entered by hand is lifted by hand. Refused; Stale if it is over, or a source has told of it, too."""
    one = await _by_hand(ctx, person, number)
    message = WeatherWarning(
        source=HAND,
        identifier=f"{HAND}-{await next_number(ctx.tx, ctx.community_id, 'hand_warning')}",
        sender="",
        sent=ctx.now,
        status=Status.ACTUAL,
        message=Message.CANCEL,
        hazard=one.chain.hazard,
        colour=one.chain.colour,
        references=_references(one),
    )
    actor = person.person_id
    await audit.record(ctx.tx, ctx.community_id, ctx.now, actor, "warning.lifted_by_hand", warning=number)
    await warnings.take(ctx, HAND, (message,), complete=False)


async def show(ctx: Context, person: Person, *, fresh: bool = False) -> None:
    """What is in force, for anybody; for who may warn also the sources, who has answered, and the buttons."""
    may = await duty.may(ctx, person, Deed.WARN)
    found = (await in_force(ctx))[:_MOST]
    lines: list[Value] = [await _line(ctx, one, may) for one in found]
    rows: Buttons = tuple(_buttons(one) for one in found if one.chain.by_hand) if may else ()
    last: Buttons = ((Tap("warning_enter", Press(ENTER)),),) if may else ()
    values: dict[str, Value] = {"lines": lines, "now": ctx.now, "office": ctx.community.office}
    await _put(ctx, person, Screen("warning/list", person.language, values, (*rows, *last)), fresh=fresh)


async def ask_lift(ctx: Context, person: Person, number: int) -> None:
    """Ask once more before everybody is told that it is over."""
    one = await _by_hand(ctx, person, number)
    sure = Tap("warning_lift_sure", Press(LIFT, number, 1), style="danger")
    rows = ((sure,), (Tap("back", Press(SHOW)),))
    await _put(ctx, person, Screen("warning/lift", person.language, data(ctx, one), rows))


async def _line(ctx: Context, one: Known, may: bool) -> dict[str, Value]:
    line = {**data(ctx, one), "for_staff": may, "answered": [], "silent": [], "sources": []}
    if may:
        answers = await pages.answered(ctx, Matter.WARNING, one.number)
        line["answered"] = [answer.person.name for answer in answers if answer.at is not None]
        line["silent"] = [answer.person.name for answer in answers if answer.at is None]
        line["sources"] = [source for source in one.chain.sources if source != HAND]
        line["by_hand"] = any(seen.by_hand for seen in one.chain.seen)
    return line


def _buttons(one: Known) -> tuple[Tap, ...]:
    values: dict[str, Value] = {"hazard": one.chain.hazard.value, "colour": one.chain.colour.value}
    return (
        Tap("warning_change", Press(CHANGE, one.number), data=values),
        Tap("warning_lift", Press(LIFT, one.number), data=values),
    )


async def _by_hand(ctx: Context, person: Person, number: int) -> Known:
    await duty.allow(ctx, person, Deed.WARN)
    one = next((each for each in await in_force(ctx) if each.number == number), None)
    if one is None or not one.chain.by_hand:
        raise Stale("warning.moved_on")
    return one


def _references(one: Known) -> tuple[Reference, ...]:
    messages: Iterable[WeatherWarning] = (seen.message for seen in one.chain.seen)
    return tuple(Reference(message.sender, message.identifier, message.sent) for message in messages)


async def _put(ctx: Context, person: Person, screen: Screen, *, fresh: bool = False) -> None:
    await post.show(ctx, person, Kind.ANSWER, LIST, screen, fresh=fresh)
