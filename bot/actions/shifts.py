"""A shift is taken over (接班), by who stands on the roster or by somebody in their stead, and signed for."""

from __future__ import annotations

from bot.actions import duty, duty_log, groups, handover_note, notices, overdue_list, pages, post, shift_cards
from bot.actions.context import Context
from bot.domain.duty_log import Event
from bot.domain.notice import Kind
from bot.domain.permission import Deed, allow
from bot.domain.person import Person, Role
from bot.domain.roster import PostKind, Shift
from bot.domain.screen import Screen, Value
from bot.domain.shift_clock import HOUR_MS, can_accept
from bot.errors import Refused, Stale
from bot.storage import audit, outbox, people, roster
from bot.storage import duty as store

MOST_WORDS = 500


async def accept(ctx: Context, person: Person, number: int) -> Shift:
    """The person takes over their shift, and signs for what is handed over to them.

    Refused if it is not theirs or not its time yet; Stale if it was taken over, or is past.
    """
    shift = await roster.by_id(ctx.tx, ctx.community_id, number)
    if shift is None or shift.person != person.person_id:
        raise Refused("shift.not_yours")
    _check(ctx, shift)
    await roster.accept(ctx.tx, ctx.community_id, number, person.person_id, ctx.now)
    await _taken_over(ctx, number, person, Event.ACCEPTED)
    return shift


async def stand_in(ctx: Context, person: Person, number: int) -> Shift:
    """Somebody takes over a shift that nobody came to; who was to stand it and the directors are told."""
    allow(person, Deed.TAKE_SHIFT)
    shift = await roster.by_id(ctx.tx, ctx.community_id, number)
    if shift is None:
        raise Refused("shift.not_yours")
    _check(ctx, shift)
    if shift.person == person.person_id:
        return await accept(ctx, person, number)
    if ctx.now < shift.from_at:
        raise Refused("shift.early")
    missing = await people.by_id(ctx.tx, ctx.community_id, shift.person)
    await roster.give(ctx.tx, ctx.community_id, number, shift.person, person.person_id)
    await roster.accept(ctx.tx, ctx.community_id, number, person.person_id, ctx.now)
    await _taken_over(ctx, number, person, Event.STOOD_IN)
    told = [*([missing] if missing else []), *await notices.directors(ctx)]
    for other in {one.person_id: one for one in told if one.person_id != person.person_id}.values():
        data: dict[str, Value] = {
            "name": person.called,
            "missing": missing.called if missing else "",
            "until_at": shift.until_at,
            "post": shift_cards.post_of(ctx, shift),
        }
        await post.send(ctx, other, Kind.ASSIGNMENT, Screen("duty/stood_in", other.language, data))
    return shift


def _check(ctx: Context, shift: Shift) -> None:
    if shift.accepted_at is not None:
        raise Stale("shift.accepted")
    if not can_accept(shift, ctx.now):
        raise Refused("shift.early" if ctx.now < shift.from_at - HOUR_MS else "shift.over")


async def _taken_over(ctx: Context, number: int, person: Person, event: Event) -> None:
    """Sign for what is handed over, tell whoever was responsible until now, and hand on what is open."""
    shift = await roster.by_id(ctx.tx, ctx.community_id, number)
    assert shift is not None  # noqa: S101  # it was read a moment ago
    found = ctx.community.post(shift.post)
    await audit.record(
        *(ctx.tx, ctx.community_id, ctx.now, person.person_id, f"duty.{event.value}", None),
        shift=number,
        post=shift.post,
    )
    await duty_log.note(ctx, event, post=found, person=person)
    before = await shift_cards.before_of(ctx, shift)
    if before is not None:
        await _sign(ctx, before, shift, person)
    await shift_cards.show(ctx, shift, person, "on")
    await shift_cards.show_late(ctx, shift, await called(ctx, shift), "", done=person.called)
    if shift.from_at <= ctx.now:
        await show_in_groups(ctx, shift)
        await pages.hand_on(ctx, person)
        await overdue_list.send(ctx, person)
    await duty.changed(ctx)


async def show_in_groups(ctx: Context, shift: Shift) -> None:
    """The cards at the top of the groups say who is on duty now: in the grid of the post, or in all."""
    found = ctx.community.post(shift.post)
    await groups.refresh_tops(ctx, [found.grid if found else None])


async def _sign(ctx: Context, before: Shift, shift: Shift, person: Person) -> None:
    lines = await handover_note.lines(ctx, before)
    await store.sign(ctx.tx, ctx.community_id, before.shift_id, person.person_id, lines, ctx.now)
    await duty_log.note(ctx, Event.SIGNED, post=ctx.community.post(before.post), person=person)
    last = await people.by_id(ctx.tx, ctx.community_id, before.person)
    if last is None or last.person_id == person.person_id:
        return
    if await outbox.is_shown(ctx.tx, ctx.community_id, last.user_id, shift_cards.note_slot(before)):
        await shift_cards.show_note(ctx, before, last)
    data: dict[str, Value] = {
        "name": person.called,
        "from_at": shift.from_at,
        "early": ctx.now < shift.from_at,
        "post": shift_cards.post_of(ctx, shift),
    }
    await post.send(ctx, last, Kind.ASSIGNMENT, Screen("duty/relieved", last.language, data))


async def called(ctx: Context, shift: Shift) -> list[Person]:
    """Whoever may have been told that nobody took the shift over: predecessor, reserve, heads, directors."""
    before = await shift_cards.before_of(ctx, shift)
    last = await people.by_id(ctx.tx, ctx.community_id, before.person) if before else None
    found = [*([last] if last else []), *await reserve(ctx), *await heads(ctx, shift), *await notices.directors(ctx)]
    return list({one.person_id: one for one in found}.values())


async def reserve(ctx: Context) -> tuple[Person, ...]:
    """The reserve that is on duty now."""
    return await duty.officers(ctx, None, (PostKind.RESERVE,))


async def heads(ctx: Context, shift: Shift) -> list[Person]:
    """The heads of the post's grid."""
    found = ctx.community.post(shift.post)
    staff = await people.staff(ctx.tx, ctx.community_id) if found and found.grid else ()
    return [
        one
        for one in staff
        if any(h.role is Role.GRID_HEAD and found and h.grid == found.grid for h in one.appointments)
    ]


async def add_words(ctx: Context, person: Person, number: int, words: str) -> None:
    """The one on duty adds words to what they hand over. Refused if it is not their shift; Stale once it is signed."""
    shift = await roster.by_id(ctx.tx, ctx.community_id, number)
    if shift is None or shift.person != person.person_id:
        raise Refused("shift.not_yours")
    if not await store.keep_words(ctx.tx, ctx.community_id, number, words.strip()):
        raise Stale("shift.signed")
    await shift_cards.show_note(ctx, shift, person)
