"""Swap (换班): somebody offers their coming shift for a colleague's; if that one agrees, both change hands at once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import notices, post, rosters, shift_cards, swap_cards
from bot.actions.context import Context
from bot.actions.swap_cards import AGREE, ASK, DECLINE, OFFER, WITHDRAW
from bot.domain.absence import Absence
from bot.domain.button import Press
from bot.domain.notice import Kind
from bot.domain.permission import Deed, allow, may
from bot.domain.person import Person
from bot.domain.roster import PostKind, Shift
from bot.domain.screen import Screen, Tap, Value
from bot.domain.swap import choices, fits
from bot.errors import Refused, Stale
from bot.storage import absences, audit, covers, people, roster, swaps, timers
from bot.storage.swaps import Swap
from bot.storage.timers import Timer

__all__ = ["AGREE", "ASK", "DECLINE", "OFFER", "TIMER", "WITHDRAW"]

#: The timer at which an offer that nobody has answered ends; its subject is the number of the shift that is offered.
TIMER = "swap"
#: It ends so long before the first of the two shifts, so that there is time to look for somebody else.
LAST_MS = 2 * 3_600_000
_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rules ask for."""

    shifts: list[Shift]
    kinds: dict[str, PostKind]
    absences: tuple[Absence, ...]
    able: dict[int, Person]


