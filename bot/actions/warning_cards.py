"""What people see of a warning: its living message in the groups, the notices to the staff, the words of a page."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions import duty, post
from bot.actions.context import Context
from bot.actions.warning_state import Known, hidden, known
from bot.domain import matrix
from bot.domain.matrix import Call
from bot.domain.notice import Kind
from bot.domain.person import Person
from bot.domain.screen import Screen, Value
from bot.domain.warning import Colour, Hazard, Message
from bot.domain.warning_chains import HAND, Chain, State
from bot.domain.warning_facts import LOUD, Fact
from bot.storage import groups, outbox, people
from bot.storage.groups import GridGroup

#: From this colour on a rise may wake whoever is told.
_WAKES = Colour.ORANGE


def slot(number: int) -> str:
    """The name of a warning's message in any chat."""
    return f"w:{number}"


def data(ctx: Context, one: Known, *, state: State | None = None, remaining: Iterable[Known] = ()) -> dict[str, Value]:
    """What any message about a warning says. ``remaining``: what of the same hazard stays in force when it ends."""
    chain, shown = one.chain, one.chain.shown.message
    said_until = any(each.message.expires is not None for each in chain.told_alike(chain.shown))
    words = [text for text in (shown.description, shown.headline) if text.strip()]
    return {
        "number": one.number,
        **called(chain),
        "state": (state or chain.state(ctx.now)).value,
        "was": _before(chain),
        "rose": _rose(chain),
        "sender": "" if shown.source == HAND else _plain(shown.sender),
        "by_hand": shown.source == HAND,
        "sent_at": shown.sent,
        "begun_at": chain.begun_at,
        "until": chain.ends_at if said_until else None,
        "over_at": chain.lifted_at,
        "text": _plain(words[0]) if words else "",
        "lift": _lift_words(chain),
        "instruction": _plain(shown.instruction),
        "advice": matrix.advice(chain.hazard, chain.colour),
        "duty": matrix.duty(chain.hazard, chain.colour),
        "attributions": [_plain(text) for text in shown.attributions],
        "remaining": [called(each.chain) for each in remaining],
    }


def called(chain: Chain) -> dict[str, Value]:
    """How a warning is called: its hazard and its colour; the source's own word where we have none."""
    event = _plain(chain.shown.message.event) if chain.hazard is Hazard.OTHER else ""
    return {"hazard": chain.hazard.value, "colour": chain.colour.value, "event": event}


# --- the groups ---


async def show_groups(ctx: Context, one: Known, what: Fact, all_: Iterable[Known], *, quiet: bool) -> None:
    """Bring a warning's message up to date in the groups; as a new message where it is louder than an edit.

    What has begun is told where the table says so, whatever else where it was told before.
    """
    begins = what in (Fact.NEW, Fact.RAISED) and not quiet
    tells = begins and ctx.community.measure(one.chain.hazard, one.chain.colour).groups
    values = data(ctx, one, remaining=left_of(ctx, one, what, all_))
    for group in await groups.every(ctx.tx, ctx.community_id):
        if group.reachable and (tells or await _is_shown(ctx, group.chat_id, one.number)):
            await _show(ctx, group, one.number, values, fresh=what in LOUD and not quiet)


async def show_joined(ctx: Context, number: int, into: Known) -> None:
    """A warning was found to be another one: where both are shown, its message says so."""
    values = data(ctx, into, state=State.JOINED)
    for group in await groups.every(ctx.tx, ctx.community_id):
        if group.reachable and await _is_shown(ctx, group.chat_id, number):
            await _show(ctx, group, number, values, fresh=False)


async def catch_up(ctx: Context, group: GridGroup) -> None:
    """A group can be reached from now on: it is told of all that is in force."""
    all_ = await known(ctx)
    unseen = hidden(ctx, all_)
    for one in all_:
        tells = ctx.community.measure(one.chain.hazard, one.chain.colour).groups
        if one.is_told and tells and one.number not in unseen:
            fresh = not await _is_shown(ctx, group.chat_id, one.number)
            await _show(ctx, group, one.number, data(ctx, one), fresh=fresh)


async def _show(ctx: Context, group: GridGroup, number: int, values: dict[str, Value], *, fresh: bool) -> None:
    screen = Screen("warning/group", "zh", values, thread=group.thread)
    chat = group.chat_id
    await outbox.show(ctx.tx, ctx.community_id, chat, Kind.WARNING, slot(number), screen, ctx.now, fresh=fresh)


async def _is_shown(ctx: Context, chat_id: int, number: int) -> bool:
    return await outbox.is_shown(ctx.tx, ctx.community_id, chat_id, slot(number))


# --- people ---


async def notify(ctx: Context, one: Known, what: Fact, to: Iterable[Person], all_: Iterable[Known] = ()) -> None:
    """Tell people of the staff, each in one message that lives on; a rise and a lift come as a new one."""
    values = data(ctx, one, remaining=left_of(ctx, one, what, all_))
    wakes = what in (Fact.NEW, Fact.RAISED) and one.chain.colour.rank >= _WAKES.rank
    for person in to:
        screen = Screen("warning/staff", person.language, values)
        await post.show(ctx, person, Kind.WARNING, slot(one.number), screen, fresh=what in LOUD, urgent=wakes)


async def catch_up_person(ctx: Context, person: Person) -> None:
    """Messages reach somebody of the staff again: they are told what is in force, as far as all or those on duty were.

    What they have is brought up to date. What they are called for is the page's business.
    """
    if not person.appointments:
        return
    on_duty = {one.person_id for one in await duty.officers(ctx)}
    all_ = await known(ctx)
    unseen = hidden(ctx, all_)
    for one in all_:
        measure = ctx.community.measure(one.chain.hazard, one.chain.colour)
        concerns = measure.all_staff or (measure.call is Call.NOTICE and person.person_id in on_duty)
        if one.is_told and one.number not in unseen:
            shown = await _is_shown(ctx, person.user_id, one.number)
            rose = len(one.chain.colours) > 1  # perhaps while nothing reached them: an edit makes no sound
            if concerns or shown:
                await notify(ctx, one, Fact.CHANGED if shown and not rose else Fact.NEW, [person])


async def notified(ctx: Context, number: int) -> tuple[Person, ...]:
    """Who of the staff has such a message."""
    staff = await people.staff(ctx.tx, ctx.community_id)
    return tuple([person for person in staff if await _is_shown(ctx, person.user_id, number)])


# --- words ---


def left_of(ctx: Context, one: Known, what: Fact, all_: Iterable[Known]) -> list[Known]:
    """What of the same hazard is still in force when a warning ends: nobody is to think that all is over."""
    if what not in (Fact.LIFTED, Fact.EXPIRED):
        return []
    others = [each for each in all_ if each.number != one.number and each.chain.hazard is one.chain.hazard]
    return [each for each in others if each.chain.state(ctx.now) is State.IN_FORCE]


def _before(chain: Chain) -> str | None:
    """The colour before the present one."""
    earlier = [colour for _, colour in chain.colours if colour is not chain.colour]
    return earlier[-1].value if earlier else None


def _rose(chain: Chain) -> bool:
    before = _before(chain)
    return before is not None and Colour(before).rank < chain.colour.rank


def _lift_words(chain: Chain) -> str:
    leaf = chain.leaf.message
    return _plain(leaf.description or leaf.headline) if leaf.message is Message.CANCEL else ""


def _plain(text: str) -> str:
    """A source's words line by line, without empty lines and the blanks with which they are set."""
    return "\n".join(line for line in map(str.strip, text.splitlines()) if line)