async def offer(ctx: Context, person: Person, number: int, page: int = 0) -> None:
    """Show for which shifts one's own can be swapped. Refused if it is not theirs; Stale if it has begun."""
    mine = await _mine(ctx, person, number)
    known = await _known(ctx)
    found = choices(mine, known.shifts, known.kinds, known.absences, known.able, ctx.now)
    page = min(page, max(0, (len(found) - 1) // _A_PAGE))
    rows: list[tuple[Tap, ...]] = []
    for one in found[page * _A_PAGE : (page + 1) * _A_PAGE]:
        words: dict[str, Value] = {"name": known.able[one.person].called, "post": shift_cards.post_of(ctx, one)}
        rows.append((Tap("swap_for", Press(ASK, number, one.shift_id), data={**words, "at": one.from_at}),))
    turn = [Tap("page_before", Press(OFFER, number, page - 1))] if page else []
    turn += [Tap("page_after", Press(OFFER, number, page + 1))] if (page + 1) * _A_PAGE < len(found) else []
    back = (Tap("back", Press(rosters.NOW)),)
    data: dict[str, Value] = {"mine": swap_cards.line(ctx, mine), "many": len(found)}
    screen = Screen("swap/choose", person.language, data, (*rows, *([tuple(turn)] if turn else []), back))
    await post.show(ctx, person, Kind.ANSWER, rosters.DUTY_SLOT, screen)


async def ask(ctx: Context, person: Person, number: int, other_number: int) -> None:
    """Ask the colleague. Refused if the shift is not theirs; Stale if it is offered already, or does not fit now."""
    mine = await _mine(ctx, person, number)
    other = await roster.by_id(ctx.tx, ctx.community_id, other_number)
    known = await _known(ctx)
    colleague = known.able.get(other.person) if other else None
    if other is None or colleague is None or not _fit(ctx, mine, other, known):
        raise Stale("swap.gone")
    swap = Swap(number, other_number, person.person_id, colleague.person_id, ctx.now, swaps.OPEN)
    if not await swaps.ask(ctx.tx, ctx.community_id, swap):
        raise Stale("swap.asked")
    await timers.set_(ctx.tx, ctx.community_id, TIMER, number, _ends(ctx, mine, other))
    await _write(ctx, person, "swap.asked", mine, other)
    await swap_cards.show_asked(ctx, colleague, person, mine, other, "open", fresh=True)
    await swap_cards.show_asker(ctx, person, colleague, mine, other, "open", fresh=True)
    await rosters.back(ctx, person)


async def agree(ctx: Context, person: Person, number: int) -> None:
    """The colleague agrees: both change hands. Refused if they were not asked; Stale if it cannot be any more."""
    allow(person, Deed.TAKE_SHIFT)
    swap = await _asked_of(ctx, person, number)
    mine = await roster.by_id(ctx.tx, ctx.community_id, swap.shift)
    other = await roster.by_id(ctx.tx, ctx.community_id, swap.other)
    asker = await people.by_id(ctx.tx, ctx.community_id, swap.asked_by)
    if mine is None or other is None or asker is None or not may(asker, Deed.TAKE_SHIFT):
        raise Stale("swap.over")
    if (mine.person, other.person) != (swap.asked_by, swap.asked_of):
        raise Stale("swap.over")
    if not _fit(ctx, mine, other, await _known(ctx)):
        raise Stale("swap.over")
    await swaps.settle(ctx.tx, ctx.community_id, number, swaps.AGREED)
    await timers.clear(ctx.tx, ctx.community_id, TIMER, number)
    for shift, taker in ((mine, person), (other, asker)):
        if not await roster.give(ctx.tx, ctx.community_id, shift.shift_id, shift.person, taker.person_id):
            raise Stale("swap.over")  # and nothing of it has been
        await covers.settle(ctx.tx, ctx.community_id, shift.shift_id, covers.VOID)
    await _write(ctx, person, "swap.agreed", mine, other)
    await swap_cards.show_asked(ctx, person, asker, mine, other, "agreed")
    await swap_cards.show_asker(ctx, asker, person, mine, other, "agreed", fresh=True)
    for director in await notices.directors(ctx):
        if director.person_id not in (swap.asked_by, swap.asked_of):
            await swap_cards.tell(ctx, director, asker, person, mine, other)
    await rosters.changed(ctx)


async def decline(ctx: Context, person: Person, number: int) -> None:
    """The colleague does not want to; the one who has asked keeps their shift, and may ask somebody else."""
    swap = await _asked_of(ctx, person, number)
    await _end(ctx, swap, swaps.DECLINED, "declined")


async def withdraw(ctx: Context, person: Person, number: int) -> None:
    """Who has asked can stand it after all; Stale if it was answered."""
    swap = await swaps.of(ctx.tx, ctx.community_id, number)
    if swap is None or swap.asked_by != person.person_id:
        raise Refused("shift.not_yours")
    if swap.state != swaps.OPEN:
        raise Stale("swap.over")
    await _end(ctx, swap, swaps.WITHDRAWN, "withdrawn", fresh=False)


async def lapse(ctx: Context, timer: Timer) -> None:
    """Nobody has answered, and the first of the shifts is near."""
    swap = await swaps.of(ctx.tx, ctx.community_id, timer.subject)
    if swap is not None and swap.state == swaps.OPEN:
        await _end(ctx, swap, swaps.VOID, "over")


async def _end(ctx: Context, swap: Swap, state: str, told: str, *, fresh: bool = True) -> None:
    """The offer stands no more, and nothing has changed hands."""
    if not await swaps.settle(ctx.tx, ctx.community_id, swap.shift, state):
        raise Stale("swap.over")
    await timers.clear(ctx.tx, ctx.community_id, TIMER, swap.shift)
    mine = await roster.by_id(ctx.tx, ctx.community_id, swap.shift)
    other = await roster.by_id(ctx.tx, ctx.community_id, swap.other)
    asker = await people.by_id(ctx.tx, ctx.community_id, swap.asked_by)
    colleague = await people.by_id(ctx.tx, ctx.community_id, swap.asked_of)
    if mine is None or other is None or asker is None or colleague is None:
        return
    await swap_cards.show_asked(ctx, colleague, asker, mine, other, told)
    if mine.person == asker.person_id:
        await swap_cards.show_asker(ctx, asker, colleague, mine, other, told, fresh=fresh)


async def _asked_of(ctx: Context, person: Person, number: int) -> Swap:
    swap = await swaps.of(ctx.tx, ctx.community_id, number)
    if swap is None or swap.asked_of != person.person_id:
        raise Refused("swap.not_asked")
    if swap.state != swaps.OPEN:
        raise Stale("swap.over")
    return swap


async def _mine(ctx: Context, person: Person, number: int) -> Shift:
    allow(person, Deed.TAKE_SHIFT)
    shift = await roster.by_id(ctx.tx, ctx.community_id, number)
    if shift is None or shift.person != person.person_id:
        raise Refused("shift.not_yours")
    if shift.accepted_at is not None or shift.from_at <= ctx.now:
        raise Stale("shift.accepted")
    return shift


async def _known(ctx: Context) -> _Known:
    staff = await people.staff(ctx.tx, ctx.community_id)
    return _Known(
        await roster.between(ctx.tx, ctx.community_id, ctx.now, ctx.now + rosters.AHEAD_MS),
        {one.key: one.kind for one in ctx.community.posts},
        await absences.standing(ctx.tx, ctx.community_id, ctx.now),
        {one.person_id: one for one in staff if one.reachable and may(one, Deed.TAKE_SHIFT)},
    )


def _fit(ctx: Context, mine: Shift, other: Shift, known: _Known) -> bool:
    return fits(mine, other, known.shifts, known.kinds, known.absences, ctx.now)


def _ends(ctx: Context, mine: Shift, other: Shift) -> int:
    first = min(mine.from_at, other.from_at)
    return first - LAST_MS if first - LAST_MS > ctx.now else first


async def _write(ctx: Context, person: Person, act: str, mine: Shift, other: Shift) -> None:
    facts: dict[str, int | str] = {"shift": mine.shift_id, "post": mine.post, "other": other.shift_id}
    await audit.record(ctx.tx, ctx.community_id, ctx.now, person.person_id, act, None, **facts)
